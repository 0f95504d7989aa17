/* Below a field with data-most: how many characters it holds, and of how many. Nothing is cut, the server refuses. */
"use strict";
(() => {
  /* As the server counts: without the space at the ends, a line break as the two characters that are sent. */
  const length = (text) => [...text.trim().replaceAll("\n", "\r\n")].length;

  function setUp(field) {
    const { most, count } = field.dataset;
    const output = Object.assign(document.createElement("output"), { className: "counter" });
    field.after(output);

    function update() {
      const number = length(field.value);
      const values = { count: number, most };
      output.textContent = number ? count.replace(/\{(\w+)\}/g, (_, name) => values[name]) : "";
      output.classList.toggle("over", number > Number(most));
    }

    field.addEventListener("input", update);
    update();
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const field of document.querySelectorAll("[data-most]")) setUp(field);
  });
})();
