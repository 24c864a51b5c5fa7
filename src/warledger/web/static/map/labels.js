/** Names beside marks: none over another, the most important first; laid out only when the view or the filters change. */

import { countryNames } from "./base.js";
import { radiusOf } from "./overlay.js";

const FONT = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif";
const CELL = 24;

/** Draw the names of countries and of places on a canvas of their own. */
export function drawLabels(context, view, { filters, base, look, taken }) {
  const { ratio, colours } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  const room = new Room();
  for (const box of taken) room.take(box);
  const small = view.width < 620;
  placeNames(context, view, filters, room, { colours, size: small ? 12 : 13, most: small ? 26 : 70 });
  context.font = `600 ${small ? 11 : 13}px ${FONT}`;
  context.textAlign = "center";
  context.fillStyle = colours.soft;
  if ("letterSpacing" in context) context.letterSpacing = "4px";
  for (const [name, spots] of countryNames(view, base, filters.data.countries)) {
    const text = name.toUpperCase();
    const half = context.measureText(text).width / 2;
    const box = ([left, top]) => [left - half - 4, top - 12, left + half + 4, top + 7];
    const spot = spots.find((s) => room.free(box(s)));
    if (spot && room.take(box(spot))) context.fillText(text, ...spot);
  }
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}

function placeNames(context, view, filters, room, { colours, size, most }) {
  const { places } = filters.data;
  const seen = [];
  for (const place of filters.places) {
    const left = view.left(places.x[place]);
    const top = view.top(places.y[place]);
    if (left < 0 || top < 0 || left > view.width || top > view.height) continue;
    seen.push([place, left, top, radiusOf(places.people[place], view, filters.places.length)]);
  }
  for (const [, left, top, r] of seen) room.mark(left, top, r);
  const weight = (place) => Math.max(0, places.people[place]) + 60_000 * (places.seenAt[place + 1] - places.seenAt[place]);
  seen.sort((a, b) => weight(b[0]) - weight(a[0]));
  context.font = `500 ${size}px ${FONT}`;
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.ink;
  let drawn = 0;
  for (const [place, left, top, r] of seen.slice(0, 12 * most)) {
    if (drawn === most) break;
    const wide = context.measureText(places.name[place]).width;
    const spot = [
      ["left", left + r + 4, top + size * 0.35], ["right", left - r - 4, top + size * 0.35],
      ["center", left, top - r - 5], ["center", left, top + r + size],
    ].find(([align, x, y]) => {
      const from = align === "left" ? x : align === "right" ? x - wide : x - wide / 2;
      const box = [from, y - size * 0.8, from + wide, y + size * 0.25];
      return from > 0 && box[2] < view.width && room.free(box, [left, top], drawn < most / 4) && room.take(box);
    });
    if (!spot) continue;
    context.textAlign = spot[0];
    context.strokeText(places.name[place], spot[1], spot[2]);
    context.fillText(places.name[place], spot[1], spot[2]);
    drawn += 1;
  }
}

/** Rectangles and marks that are taken, kept by squares of the map so that few are looked at. */
class Room {
  #squares = new Map();

  #each([left, top, right, bottom], tell) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x++) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) if (tell(x * 65536 + y)) return true;
    }
    return false;
  }

  take(box, own = null) {
    this.#each(box, (square) => {
      if (!this.#squares.has(square)) this.#squares.set(square, []);
      this.#squares.get(square).push([box, own]);
      return false;
    });
    return true;
  }

  mark(left, top, r) {
    const near = r * 0.8;
    this.take([left - near, top - near, left + near, top + near], `${left},${top}`);
  }

  /** Whether nothing stands there but a mark's own; names of the most important places may cover other marks. */
  free(box, of = null, over = false) {
    const own = of && `${of[0]},${of[1]}`;
    return !this.#each(box, (square) =>
      this.#squares.get(square)?.some(
        ([b, mark]) => (!own || mark !== own) && !(over && mark) && b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3],
      ),
    );
  }
}
