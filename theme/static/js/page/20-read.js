// A part is read when its end has come into view. Which were, and the way on from each, this browser keeps for
// its reader alone; where it keeps nothing, nothing is missed.
{
  const end = document.querySelector(".writer"), { story, part } = document.querySelector("[data-part]").dataset;
  if (end) new IntersectionObserver(([{ isIntersecting: seen }]) => {
    if (!seen) return;
    const next = document.querySelector(".turn [rel=next]")?.pathname ?? "";
    try {
      localStorage[story] = JSON.stringify({ ...JSON.parse(localStorage[story] ?? "{}"), last: part, [part]: next });
    } catch {}
  }).observe(end);
}
