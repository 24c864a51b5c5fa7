/** The map's data: fetched once, its columns of numbers read into typed arrays (written by `web/map/*_columns.py`). */

const DAY_MS = 86_400_000;

/** @returns {Promise<object>} the JSON of an address; fails with a sentence for a person. */
export async function getJson(address, signal) {
  let answer;
  try {
    answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Error("The server does not answer. Is it still running?");
  }
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw new Error(typeof said.error === "string" ? said.error : `The server answered ${answer.status}.`);
  }
  return answer.json();
}

/** The sums of differences, from an offset for each group of `counts` anew. */
function unstepped(differences, counts) {
  const numbers = new Int32Array(differences.length);
  let at = 0;
  for (const count of counts ?? [differences.length]) {
    let sum = 0;
    for (const end = at + count; at < end; at++) numbers[at] = sum += differences[at];
  }
  return numbers;
}

/** Where each group begins; one more than there are groups. */
function starts(counts) {
  const found = new Int32Array(counts.length + 1);
  counts.forEach((count, i) => (found[i + 1] = found[i] + count));
  return found;
}

/** The sum of Mercator's y (0 at the north, 1 at the south) for degrees. */
export const mercatorX = (lon) => lon / 360 + 0.5;
export function mercatorY(lat) {
  const s = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
}

/** All of the data of a moment, ready to be asked by number of a place or an incident. */
export class MapData {
  constructor(raw) {
    this.raw = raw;
    this.firstMs = Date.parse(raw.first);
    this.days = Math.round((Date.parse(raw.last) - this.firstMs) / DAY_MS);
    this.parties = raw.parties;
    this.sources = raw.sources;
    this.steps = raw.steps;
    this.width = raw.width;
    this.stale = raw.stale;
    this.countries = raw.countries;
    this.places = readPlaces(raw.places, raw.grain);
    this.incidents = readIncidents(raw.incidents, raw.grain);
  }

  /** A day's number of an ISO date, kept within the data's days. */
  dayOf(iso) {
    return Math.max(0, Math.min(this.days, Math.round((Date.parse(iso) - this.firstMs) / DAY_MS)));
  }

  isoOf(day) {
    return new Date(this.firstMs + day * DAY_MS).toISOString().slice(0, 10);
  }

  dateOf(day) {
    return new Date(this.firstMs + day * DAY_MS);
  }

  /** The state of a place on a day: 0 where nothing is known, see `control_columns.py`. */
  stateOn(place, day) {
    const { spanAt, spanDay, states } = this.places;
    return states[lastUpTo(spanDay, spanAt[place], spanAt[place + 1], day)];
  }

  /** The number of the holder in a state: -1 unclear, -2 nothing known. */
  holderIn(state) {
    return state === 0 ? -2 : Math.floor((state - 1) / this.width) - 1;
  }

  stepIn(state) {
    return ((state - 1) % this.width) >> 1;
  }

  contestedIn(state) {
    return state !== 0 && ((state - 1) % this.width) % 2 === 1;
  }

  /** Days since the last evidence on a place; null where all of it is later. */
  ageOn(place, day) {
    const { seenAt, seenDay } = this.places;
    const from = seenAt[place];
    const to = seenAt[place + 1];
    if (from === to || seenDay[from] > day) return null;
    return day - seenDay[lastUpTo(seenDay, from, to, day)];
  }

  /** The siege of a place on a day as [start, end, besieger]; undefined for none. */
  siegeOn(place, day) {
    return this.places.sieges[place].find(([start, end]) => start <= day && day < end);
  }
}

/** The last index in [from, to) whose number is at most `most`; `from` if none is. */
export function lastUpTo(numbers, from, to, most) {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= most) low = middle + 1;
    else high = middle;
  }
  return Math.max(from, low - 1);
}

function readPlaces(raw, grain) {
  const size = raw.key.length;
  const numbers = new Map(raw.key.map((key, i) => [key, i]));
  return {
    ...raw,
    size,
    numbers,
    x: Float64Array.from(raw.lon, (lon) => mercatorX(lon / grain)),
    y: Float64Array.from(raw.lat, (lat) => mercatorY(lat / grain)),
    people: Int32Array.from(raw.people),
    spanAt: starts(raw.spanCount),
    spanDay: unstepped(raw.spans, raw.spanCount),
    states: Int32Array.from(raw.states),
    seenAt: starts(raw.seenCount),
    seenDay: unstepped(raw.seen, raw.seenCount),
    folded: raw.name.map(fold),
  };
}

function readIncidents(raw, grain) {
  return {
    ...raw,
    size: raw.id.length,
    day: unstepped(raw.day),
    killed: Int32Array.from(raw.killed),
    spotX: Float64Array.from(raw.spots, (spot) => mercatorX(spot[3] / grain)),
    spotY: Float64Array.from(raw.spots, (spot) => mercatorY(spot[2] / grain)),
    folded: raw.spots.map((spot) => fold(spot[0])),
    types: [...new Set(raw.kinds.map((kind) => kind[0]))].sort(),
  };
}

/** A name without regard to case and accents. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
