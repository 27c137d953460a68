// A value's name becomes a button that puts it into the sentence, where the cursor is.

for (const one of document.querySelectorAll("[data-translate] [data-value]")) {
  const field = one.closest(".sentence").querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.append(...one.childNodes);
  button.addEventListener("click", () => {
    field.setRangeText(one.dataset.value, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
  one.append(button);
}

// What was typed and not saved is not left by mistake.
const form = document.querySelector("[data-translate]");
let changed = false;
form.addEventListener("input", () => { changed = true; });
form.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
