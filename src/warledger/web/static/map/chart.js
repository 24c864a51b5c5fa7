/** The chart under the map: by party the places, people or land held over time, or the killed by month. */

import { lookOf } from "./symbols.js";
import { about, number, shortDate } from "./words.js";

const SAMPLES = 260;
const EDGE = 8; // half of the slider's thumb: so that a day lies where the thumb points
const FOOT = 18;

/** The sizes of what each party holds, at days even steps apart: {days, series: Map(holder, number[]), total}. */
export function sizesOver(filters, what) {
  const { data } = filters;
  const step = Math.max(1, Math.ceil(data.days / SAMPLES));
  const days = [];
  for (let day = 0; day <= data.days; day += step) days.push(day);
  const { people, km2, spanAt, spanDay, states } = data.places;
  const series = new Map();
  let total = 0;
  for (const place of filters.places) {
    if (people[place] < 0) continue;
    const size = what === "people" ? people[place] : what === "land" ? km2[place] : 1;
    total += size;
    let at = spanAt[place];
    const end = spanAt[place + 1];
    for (const [n, day] of days.entries()) {
      while (at + 1 < end && spanDay[at + 1] <= day) at += 1;
      const holder = data.holderIn(states[at]);
      if (!filters.keeps(holder, data.stepIn(states[at]))) continue;
      let sums = series.get(holder);
      if (!sums) series.set(holder, (sums = new Float64Array(days.length)));
      sums[n] += size;
    }
  }
  return { days, step, series, total };
}

/** The killed of each month that the filters leave: [{from, to, killed}]. */
export function killedByMonth(filters) {
  const { data } = filters;
  const months = [];
  const date = data.dateOf(0);
  for (let from = 0; from <= data.days; ) {
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + 1);
    const to = Math.round((date.getTime() - data.firstMs) / 86_400_000);
    months.push({ from, to: Math.min(to, data.days + 1), killed: 0 });
    from = to;
  }
  let month = 0;
  for (let i = 0; i < data.incidents.size; i++) {
    const day = data.incidents.day[i];
    if (day < 0 || !filters.incident[i]) continue;
    while (month < months.length - 1 && day >= months[month].to) month += 1;
    months[month].killed += Math.max(0, data.incidents.killed[i]);
  }
  return months;
}

export class Chart {
  constructor(canvas, cursor, onDay) {
    this.canvas = canvas;
    this.cursor = cursor;
    const choose = (event) => {
      if (!(event.buttons & 1) && event.type !== "click") return;
      const box = canvas.getBoundingClientRect();
      const share = (event.clientX - box.left - EDGE) / Math.max(1, box.width - 2 * EDGE);
      onDay(Math.round(Math.max(0, Math.min(1, share)) * this.filters.data.days));
    };
    for (const kind of ["pointerdown", "pointermove", "click"]) canvas.addEventListener(kind, choose);
  }

  /** Draw the chart of what the filters leave. */
  draw(filters, what, look) {
    this.filters = filters;
    const { canvas } = this;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!width || !height) return;
    const { ratio, colours } = look;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const area = { left: EDGE, right: width - EDGE, top: 6, bottom: height - FOOT };
    const left = (day) => area.left + ((area.right - area.left) * day) / Math.max(1, filters.data.days);
    this.left = left;
    this.#axis(context, filters.data, area, left, colours);
    const most = what === "killed"
      ? this.#bars(context, killedByMonth(filters), area, left, colours)
      : this.#stack(context, sizesOver(filters, what), area, left, look);
    context.fillStyle = colours.soft;
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "left";
    const unit = { places: "places", people: "people", land: "km²", killed: "killed a month" }[what];
    const said = `${what === "people" ? about(most) : number(Math.round(most))} ${unit}`;
    context.strokeStyle = colours.paper;
    context.lineWidth = 3;
    context.strokeText(said, area.left + 4, area.top + 11);
    context.fillText(said, area.left + 4, area.top + 11);
  }

  #axis(context, data, area, left, colours) {
    context.strokeStyle = colours.line;
    context.fillStyle = colours.soft;
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "left";
    const date = data.dateOf(0);
    date.setUTCDate(1);
    const months = data.days / 30.4;
    const named = Math.max(1, Math.ceil((months * 60) / (area.right - area.left)));
    for (let n = 0; ; n++) {
      date.setUTCMonth(date.getUTCMonth() + 1);
      const day = Math.round((date.getTime() - data.firstMs) / 86_400_000);
      if (day > data.days) break;
      const january = date.getUTCMonth() === 0;
      context.beginPath();
      context.moveTo(left(day), january ? area.top : area.bottom);
      context.lineTo(left(day), area.bottom + (january ? 6 : 4));
      context.stroke();
      if (january && left(day) < area.right - 26) context.fillText(date.getUTCFullYear(), left(day) + 3, area.bottom + 14);
      else if (named === 1 && !january) context.fillText(shortDate(date).split(" ")[1] ?? "", left(day) + 3, area.bottom + 14);
    }
  }

  #stack(context, { days, series, total }, area, left, look) {
    const up = (value) => area.bottom - ((area.bottom - area.top) * value) / Math.max(1, total);
    const floor = new Float64Array(days.length);
    const order = [...series].sort((a, b) => (a[0] < 0) - (b[0] < 0) || a[0] - b[0]);
    for (const [holder, sums] of order) {
      const party = lookOf(look.parties, holder);
      const path = new Path2D();
      days.forEach((day, i) => path.lineTo(left(day), up(floor[i] + sums[i])));
      for (let i = days.length - 1; i >= 0; i--) path.lineTo(left(days[i]), up(floor[i]));
      path.closePath();
      context.fillStyle = look.dark ? party.dark : party.light;
      context.globalAlpha = holder < 0 ? 0.18 : 0.82;
      context.fill(path);
      context.globalAlpha = 1;
      if (look.dark && party.edge !== party.dark) {
        context.strokeStyle = party.edge;
        context.lineWidth = 0.8;
        context.stroke(path);
      }
      days.forEach((_, i) => (floor[i] += sums[i]));
    }
    return total;
  }

  #bars(context, months, area, left, colours) {
    const most = Math.max(1, ...months.map((m) => m.killed));
    context.fillStyle = colours.toll;
    for (const { from, to, killed } of months) {
      const high = ((area.bottom - area.top) * killed) / most;
      context.fillRect(left(from) + 0.5, area.bottom - high, Math.max(1, left(to) - left(from) - 1), high);
    }
    return most;
  }

  /** Move the line that marks the day. */
  point(day, vs = null) {
    if (!this.left) return;
    this.cursor.style.transform = `translateX(${this.left(day)}px)`;
    const other = this.cursor.nextElementSibling;
    other.hidden = vs === null;
    if (vs !== null) other.style.transform = `translateX(${this.left(vs)}px)`;
  }
}
