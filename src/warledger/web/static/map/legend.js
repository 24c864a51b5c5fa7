/** The legend: who holds how many of the places shown, and what the signs mean, each with its number. */

import { glyphOf, outline } from "./symbols.js";
import { count, make, number } from "./words.js";

const SIGN = 18;

/** A sign for the legend, painted by the same hand as those on the map. */
function sign(symbols, mark, radius = 6) {
  const canvas = make("canvas", { class: "sign", width: 1, height: 1, "aria-hidden": "true" });
  const { ratio } = symbols.look;
  canvas.width = canvas.height = SIGN * 1.2 * ratio;
  const picture = symbols.of(mark, radius);
  const context = canvas.getContext("2d");
  context.drawImage(picture, (canvas.width - picture.width) / 2, (canvas.height - picture.height) / 2);
  return canvas;
}

function toll(symbols, type) {
  const canvas = make("canvas", { class: "sign", width: 1, height: 1, "aria-hidden": "true" });
  const { ratio, colours } = symbols.look;
  canvas.width = canvas.height = SIGN * 1.2 * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const path = new Path2D();
  if (type) outline(path, glyphOf(type), SIGN * 0.6, SIGN * 0.6, 3.4);
  else path.arc(SIGN * 0.6, SIGN * 0.6, 7, 0, 2 * Math.PI);
  context.strokeStyle = colours.toll;
  context.lineWidth = 1.4;
  context.stroke(path);
  return canvas;
}

export class Legend {
  constructor(root, { data, symbols, onParty }) {
    this.root = root;
    this.data = data;
    this.symbols = symbols;
    this.onParty = onParty;
    this.rows = new Map();
    this.list = make("ul", { class: "legend-parties" });
    this.signs = make("ul", { class: "legend-signs" });
    root.replaceChildren(this.list, this.signs);
    const grey = { holder: 0, strength: 5, stale: false, contested: false, ringed: false };
    this.extra = {
      contested: this.#sign({ ...grey, contested: true }, "contested"),
      besieged: this.#sign({ ...grey, ringed: true }, "besieged"),
      stale: this.#sign({ ...grey, strength: 2, stale: true }, `old evidence, over ${number(data.raw.stale)} days`),
    };
    this.faint = this.#sign({ ...grey, strength: 1 }, "fainter: less sure");
    this.faint.value.textContent = "";
    this.incidents = null;
  }

  #sign(mark, text) {
    const value = make("b", {}, "0");
    const row = make("li", {}, sign(this.symbols, mark, mark.ringed ? 4.5 : 6), make("span", {}, text), value);
    this.signs.append(row);
    return { row, value };
  }

  #row(holder) {
    const party = this.data.parties[holder];
    const value = make("b", {}, "0");
    const mark = { holder, strength: 5, stale: false, contested: false, ringed: false };
    const button = make(
      "button",
      { type: "button", "aria-pressed": "false", title: party ? `Show only ${party.name}` : "", onclick: () => party && this.onParty(party.id) },
      sign(this.symbols, mark), make("span", {}, party ? party.name : "unclear who holds it"), value,
    );
    if (!party) button.disabled = true;
    return { row: make("li", {}, button), button, value };
  }

  /** Show the counts of what was drawn. */
  update({ counts, special, rings }, view) {
    const chosen = new Set(view.party);
    this.data.parties.forEach((party, holder) => {
      if (chosen.has(party.id) && !counts.has(holder)) counts.set(holder, 0); // so that the choice can be taken back
    });
    const order = [...counts].sort((a, b) => (a[0] < 0) - (b[0] < 0) || b[1] - a[1]);
    for (const [holder, n] of order) {
      if (!this.rows.has(holder)) this.rows.set(holder, this.#row(holder));
      const { button, value } = this.rows.get(holder);
      setText(value, number(n));
      const on = holder >= 0 && chosen.has(this.data.parties[holder].id);
      if (button.getAttribute("aria-pressed") !== String(on)) button.setAttribute("aria-pressed", String(on));
    }
    const wanted = order.map(([holder]) => this.rows.get(holder).row);
    if (wanted.length !== this.list.children.length || wanted.some((row, i) => row !== this.list.children[i])) {
      const focused = document.activeElement;
      const had = this.list.contains(focused);
      this.list.replaceChildren(...wanted);
      if (had) focused.focus({ preventScroll: true });
    }
    for (const [kind, { value }] of Object.entries(this.extra)) setText(value, number(special[kind]));
    this.#incidents(rings, view);
  }

  #incidents(rings, view) {
    if (!this.incidents) {
      const value = make("b", {}, "");
      const text = make("span", {}, "");
      this.incidents = { row: make("li", { class: "wide" }, toll(this.symbols), text, value), text, value };
      this.signs.append(this.incidents.row);
      for (const type of this.data.incidents.types) {
        const row = make("li", { class: "type" }, toll(this.symbols, type), make("span", {}, type), make("b", {}, "0"));
        this.incidents[type] = row;
        this.signs.append(row);
      }
    }
    const total = rings.reduce((sum, r) => sum + r.count, 0);
    const killed = rings.reduce((sum, r) => sum + r.killed, 0);
    setText(this.incidents.text, `incidents of ${count(view.window, "day")}, ${number(killed)} killed`);
    setText(this.incidents.value, number(total));
    const types = new Map();
    for (const ring of rings) for (const [type, n] of ring.kinds) types.set(type, (types.get(type) ?? 0) + n);
    this.incidents.row.hidden = !view.incidents;
    for (const type of this.data.incidents.types) {
      setText(this.incidents[type].lastChild, number(types.get(type) ?? 0));
      this.incidents[type].hidden = !view.incidents || !types.get(type);
    }
  }
}

/** Change a text only where it is another: unchanged ones cost nothing then. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
