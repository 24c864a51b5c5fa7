/** Search by place: a combobox whose list is moved through by keys. */

import { fold } from "./data.js";
import { make } from "./words.js";

const MOST = 8;
const SIDE = /^(north|south|east|west)(ern)?[ -](?=.)/; // a side of a town is found by way of the town

export function makeSearch(input, list, { data, choose }) {
  let found = [];
  let at = -1;
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (place) => {
    input.value = "";
    close();
    choose(place);
  };
  const show = () => {
    const words = fold(input.value.trim()).replace(SIDE, "");
    const { places } = data();
    const rank = (p) => (places.folded[p].startsWith(words) ? 1e12 : 0) + Math.max(0, places.people[p]);
    found = words ? Array.from(places.folded.keys()).filter((p) => places.folded[p].includes(words)) : [];
    found = found.sort((a, b) => rank(b) - rank(a)).slice(0, MOST);
    list.replaceChildren(
      ...found.map((place, n) =>
        make("li", { role: "option", id: `found-${n}`, "aria-selected": "false", onpointerdown: (e) => (e.preventDefault(), take(place)) },
          places.name[place], " ", make("small", {}, data().countries[places.country[place]] ?? "")),
      ),
    );
    if (words && !found.length) list.append(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "The ledger knows no such place"));
    list.hidden = !words;
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!found.length) return;
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
      input.setAttribute("aria-activedescendant", `found-${at}`);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found.length) take(found[Math.max(0, at)]);
    }
  });
}
