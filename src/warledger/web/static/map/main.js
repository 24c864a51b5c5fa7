/** The map's page: fetches the data, holds the view, and lets the parts know what changed. */

import { readOutlines } from "./base.js";
import { readCells } from "./cells.js";
import { Chart } from "./chart.js";
import { Controls } from "./controls.js";
import { getJson, MapData } from "./data.js";
import { Legend } from "./legend.js";
import { followView } from "./links.js";
import { changeParts, incidentList, Panel } from "./panel.js";
import { makeSearch } from "./search.js";
import { changedBetween, Filters, incidentsUpTo } from "./shown.js";
import { Stage } from "./stage.js";
import { ViewState } from "./state.js";
import { Symbols, theme } from "./symbols.js";
import { Tiles } from "./tiles.js";
import { Timeline } from "./timeline.js";
import { age, chance, count, longDate, number, shortDate } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const FILTERS = ["party", "type", "country", "place", "source", "least", "window"];
const NEAR = 3e-5; // of Mercator's square, about a kilometre: incidents so near a place are shown with it

class MapPage {
  constructor() {
    this.root = $("#map-page");
    this.state = new ViewState();
    this.status = $("#map-status");
    this.stage = new Stage($("#map"), {
      what: () => this.#what(),
      drawn: (found) => this.legend?.update(found, this.state.value),
      moved: (view) => this.state.set({ at: String(view) }),
      clicked: (hit) => this.#clicked(hit),
      says: (hit) => this.#says(hit),
      covered: () => ({ left: $(".map-legend").open ? $(".map-legend").offsetWidth : 0 }),
    });
    this.panel = new Panel($("#map-panel"), {
      address: (path, more) => this.#address(path, more), onShow: () => this.#follow(), onClose: () => this.#closed(),
    });
    this.chart = new Chart($("#map-chart"), $(".map-cursor"), (day) => this.state.set({ on: this.data.isoOf(day) }));
    this.state.addEventListener("change", (event) => this.#changed(event.detail));
    if (this.root.dataset.tiles) this.tiles = new Tiles(this.root.dataset.tiles, () => this.stage.paint("base"));
    for (const button of document.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.#zoom(button.dataset.zoom));
    }
    if (innerWidth < 720) $(".map-legend").open = false;
  }

  async start() {
    this.status.textContent = "Working out the map's data…";
    const [raw, outlines] = await Promise.all([
      getJson(this.#address("/map/data.json")), getJson(this.#address("/map/outlines.json", {}, false)),
    ]);
    this.base = readOutlines(outlines);
    this.use(raw);
    this.root.dataset.ready = "true";
    if (!this.data) return;
    const { value } = this.state;
    this.stage.look(value.at, this.data.places);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#restyle());
    new ResizeObserver(() => this.#drawChart()).observe($("#map-chart"));
    if (value.cells) this.#loadCells();
    if (value.open) this.#open();
    else if (value.vs) this.#compare();
  }

  /** Take up the data of a moment. */
  use(raw) {
    this.root.classList.toggle("empty", raw.first === null);
    this.data = raw.first === null ? null : new MapData(raw);
    this.controls ??= new Controls($("#map-controls"), this.state);
    if (!this.data) {
      this.status.textContent = "The ledger tells of no place that anybody held by then. Post reports, or choose a later day.";
      this.controls.show(this.state.value);
      this.#follow();
      this.stage.paint("base");
      return;
    }
    this.#restyle(false);
    this.filters = new Filters(this.data, this.state.value);
    if (this.timeline) this.timeline.use(this.data);
    else this.#wire();
    this.controls.use(this.data);
    this.controls.show(this.state.value);
    this.timeline.show(this.day);
    this.#follow();
    this.#drawChart();
    this.stage.paint("base", "marks", "names");
    this.status.textContent = "";
  }

  #wire() {
    this.timeline = new Timeline(
      { play: $("#map-play"), slider: $("#map-slider"), date: $("#map-day"), speed: $("#map-speed"), says: $("#map-date") },
      this.state, this.data,
    );
    makeSearch($("#map-search"), $("#map-found"), { data: () => this.data, choose: (place) => this.#choose(place) });
  }

  get day() {
    return this.data.dayOf(this.state.value.on ?? this.data.raw.day);
  }

  get vs() {
    return this.state.value.vs ? this.data.dayOf(this.state.value.vs) : null;
  }

  #address(path, more = {}, moment = true) {
    const asked = new URLSearchParams(more);
    for (const name of moment ? ["known_on", "posted_by"] : []) {
      if (this.state.value[name]) asked.set(name, this.state.value[name]);
    }
    const query = asked.toString();
    return (this.root.dataset.base ?? "") + path + (query ? `?${query}` : "");
  }

  #follow() {
    followView(this.state.value, this.data ? this.data.isoOf(this.day) : this.state.value.on);
  }

  #what() {
    if (!this.base) return null;
    if (!this.data) return { look: theme(this.root), base: this.base, tiles: this.tiles, filters: null };
    return {
      filters: this.filters, symbols: this.symbols, look: this.symbols.look, base: this.base, tiles: this.tiles,
      day: this.day, vs: this.vs, open: this.#opened(),
      cells: this.state.value.cells ? this.cells : null, showIncidents: this.state.value.incidents,
    };
  }

  #opened() {
    const place = this.data.places.numbers.get(this.state.value.open ?? "");
    return place === undefined ? null : { place, ratio: this.symbols.look.ratio };
  }

