// Copy a feed's address at a touch; and forget what this browser keeps of the story.
{
  const status = document.querySelector("[role=status]"), forget = document.getElementById("forget");
  const { story } = forget.dataset;

  for (const address of navigator.clipboard ? document.querySelectorAll(".feeds code") : []) {
    const button = document.createElement("button");
    button.setAttribute("aria-label", `Copy ${address.textContent}`); // what is seen of it is the style's
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address.textContent);
      status.textContent = `Copied: ${address.textContent}`;
    });
    address.before(button);
  }

  try {
    forget.hidden = !localStorage[story];
    forget.addEventListener("click", () => {
      delete localStorage[story];
      delete sessionStorage[story];
      forget.hidden = true;
      status.textContent = "Forgotten.";
    });
  } catch {}
}
