// The text of an entry: a toolbar that puts Markdown, links and values in, and the page as readers see it beside it.
// Everything is there without this script: lists of what one can put in, and a button that shows the page.

const PAUSE_MS = 900; // after the last key, before the page is shown anew

const text = document.getElementById("text");
const tools = document.querySelector("[data-tools]");
const picker = document.querySelector("[data-picker]");
const preview = document.querySelector("[data-preview]");

/** Put words in place of what is marked in the text, and let whoever listens know. */
function put(words, from, to) {
  text.focus();
  text.setRangeText(words, from, to, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Write something at the beginning of each line that is marked. @param {function(number): string} mark of a line's number */
function markLines(mark) {
  const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const end = text.value.indexOf("\n", text.selectionEnd);
  const to = end < 0 ? text.value.length : end;
  const lines = text.value.slice(from, to).split("\n");
  put(lines.map((line, number) => mark(number) + line).join("\n"), from, to);
}

function wrap(before, after) {
  const { selectionStart: from, selectionEnd: to } = text;
  put(before + text.value.slice(from, to) + after, from, to);
  if (from === to) text.setSelectionRange(from + before.length, from + before.length);
}

/** @returns {Array<{insert: string, said: string}>} what the page lists as links or values */
function picksOf(kind) {
  const rows = document.querySelectorAll(`[data-${kind}] li`);
  return Array.from(rows, (row) => {
    return { insert: row.querySelector("code").textContent, said: row.querySelector("span").textContent };
  });
}

/** Put a link to a page around what is marked, or the page's own title. */
function putLink(pick) {
  const { selectionStart: from, selectionEnd: to } = text;
  put(`[${text.value.slice(from, to) || pick.said}](${pick.insert})`, from, to);
}

function putValue(pick) {
  put(pick.insert, text.selectionStart, text.selectionEnd);
}

function showPicks(picks, choose) {
  const words = picker.querySelector("input");
  const list = picker.querySelector("ul");
  const show = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (pick) => wanted.every((word) => `${pick.said} ${pick.insert}`.toLowerCase().includes(word));
    list.textContent = "";
    for (const pick of picks.filter(fits).slice(0, 40)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = pick.said;
      button.addEventListener("click", () => {
        closePicker();
        choose(pick);
      });
      const row = document.createElement("li");
      row.append(button);
      list.append(row);
    }
  };
  words.value = "";
  words.oninput = show;
  show();
  picker.hidden = false;
  words.focus();
}

function closePicker() {
  picker.hidden = true;
  for (const button of tools.querySelectorAll("[aria-expanded]")) button.setAttribute("aria-expanded", "false");
}

/** Open the list that a button stands for, or close it where it is open. */
function togglePicker(button, kind, choose) {
  const opens = button.getAttribute("aria-expanded") !== "true";
  closePicker();
  if (!opens) return;
  button.setAttribute("aria-expanded", "true");
  showPicks(picksOf(kind), choose);
}

const ACTS = {
  heading: () => markLines(() => "## "),
  bold: () => wrap("**", "**"),
  list: () => markLines(() => "- "),
  numbers: () => markLines((number) => `${number + 1}. `),
  link: (button) => togglePicker(button, "links", putLink),
  value: (button) => togglePicker(button, "values", putValue),
};

/** Send the form into a new frame that takes the old one's place once it is there: so nothing blinks and "back" goes back. */
function refresh() {
  const old = preview.querySelector("iframe:not([data-next])");
  const button = preview.querySelector("button");
  for (const late of preview.querySelectorAll("[data-next]")) late.remove();
  const fresh = old.cloneNode(false);
  const scrolled = old.contentWindow ? scrollOf(old) : 0;
  fresh.name = `preview-${Date.now()}`;
  fresh.dataset.next = "";
  fresh.hidden = true;
  old.after(fresh);
  fresh.addEventListener("load", () => {
    fresh.hidden = false;
    delete fresh.dataset.next;
    old.remove();
    if (fresh.contentWindow) fresh.contentWindow.scrollTo(0, scrolled);
  });
  const { form } = button;
  const before = { action: form.getAttribute("action"), target: form.target };
  form.action = button.formAction;
  form.target = fresh.name;
  HTMLFormElement.prototype.submit.call(form); // no submit event: nothing is saved
  form.setAttribute("action", before.action);
  form.target = before.target;
}

function scrollOf(frame) {
  try {
    return frame.contentWindow.scrollY;
  } catch (error) {
    return 0; // the browser's own page of an error
  }
}

function startPreview() {
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    if (preview.open && navigator.onLine) waiting = setTimeout(refresh, PAUSE_MS);
  };
  preview.querySelector("p").hidden = true;
  preview.addEventListener("toggle", soon);
  text.form.addEventListener("input", soon);
}

if (text && tools) {
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (button) ACTS[button.dataset.tool](button);
  });
  picker.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // the form is not sent by it
    if (event.key === "Escape") closePicker();
  });
}
if (text && preview) startPreview();
