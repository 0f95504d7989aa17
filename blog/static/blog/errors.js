/* A form that came back with errors begins at the first wrong field; the links to the others take the focus there. */
"use strict";
(() => {
  function enter(link) {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    const box = field.classList.contains("select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field;
    box.closest(".form-row, tr")?.scrollIntoView({ block: "center" });
    box.focus({ preventScroll: true });
  }

  const links = () => [...document.querySelectorAll(".wrong-fields a")];
  document.addEventListener("click", (event) => {
    if (!links().includes(event.target)) return;
    event.preventDefault();
    enter(event.target);
  });
  /* Django's own script puts the focus into the first field of a new row before the page is loaded. */
  addEventListener("load", () => {
    const [first] = links();
    if (first) enter(first);
  });
})();
