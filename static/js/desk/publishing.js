// The page of what is being published, anew every two seconds for as long as something is under way.

const EVERY_MS = 2000;

async function look() {
  const live = document.querySelector("[data-live]");
  if (!live || !live.hasAttribute("data-busy")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (answer.ok && fresh) live.replaceWith(fresh);
  } catch (error) {
    // no network: what is shown stays, and the next look may do better
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
