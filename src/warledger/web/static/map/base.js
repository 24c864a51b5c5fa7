/** The base map: land and borders from TopoJSON, names of countries; painted only when the view moves. */

import { mercatorX, mercatorY } from "./data.js";

const POLE = 0.9; // of Mercator's square: 79 degrees south

/** The polygons of countries as paths in Mercator's square, each with its bounds. */
export function readOutlines(topology) {
  const [sx, sy] = topology.transform.scale;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [mercatorX((x += dx) * sx), mercatorY((y += dy) * sy)]);
  });
  const countries = topology.objects.countries.geometries.map((shape) => readCountry(shape, arcs));
  return { countries };
}

function readCountry(shape, arcs) {
  const path = new Path2D();
  const bounds = [2, 1, -1, 0];
  let main = [0, 0, 0, 0];
  for (const polygon of shape.arcs) {
    for (const [n, ring] of polygon.entries()) {
      const own = [2, 1, -1, 0];
      let begun = false;
      let turn = 0;
      let last = 0;
      for (const index of ring) {
        const arc = index >= 0 ? arcs[index] : arcs[~index];
        for (let i = 0; i < arc.length; i++) {
          const [at, y] = index >= 0 ? arc[i] : arc[arc.length - 1 - i];
          if (begun && i === 0) continue;
          // A land that the antimeridian cuts is drawn on beyond the map's edge; around the pole a ring may go all the way.
          if (begun && y < POLE && Math.abs(at + turn - last) > 0.5) turn += at + turn < last ? 1 : -1;
          const x = (last = at + turn);
          if (begun) path.lineTo(x, y);
          else path.moveTo(x, y);
          begun = true;
          widen(own, x, y);
        }
      }
      path.closePath();
      widen(bounds, own[0], own[1]);
      widen(bounds, own[2], own[3]);
      if (n === 0 && (own[2] - own[0]) * (own[3] - own[1]) > (main[2] - main[0]) * (main[3] - main[1])) main = own;
    }
  }
  return { id: shape.id, path, bounds, main };
}

function widen(bounds, x, y) {
  bounds[0] = Math.min(bounds[0], x);
  bounds[1] = Math.min(bounds[1], y);
  bounds[2] = Math.max(bounds[2], x);
  bounds[3] = Math.max(bounds[3], y);
}

/** Whether something with bounds in Mercator's square is in sight. */
export function inSight(view, [left, top, right, bottom]) {
  return view.left(right) >= 0 && view.left(left) <= view.width && view.top(bottom) >= 0 && view.top(top) <= view.height;
}

/** Set a context so that Mercator's square is drawn where the view has it. */
export function toWorld(context, view, ratio) {
  const s = view.scale * ratio;
  context.setTransform(s, 0, 0, s, (view.width / 2) * ratio - view.x * s, (view.height / 2) * ratio - view.y * s);
}

/** Paint sea, land and borders. `tiles` paints a tile server's pictures in place of the land, where one is set. */
export function drawBase(context, view, ratio, { countries }, colours, tiles) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, view.width, view.height);
  const painted = tiles?.draw(context, view) ?? false;
  toWorld(context, view, ratio);
  context.fillStyle = colours.land;
  context.strokeStyle = colours.border;
  context.lineWidth = 1 / view.scale;
  context.lineJoin = "round";
  const seen = countries.filter((c) => inSight(view, c.bounds));
  if (!painted) for (const c of seen) context.fill(c.path);
  for (const c of seen) context.stroke(c.path);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Where the names of countries may stand, the middle first: [name, [[left, top], ...]], of those wide enough to hold theirs. */
export function countryNames(view, { countries }, names) {
  const found = [];
  for (const { id, main } of countries) {
    const name = names[id];
    const wide = (main[2] - main[0]) * view.scale;
    if (!name || wide < name.length * 9 || !inSight(view, main)) continue;
    const spots = AROUND.map(([x, y]) => [
      view.left(main[0] + (main[2] - main[0]) * x), view.top(main[1] + (main[3] - main[1]) * y),
    ]);
    found.push([name, spots.filter(([x, y]) => x > 0 && y > 0 && x < view.width && y < view.height)]);
  }
  return found;
}

const AROUND = [[0.5, 0.5], [0.5, 0.42], [0.5, 0.58], [0.42, 0.5], [0.58, 0.5], [0.4, 0.62], [0.6, 0.4], [0.45, 0.35], [0.55, 0.66], [0.35, 0.5], [0.6, 0.6], [0.5, 0.28], [0.5, 0.72], [0.3, 0.4], [0.65, 0.5], [0.4, 0.8], [0.5, 0.9], [0.6, 0.2], [0.4, 0.15]];
