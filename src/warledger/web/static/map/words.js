/** Dates and numbers as the reader writes them, and elements; text only ever as text. */

const { lang, dataset } = document.documentElement; // the server chose them, as for every other page
const UTC = { timeZone: "UTC" };
const FIGURES = { numberingSystem: "latn" };
const long = new Intl.DateTimeFormat(lang, { ...UTC, day: "numeric", month: "long", year: "numeric" });
const short = new Intl.DateTimeFormat(lang, { ...UTC, day: "numeric", month: "short", year: "numeric" });
const whole = new Intl.NumberFormat(dataset.numbers, FIGURES);
const percent = new Intl.NumberFormat(dataset.numbers, { ...FIGURES, style: "percent", maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 1 }); // has words in it

export const longDate = (date) => long.format(typeof date === "string" ? Date.parse(date) : date);
export const shortDate = (date) => short.format(typeof date === "string" ? Date.parse(date) : date);
export const number = (value) => whole.format(value);
export const about = (value) => compact.format(value);
export const share = (value) => percent.format(value);
/** A probability; never certain. */
export const chance = (value) => percent.format(Math.min(0.99, Math.max(0.01, value)));

export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** How long ago the last evidence was. */
export function age(days) {
  if (days === null) return "only later reports";
  return days === 0 ? "reported that day" : `last reported ${count(days, "day")} before`;
}

/** An element with attributes and children; strings become text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((c) => c !== null && c !== undefined));
  return element;
}

/** A link to a page of this site; plain text where there is no page. */
export function link(address, text) {
  return address?.startsWith("/") && !address.startsWith("//") ? make("a", { href: address }, text) : make("span", {}, text);
}
