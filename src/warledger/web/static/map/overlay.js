/** The marks over the base map: cells of land, incidents, places. Painted anew at each step of the day. */

import { inSight, toWorld } from "./base.js";
import { incidentsUpTo, markOf } from "./shown.js";
import { lookOf } from "./symbols.js";

const SIZES = [4.2, 5.6, 8.2];
const BIG = 200_000;
const MIDDLE = 20_000;
const CROWD = 600;

/** A mark's radius by the people of its place, by zoom, and smaller where there are very many. */
export function radiusOf(people, view, count) {
  const size = SIZES[people >= BIG ? 2 : people >= MIDDLE ? 1 : 0];
  const near = Math.max(0.7, Math.min(1.7, 0.55 + view.zoom / 12));
  return Math.max(1.6, size * near * (count > CROWD && view.zoom < 7 ? 0.62 : 1));
}

/** A ring's radius by how many were killed. */
export const ringOf = (killed) => Math.min(34, Math.round(5 + 1.5 * Math.sqrt(killed)));

/** Paint; returns what was shown: marks by place, rings, and counts by holder. */
export function drawOverlay(context, view, what) {
  const { filters, symbols, day, vs, cells, showIncidents, open } = what;
  const { colours } = symbols.look;
  const { places } = filters.data;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const shown = [];
  const counts = new Map();
  const special = { contested: 0, besieged: 0, stale: 0, changed: 0 };
  for (const place of filters.places) {
    const left = view.left(places.x[place]);
    const top = view.top(places.y[place]);
    if (left < -20 || top < -20 || left > view.width + 20 || top > view.height + 20) continue;
    const mark = markOf(filters, place, day, vs);
    if (!mark) continue;
    shown.push({ place, left, top, mark });
    counts.set(mark.holder, (counts.get(mark.holder) ?? 0) + 1);
    special.contested += mark.contested ? 1 : 0;
    special.besieged += mark.ringed ? 1 : 0;
    special.stale += mark.stale ? 1 : 0;
    special.changed += mark.changed ? 1 : 0;
  }
  if (cells) drawCells(context, view, shown, cells, symbols);
  const rings = showIncidents ? drawRings(context, view, incidentsUpTo(filters, day), filters, symbols) : [];
  drawMarks(context, view, shown, places, symbols, vs !== null);
  if (open) drawOpen(context, view, shown, open, places, colours);
  return { shown, rings, counts, special };
}

function drawMarks(context, view, shown, places, symbols, comparing) {
  const { ratio } = symbols.look;
  context.setTransform(1, 0, 0, 1, 0, 0);
  const order = comparing ? [...shown].sort((a, b) => a.mark.changed - b.mark.changed) : shown;
  for (const one of order) {
    const { mark } = one;
    one.radius = radiusOf(places.people[one.place], view, shown.length) * (mark.changed ? 1.35 : 1);
    context.globalAlpha = comparing && !mark.changed ? 0.28 : 1;
    const sign = symbols.of(mark, one.radius);
    const half = sign.width / 2;
    context.drawImage(sign, Math.round(one.left * ratio - half), Math.round(one.top * ratio - half));
  }
  context.globalAlpha = 1;
}

function drawCells(context, view, shown, cells, symbols) {
  const { ratio, dark } = symbols.look;
  toWorld(context, view, ratio);
  for (const { place, mark } of shown) {
    const cell = cells[place];
    if (mark.holder < 0 || !cell || !inSight(view, cell.bounds)) continue;
    const look = lookOf(symbols.parties, mark.holder);
    context.globalAlpha = 0.14 + 0.3 * (mark.strength / 5);
    context.fillStyle = dark ? (look.edge === look.dark ? look.dark : look.edge) : look.light;
    context.fill(cell.path);
  }
  context.globalAlpha = 1;
}

function drawRings(context, view, sums, filters, symbols) {
  const { incidents } = filters.data;
  const { ratio } = symbols.look;
  const rings = [];
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const sum of sums) {
    const left = view.left(incidents.spotX[sum.spot]);
    const top = view.top(incidents.spotY[sum.spot]);
    if (left < -40 || top < -40 || left > view.width + 40 || top > view.height + 40) continue;
    const radius = ringOf(sum.killed);
    rings.push({ ...sum, left, top, radius });
    const sign = symbols.toll(sum.type, radius);
    const half = sign.width / 2;
    context.drawImage(sign, Math.round(left * ratio - half), Math.round(top * ratio - half));
  }
  return rings;
}

function drawOpen(context, view, shown, open, places, colours) {
  const one = shown.find((s) => s.place === open.place);
  const left = one?.left ?? (open.place !== undefined ? view.left(places.x[open.place]) : view.left(open.x));
  const top = one?.top ?? (open.place !== undefined ? view.top(places.y[open.place]) : view.top(open.y));
  const { ratio } = open;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(left, top, (one?.radius ?? 5) + 6, 0, 2 * Math.PI);
  context.stroke();
}

/** The place or ring at a pixel; null for none. */
export function hitAt(found, left, top) {
  const near = (one, room) => Math.hypot(one.left - left, one.top - top) <= one.radius + room;
  const places = found.shown.filter((one) => near(one, 5));
  places.sort((a, b) => Math.hypot(a.left - left, a.top - top) - Math.hypot(b.left - left, b.top - top));
  if (places.length) return { place: places[0].place, mark: places[0].mark, one: places[0] };
  const rings = found.rings.filter((one) => near(one, 3)).sort((a, b) => a.radius - b.radius);
  return rings.length ? { ring: rings[0], one: rings[0] } : null;
}

