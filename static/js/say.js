// Tells the volunteers what a reader says: through the worker where the guide is kept, so that it can wait for a
// network; else at once or not at all. Loaded where a page has [data-island="say"]; without it the form is sent as it is.

const ANSWER_MS = 20000; // a worker that does not answer in time keeps what it was told

/** @param {HTMLFormElement} form */
export function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const told = await tell(form).catch(() => "failed");
    button.disabled = false;
    if (told === "failed") form.querySelector("[role=status]").textContent = form.querySelector("[role=status]").dataset.wordFailed;
    else leaveFor(`${form.action}?${told}`, form.dataset.private);
  });
}

/** What a sensitive page asked leaves the history too. */
function leaveFor(address, secret) {
  if (secret) location.replace(address);
  else location.assign(address);
}

/** @returns {Promise<string>} "sent", "waits" or "failed" */
async function tell(form) {
  const fields = {};
  new FormData(form).forEach((value, name) => (fields[name] = value));
  const leavesNothing = form.dataset.private || fields.risk; // who is at risk may be watched: nothing waits on the phone
  const told = leavesNothing ? "no" : await tellWorker(fields);
  return told === "no" ? send(form, fields) : told;
}

/** @returns {Promise<string>} what the worker says; "no" where none keeps this guide */
async function tellWorker(fields) {
  const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
  if (!worker) return "no";
  const [, locale, region] = document.body.dataset.base.split("/");
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => resolve("waits"), ANSWER_MS);
    worker.postMessage({ do: "say", guide: `${region}/${locale}`, fields }, [port2]);
  });
}

async function send(form, fields) {
  const options = { method: "POST", headers: { Accept: "text/plain" }, body: new URLSearchParams(fields), referrerPolicy: "same-origin" };
  const response = await fetch(form.action, options);
  return response.status === 204 ? "sent" : "failed";
}
