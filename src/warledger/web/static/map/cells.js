/** The cells of land around places, read when the layer is first switched on. */

import { mercatorX, mercatorY } from "./data.js";

/** By place a path in Mercator's square with its bounds; null for a place without land. */
export function readCells({ grain, rings }) {
  return rings.map((of) => {
    if (!of.length) return null;
    const path = new Path2D();
    const bounds = [1, 1, 0, 0];
    for (const [lons, lats] of of) {
      let lon = 0;
      let lat = 0;
      for (let i = 0; i < lons.length; i++) {
        const x = mercatorX((lon += lons[i]) / grain);
        const y = mercatorY((lat += lats[i]) / grain);
        if (i) path.lineTo(x, y);
        else path.moveTo(x, y);
        bounds[0] = Math.min(bounds[0], x);
        bounds[1] = Math.min(bounds[1], y);
        bounds[2] = Math.max(bounds[2], x);
        bounds[3] = Math.max(bounds[3], y);
      }
      path.closePath();
    }
    return { path, bounds };
  });
}
