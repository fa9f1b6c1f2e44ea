// What is new since the last visit, and where to go on. This browser keeps it for its reader alone; where it
// keeps nothing, all is as at a first visit.
try {
  const { story, newest } = document.querySelector("[data-newest]").dataset;
  const memory = JSON.parse(localStorage[story] ?? "{}"), go = document.querySelector(".ways .go");
  // A visit lasts as long as its tab.
  const since = (sessionStorage[story] ??= memory.newest ?? newest);
  localStorage[story] = JSON.stringify({ ...memory, newest });
  for (const date of document.querySelectorAll(".part .meta time")) {
    if (date.dateTime > since) {
      date.parentNode.insertAdjacentHTML("beforeend", ' <b class="new here">New since your last visit</b>');
    }
  }
  // On from the part that was read last, past those that were read before it.
  let at = memory.last;
  while (at in memory) at++;
  const next = document.querySelector(`.part[value="${at}"] a`), href = next?.href ?? memory[at - 1];
  if (go && href) {
    go.href = href;
    go.ariaLabel = `Go on at part ${at}` + (next ? `: ${next.textContent}` : "");
    go.replaceChildren(); // the style shows its label: without scripts there are no such words
  }
} catch {}
