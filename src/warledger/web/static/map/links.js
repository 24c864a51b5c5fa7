/** Links out of the map: they keep the day and the moment that it shows now, not those that the page was loaded with. */

import { writeView } from "./state.js";

const TABLE = "map-as-table";

/** Have all links of the document to pages of this site follow the view; `day` is the day shown (ISO). */
export function followView(view, day) {
  const kept = { on: day, known_on: view.known_on, posted_by: view.posted_by };
  for (const anchor of document.querySelectorAll('a[href^="/"]:not([href^="/login"], [href^="/api/"])')) {
    const address = new URL(anchor.getAttribute("href"), location.origin);
    if (anchor.classList.contains(TABLE)) address.search = writeView({ ...view, on: day });
    for (const [name, value] of Object.entries(kept)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (anchor.classList.contains(TABLE)) address.searchParams.set("view", "table");
    const href = address.pathname + address.search + address.hash;
    if (anchor.getAttribute("href") !== href) anchor.setAttribute("href", href);
  }
}
