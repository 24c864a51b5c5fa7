// Review by keyboard: a accept, r reject, e edit, n next, u undo; names are suggested while one is typed.

const KEYS = "warledger.review.keys";
const kept = (() => {
  try {
    return window.localStorage;
  } catch {
    return null; // a browser that keeps nothing
  }
})();
const keysWork = () => kept?.getItem(KEYS) !== "off";

const choice = document.querySelector("#review-keys");
if (choice !== null) {
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = keysWork();
  box.addEventListener("change", () => kept?.setItem(KEYS, box.checked ? "on" : "off"));
}

const typing = (target) => target.closest("input:not([type=hidden]), select, textarea, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !(event.target instanceof Element)) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) || !keysWork() || !/^[a-z]$/.test(event.key)) return;
  const meant = document.querySelector(`[data-key="${event.key}"]`);
  if (meant === null) return;
  event.preventDefault();
  meant.click();
  if (meant.tagName === "SUMMARY") {
    meant.parentElement.querySelector("select, input:not([type=hidden])")?.focus();
  }
});

const WAIT_MS = 150;

for (const input of document.querySelectorAll("input[data-suggests]")) {
  let timer = 0;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asked = input.value;
      const answer = await fetch(`/review/suggest/${input.dataset.suggests}?q=${encodeURIComponent(asked.slice(0, 100))}`);
      if (!answer.ok || asked !== input.value) return;
      const names = await answer.json();
      input.list.replaceChildren(
        ...names.map(({ value, name }) => {
          const option = document.createElement("option");
          option.value = value;
          option.textContent = name;
          return option;
        }),
      );
    }, WAIT_MS);
  });
}

// A form is sent once, however often a key is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
