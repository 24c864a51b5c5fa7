/** The date: slider, play, keys, and the moment in words. */

import { longDate } from "./words.js";

const SPEEDS = [15, 45, 120];
const MONTH = 30.44;

export class Timeline {
  /** @param {{play: HTMLButtonElement, slider: HTMLInputElement, date: HTMLInputElement, speed: HTMLSelectElement,
   *   says: HTMLElement}} parts */
  constructor(parts, state, data) {
    this.parts = parts;
    this.state = state;
    this.playing = false;
    const { slider, date, play } = parts;
    slider.addEventListener("input", () => this.#choose(Number(slider.value)));
    slider.addEventListener("keydown", (event) => this.#key(event));
    date.addEventListener("change", () => date.value && this.#choose(this.data.dayOf(date.value)));
    play.addEventListener("click", () => (this.playing ? this.stop() : this.start()));
    this.use(data);
  }

  /** Go on with the data of another moment. */
  use(data) {
    const { slider, date } = this.parts;
    this.data = data;
    slider.max = String(data.days);
    date.min = data.isoOf(0);
    date.max = data.isoOf(data.days);
  }

  /** Show a day. */
  show(day) {
    const { slider, date, says } = this.parts;
    const text = longDate(this.data.dateOf(day));
    if (Number(slider.value) !== day) slider.value = String(day);
    if (document.activeElement !== date) date.value = this.data.isoOf(day);
    slider.setAttribute("aria-valuetext", text);
    says.textContent = text;
  }

  #choose(day) {
    this.stop();
    this.state.set({ on: this.data.isoOf(day) });
  }

  /** Arrows go by days (the slider's own), with Shift by weeks; Page Up and Down by months. */
  #key(event) {
    const day = Number(this.parts.slider.value);
    const back = ["ArrowLeft", "ArrowDown", "PageDown"].includes(event.key) ? -1 : 1;
    let to = null;
    if (event.key === "PageUp" || event.key === "PageDown") to = this.#months(day, back);
    else if (event.shiftKey && event.key.startsWith("Arrow")) to = day + 7 * back;
    else if (event.key === " ") this.parts.play.click();
    else return;
    event.preventDefault();
    if (to !== null) this.#choose(Math.max(0, Math.min(this.data.days, to)));
  }

  #months(day, by) {
    const date = this.data.dateOf(day);
    date.setUTCMonth(date.getUTCMonth() + by);
    return this.data.dayOf(date.toISOString().slice(0, 10));
  }

  start() {
    this.playing = true;
    this.parts.play.setAttribute("aria-pressed", "true");
    this.parts.play.querySelector(".play-word").textContent = "Pause";
    let day = Number(this.parts.slider.value);
    if (day >= this.data.days) day = 0;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let last = null;
    let due = day;
    const step = (now) => {
      if (!this.playing) return;
      const speed = SPEEDS[Number(this.parts.speed.value)] ?? SPEEDS[1];
      if (last === null) last = now;
      due += ((now - last) / 1000) * speed;
      last = now;
      // For those who want less motion: a month at a time, no faster than one a second.
      const wait = still ? Math.max(MONTH, speed) : 1;
      if (due - day >= wait) {
        day = Math.min(this.data.days, Math.floor(due));
        this.state.set({ on: this.data.isoOf(day) });
      }
      if (day >= this.data.days) this.stop();
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    this.parts.play.setAttribute("aria-pressed", "false");
    this.parts.play.querySelector(".play-word").textContent = "Play";
  }
}
