// What a device remembers of sheets: choices with a note, and a logo. All of it stays here, and "Erase everything" takes it.
// Loaded where a page has [data-island="sheet"] or [data-island="choices"]; without it the page prints all the same.

const CHOICES = "sheet-choices";
const LOGO = "sheet-logo";
const LOGO_SIDE_MAX = 600; // pixels
const LOGO_CHARS_MAX = 400000; // a device's storage is small

/** @returns {*} what was stored, or the other where there is nothing */
function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) || otherwise;
  } catch (error) {
    return otherwise; // a browser that forbids storage
  }
}

/** @returns {boolean} whether it is stored */
function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch (error) {
    return false;
  }
}

const remembered = () => read(CHOICES, []).filter((one) => one.base === document.body.dataset.base);

/** @param {HTMLElement} box */
export function start(box) {
  if (box.dataset.island === "choices") return showChoices(box);
  offerRemembering(box);
  offerLogo([...box.querySelectorAll("form[data-logo]")]);
}

function showChoices(box) {
  const list = box.querySelector("ul");
  list.textContent = "";
  list.append(...remembered().map((one) => choiceItem(box, one)));
  box.hidden = !list.children.length;
}

function choiceItem(box, one) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `./?${one.query}`;
  link.textContent = one.note;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = box.dataset.wordRemove;
  remove.setAttribute("aria-label", `${box.dataset.wordRemove}: ${one.note}`);
  remove.addEventListener("click", () => {
    write(CHOICES, read(CHOICES, []).filter((other) => other.base !== one.base || other.query !== one.query));
    showChoices(box);
  });
  item.append(link, remove);
  return item;
}

function offerRemembering(box) {
  const part = box.querySelector("[data-kept-choices]");
  const note = part.querySelector("[data-note]");
  const { query } = box.dataset;
  const { base } = document.body.dataset;
  const own = remembered().find((one) => one.query === query);
  part.hidden = false;
  note.value = own ? own.note : "";
  part.querySelector("[data-remember]").addEventListener("click", () => {
    const others = read(CHOICES, []).filter((one) => one.base !== base || one.query !== query);
    const named = note.value.trim() || document.querySelector("h1").textContent;
    write(CHOICES, [...others, { base, query, note: named }]);
    part.open = false;
    showChoices(document.querySelector('[data-island="choices"]'));
  });
}

/** The logo that was chosen last stands ready the next time, in each form that takes one. */
function offerLogo(forms) {
  const stored = read(LOGO, "");
  if (stored) useLogo(forms, stored);
  for (const form of forms) {
    const input = form.querySelector("[type=file]");
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      const logo = await shrunk(file).catch(() => "");
      const status = form.querySelector("[role=status]");
      status.textContent = logo ? "" : status.dataset.wordLarge;
      if (logo && write(LOGO, logo)) useLogo(forms, logo);
    });
    form.querySelector("[data-forget]").addEventListener("click", () => {
      localStorage.removeItem(LOGO);
      forms.forEach(forgetLogo);
    });
  }
}

function forgetLogo(form) {
  form.querySelector("[type=file]").value = "";
  showLogo(form, "");
}

async function useLogo(forms, logo) {
  const blob = await asBlob(logo);
  for (const form of forms) {
    showLogo(form, logo);
    const files = new DataTransfer();
    files.items.add(new File([blob], "logo.png", { type: "image/png" }));
    form.querySelector("[type=file]").files = files.files;
  }
}

function showLogo(form, logo) {
  const image = form.querySelector("[data-shown]");
  image.hidden = form.querySelector("[data-forget]").hidden = !logo;
  image.src = logo || "data:,";
}

/** @param {string} address `data:image/png;base64,…` @returns {Promise<Blob>} */
async function asBlob(address) {
  const bytes = Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

/** @param {File} file @returns {Promise<string>} the picture as a small PNG, `data:image/png;base64,…` */
async function shrunk(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LOGO_SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const address = canvas.toDataURL("image/png");
  if (address.length > LOGO_CHARS_MAX) throw new Error("too large");
  return address;
}
