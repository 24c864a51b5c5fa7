/** The map itself: three canvases (base, marks, names), each painted only when what it shows has changed. */

import { drawBase } from "./base.js";
import { middleOf, View } from "./view.js";
import { drawLabels } from "./labels.js";
import { makeMovable } from "./moving.js";
import { drawOverlay, hitAt } from "./overlay.js";

const LABELS_AFTER_MS = 120;

export class Stage {
  /** @param {HTMLElement} root with a canvas of class base, marks and names, and a tip */
  constructor(root, told) {
    this.root = root;
    this.told = told;
    this.view = new View();
    this.canvases = ["base", "marks", "names"].map((name) => root.querySelector(`canvas.${name}`));
    this.contexts = this.canvases.map((canvas) => canvas.getContext("2d"));
    this.tip = root.querySelector(".map-tip");
    this.dirty = new Set();
    this.found = { shown: [], rings: [], counts: new Map(), special: {} };
    this.frame = 0;
    this.settled = 0;
    makeMovable(root, this.view, {
      moved: () => this.moved(),
      clicked: (x, y) => told.clicked(hitAt(this.found, x, y)),
      pointed: (x, y) => this.#point(x, y),
      left: () => (this.tip.hidden = true),
    });
    new ResizeObserver(() => this.resize()).observe(root);
    this.resize();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!width || !height || (width === this.view.width && height === this.view.height)) return;
    this.view.width = width;
    this.view.height = height;
    this.ratio = 0;
    if (this.fitted) this.look(null, this.fitted);
    else this.paint("base", "marks", "names");
  }

  /** Show a rectangle, or what the address bar says. */
  look(at, places) {
    const parts = at?.split(",").map(Number);
    if (parts?.length === 3 && parts.every(Number.isFinite)) this.#lookAt(parts);
    else if (places.size) {
      this.fitted = places; // and again where the room changes, until the reader moves the map
      const small = this.view.width < 620;
      const room = small ? { left: 24, right: 24, top: 24, bottom: 70 } : { left: 50, right: 50, top: 40, bottom: 40 };
      const open = this.told.covered();
      this.view.fit(middleOf(places.x, places.y), { ...room, left: room.left + open.left });
    }
    this.paint("base", "marks", "names");
  }

  #lookAt([lat, lon, zoom]) {
    const s = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
    this.view.x = lon / 360 + 0.5;
    this.view.y = 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
    this.view.zoom = 0;
    this.view.zoomAt(zoom);
  }

  /** Bring a point of Mercator's square into the middle where it is out of sight or hidden. */
  reveal(x, y, zoom = this.view.zoom) {
    const left = this.view.left(x);
    const top = this.view.top(y);
    const seen = left > 60 && top > 60 && left < this.view.width - 60 && top < this.view.height - 60;
    if (seen && zoom <= this.view.zoom) return;
    this.view.x = x;
    this.view.y = y;
    this.view.zoom = Math.max(this.view.zoom, zoom);
    this.moved();
  }

  moved() {
    this.fitted = null;
    this.tip.hidden = true;
    this.paint("base", "marks", "move");
    this.told.moved(this.view);
  }

  /** Ask for some layers to be painted in the next frame. */
  paint(...layers) {
    for (const layer of layers) this.dirty.add(layer);
    if (!this.frame) this.frame = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.frame = 0;
    const what = this.told.what();
    if (!what) return;
    const { look, base, tiles } = what;
    if (this.ratio !== look.ratio) this.#size(look.ratio);
    const [under, marks, names] = this.contexts;
    if (this.dirty.has("base")) drawBase(under, this.view, look.ratio, base, look.colours, tiles);
    if (!what.filters) {
      for (const context of [marks, names]) context.clearRect(0, 0, this.canvases[1].width, this.canvases[1].height);
      this.dirty.clear();
      return;
    }
    if (this.dirty.has("marks")) {
      this.found = drawOverlay(marks, this.view, what);
      this.told.drawn(this.found);
    }
    if (this.dirty.has("names")) {
      this.canvases[2].style.transform = "";
      drawLabels(names, this.view, { ...what, taken: this.#cards() });
      this.named = [this.view.x, this.view.y, this.view.zoom];
    } else if (this.dirty.has("move")) {
      this.#carryNames();
    }
    this.dirty.clear();
  }

  /** While the map moves its names are carried along; they are laid out anew once it rests. */
  #carryNames() {
    const [x, y, zoom] = this.named ?? [0, 0, 0];
    const names = this.canvases[2];
    if (zoom === this.view.zoom) {
      const { scale } = this.view;
      names.style.transform = `translate(${(x - this.view.x) * scale}px, ${(y - this.view.y) * scale}px)`;
    } else {
      names.style.opacity = "0";
    }
    clearTimeout(this.settled);
    this.settled = setTimeout(() => {
      names.style.opacity = "";
      this.paint("names");
    }, LABELS_AFTER_MS);
  }

  #size(ratio) {
    this.ratio = ratio;
    for (const canvas of this.canvases) {
      canvas.width = this.view.width * ratio;
      canvas.height = this.view.height * ratio;
    }
    for (const layer of ["base", "marks", "names"]) this.dirty.add(layer);
  }

  /** Where the legend and the buttons stand: no name goes under them. */
  #cards() {
    const own = this.root.getBoundingClientRect();
    return [...this.root.querySelectorAll(".map-card, .map-zoom")].map((card) => {
      const box = card.getBoundingClientRect();
      return [box.left - own.left, box.top - own.top, box.right - own.left, box.bottom - own.top];
    });
  }

  #point(x, y) {
    const hit = hitAt(this.found, x, y);
    this.root.classList.toggle("over", Boolean(hit));
    this.tip.hidden = !hit;
    if (!hit) return;
    this.tip.textContent = this.told.says(hit);
    const left = Math.min(x + 14, this.view.width - this.tip.offsetWidth - 8);
    const top = y + 18 + this.tip.offsetHeight > this.view.height ? y - this.tip.offsetHeight - 10 : y + 16;
    this.tip.style.transform = `translate(${Math.max(4, left)}px, ${top}px)`;
  }
}
