// Refresh the page when an edit has changed it, and show what is wrong over the last good page. Only in the preview.
const mine = document.currentScript.dataset.version;
const host = document.createElement("div");
const root = host.attachShadow({ mode: "open" });
const style = document.createElement("style");
style.textContent = `
  section { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647;
    box-sizing: border-box; padding: 1rem 1.25rem 1.25rem; background: #2b0d08; color: #fff4ee;
    border-top: 4px solid #ff6a3d; font: 16px/1.5 ui-monospace, monospace; }
  h2 { margin: 0 0 .5rem; font: 600 18px/1.3 system-ui, sans-serif; }
  p { margin: 0 0 .5rem; font: 15px/1.4 system-ui, sans-serif; }
  ol { margin: 0; padding-left: 1.75rem; }
  li { white-space: pre-wrap; overflow-wrap: anywhere; margin-bottom: .25rem; }
`;

function show(faults) {
  const section = document.createElement("section");
  section.setAttribute("role", "alert");
  section.tabIndex = 0;
  const title = document.createElement("h2");
  title.textContent = faults.length === 1 ? "This needs mending" : `${faults.length} things need mending`;
  const note = document.createElement("p");
  note.textContent = "Behind this is the last good page. Save the file again when it is mended: this goes away by itself.";
  const list = document.createElement("ol");
  for (const fault of faults) {
    const item = document.createElement("li");
    item.textContent = fault;
    list.append(item);
  }
  section.append(title, note, list);
  root.replaceChildren(style, section);
  document.body.append(host);
}

const asked = new URLSearchParams({ path: decodeURI(location.pathname), version: mine });
new EventSource(`/_preview/events?${asked}`).onmessage = (event) => {
  const { new: isNew, faults } = JSON.parse(event.data);
  if (faults.length) show(faults);
  else if (isNew) location.reload();
  else host.remove();
};
