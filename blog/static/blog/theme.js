{
  let theme = "auto";
  try {
    theme = localStorage.theme || theme;
  } catch {}
  document.documentElement.dataset.theme = theme;
}
