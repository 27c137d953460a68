// From hand to hand: send the whole guide as one file, add a guide that came as a file, and a page on paper. Loaded by page.js where a
// page offers it; all words stand in the page.

/** Send the file with whatever the phone has for sending, else save it. @param {HTMLAnchorElement} link */
export function offerGiving(link) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const file = await fetchFile(link).catch(() => null); // of a kept guide the worker makes it, without a network
    if (!file) return location.assign(link.href);
    if (!navigator.share || !navigator.canShare || !navigator.canShare({ files: [file] })) return save(file);
    await navigator.share({ files: [file] }).catch((error) => error.name === "AbortError" || save(file));
  });
}

async function fetchFile(link) {
  const response = await fetch(link.href);
  if (!response.ok) throw new Error(String(response.status));
  return new File([await response.blob()], link.getAttribute("download"), { type: "text/html" });
}

function save(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
}

/** Let the reader pick a file; the worker checks and keeps it. @param {HTMLElement} box [data-island="add"] */
export function offerAdding(box) {
  const status = box.querySelector("[role=status]");
  const say = (word, href) => {
    status.textContent = box.dataset[`word${word[0].toUpperCase()}${word.slice(1)}`];
    if (href) status.append(" ", Object.assign(document.createElement("a"), { href, textContent: box.dataset.wordOpen }));
  };
  box.hidden = false;
  box.querySelector("input").addEventListener("change", async (event) => {
    say("working");
    const { guide, word } = await add(await event.target.files[0].text()).catch(() => ({ word: "failed" }));
    if (word) say(word);
    else say("done", `/${guide.split("/").reverse().join("/")}/`);
    event.target.value = "";
  });
}

/** @param {string} file @returns {Promise<{guide: string, word: string}>} word "": it is kept */
async function add(file) {
  const locale = /\\"locale\\":\\"([A-Za-z-]+)\\"/.exec(file); // in the manifest, a text within JSON
  if (!locale) return { word: "refused" };
  const { workerFor } = await import(document.querySelector('[data-island="keep"]').dataset.src);
  const worker = await workerFor([locale[1]]).catch(() => navigator.serviceWorker.controller); // without a network
  if (!worker) return { word: "failed" };
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    worker.postMessage({ do: "add", file }, [port2]);
  });
}

/** Print the page as it stands, folded parts opened, with its address and the way to the guide as a QR code. */
export async function print() {
  document.querySelectorAll("main details").forEach((one) => (one.open = true));
  const main = document.querySelector("main");
  const code = main.querySelector(".paper") || (await shareCode().catch(() => null));
  if (code) main.append(code);
  window.print();
}

/** @returns {Promise<HTMLElement>} the picture that the page for sharing has; of a kept guide without a network */
async function shareCode() {
  const response = await fetch(`${document.body.dataset.base}share/`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const box = document.createElement("p");
  box.className = "paper";
  const code = page.querySelector('main img[alt="QR"]');
  const address = document.createElement("bdi");
  address.textContent = location.href;
  if (code) box.append(code);
  box.append(address);
  return box;
}
