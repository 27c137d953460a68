// The page of courses: what is past goes, and what does not fit is hidden. Loaded by page.js on that page alone.

/** By the phone's clock; one that is older than the edition is wrong. @param {HTMLElement} box [data-island="courses"] */
export function start(box) {
  const now = Math.max(Date.now(), Number(document.body.dataset.edition || 0) * 1000);
  for (const one of box.querySelectorAll("[data-ends]")) if (Date.parse(one.dataset.ends) < now) one.remove();
  const items = [...box.querySelectorAll("article")];
  const filters = box.querySelector("[data-filters]");
  for (const input of filters.querySelectorAll("input")) input.parentNode.hidden = !divides(items, input);
  filters.hidden = !filters.querySelector("label:not([hidden])");
  filters.addEventListener("change", () => show(box, items, wanted(filters)));
  show(box, items, wanted(filters)); // a browser may have kept ticks
}

function has(item, { name, value }) {
  return (item.dataset[name] || "").split(" ").includes(value);
}

/** @returns {boolean} whether a filter would show something and hide something */
function divides(items, input) {
  const fitting = items.filter((item) => has(item, input)).length;
  return fitting > 0 && fitting < items.length;
}

/** @returns {HTMLInputElement[][]} what is ticked, by name: one of each group has to fit */
function wanted(filters) {
  const groups = {};
  for (const input of filters.querySelectorAll(":checked")) (groups[input.name] = groups[input.name] || []).push(input);
  return Object.values(groups);
}

function show(box, items, groups) {
  for (const item of items) item.hidden = !groups.every((group) => group.some((input) => has(item, input)));
  const none = box.querySelector("[data-none]");
  none.hidden = items.some((item) => !item.hidden);
  none.textContent = none.hidden ? "" : items.length ? none.dataset.word : none.dataset.wordPast;
}
