// A form that is on its way is not sent again: its button says so until the answer is there.
// Without this script the desk itself sees that a form came twice.
"use strict";
(() => {
  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  function free(form) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    for (const button of form.querySelectorAll("button[data-was]")) {
      button.textContent = button.dataset.was;
      delete button.dataset.was;
      button.removeAttribute("aria-disabled");
    }
    status.textContent = "";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "passkey" in form.dataset) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    form.setAttribute("aria-busy", "true");
    const button = event.submitter;
    if (!button || button.tagName !== "BUTTON") return;
    // Not "disabled": a disabled button would not be sent with the form, and would lose the focus.
    button.setAttribute("aria-disabled", "true");
    if (button.children.length === 0) {
      button.dataset.was = button.textContent;
      button.textContent = button.dataset.busy || "One moment …";
    }
    status.textContent = button.dataset.busy || "One moment …";
    // A file that is downloaded leaves the page where it is.
    setTimeout(() => free(form), 60000);
  });

  // Back to a page that the browser had kept as it was.
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(free);
  });

  // Who does not see the page is taken to what is wrong.
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
