/* Beside the publish button: what of a post is ready and what is open. It tells, and never stands in the way. */
"use strict";
(() => {
  const ENOUGH = 40;

  /* Whether Han characters outweigh Latin words; undefined where there is too little text to tell. */
  function readsChinese(text) {
    const prose = text.replace(/```[\s\S]*?(?:```|$)|\$\$[\s\S]*?(?:\$\$|$)|`[^`\n]*`|\$[^$\n]*\$|\]\([^)\n]*\)/g, " ");
    const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0, words = prose.match(/[A-Za-z]{2,}/g)?.length ?? 0;
    return han + words < ENOUGH ? undefined : han > words;
  }

  function setUp(list) {
    const form = list.closest("form"), { elements } = form;
    const summary = list.querySelector("summary"), publish = form.querySelector("[name=_publish]");
    const label = publish?.value;
    let problems = [], isChinese; // of the text that was rendered last: to read it at every key would be slow

    const missing = {
      problems: () => problems.length,
      descriptions: () => problems.filter(({ kind }) => kind === "alt-missing").length,
      language: () => (isChinese !== undefined && isChinese !== (elements.language.value === "zh-hans") ? 1 : 0),
      tags: () => (elements.tags.selectedOptions.length ? 0 : 1),
      summary: () => (elements.summary.value.trim() ? 0 : 1),
      cover: () => (elements.cover.value ? 0 : 1),
      translation: () => (elements.translation_of.value ? 0 : 1),
    };
    const items = [...list.querySelectorAll("li")].map((item) => ({ item, done: item.textContent }));

    /* The field holds the server's time, whatever the browser's clock is set to. */
    function isLater() {
      const offset = Number(document.body.dataset.adminUtcOffset ?? 0) * 1000;
      return Date.parse(`${elements.published_at?.value}Z`) - offset > Date.now();
    }

    function update() {
      let open = 0;
      for (const { item, done } of items) {
        const count = missing[item.dataset.check]();
        if (count) open++;
        item.classList.toggle("open", count > 0);
        item.textContent = count ? item.dataset.no.replace("{n}", count) : done;
      }
      summary.lastElementChild.textContent = `${items.length - open}/${items.length}`;
      if (publish) publish.value = isLater() ? publish.dataset.later : label;
    }

    form.addEventListener("markdown:rendered", ({ target, detail }) => {
      if (target.contains(elements.body)) {
        ({ problems } = detail);
        isChinese = readsChinese(elements.body.value);
      }
      update();
    });
    form.addEventListener("input", update);
    list.addEventListener("toggle", update);
    window.django.jQuery(form).on("change", update); // the autocompletion tells of its changes by jQuery only
    list.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      list.open = false;
      summary.focus();
    });
    document.addEventListener("click", ({ target }) => {
      if (!list.contains(target)) list.open = false;
    });
    update();
    list.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const list of document.querySelectorAll("[data-checklist]")) if (list.closest("form").elements.body) setUp(list);
  });
})();
