/* While the worker works: looks again every three seconds, and loads the page anew once it is done. */
"use strict";

(() => {
  const EVERY = 3000;
  const here = document.getElementById("progress");

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("progress");
    if (!there || !("waits" in there.dataset)) location.reload();
    else if (there.textContent !== here.textContent) here.replaceChildren(...there.childNodes);
  }

  if (here && "waits" in here.dataset) setInterval(() => look().catch(() => {}), EVERY);
})();
