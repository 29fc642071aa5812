/* Keys of the queue and of a request. Each does what a link or button of the page does too, and none changes
   anything by itself: it moves the focus or follows a link. Who speaks to the computer or presses keys by
   accident turns them off in the help (WCAG 2.1.4). */
"use strict";

(() => {
  const OFF = "writdesk-keys-off";
  const help = document.getElementById("keys");
  const opener = document.getElementById("keys-open");
  const onOff = document.getElementById("keys-off");
  if (!help || !opener || !onOff) return;

  const isSeen = (element) => element.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  const rows = () => all(".queue tbody th a, .finding-row, .record");
  const sections = () => all("main section[id] > h2, #asked > section:first-child > h2").slice(0, 9);

  function focusOn(element) {
    if (!element) return;
    if (!element.matches("a, button, input")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: element.matches("h2") ? "start" : "nearest" });
  }

  function step(by) {
    const found = rows();
    const here = found.findIndex((row) => row.contains(document.activeElement));
    focusOn(found[here < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(Math.max(here + by, 0), found.length - 1)]);
  }

  function follow(element) {
    if (element) location.assign(element.dataset.assign ?? element.href);
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => follow(document.activeElement.closest("[data-assign]") ?? document.querySelector("main > [data-assign]")),
    x: () => document.activeElement.closest(".record")?.querySelector("input[type=checkbox]")?.click(),
    u: () => follow(document.querySelector(".crumb a")),
    d: () => focusOn(all("#bar select, #bar a, #bar button, #answer textarea, #reason, #decided button, .by-hand summary, .by-hand button")[0]),
    "/": () => focusOn(document.getElementById("q")),
    "?": () => help.showModal(),
  };

  function isTyping(event) {
    return event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || help.open || isTyping(event)) return;
    if (localStorage.getItem(OFF)) return;
    const act = /^[1-9]$/.test(event.key) ? () => focusOn(sections()[event.key - 1]) : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  function listSections() {
    const list = document.getElementById("keys-sections");
    if (!list) return;
    sections().forEach((heading, index) => {
      const line = document.createElement("div");
      for (const [name, words] of [["dt", index + 1], ["dd", heading.textContent]]) {
        const cell = line.appendChild(document.createElement(name));
        (name === "dt" ? cell.appendChild(document.createElement("kbd")) : cell).textContent = words;
      }
      list.append(line);
    });
  }

  function showState() {
    onOff.textContent = localStorage.getItem(OFF) ? "Turn these keys on" : "Turn these keys off";
  }

  onOff.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    showState();
  });
  opener.addEventListener("click", () => help.showModal());
  opener.hidden = false;
  listSections();
  showState();
})();
