/* The slug follows the title until the owner writes one, or readers may know it; an emptied one follows again.
   Below it stands the whole address. Without this script the server makes the slug of an empty field. */
"use strict";
(() => {
  const PAUSE = 250;

  function setUp(field) {
    const { slugFrom, propose, kind, pk, addresses, address } = field.dataset;
    const title = field.form.elements[slugFrom], language = field.form.elements.language;
    const paths = JSON.parse(addresses);
    const hint = Object.assign(document.createElement("output"), { className: "slug-address" });
    const isKnown = "fixed" in field.dataset && field.value !== "";
    let follows = !isKnown, timer, running;
    const row = field.closest(".fieldBox")?.parentElement ?? field.closest(".form-row");
    const place = row ?? field.parentElement;
    const help = place.querySelector(".help") ?? place.appendChild(Object.assign(document.createElement("div"), { className: "help" }));
    help.append(hint);

    function show() {
      const path = paths[language?.value] ?? Object.values(paths)[0];
      const whole = new URL(path.replace("SLUG", field.value || "…"), location.href);
      hint.textContent = `${address} ${decodeURI(whole.href)}`;
    }

    async function ask() {
      running?.abort();
      running = new AbortController();
      const query = new URLSearchParams({ title: title.value, language: language?.value ?? "", kind, pk });
      try {
        const response = await fetch(`${propose}?${query}`, { signal: running.signal });
        if (!response.ok || !follows) return;
        field.value = (await response.json()).slug;
      } catch {
        return; // without an answer the server makes the slug at save
      }
      show();
    }

    function later() {
      clearTimeout(timer);
      if (follows) timer = setTimeout(ask, PAUSE);
      show();
    }

    title.addEventListener("input", later);
    language?.addEventListener("change", later);
    field.addEventListener("input", () => {
      follows = field.value === "";
      running?.abort();
      clearTimeout(timer);
      show();
    });
    field.addEventListener("change", () => { if (follows) later(); });
    show();
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const field of document.querySelectorAll("[data-slug-from]")) setUp(field);
  });
})();
