// The live thread comes from an Isso server once a reader opens it; before that, nothing is asked of it.
{
  const live = document.getElementById("live"), make = (tag) => document.createElement(tag);
  live.hidden = false;
  live.addEventListener("toggle", () => {
    const style = make("link"), script = make("script");
    Object.assign(script.dataset, live.dataset);
    style.rel = "stylesheet";
    style.href = live.dataset.style;
    script.src = `${live.dataset.isso}js/embed.min.js`;
    script.onerror = () => (live.querySelector("p").textContent = "This did not load. Try again later.");
    document.head.append(style, script);
  }, { once: true });
  live.open = /^#isso-/.test(location.hash);
}
