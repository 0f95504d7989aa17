// A finger's first tap on a mark shows the note in its place; the second one goes to the end of the page.
if (matchMedia("(hover: none)").matches) {
  addEventListener("click", (event) => {
    const mark = event.target.closest(".fn > a");
    if (!mark || mark.dataset.shown) return;
    event.preventDefault();
    mark.focus();
    mark.parentElement.querySelector(".fn-pop")?.scrollIntoView({ block: "nearest" });
    mark.dataset.shown = "yes";
    mark.addEventListener("blur", () => delete mark.dataset.shown, { once: true });
  });
}

// Escape shuts the footnote that stands open beside its mark, until the pointer or the focus comes back to it.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const note of document.querySelectorAll(".fn:is(:hover, :focus-within)")) {
    const open = () => note.classList.remove("shut");
    note.classList.add("shut");
    note.addEventListener("pointerleave", open, { once: true });
    note.addEventListener("focusout", open, { once: true });
  }
});
