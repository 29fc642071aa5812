/* Choosing records: all of a page at once, and how many are chosen. Nothing is sent by it. */
"use strict";

(() => {
  const form = document.getElementById("records");
  const all = form?.querySelector("[data-all]");
  const count = form?.querySelector("[data-count]");
  if (!all || !count) return;
  const boxes = [...form.querySelectorAll('input[name="record"]')];

  function tell() {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `\u00a0(${chosen})` : "";
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }

  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
})();
