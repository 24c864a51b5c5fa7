/** The form above the map: the filters and switches, and the view that they show and change. */

import { make, share } from "./words.js";

export class Controls {
  constructor(form, state) {
    this.form = form;
    this.state = state;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => this.#changed(event.target));
    form.elements.chart.addEventListener("change", () => this.#changed(form.elements.chart)); // it stands by the chart
    form.place.addEventListener("input", () => state.set({ place: form.place.value }));
    form.least.addEventListener("input", () => this.#changed(form.least));
    for (const details of form.querySelectorAll("details")) closeOutside(details);
    form.querySelector("[data-clear]").addEventListener("click", () =>
      state.set({ party: [], type: [], country: "", place: "", source: "", least: 0 }));
  }

  /** Fill the lists with what the data has. */
  use(data) {
    const { form } = this;
    const fill = (select, rows, any) =>
      select.replaceChildren(make("option", { value: "" }, any), ...rows.map(([v, t]) => make("option", { value: v }, t)));
    const used = [...new Set(data.places.country)].filter(Boolean);
    fill(form.country, used.map((c) => [c, data.countries[c] ?? c]).sort((a, b) => a[1].localeCompare(b[1])), "All countries");
    fill(form.source, [...data.sources].sort().map((s) => [s, s]), "All sources");
    const box = (name, value, text) => make("label", {}, make("input", { type: "checkbox", name, value }), text);
    const parties = [...data.parties].sort((a, b) => a.name.localeCompare(b.name));
    form.querySelector("[data-list=party]").replaceChildren(...parties.map((p) => box("party", p.id, p.name)));
    form.querySelector("[data-list=type]").replaceChildren(...data.incidents.types.map((t) => box("type", t, t)));
  }

  /** Show a view. */
  show(view) {
    const { form } = this;
    for (const name of ["country", "source", "place"]) if (form[name].value !== view[name]) form[name].value = view[name];
    for (const name of ["known_on", "vs"]) form[name].value = view[name] ?? "";
    form.least.value = String(view.least);
    form.querySelector("output").textContent = view.least ? `${share(view.least)} or more` : "any";
    form.window.value = String(view.window);
    form.elements.chart.value = view.chart;
    for (const name of ["incidents", "cells"]) form.querySelector(`[name=${name}]`).checked = view[name];
    for (const name of ["party", "type"]) {
      for (const input of form.querySelectorAll(`input[name=${name}]`)) input.checked = view[name].includes(input.value);
    }
    const set = view.party.length + view.type.length + [view.country, view.place, view.source, view.least].filter(Boolean).length;
    form.querySelector("[data-count]").textContent = set ? ` (${set})` : "";
  }

  #changed(input) {
    const { name } = input;
    if (name === "party" || name === "type") {
      const chosen = [...this.form.querySelectorAll(`input[name=${name}]:checked`)].map((i) => i.value);
      this.state.set({ [name]: chosen });
    } else if (name === "incidents" || name === "cells") {
      this.state.set({ [name]: input.checked });
    } else if (name === "least" || name === "window") {
      this.state.set({ [name]: Number(input.value) });
    } else if (["country", "source", "chart"].includes(name)) {
      this.state.set({ [name]: input.value });
    } else if (name === "known_on" || name === "vs") {
      if (input.value === "" || input.validity.valid) this.state.set({ [name]: input.value || null });
    }
  }
}

/** A drop-down closes on Escape and when something else is chosen. */
function closeOutside(details) {
  document.addEventListener("pointerdown", (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
    event.stopPropagation();
  });
}
