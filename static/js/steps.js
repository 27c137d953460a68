// Checklists: ticks, and the days that time limits count from. They stay on the phone only where its reader said that
// it is theirs alone; else they last as long as the page. Loaded by page.js; all words stand in the page.

/** @param {HTMLElement} box [data-island="steps"] @param {{fillWords: Function, dayWords: Function}} speak of page.js */
export async function start(box, speak) {
  const part = (name) => box.querySelector(name);
  const view = { box, speak, key: `steps${document.body.dataset.base}`, refused: false, ask: part("[data-ask]"), forget: part("[data-forget]"), said: part("[data-said]") };
  box.addEventListener("change", (event) => changed(view, event.target.closest("[data-step]")));
  part('[data-answer="yes"]').addEventListener("click", () => answer(view, true));
  part('[data-answer="no"]').addEventListener("click", () => answer(view, false));
  view.forget.addEventListener("click", () => forget(view));
  document.addEventListener("click", (event) => event.target.closest('[data-action="erase-now"], [data-action="remove"]') && clear(view));
  addEventListener("pageshow", (event) => event.persisted && restart(view)); // "back" shows no ticks that were forgotten meanwhile
  show(view);
  if (part("[data-duration]")) await offerDays(view).catch(() => {}); // the rest works without
}

/** Ask for the days that time limits count from, once there is what works out the last. */
async function offerDays(view) {
  await import(new URL(view.box.dataset.deadlineSrc, location.href).href);
  view.box.querySelectorAll("[data-day]").forEach((one) => (one.hidden = false));
  showDays(view);
}

/** @returns {?Object} what this guide's reader let us remember, by checklist; null without their word */
function remembered(view) {
  try {
    return JSON.parse(localStorage.getItem(view.key));
  } catch (error) {
    return null; // a browser that keeps nothing for us
  }
}

/** @returns {Object<string, {done: boolean, day: string}>} what the page shows, by step */
function stateOf(view) {
  const found = {};
  for (const step of view.box.querySelectorAll("[data-step]")) {
    const day = step.querySelector("[type=date]");
    const state = { done: step.querySelector("[type=checkbox]").checked, day: day ? day.value : "" };
    if (state.done || state.day) found[step.dataset.step] = state;
  }
  return found;
}

function changed(view, step) {
  showDays(view);
  view.said.textContent = "";
  if (remembered(view)) save(view);
  else if (!view.refused) ask(view, step);
}

function ask(view, step) {
  step.append(view.ask);
  view.ask.hidden = false;
}

function answer(view, yes) {
  view.ask.hidden = true;
  view.refused = !yes;
  if (yes) save(view);
}

function save(view) {
  try {
    localStorage.setItem(view.key, JSON.stringify({ ...remembered(view), [view.box.dataset.list]: stateOf(view) }));
    view.forget.hidden = false;
  } catch (error) {
    view.said.textContent = view.box.dataset.wordFailed;
  }
}

function forget(view) {
  localStorage.removeItem(view.key);
  clear(view);
  view.said.textContent = view.box.dataset.wordForgotten;
}

/** Show nothing of what was ticked. */
function clear(view) {
  for (const input of view.box.querySelectorAll("input")) {
    input.checked = false;
    if (input.matches("[type=date]")) input.value = ""; // some browsers know no such type
  }
  Object.assign(view, { refused: false });
  view.ask.hidden = view.forget.hidden = true;
  showDays(view);
}

function restart(view) {
  clear(view);
  show(view);
}

/** Show what is remembered, beside what the reader ticked while this script was on its way. */
function show(view) {
  const kept = remembered(view);
  const states = (kept && kept[view.box.dataset.list]) || {};
  for (const step of view.box.querySelectorAll("[data-step]")) {
    const { done, day } = states[step.dataset.step] || {};
    if (done) step.querySelector("[type=checkbox]").checked = true;
    if (day && step.querySelector("[type=date]")) step.querySelector("[type=date]").value = day;
  }
  view.forget.hidden = !kept;
  showDays(view);
}

function showDays(view) {
  if (!window.Orientation || !Orientation.lastDay) return;
  for (const rule of view.box.querySelectorAll("[data-duration]")) showDay(view, rule);
}

function showDay({ box, speak }, rule) {
  const last = Orientation.lastDay(rule.querySelector("input").value, rule.dataset.duration, "before" in rule.dataset);
  const line = rule.querySelector("[data-last]");
  const state = last && Orientation.standing(last, today());
  line.hidden = !last;
  line.classList.toggle("note", state === "soon" || state === "passed");
  if (!last) return;
  const words = box.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`];
  line.textContent = speak.fillWords(words, { date: speak.dayWords(last, document.documentElement.lang) });
}

/** @returns {string} YYYY-MM-DD where the phone is; a clock that is older than the edition is wrong, as in page.js */
function today() {
  const now = new Date(Math.max(Date.now(), Number(document.body.dataset.edition) * 1000));
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}
