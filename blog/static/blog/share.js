// [data-share-link] buttons copy the address that they name, else the page's, and say so for a moment.
const SHOWN = 2000;

function prepare(button) {
  const label = button.querySelector("span");
  const before = label.textContent;
  const written = button.parentElement.querySelector(".address");
  let timer;

  button.addEventListener("click", async () => {
    try {
      // Not the canonical one: a post that was first published elsewhere is shared as the page that is read.
      await navigator.clipboard.writeText(button.dataset.shareLink || location.origin + location.pathname);
    } catch {
      getSelection().selectAllChildren(written); // refused: the reader's own copy command is one key away
      return;
    }
    label.textContent = button.dataset.copied || document.body.dataset.copied;
    clearTimeout(timer);
    timer = setTimeout(() => (label.textContent = before), SHOWN);
  });
}

// [data-share-sheet] opens the system's own sheet, where there is one, with the title that it names.
for (const button of document.querySelectorAll("[data-share-sheet]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    const page = { title: button.dataset.shareSheet, url: location.origin + location.pathname };
    navigator.share(page).catch(() => {}); // the reader thought better of it
  });
}

// The clipboard exists on secure origins only; the menu shows the address as text for everyone else.
for (const button of document.querySelectorAll("[data-share-link]")) {
  button.hidden = !navigator.clipboard;
  if (navigator.clipboard) prepare(button);
}
