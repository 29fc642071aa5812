// Forms that a passkey fills in: <form data-passkey="create|get">, with one hidden field "credential".
// The options lie in the page (#passkey-options), or are fetched from the form's own address (data-fetch).
// webauthn-json.js (from the sign-in library) turns them into what the browser wants, and back.
"use strict";
(() => {
  const canUse = window.isSecureContext && window.webauthnJSON && window.webauthnJSON.supported();

  async function optionsFor(form) {
    if (!("fetch" in form.dataset)) {
      const given = JSON.parse(document.getElementById("passkey-options").textContent);
      return given.creation_options || given.request_options;
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options;
  }

  function create(form, options) {
    const alone = form.elements.passwordless;
    const wanted = options.publicKey.authenticatorSelection;
    if (alone && alone.checked) {
      wanted.residentKey = "required";
      wanted.requireResidentKey = true;
      wanted.userVerification = "required";
    }
    return window.webauthnJSON.create(options);
  }

  async function fill(form) {
    const options = await optionsFor(form);
    const make = form.dataset.passkey === "create" ? create(form, options) : window.webauthnJSON.get(options);
    form.elements.credential.value = JSON.stringify(await make);
  }

  async function send(event) {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button");
    const said = form.querySelector("[role=alert]");
    said.textContent = "";
    button.disabled = true;
    try {
      await fill(form);
      form.submit();
    } catch {
      said.textContent = "No passkey was used. Try again, or use another way.";
      button.disabled = false;
    }
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = !canUse;
    form.addEventListener("submit", send);
  }
  for (const note of document.querySelectorAll("[data-no-passkey]")) note.hidden = canUse;
})();
