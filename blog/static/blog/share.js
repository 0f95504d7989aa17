// [data-share-link] buttons copy the page's canonical address and say so for a moment.
const SHOWN = 2000;

async function copyAddress(button) {
  const address = document.querySelector('link[rel="canonical"]')?.href ?? location.href;
  const label = button.querySelector("span");
  const before = label.textContent;
  await navigator.clipboard.writeText(address);
  label.textContent = document.body.dataset.copied;
  setTimeout(() => (label.textContent = before), SHOWN);
}

// The clipboard exists on secure origins only; the menu shows the address as text for everyone else.
for (const button of document.querySelectorAll("[data-share-link]")) {
  if (navigator.clipboard) button.addEventListener("click", () => copyAddress(button));
  else button.hidden = true;
}
