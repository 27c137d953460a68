// A text that is copied or shared with one tap, where the browser can.

function offer(box) {
  const field = box.querySelector("textarea");
  const copy = box.querySelector("[data-copy]");
  const share = box.querySelector("[data-share]");
  copy.hidden = !navigator.clipboard;
  share.hidden = !navigator.share;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      copy.textContent = box.dataset.wordCopied;
    } catch (error) {
      field.select(); // at least it can be copied by hand
    }
  });
  share.addEventListener("click", () => {
    if (navigator.share) navigator.share({ text: field.value }).catch(() => {}); // given up: nothing to say
  });
}

document.querySelectorAll("[data-copying]").forEach(offer);
