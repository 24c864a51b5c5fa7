/** The signs on the map, each painted once and then copied: copying is several times faster than painting. */

export const STRENGTHS = 5;
const NONE = { light: "#6b7280", dark: "#9aa3ad", edge: "#9aa3ad", shape: "cross" };

/** How a party looks; who holds a place that is unclear is grey. */
export const lookOf = (parties, holder) => (holder < 0 ? NONE : parties[holder]);

/** Add a shape of about the same area to a path. */
export function outline(path, shape, x, y, radius) {
  if (shape === "circle") {
    path.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (shape === "square") {
    const half = radius * 0.9;
    path.rect(x - half, y - half, 2 * half, 2 * half);
  } else if (shape === "cross") {
    const r = radius * 0.6;
    path.moveTo(x - r, y - r);
    path.lineTo(x + r, y + r);
    path.moveTo(x + r, y - r);
    path.lineTo(x - r, y + r);
  } else {
    const r = radius * 1.25;
    path.moveTo(x, y - r);
    path.lineTo(x + r, shape === "diamond" ? y : y + r * 0.75);
    if (shape === "diamond") path.lineTo(x, y + r);
    path.lineTo(x - r, shape === "diamond" ? y : y + r * 0.75);
    path.closePath();
  }
}

/** Whether the page is dark, its colours for the canvas, and the ratio of the screen's pixels to the page's. */
export function theme(element) {
  const style = getComputedStyle(element);
  const names = ["sea", "land", "border", "ink", "soft", "halo", "toll", "paper", "line", "accent"];
  const colours = Object.fromEntries(names.map((n) => [n, style.getPropertyValue(`--map-${n}`).trim()]));
  return { dark: style.getPropertyValue("--map-dark").trim() === "1", colours, ratio: Math.min(2, devicePixelRatio || 1) };
}

/** Paints signs on demand and keeps them. */
export class Symbols {
  constructor(parties, look) {
    this.parties = parties;
    this.look = look;
    this.kept = new Map();
  }

  /** A sign as a canvas. `mark` is {holder, strength, stale, contested, ringed, before}; `before` is who held it earlier. */
  of(mark, radius) {
    const before = mark.before ?? -9;
    const bits = (mark.stale ? 1 : 0) | (mark.contested ? 2 : 0) | (mark.ringed ? 4 : 0);
    const key = ((((mark.holder + 2) * 64 + before + 9) * 8 + mark.strength) * 8 + bits) * 64 + Math.round(radius * 2);
    let sign = this.kept.get(key);
    if (!sign) this.kept.set(key, (sign = this.#paint(mark, radius)));
    return sign;
  }

  #paint(mark, radius) {
    const { ratio, dark, colours } = this.look;
    const room = Math.ceil(radius * 1.3 + (mark.ringed ? 5 : 2));
    const context = square(room, ratio);
    const look = lookOf(this.parties, mark.holder);
    const fill = dark ? look.dark : look.light;
    const edge = dark ? look.edge : look.light;
    const path = new Path2D();
    outline(path, look.shape, 0, 0, radius);
    context.lineWidth = radius > 4 ? 1.6 : 1.1;
    context.strokeStyle = edge;
    if (look.shape === "cross") {
      context.stroke(path);
    } else if (mark.before !== undefined) {
      this.#halves(context, path, radius, mark, [fill, edge]);
    } else {
      context.fillStyle = colours.land;
      context.fill(path);
      context.fillStyle = fill;
      context.globalAlpha = 0.16 + (0.84 * mark.strength) / STRENGTHS;
      context.fill(path);
      context.globalAlpha = 1;
      if (mark.contested) hatch(context, path, radius, edge === fill ? colours.land : edge);
      context.stroke(path);
      if (mark.stale) hollow(context, look.shape, radius, [colours.land, edge]);
    }
    if (mark.ringed) ring(context, radius, colours.ink);
    return context.canvas.transferToImageBitmap();
  }

  /** The ring of some incidents, with the small sign of their type. */
  toll(type, radius) {
    const key = `${type} ${radius}`;
    let sign = this.kept.get(key);
    if (!sign) this.kept.set(key, (sign = this.#paintToll(type, radius)));
    return sign;
  }

  #paintToll(type, radius) {
    const { ratio, colours } = this.look;
    const context = square(radius + 5, ratio);
    const path = new Path2D();
    outline(path, "circle", 0, 0, radius);
    context.fillStyle = context.strokeStyle = colours.toll;
    context.globalAlpha = 0.12;
    context.fill(path);
    context.globalAlpha = 0.85;
    context.lineWidth = 1.2;
    context.stroke(path);
    context.globalAlpha = 1;
    const glyph = new Path2D();
    outline(glyph, glyphOf(type), radius * Math.SQRT1_2, -radius * Math.SQRT1_2, 3);
    context.fillStyle = colours.paper;
    context.fill(glyph);
    context.lineWidth = 1.4;
    context.stroke(glyph);
    return context.canvas.transferToImageBitmap();
  }

  /** Who held it before on the left, who holds it now on the right. */
  #halves(context, path, radius, mark, [fill, edge]) {
    const was = lookOf(this.parties, mark.before);
    context.fillStyle = fill;
    context.fill(path);
    context.save();
    context.clip(path);
    context.fillStyle = this.look.dark ? was.dark : was.light;
    context.fillRect(-2 * radius, -2 * radius, 2 * radius, 4 * radius);
    context.restore();
    context.strokeStyle = this.look.dark ? edge : this.look.colours.ink;
    context.stroke(path);
    context.fillStyle = this.look.colours.land;
    context.fillRect(-0.8, -radius, 1.6, 2 * radius);
  }
}

/** What draws on a square canvas about its middle. */
function square(half, ratio) {
  const size = Math.ceil(2 * half * ratio);
  const context = new OffscreenCanvas(size, size).getContext("2d");
  context.scale(ratio, ratio);
  context.translate(half, half);
  return context;
}

/** Old evidence leaves the middle of a mark open. */
function hollow(context, shape, radius, [land, edge]) {
  const middle = new Path2D();
  outline(middle, shape, 0, shape === "triangle" ? radius * 0.12 : 0, radius * 0.44);
  context.fillStyle = land;
  context.fill(middle);
  context.lineWidth = 0.8;
  context.globalAlpha = 0.5;
  context.strokeStyle = edge;
  context.stroke(middle);
  context.globalAlpha = 1;
}

function hatch(context, path, radius, colour) {
  context.save();
  context.clip(path);
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, radius / 4);
  context.beginPath();
  for (let at = -2 * radius; at <= 2 * radius; at += Math.max(2.6, radius / 1.6)) {
    context.moveTo(at - radius * 1.3, radius * 1.3);
    context.lineTo(at + radius * 1.3, -radius * 1.3);
  }
  context.stroke();
  context.restore();
}

function ring(context, radius, colour) {
  context.beginPath();
  context.arc(0, 0, radius + 3.2, 0, 2 * Math.PI);
  context.lineWidth = 1.3;
  context.strokeStyle = colour;
  context.stroke();
}

const GLYPHS = {
  Battles: "cross", "Explosions/Remote violence": "diamond", "Violence against civilians": "triangle",
  Protests: "circle", Riots: "circle", "Strategic developments": "square",
};

/** The small sign of an incident's type. */
export const glyphOf = (type) => GLYPHS[type] ?? "circle";
