// Suggestions below the search field: a combobox whose list is chosen from by hand (WAI-ARIA Authoring Practices).
// Loaded by page.js when the field is first used; without it the form is an ordinary one. All words stand in the page;
// how the list looks stands here, so that no page carries it along.

const LETTERS_MIN = 2;
const PAUSE_MS = 300; // of typing, before a server is asked

/** @param {HTMLFormElement} form whose field q is in use */
export function start(form) {
  const input = form.elements.q;
  const list = added(form, "ul", { id: "suggested", class: "list trust", role: "listbox", "aria-label": input.getAttribute("aria-label") });
  const view = { form, input, list, status: added(form, "p", { role: "status", class: "skip" }), asking: null, timer: 0 };
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  form.style.position = "relative";
  list.style.cssText = "position:absolute;z-index:1;top:100%;width:100%;margin:0;padding:0";
  show(view, []);
  input.addEventListener("input", () => typed(view));
  input.addEventListener("keydown", (event) => pressed(view, event));
  input.addEventListener("blur", () => forget(view));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => open(event.target.closest("[data-href]")));
  if (input.value !== input.defaultValue) typed(view); // typed while this was on its way
}

function set(element, attributes) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
}

function added(form, tag, attributes) {
  const element = document.createElement(tag);
  set(element, attributes);
  return form.appendChild(element);
}

function typed(view) {
  forget(view);
  const text = view.input.value.trim();
  if (text.length < LETTERS_MIN) return;
  const kept = document.querySelector("[data-kept]");
  if (!kept && navigator.connection && navigator.connection.saveData) return;
  view.timer = setTimeout(() => ask(view, text).catch(() => {}), kept ? 0 : PAUSE_MS); // none is as good as one that comes late
}

async function ask(view, text) {
  const asking = (view.asking = new AbortController());
  const response = await fetch(`${view.form.action}suggest/?q=${encodeURIComponent(text)}`, { signal: asking.signal });
  const html = response.ok ? await response.text() : "";
  if (view.asking === asking) show(view, new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-href]"));
}

function forget(view) {
  clearTimeout(view.timer);
  if (view.asking) view.asking.abort();
  view.asking = null;
  show(view, []);
}

function show(view, options) {
  const { input, list, status } = view;
  list.textContent = "";
  list.append(...options);
  Array.from(list.children).forEach((option, i) => {
    option.id = `suggested-${i}`;
    option.style.padding = ".7rem 16px";
  });
  list.hidden = !options.length;
  input.setAttribute("aria-expanded", !list.hidden);
  status.textContent = options.length ? document.body.dataset.wordSuggested.replace("{{n}}", options.length) : "";
  choose(view, null);
}

function choose(view, option) {
  for (const one of view.list.children) {
    one.setAttribute("aria-selected", one === option);
    one.style.background = one === option ? "var(--tint)" : "";
  }
  view.input.setAttribute("aria-activedescendant", option ? option.id : "");
  if (option) option.scrollIntoView({ block: "nearest" });
}

function pressed(view, event) {
  const { list } = view;
  if (list.hidden || event.isComposing) return;
  const now = list.querySelector("[aria-selected=true]");
  const acts = {
    ArrowDown: () => choose(view, now ? now.nextElementSibling : list.firstElementChild),
    ArrowUp: () => choose(view, now ? now.previousElementSibling : list.lastElementChild),
    Escape: () => forget(view),
    Enter: now && (() => open(now)),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
}

function open(option) {
  if (option) location.assign(option.dataset.href);
}
