/** The whole view as one value, and the address bar that holds it. */

const LISTS = ["party", "type"];
const PLAIN = ["on", "vs", "known_on", "posted_by", "country", "place", "source", "chart", "at", "open"];
const WRITE_AFTER_MS = 300;

export const DEFAULTS = Object.freeze({
  on: null, vs: null, known_on: null, posted_by: null, country: "", place: "", source: "", chart: "places", at: null, open: null,
  party: [], type: [], least: 0, incidents: true, window: 60, cells: false,
});

/** The view that a query string asks for. */
export function readView(search) {
  const asked = new URLSearchParams(search);
  const view = { ...DEFAULTS };
  for (const name of PLAIN) if (asked.get(name)) view[name] = asked.get(name);
  for (const name of LISTS) view[name] = (asked.get(name) ?? "").split(",").filter(Boolean);
  view.least = Math.max(0, Math.min(1, Number(asked.get("least")) || 0));
  view.window = Math.max(1, Math.min(3660, Math.round(Number(asked.get("window"))) || DEFAULTS.window));
  view.incidents = asked.get("incidents") !== "0";
  view.cells = asked.get("cells") === "1";
  return view;
}

/** The query string of a view; what is as it would be anyway is left out. */
export function writeView(view) {
  const asked = new URLSearchParams();
  for (const name of PLAIN) if (view[name] && view[name] !== DEFAULTS[name]) asked.set(name, view[name]);
  for (const name of LISTS) if (view[name].length) asked.set(name, view[name].join(","));
  if (view.least) asked.set("least", String(view.least));
  if (view.window !== DEFAULTS.window) asked.set("window", String(view.window));
  if (!view.incidents) asked.set("incidents", "0");
  if (view.cells) asked.set("cells", "1");
  return asked.toString().replaceAll("%2C", ",").replaceAll("%7C", "|");
}

/** Holds the view; tells those who listen which of its values changed, and the address bar a little later. */
export class ViewState extends EventTarget {
  #timer = 0;

  constructor() {
    super();
    this.value = readView(location.search);
    addEventListener("popstate", () => this.#replace(readView(location.search)));
    addEventListener("pagehide", () => this.#write());
  }

  /** Change some values; nothing happens where they are so already. */
  set(changes) {
    const changed = Object.keys(changes).filter((k) => String(changes[k] ?? "") !== String(this.value[k] ?? ""));
    if (!changed.length) return;
    this.value = { ...this.value, ...changes };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), WRITE_AFTER_MS);
    this.#tell(new Set(changed));
  }

  #replace(value) {
    const changed = new Set(Object.keys(value).filter((k) => String(value[k] ?? "") !== String(this.value[k] ?? "")));
    this.value = value;
    if (changed.size) this.#tell(changed);
  }

  #write() {
    clearTimeout(this.#timer);
    const query = writeView(this.value);
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  #tell(changed) {
    this.dispatchEvent(new CustomEvent("change", { detail: changed }));
  }
}
