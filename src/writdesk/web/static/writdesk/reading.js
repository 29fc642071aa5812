/* Pointing at a fact, or at its link, shows the place on the picture; and the page learns when reading is done.
   Without this script the same links lead to the same marks. */
"use strict";

(() => {
  const EVERY = 4000;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let shown = [];

  const marksOf = (ref) => document.querySelectorAll(`.mark-box[data-fact="${CSS.escape(ref)}"]`);

  function point(fact, link) {
    unpoint();
    const named = link && document.getElementById(link.dataset.mark);
    shown = named ? [named] : [...marksOf(fact.dataset.fact)];
    shown.forEach((mark) => mark.classList.add("pointed"));
    fact.classList.add("pointed");
    shown.push(fact);
    const first = shown.find((mark) => mark.classList.contains("mark-box") && mark.getClientRects().length);
    if (first) bring(first);
  }

  function unpoint() {
    shown.forEach((each) => each.classList.remove("pointed"));
    shown = [];
  }

  /* Only the documents' own column moves: the fact stays under the pointer. */
  function bring(mark) {
    const column = mark.closest(".papers");
    if (!column || column.scrollHeight <= column.clientHeight) return;
    const box = mark.getBoundingClientRect(), frame = column.getBoundingClientRect();
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    const top = column.scrollTop + box.top - frame.top - frame.height / 3;
    column.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  }

  const factAt = (event) => event.target.closest && event.target.closest("[data-fact]:not(.mark-box)");
  const linkAt = (event) => event.target.closest("a[data-mark]");

  for (const kind of ["mouseover", "focusin"])
    document.addEventListener(kind, (event) => {
      const fact = factAt(event);
      if (fact) point(fact, linkAt(event));
    });
  for (const kind of ["mouseout", "focusout"])
    document.addEventListener(kind, (event) => {
      const fact = factAt(event);
      if (fact && !fact.contains(event.relatedTarget)) unpoint();
    });

  /* Where the page with the mark is on this page already, nobody has to leave it. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-mark]");
    const mark = link && document.getElementById(link.dataset.mark);
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (let at = mark.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    location.hash = link.dataset.mark;
  });

  const here = document.getElementById("reading-state");
  const isTyping = () =>
    [...document.querySelectorAll("textarea, main input, main select")].some((field) =>
      field.matches("select") ? [...field.options].some((each) => each.selected !== each.defaultSelected)
        : field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
          : field.value !== field.defaultValue);

  async function look() {
    if (document.hidden || !("waits" in here.dataset)) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("reading-state");
    if (there && "waits" in there.dataset) return;
    if (!isTyping() && !document.querySelector("dialog[open]")) return location.reload();
    delete here.dataset.waits;
    const words = document.createElement("p"), again = document.createElement("a");
    words.className = "reading-state";
    again.href = location.pathname;
    again.textContent = "Show what was found";
    words.append("The documents were read. What you typed is not sent yet. ", again);
    here.replaceChildren(words);
  }

  if (here && "waits" in here.dataset && location.pathname.split("/").length === 5)
    setInterval(() => look().catch(() => {}), EVERY);
})();