  #changed(changed) {
    if (changed.has("known_on")) return this.#reload();
    if (!this.data) return;
    const view = this.state.value;
    if (FILTERS.some((name) => changed.has(name))) {
      this.filters = new Filters(this.data, view);
      this.stage.paint("names");
      this.#drawChart();
    }
    if (changed.has("chart")) this.#drawChart();
    if (changed.has("cells") && view.cells) this.#loadCells();
    if (changed.has("on")) this.timeline.show(this.day);
    if (changed.has("on") || changed.has("vs")) this.chart.point(this.day, this.vs);
    if (!(changed.size === 1 && changed.has("at"))) {
      this.#follow();
      this.stage.paint("marks");
      if (!(changed.size === 1 && changed.has("on"))) this.controls.show(view);
    }
    this.#changePanel(changed);
  }

  #changePanel(changed) {
    const { open, vs } = this.state.value;
    if (changed.has("open") && open) this.#open();
    else if (changed.has("open") && !vs) this.panel.close();
    else if (open && changed.has("on")) this.#soon(() => this.#open());
    else if (changed.has("vs") && !vs && !open) this.panel.close();
    else if (vs && !open) this.#soon(() => this.#compare());
  }

  /** Do something once the day rests. */
  #soon(act) {
    clearTimeout(this.later);
    this.later = setTimeout(act, 250);
  }

  async #reload() {
    const { known_on: knownOn } = this.state.value;
    this.timeline?.stop();
    this.status.textContent = knownOn ? `Working out what was known on ${longDate(knownOn)}…` : "Going back to what is known by now…";
    this.root.setAttribute("aria-busy", "true");
    this.cells = null;
    try {
      const raw = await getJson(this.#address("/map/data.json"));
      this.use(raw);
      if (this.data && !this.stage.fitted && !this.state.value.at) this.stage.look(null, this.data.places);
      if (this.data) this.#changed(new Set(["on", ...(this.state.value.cells ? ["cells"] : [])]));
    } catch (problem) {
      this.status.textContent = problem.message;
    }
    this.root.removeAttribute("aria-busy");
  }

  async #loadCells() {
    if (this.cells) return;
    this.status.textContent = "Drawing the land around the places…";
    try {
      this.cells = readCells(await getJson(this.#address("/map/cells.json")));
      this.status.textContent = "";
      this.stage.paint("marks");
    } catch (problem) {
      this.status.textContent = problem.message;
    }
  }

  #restyle(draw = true) {
    const look = { ...theme(this.root), parties: this.data.parties };
    this.symbols = new Symbols(this.data.parties, look);
    this.legend = new Legend($("#map-legend-rows"), {
      data: this.data, symbols: this.symbols,
      onParty: (id) => this.state.set({ party: this.state.value.party.includes(id) ? [] : [id] }),
    });
    if (!draw) return;
    this.stage.ratio = 0;
    this.stage.paint("base", "marks", "names");
    this.#drawChart();
  }

  #drawChart() {
    if (!this.data) return;
    this.chart.draw(this.filters, this.state.value.chart, this.symbols.look);
    this.chart.point(this.day, this.vs);
  }

  #zoom(by) {
    if (by === "all") return this.stage.look(null, this.data.places), this.state.set({ at: null });
    this.stage.view.zoomAt(this.stage.view.zoom + (by === "in" ? 0.7 : -0.7));
    this.stage.moved();
  }

  #says(hit) {
    const { data } = this;
    if (hit.ring) {
      const { ring } = hit;
      const where = data.incidents.spots[ring.spot][0];
      return `${where}: ${count(ring.count, "incident")} in ${count(this.state.value.window, "day")}, ${number(ring.killed)} killed`;
    }
    const { mark, place } = hit;
    const who = mark.holder < 0 ? "unclear who holds it" : `${data.parties[mark.holder].name}, ${chance(mark.step / data.steps)}`;
    const was = mark.changed ? ` (${data.parties[mark.before].name} on ${shortDate(data.dateOf(this.vs))})` : "";
    const marks = [mark.contested && "contested", mark.ringed && "besieged", age(mark.age)].filter(Boolean).join(", ");
    return `${data.places.name[place]}: ${who}${was}\n${marks}`;
  }

  #clicked(hit) {
    if (!hit) return this.state.set({ open: null });
    if (hit.ring) return this.#ring(hit.ring);
    return this.state.set({ open: this.data.places.key[hit.place] });
  }

  #choose(place) {
    const { places } = this.data;
    this.stage.reveal(places.x[place], places.y[place], 6);
    this.state.set({ open: places.key[place] });
  }

  #ring(ring) {
    this.state.set({ open: null });
    const title = `${this.data.incidents.spots[ring.spot][0]}, ${count(this.state.value.window, "day")} to ${shortDate(this.data.dateOf(this.day))}`;
    this.panel.show(title, ...incidentList(this.data, ring.all.sort((a, b) => a - b), (id) => this.#incident(id)));
  }

  #incident(id) {
    this.state.set({ open: `incident:${id}` });
  }

  #open() {
    const { open } = this.state.value;
    if (open.startsWith("incident:")) return this.panel.incident(open.slice(9));
    const { places } = this.data;
    const place = places.numbers.get(open);
    const name = place === undefined ? "Place" : places.name[place];
    return this.panel.place(open, name, this.data.isoOf(this.day), () => (place === undefined ? [] : this.#incidentsAt(place)));
  }

  #incidentsAt(place) {
    const { places, incidents } = this.data;
    const near = incidentsUpTo(this.filters, this.day).filter(
      ({ spot }) => Math.hypot(incidents.spotX[spot] - places.x[place], incidents.spotY[spot] - places.y[place]) < NEAR,
    );
    return incidentList(this.data, near.flatMap((s) => s.all).sort((a, b) => a - b), (id) => this.#incident(id));
  }

  #compare() {
    const [from, to] = [this.day, this.vs].sort((a, b) => a - b);
    const changes = changedBetween(this.filters, from, to);
    const title = `Changed hands from ${shortDate(this.data.dateOf(from))} to ${shortDate(this.data.dateOf(to))}`;
    this.panel.show(title, ...changeParts(this.data, changes, (place) => this.#choose(place)));
  }

  #closed() {
    const { open } = this.state.value;
    if (open) this.state.set({ open: null });
    else if (this.state.value.vs) this.state.set({ vs: null });
    $("#map").focus({ preventScroll: true });
  }
}

const page = new MapPage();
page.start().catch((problem) => {
  $("#map-status").textContent = problem.message;
  throw problem;
});
