// Copy or share the link on the page it is shown on; without this it is selected and copied by hand.
const field = document.getElementById("link");
const told = document.querySelector("[data-told]");
const copy = document.querySelector("[data-copy]");
const share = document.querySelector("[data-share]");

async function copyLink() {
  field.select();
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy");
  told.textContent = copy.dataset.done;
}

if (field) {
  field.addEventListener("focus", () => field.select());
  copy.hidden = false;
  copy.addEventListener("click", () => copyLink().catch(() => field.select()));
  if (navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => navigator.share({ url: field.value }).catch(() => undefined));
  }
}
