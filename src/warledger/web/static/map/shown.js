/** Which places and incidents are shown: the filters, worked out when they change; and the day, at every step. */

import { fold } from "./data.js";
import { STRENGTHS } from "./symbols.js";

const FAR = 1e9;

/** What the filters leave, by number. */
export class Filters {
  constructor(data, view) {
    const { places, incidents } = data;
    const words = fold(view.place.trim());
    const source = view.source ? data.sources.indexOf(view.source) : null;
    const parties = new Set(view.party.map((id) => data.parties.findIndex((p) => p.id === id)));
    this.data = data;
    this.anyParty = view.party.length === 0;
    this.parties = parties;
    this.least = Math.round(view.least * data.steps);
    this.places = [];
    for (let i = 0; i < places.size; i++) {
      if (view.country && places.country[i] !== view.country) continue;
      if (words && !places.folded[i].includes(words)) continue;
      if (source !== null && !places.sources[i].includes(source)) continue;
      this.places.push(i);
    }
    this.places.sort((a, b) => places.people[a] - places.people[b]);
    this.incident = this.#incidents(incidents, view, words, source);
    this.window = view.window;
  }

  /** A byte for each incident: whether the filters leave it. */
  #incidents(incidents, view, words, source) {
    const types = new Set(view.type);
    const kind = incidents.kinds.map(([type]) => types.size === 0 || types.has(type));
    const who = incidents.whos.map((all) => this.anyParty || all.some((p) => this.parties.has(p)));
    const told = incidents.sources.map((all) => source === null || all.includes(source));
    const spot = incidents.spots.map(
      ([, country], i) => (!view.country || country === view.country) && (!words || incidents.folded[i].includes(words)),
    );
    const left = new Uint8Array(incidents.size);
    for (let i = 0; i < left.length; i++) {
      left[i] = kind[incidents.kind[i]] && who[incidents.who[i]] && told[incidents.source[i]] && spot[incidents.spot[i]] ? 1 : 0;
    }
    return left;
  }

  /** Whether a state of a place is shown: by its holder and how sure that is. */
  keeps(holder, step) {
    if (holder === -2 || (!this.anyParty && !this.parties.has(holder))) return false;
    return holder === -1 ? this.least === 0 : step >= this.least;
  }
}

/** How the place with a number is drawn on a day; null where it is not shown. */
export function markOf(filters, place, day, vs) {
  const { data } = filters;
  const state = data.stateOn(place, day);
  const holder = data.holderIn(state);
  const step = data.stepIn(state);
  const before = vs === null ? undefined : data.holderIn(data.stateOn(place, vs));
  const changed = before !== undefined && before >= 0 && holder >= 0 && before !== holder;
  if (!filters.keeps(holder, step) && !(changed && filters.keeps(before, FAR))) return null;
  const age = data.ageOn(place, day);
  const stale = age === null || age > data.stale;
  const sure = Math.max(0, (step / data.steps - 0.5) * 2);
  const fresh = age === null ? 0.7 : Math.max(0.7, 1 - age / (6 * data.stale));
  return {
    holder, step, age, stale, changed,
    strength: Math.round(STRENGTHS * sure * fresh),
    contested: data.contestedIn(state),
    ringed: data.siegeOn(place, day) !== undefined,
    before: changed ? before : undefined,
  };
}

/** The incidents of the days up to a day, added up by place: [{spot, count, killed, kind, last}]. */
export function incidentsUpTo(filters, day) {
  const { incidents } = filters.data;
  const found = new Map();
  let i = upperBound(incidents.day, day);
  for (const from = day - filters.window; --i >= 0 && incidents.day[i] > from; ) {
    if (!filters.incident[i]) continue;
    const spot = incidents.spot[i];
    let sum = found.get(spot);
    if (!sum) found.set(spot, (sum = { spot, count: 0, killed: 0, kinds: new Map(), all: [] }));
    sum.count += 1;
    sum.killed += Math.max(0, incidents.killed[i]);
    sum.all.push(i);
    const [type] = incidents.kinds[incidents.kind[i]];
    sum.kinds.set(type, (sum.kinds.get(type) ?? 0) + 1);
  }
  for (const sum of found.values()) sum.type = [...sum.kinds].sort((a, b) => b[1] - a[1])[0][0];
  return [...found.values()];
}

function upperBound(numbers, most) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The places that changed hands between two days. */
export function changedBetween(filters, from, to) {
  const { data } = filters;
  const found = [];
  for (const place of filters.places) {
    const before = data.holderIn(data.stateOn(place, from));
    const after = data.holderIn(data.stateOn(place, to));
    if (before < 0 || after < 0 || before === after) continue;
    if (filters.anyParty || filters.parties.has(before) || filters.parties.has(after)) found.push({ place, before, after });
  }
  return found.reverse();
}
