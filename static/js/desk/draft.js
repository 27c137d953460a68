// What is typed into a form of the desk is kept on this phone until the server has it: under the person's number and
// the item's key, in localStorage. It is put back when the form is opened again, sent as a draft when the connection is
// back, and wiped when the person signs out or somebody else signs in. Forms work without this script.

const PREFIX = "desk:";
const PAUSE_MS = 300; // after the last key
const PATIENCE_MS = 6000; // for the server to answer, before what was typed is kept for later
const RETRY_MS = 30000;
const { person } = document.body.dataset;

/** @typedef {{fields: Array<[string, string]>, path: string, state: string, waits: boolean, sent: boolean}} Kept */

/** @returns {string[]} the names of all that is kept here, whosever it is */
function allNames() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch (error) {
    return []; // the browser keeps nothing
  }
}

function wipe(names) {
  for (const name of names) localStorage.removeItem(name);
}

/** @returns {?Kept} */
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch (error) {
    return null;
  }
}

/** @returns {boolean} whether it could be kept */
function write(name, kept) {
  try {
    localStorage.setItem(name, JSON.stringify(kept));
    return true;
  } catch (error) {
    return false; // no room, or the browser keeps nothing
  }
}

/** @returns {Array<[string, string]>} what a form would send, without what belongs to this copy of the page */
function fieldsOf(form) {
  return Array.from(new FormData(form)).filter(([name]) => name !== "csrf_token" && name !== "act");
}

/** @returns {boolean} whether a field says what it was typed over: the draft's version, the guide's revisions */
function isMark(name) {
  return /(^|\.)(version|base)$/.test(name);
}

/** @returns {string} what was typed, to be compared: without the marks of what it was typed over */
function typedIn(fields) {
  return JSON.stringify(fields.filter(([name]) => !isMark(name)));
}

/** Put what was kept into a form's fields. */
function fill(form, fields) {
  const left = new Map();
  for (const [name, value] of fields) left.set(name, (left.get(name) || []).concat(value));
  for (const field of form.elements) {
    const values = left.get(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = Boolean(values && values.includes(field.value));
    else if (field.name === "csrf_token" || !values) continue;
    else if (field.type !== "hidden" || isMark(field.name)) field.value = values.shift();
  }
}

/** Ask the server for a fresh token. @returns {Promise<?string>} null where nobody is signed in. Rejects without a connection. */
async function freshToken() {
  const asking = new AbortController();
  const timer = setTimeout(() => asking.abort(), PATIENCE_MS);
  const response = await fetch("/desk/token/", { signal: asking.signal, cache: "no-store" });
  clearTimeout(timer);
  if (response.status === 403) return null;
  if (!response.ok) throw new Error("the server is not well");
  const given = await response.json();
  return String(given.person) === person ? given.token : null;
}

/** Send what was kept as a draft. @returns {Promise<string>} "sent", "kept" where more was typed meanwhile, "conflict", "later" */
async function sendKept(name, kept) {
  try {
    const token = await freshToken();
    if (!token) return "later";
    const body = new URLSearchParams(kept.fields.concat([["csrf_token", token], ["act", "save"]]));
    const response = await fetch(kept.path, { method: "POST", body });
    if (response.status === 409) return "conflict";
    if (!response.ok || new URL(response.url).pathname.startsWith("/desk/sign-in/")) return "later";
    const html = await response.text();
    const now = read(name); // somebody may have typed on
    if (now && typedIn(now.fields) === typedIn(kept.fields)) localStorage.removeItem(name);
    return takeOver(name, kept, html) ? "kept" : "sent";
  } catch (error) {
    return "later";
  }
}

/** Let the form on this page go on from what the server has now. @returns {boolean} whether it says more than what was sent */
function takeOver(name, kept, html) {
  const form = formOf(name);
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("form[data-keep]");
  if (!form || !fresh || fresh.dataset.keep !== form.dataset.keep) return false;
  form.dataset.state = fresh.dataset.state;
  for (const field of fresh.elements) {
    const own = isMark(field.name) && form.elements.namedItem(field.name);
    if (own) own.value = field.value;
  }
  form.dataset.typed = typedIn(kept.fields);
  if (typedIn(fieldsOf(form)) === form.dataset.typed) return false;
  return keep(form, { waits: true });
}

function nameOf(form) {
  return `${PREFIX}${person}:${form.dataset.keep}`;
}

function formOf(name) {
  return Array.from(document.querySelectorAll("form[data-keep]")).find((form) => nameOf(form) === name);
}

/** Say one of the sentences that stand in the page. @param {string} word kept, restored, waiting, sent, conflict; "" for none */
function say(form, word) {
  const place = form && form.querySelector("[data-kept]");
  if (!place) return;
  place.hidden = !word;
  place.querySelector("span").textContent = word ? place.getAttribute(`data-word-${word}`) : "";
  place.querySelector("[data-undo]").hidden = word !== "restored";
}

/** Begin with a form as the server gave it, or took it. */
function start(form) {
  form.dataset.typed = typedIn(fieldsOf(form));
}

function keep(form, more) {
  const kept = { fields: fieldsOf(form), path: form.getAttribute("action"), state: form.dataset.state, waits: false, sent: false };
  return write(nameOf(form), Object.assign(kept, more));
}

/** Put back what was typed before and never reached the server. */
function restore(form) {
  const name = nameOf(form);
  const kept = read(name);
  if (!kept) return;
  const arrived = kept.sent && kept.state !== form.dataset.state;
  if (arrived || typedIn(kept.fields) === form.dataset.typed) {
    localStorage.removeItem(name);
    return;
  }
  const given = fieldsOf(form);
  fill(form, kept.fields);
  say(form, "restored");
  form.querySelector("[data-undo]").addEventListener("click", () => {
    localStorage.removeItem(name);
    fill(form, given);
    say(form, "");
  });
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function watchTyping(form) {
  let waiting = 0;
  const now = () => {
    waiting = 0;
    if (form.dataset.leaves) return; // it is being sent just now
    const before = read(nameOf(form));
    if (typedIn(fieldsOf(form)) === form.dataset.typed) {
      localStorage.removeItem(nameOf(form));
      say(form, "");
    } else if (keep(form, { waits: Boolean(before && before.waits) })) say(form, "kept");
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, PAUSE_MS);
  });
  addEventListener("pagehide", () => {
    if (waiting) now();
  });
}

