// Passkeys: asks the server what to sign, the browser to sign it, and sends the answer as a plain form.
// Shown only where the browser can; the password works without any of this.

/** @param {string} text base64url @returns {Uint8Array} */
function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer @returns {string} base64url */
function toText(buffer) {
  const plain = Array.from(new Uint8Array(buffer), (code) => String.fromCharCode(code)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @returns {Object} the server's options, with bytes where the browser wants bytes */
async function askOptions(form) {
  const headers = { "X-CSRFToken": form.elements.csrf_token.value };
  const answer = await fetch(form.dataset.options, { method: "POST", headers });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  const options = await answer.json();
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const one of list || []) one.id = toBytes(one.id);
  }
  return options;
}

/** @returns {string} what the authenticator answered, as JSON */
function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

function send(form, credential) {
  form.elements.credential.value = written(credential);
  form.submit();
}

function setUp(form) {
  const method = form.dataset.passkey; // "create" or "get"
  let waiting = null; // what is offered in the name field, until the button is pressed
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) waiting.abort();
    try {
      send(form, await navigator.credentials[method]({ publicKey: await askOptions(form) }));
    } catch (error) {
      form.querySelector("[data-told]").textContent = form.dataset.trouble;
    }
  });
  if ("offer" in form.dataset) offerInField();

  async function offerInField() {
    const can = PublicKeyCredential.isConditionalMediationAvailable;
    if (!can || !(await can.call(PublicKeyCredential))) return;
    try {
      const publicKey = await askOptions(form);
      waiting = new AbortController();
      send(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal: waiting.signal }));
    } catch (error) {
      waiting = null; // given up, or the button was pressed: nothing to tell
    }
  }
}

if (window.PublicKeyCredential && navigator.credentials) document.querySelectorAll("[data-passkey]").forEach(setUp);
