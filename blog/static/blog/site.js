// The theme button: system, then the other one of light and dark, then the system's own, as in the administration.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function next(theme) {
  const order = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
  return order[(order.indexOf(theme) + 1) % order.length];
}

// The browser's own bar takes the page's ground, which the theme may have changed.
function paintBrowser() {
  const ground = getComputedStyle(document.body).backgroundColor;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = ground;
}

function show(theme) {
  root.dataset.theme = theme;
  paintBrowser();
  for (const button of document.querySelectorAll("[data-theme-button]")) {
    const label = button.dataset[`label${theme[0].toUpperCase()}${theme.slice(1)}`];
    button.setAttribute("aria-label", label);
    button.title = label;
  }
}

function choose(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Storage is closed: the choice lasts for this page.
  }
  show(theme);
}

for (const button of document.querySelectorAll("[data-theme-button]")) {
  button.addEventListener("click", () => choose(next(root.dataset.theme)));
}
dark.addEventListener("change", paintBrowser);
addEventListener("storage", (event) => event.key === "theme" && show(event.newValue || "auto"));
show(["light", "dark"].includes(root.dataset.theme) ? root.dataset.theme : "auto");
