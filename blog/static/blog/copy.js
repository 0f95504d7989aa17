// A copy button in the header of every code block: it takes the source without numbers, signs and removed lines.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const { copy = "Copy", copied = "Copied" } = document.body.dataset;
  const status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.append(status);

  function source(code) {
    const kept = code.cloneNode(true);
    for (const line of kept.querySelectorAll(".line.del")) line.remove();
    return kept.textContent;
  }

  function addButton(block) {
    const code = block.querySelector("code");
    let header = block.querySelector("header");
    if (!header) block.append((header = document.createElement("header")));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn ghost small";
    button.textContent = copy;
    let timer;
    function restore() {
      button.textContent = copy;
      status.textContent = "";
    }
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source(code));
      } catch {
        getSelection().selectAllChildren(code); // refused: the reader's own copy command is one key away
        return;
      }
      button.textContent = status.textContent = copied;
      clearTimeout(timer);
      timer = setTimeout(restore, 2000);
    });
    header.append(button);
  }
  document.querySelectorAll(".code").forEach(addButton);
})();
