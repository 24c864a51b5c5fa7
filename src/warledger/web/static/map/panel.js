/** The side panel: a place's holder and the words for and against, an incident, or what changed hands. */

import { getJson } from "./data.js";
import { age, chance, count, link, longDate, make, number, shortDate } from "./words.js";

const HEADS = { for: "Says so", against: "Speaks against it", said: "What is told" };

export class Panel {
  constructor(root, { onClose, onShow, address }) {
    this.root = root;
    this.onClose = onClose;
    this.onShow = onShow;
    this.address = address;
    this.asking = null;
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  get isOpen() {
    return !this.root.hidden;
  }

  close() {
    this.asking?.abort();
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.root.replaceChildren();
    this.onClose();
  }

  /** Show some children under a title, with what closes the panel. */
  show(title, ...children) {
    const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => this.close() }, "×");
    const moved = this.root.hidden;
    const focused = this.root.contains(document.activeElement);
    this.root.hidden = false;
    this.root.replaceChildren(close, make("h2", { tabindex: "-1" }, title), ...children);
    this.onShow();
    if (moved || focused) this.root.querySelector("h2").focus({ preventScroll: true });
  }

  async #ask(path, parameters) {
    this.asking?.abort();
    this.asking = new AbortController();
    return getJson(this.address(path, parameters), this.asking.signal);
  }

  /** A place on a day; `extra` is shown below, such as the incidents there. */
  async place(key, name, day, extra) {
    if (!this.isOpen) this.show(name, make("p", { class: "soft" }, "Looking up the words…"));
    try {
      const told = await this.#ask(`/map/place/${encodeURIComponent(key)}`, { on: day });
      this.show(told.name, ...placeParts(told), ...extra());
    } catch (problem) {
      this.#failed(name, problem);
    }
  }

  async incident(id) {
    try {
      const told = await this.#ask(`/map/incident/${encodeURIComponent(id)}`, {});
      this.show(`${told.subType}, ${told.place}`, ...incidentParts(told));
    } catch (problem) {
      this.#failed("Incident", problem);
    }
  }

  #failed(title, problem) {
    if (problem.name !== "AbortError") this.show(title, make("p", { role: "alert" }, problem.message));
  }
}

function placeParts(told) {
  const who = told.holder?.name ?? (told.reason === "no_report" ? "Nothing was reported" : "Unclear who holds it");
  const facts = [];
  if (told.holder) facts.push(["How sure", chance(told.probability)]);
  if (told.since) facts.push(["Since", longDate(told.since)]);
  facts.push(["Evidence", age(told.age)]);
  for (const siege of told.sieges) {
    const by = siege.besieger ? ` by ${siege.besieger.name}` : "";
    facts.push(["Besieged", `${by} ${siege.start ? `since ${shortDate(siege.start)}` : ""}`.trim() || "yes"]);
  }
  const others = told.chances.filter((c) => c.party && c.party.id !== told.holder?.id);
  if (others.length) facts.push(["Else", others.map((c) => `${c.party.name} ${chance(c.probability)}`).join(", ")]);
  const parts = [
    make("p", { class: "holder" }, who, make("small", {}, ` on ${longDate(told.day)}`)),
    make("dl", {}, ...facts.map(([head, text]) => make("div", {}, make("dt", {}, head), make("dd", {}, text)))),
  ];
  const groups = Object.keys(HEADS).map((side) => [HEADS[side], told.words.filter((w) => w.side === side && w.day <= told.day)]);
  groups.push(["Told next, of a later day", told.words.filter((w) => w.day > told.day)]);
  for (const [head, words] of groups) {
    if (words.length) parts.push(make("h3", {}, head), make("ul", { class: "words" }, ...words.map(word)));
  }
  if (!told.words.length) parts.push(make("p", { class: "soft" }, "Nothing was told of these days."));
  parts.push(history(told));
  if (told.sides.length) {
    const links = told.sides.flatMap((s, n) => [n ? ", " : "Told of apart: ", link(s.page, s.name)]);
    parts.push(make("p", {}, ...links));
  }
  if (told.page) parts.push(make("p", {}, link(told.page, "All that is known of this place")));
  return parts;
}

