// [data-copy-from] buttons copy the text of the element with that id, and say so for a moment.
const SHOWN = 2000;

function prepare(button) {
  const source = document.getElementById(button.dataset.copyFrom);
  const before = button.textContent;
  let timer;

  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      getSelection().selectAllChildren(source); // refused: the reader's own copy command is one key away
      return;
    }
    button.textContent = document.body.dataset.copied;
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = before), SHOWN);
  });
  button.hidden = false;
}

// The clipboard exists on secure origins only; everyone else selects the text.
if (navigator.clipboard) document.querySelectorAll("[data-copy-from]").forEach(prepare);