/** Send a form only where the server can be reached, and with a fresh token; else keep it and send it later. */
function watchSending(form) {
  let pressed = null;
  form.addEventListener("click", (event) => (pressed = event.target.closest("button")));
  form.addEventListener("submit", (event) => {
    if (pressed && pressed.formTarget) return; // the preview
    event.preventDefault();
    send(form, pressed);
  });
}

async function send(form, button) {
  const act = button && button.name === "act" ? button.value : "save";
  form.dataset.leaves = "yes";
  keep(form, { sent: true });
  try {
    const token = await freshToken();
    if (!token) {
      keep(form, {});
      location.assign(`/desk/sign-in/?next=${encodeURIComponent(form.getAttribute("action"))}`);
      return;
    }
    form.elements.namedItem("csrf_token").value = token;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "act", value: act });
    form.append(field);
    HTMLFormElement.prototype.submit.call(form);
  } catch (error) {
    delete form.dataset.leaves;
    keep(form, { waits: true });
    say(form, "waiting");
    setTimeout(sendAll, RETRY_MS);
  }
}

/** Send all that waits for a connection, one after the other. */
async function sendAll() {
  for (const name of allNames()) {
    const kept = read(name);
    if (!kept || !kept.waits) continue;
    const form = formOf(name);
    const became = await sendKept(name, kept);
    if (became === "later") {
      setTimeout(sendAll, RETRY_MS);
      return;
    }
    if (became === "kept") setTimeout(sendAll, RETRY_MS);
    if (became === "conflict") write(name, Object.assign(kept, { waits: false }));
    say(form, became);
  }
}

/** What was sent from a path came too late: until both versions are one, it is kept as what never arrived. */
function keepRefused(place) {
  const path = place.dataset.refused;
  const mark = (sent) => {
    for (const name of allNames()) {
      const kept = read(name);
      if (kept && kept.path === path && kept.sent !== sent) write(name, Object.assign(kept, { sent }));
    }
  };
  addEventListener("pageshow", () => mark(false)); // also where somebody comes back, as making them one failed
  place.addEventListener("submit", () => mark(true));
}

function startForm(form) {
  start(form);
  if ("late" in form.dataset) {
    form.dataset.typed = ""; // what stands here is saved nowhere
    keep(form, {});
  } else restore(form);
  watchTyping(form);
  watchSending(form);
}

if (person) {
  wipe(allNames().filter((name) => !name.startsWith(`${PREFIX}${person}:`)));
  for (const form of document.querySelectorAll("[data-sign-out]")) form.addEventListener("submit", () => wipe(allNames()));
  for (const form of document.querySelectorAll("form[data-keep]")) startForm(form);
  for (const form of document.querySelectorAll("form[data-refused]")) keepRefused(form);
  addEventListener("online", sendAll);
  sendAll();
}
