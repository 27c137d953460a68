// What to say: a sentence shown large or read aloud, and the question before a call. Loaded by page.js where it is
// needed; all words stand in the page, or on the page of phrases.

const WAIT_MS = 1000; // some phones name their voices only when asked again

/** Set a dialog up and show it; where the browser knows none, it stands at the end of the page. @returns {HTMLElement} */
function popUp(parts, style) {
  const dialog = document.createElement("dialog");
  const close = () => (dialog.close ? dialog.close() : dialog.remove());
  dialog.append(...parts);
  Object.assign(dialog.style, style);
  dialog.addEventListener("close", () => {
    if (window.speechSynthesis) speechSynthesis.cancel(); // nothing is read into a call
    dialog.remove();
  });
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && close());
  dialog.addEventListener("click", (event) => event.target.closest("[data-action=close]") && close());
  document.body.append(dialog);
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  dialog.querySelector("a, button").focus();
  return dialog;
}

/** @returns {?SpeechSynthesisVoice} one on the phone itself: another would send what is said to somebody else */
export function voiceFor(lang, voices) {
  return voices.find((one) => one.localService && one.lang.split(/[-_]/)[0] === lang);
}

/** Tell which voice there is, once when it is found and once when it is clear that there is none. */
function whenKnown(lang, tell) {
  const speech = window.speechSynthesis;
  const look = () => voiceFor(lang, speech ? speech.getVoices() : []);
  const found = () => look() && tell(look());
  if (speech) speech.onvoiceschanged = found;
  found();
  setTimeout(() => look() || tell(null), WAIT_MS);
}

/** @param {string} text @returns {string} with its numbers read digit by digit */
export function digitsApart(text) {
  return text.replace(/(\d)(?=\d)/g, "$1 ");
}

function readAloud(text, voice) {
  const said = new SpeechSynthesisUtterance(digitsApart(text));
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.8;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

/** Offer to show and to read aloud each sentence of the page. @param {HTMLElement} box [data-island="phrases"] */
export function start(box) {
  const cards = Array.from(box.querySelectorAll("article"));
  for (const card of cards) card.append(box.querySelector("template").content.firstElementChild.cloneNode(true));
  let voice = null;
  whenKnown(box.dataset.lang, (found) => {
    voice = found;
    box.querySelector("[data-mute]").hidden = Boolean(voice);
    for (const button of box.querySelectorAll("[data-action=say]")) button.hidden = !voice;
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    const sentence = button && button.closest("article").querySelector("h3");
    if (button && button.dataset.action === "say") readAloud(sentence.textContent, voice);
    if (button && button.dataset.action === "show") showLarge(sentence, box.querySelector("template"));
  });
}

function showLarge(sentence, template) {
  const large = sentence.cloneNode(true);
  large.style.fontSize = "2.5rem";
  const close = template.content.querySelector("[data-action=close]").cloneNode(true);
  close.hidden = false;
  const note = template.content.querySelector("[lang]").cloneNode(true); // for whoever reads it
  popUp([large, note, close], { boxSizing: "border-box", width: "100%", height: "100%", maxWidth: "none", maxHeight: "none", textAlign: "center" });
}

/** Ask before calling a number. What to say first comes below, so that nothing moves under the finger. */
export function ask(link) {
  const words = document.body.dataset;
  const [who, number] = answering(link);
  const call = Object.assign(document.createElement("a"), { href: link.href, className: "call" });
  const [before, after] = words.wordCall.split("{{number}}");
  const digits = Object.assign(document.createElement("bdi"), { dir: "ltr", textContent: number });
  const label = document.createElement("span"); // a flexible box would drop the blanks between its parts
  label.append(before, digits, after);
  call.append(label);
  Object.assign(call.style, { width: "100%", fontSize: "1.6rem" });
  const leave = Object.assign(document.createElement("button"), { textContent: words.wordLeave });
  leave.dataset.action = "close";
  const title = Object.assign(document.createElement("b"), { textContent: who });
  const acts = Object.assign(document.createElement("p"), { className: "acts" });
  acts.append(title, call, leave);
  const dialog = popUp([acts], { marginTop: "1rem" });
  dialog.setAttribute("aria-label", call.textContent);
  addOpening(dialog, `${words.base}phrases/`).catch(() => {}); // what to say is a help, not a condition
}

/** @returns {string[]} who answers, where the page says so, and the number as it is read */
function answering(link) {
  const copy = link.cloneNode(true);
  const name = copy.querySelector("small, span");
  const near = link.closest("article, .helper");
  const heading = near && near.querySelector("h2");
  if (name) name.remove();
  const who = name || heading;
  return [who ? who.textContent.trim() : "", copy.textContent.trim()];
}

/** Add the sentence that a call begins with, from the page of phrases: of a kept guide the worker has it. */
async function addOpening(dialog, address) {
  const response = await fetch(address);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const opening = page.querySelector("[data-opening]");
  if (!opening) return;
  const button = page.querySelector("template").content.querySelector("[data-action=say]");
  dialog.append(opening, page.querySelector(".note"), button);
  whenKnown(page.querySelector("[data-lang]").dataset.lang, (voice) => {
    button.hidden = !voice;
    button.onclick = () => readAloud(opening.querySelector("h3").textContent, voice);
  });
}
