/** What part of the earth is seen: Mercator's square from 0 to 1, moved and scaled to pixels. */

const LEAST_ZOOM = 1.5;
const MOST_ZOOM = 13;
const TILE = 256;

export class View {
  constructor() {
    this.width = 1;
    this.height = 1;
    this.x = 0.6;
    this.y = 0.4;
    this.zoom = 4;
  }

  /** Pixels that the whole world is wide. */
  get scale() {
    return TILE * 2 ** this.zoom;
  }

  left(x) {
    return (x - this.x) * this.scale + this.width / 2;
  }

  top(y) {
    return (y - this.y) * this.scale + this.height / 2;
  }

  /** Mercator's coordinates of a pixel. */
  at(left, top) {
    return [this.x + (left - this.width / 2) / this.scale, this.y + (top - this.height / 2) / this.scale];
  }

  moveBy(dx, dy) {
    this.x = Math.max(0, Math.min(1, this.x - dx / this.scale));
    this.y = Math.max(0, Math.min(1, this.y - dy / this.scale));
  }

  /** Zoom so that what is at a pixel stays there. */
  zoomAt(zoom, left = this.width / 2, top = this.height / 2) {
    const [x, y] = this.at(left, top);
    this.zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom));
    const [nowX, nowY] = this.at(left, top);
    this.x += x - nowX;
    this.y += y - nowY;
  }

  /** Show a rectangle of Mercator's coordinates, with some room around. */
  fit([left, top, right, bottom], room) {
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    const across = Math.max(80, this.width - room.left - room.right) / Math.max(right - left, 1e-6);
    const down = Math.max(80, this.height - room.top - room.bottom) / Math.max(bottom - top, 1e-6);
    this.zoom = Math.max(LEAST_ZOOM, Math.min(8.5, Math.log2(Math.min(across, down) / TILE)));
    this.moveBy((room.left - room.right) / 2, (room.top - room.bottom) / 2);
  }

  /** The view as the address bar writes it: latitude, longitude, zoom. */
  toString() {
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * this.y))) * 180) / Math.PI;
    return `${lat.toFixed(3)},${((this.x - 0.5) * 360).toFixed(3)},${this.zoom.toFixed(2)}`;
  }
}

/** The rectangle of the middle of some points, outliers left out. */
export function middleOf(xs, ys, share = 0.97) {
  const bounds = (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const cut = Math.floor(((1 - share) / 2) * sorted.length);
    return [sorted[cut], sorted[sorted.length - 1 - cut]];
  };
  const [left, right] = bounds(xs);
  const [top, bottom] = bounds(ys);
  return [left, top, right, bottom];
}