function word(w) {
  const source = [w.source, w.published && shortDate(w.published)].filter(Boolean).join(", ");
  const read = w.says ? `Read as: ${w.says}, ${shortDate(w.day)}${w.province ? ", of the whole province" : ""}.` : null;
  return make(
    "li", {},
    make("q", { dir: "auto" }, w.words),
    make("p", { class: "source" }, link(w.report, source), " ",
      make("abbr", { title: w.because ?? "How reliable the source is (Admiralty code)" }, w.grade)),
    w.figures?.length ? make("p", { class: "source" }, w.figures.join("; ")) : null,
    read ? make("p", { class: "source" }, read) : null,
  );
}

function history(told) {
  const rows = told.spans.map((s) =>
    make("tr", {},
      make("td", {}, shortDate(s.start)),
      make("td", {}, s.end ? shortDate(s.end) : "on"),
      make("td", {}, s.holder?.name ?? "unclear",
        make("small", {}, [s.contested && " contested", s.besieged && " besieged"].filter(Boolean).join(","))),
    ),
  );
  const head = make("tr", {}, ...["From", "To", "Holder"].map((h) => make("th", { scope: "col" }, h)));
  return make("details", {}, make("summary", {}, `Who held it when: ${count(rows.length, "span")}`),
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
}

function incidentParts(told) {
  const days = told.first === told.last ? longDate(told.first) : `${shortDate(told.first)} to ${shortDate(told.last)}`;
  const facts = [["When", days], ["Type", told.type]];
  if (told.actors.length) facts.push(["By", told.actors.join(", ")]);
  if (told.targets.length) facts.push(["Against", told.targets.join(", ")]);
  for (const t of told.tolls) {
    const range = t.low === t.high ? "" : ` (${number(t.low)} to ${number(t.high)})`;
    facts.push([t.kind[0].toUpperCase() + t.kind.slice(1), `${number(t.best)}${range}`]);
  }
  return [
    make("dl", {}, ...facts.map(([head, text]) => make("div", {}, make("dt", {}, head), make("dd", {}, text)))),
    make("h3", {}, `In the words of ${count(told.words.length, "report")}`),
    make("ul", { class: "words" }, ...told.words.map(word)),
    told.page ? make("p", {}, link(told.page, "The whole incident")) : null,
  ];
}

/** A list of incidents, the latest first, each opening its words. */
export function incidentList(data, numbers, open) {
  const { incidents } = data;
  const items = [...numbers].reverse().slice(0, 40).map((i) => {
    const [, sub] = incidents.kinds[incidents.kind[i]];
    const killed = incidents.killed[i] > 0 ? `, ${number(incidents.killed[i])} killed` : "";
    const text = `${shortDate(data.dateOf(incidents.day[i]))}: ${sub}${killed}`;
    return make("li", {}, make("button", { type: "button", class: "plain", onclick: () => open(incidents.id[i]) }, text));
  });
  return items.length ? [make("h3", {}, count(numbers.length, "incident")), make("ul", { class: "list" }, ...items)] : [];
}

/** What changed hands between two days, by who took how much. */
export function changeParts(data, changes, choose) {
  const groups = new Map();
  for (const c of changes) {
    const key = `${data.parties[c.before].name} → ${data.parties[c.after].name}`;
    groups.set(key, [...(groups.get(key) ?? []), c]);
  }
  const order = [...groups].sort((a, b) => b[1].length - a[1].length);
  if (!order.length) return [make("p", { class: "soft" }, "Nothing that is known changed hands.")];
  return order.flatMap(([title, of]) => [
    make("h3", {}, `${title}: ${number(of.length)}`),
    make("ul", { class: "list" }, ...of.slice(0, 60).map((c) =>
      make("li", {}, make("button", { type: "button", class: "plain", onclick: () => choose(c.place) }, data.places.name[c.place])))),
  ]);
}
