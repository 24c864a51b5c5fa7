/** A tile server's pictures as the base map, where the operator has set one; else nothing is ever asked of any other machine. */

const SIZE = 256;
const KEPT = 300;

export class Tiles {
  constructor(address, onLoad) {
    this.address = address;
    this.onLoad = onLoad;
    this.kept = new Map();
  }

  /** Paint the tiles in sight that are there, ask for the others; whether any was painted. */
  draw(context, view) {
    const z = Math.max(0, Math.min(18, Math.round(view.zoom)));
    const n = 2 ** z;
    const size = (SIZE * 2 ** view.zoom) / n / SIZE;
    const wide = SIZE * size;
    const [x0, y0] = view.at(0, 0).map((v) => Math.floor(v * n));
    const [x1, y1] = view.at(view.width, view.height).map((v) => Math.floor(v * n));
    let painted = false;
    for (let x = x0; x <= x1; x++) {
      for (let y = Math.max(0, y0); y <= Math.min(n - 1, y1); y++) {
        const picture = this.#picture(z, ((x % n) + n) % n, y);
        if (!picture.complete || !picture.naturalWidth) continue;
        context.drawImage(picture, view.left(x / n), view.top(y / n), wide + 0.5, wide + 0.5);
        painted = true;
      }
    }
    return painted;
  }

  #picture(z, x, y) {
    const key = `${z}/${x}/${y}`;
    let picture = this.kept.get(key);
    if (!picture) {
      picture = new Image();
      picture.addEventListener("load", this.onLoad);
      picture.src = this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
      this.kept.set(key, picture);
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    }
    return picture;
  }
}
