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
