// The page of many sheets that are being made: how far they are, anew every two seconds while somebody looks.
// Loaded where a page has [data-island="many"]; without it the page comes anew by itself.

const EVERY_MS = 2000;

/** @param {HTMLElement} box @param {{fillWords: function}} page */
export function start(box, { fillWords }) {
  if (!box.hasAttribute("data-busy")) return;
  const look = async () => {
    if (document.hidden) return document.addEventListener("visibilitychange", look, { once: true });
    const found = await ask().catch(() => null); // no network: what is shown stays, and the next look may do better
    if (found) show(box, found, fillWords);
    if (found && !found.under_way) return location.reload();
    setTimeout(look, EVERY_MS);
  };
  setTimeout(look, EVERY_MS);
}

/** @returns {Promise<{files: string[], ready: number, under_way: boolean}>} */
async function ask() {
  const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

function show(box, found, fillWords) {
  const done = found.files.filter((state) => state !== "waiting").length;
  box.querySelector("progress").value = done;
  const words = { n: String(found.ready), total: String(found.files.length) };
  box.querySelector("#many-said").textContent = fillWords(box.dataset.word, words);
  box.querySelectorAll("li").forEach((item, place) => {
    const link = item.querySelector("a");
    item.dataset.state = found.files[place];
    if (found.files[place] === "ready") link.setAttribute("href", link.dataset.href || link.getAttribute("href"));
  });
}
