/* The Markdown field: a live preview beside the source, its problems, and no text lost to a session that ended.
   Without this script the field is a plain text area that saves the same. The other scripts of the field begin
   at its event "markdown:ready", read what "markdown:rendered" brings, change the text by "markdown:edit" and
   let the form wait by "markdown:saving". */
"use strict";
(() => {
  const { post, renewToken, say } = window.session;
  const PAUSE = 40, LONGEST = 30000;
  const guarded = new WeakSet();

  /* execCommand is the one way that keeps the browser's own undo. It works on what has the focus. */
  function replace(field, start, end, text) {
    field.setSelectionRange(start, end);
    if (start === end && !text) return;
    const isReady = document.activeElement === field; // a field behind another tab can't have the focus
    if (isReady && document.execCommand(text ? "insertText" : "delete", false, text)) return;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Put a text from start to end, then select; without a selection leave the writer's caret, scroll and focus. */
  function edit(field, { start, end, text, from, to }) {
    const moved = (place) => (place <= start ? place : Math.max(place, end) + text.length - (end - start));
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    const active = document.activeElement;
    field.focus({ preventScroll: true });
    replace(field, start, end, text);
    if (from !== undefined) {
      field.setSelectionRange(from, to);
      return;
    }
    field.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
    field.scrollTop = scrollTop;
    if (active === document.body) field.blur();
    else active?.focus({ preventScroll: true });
  }

  /* Change only the blocks that differ: what stays keeps its pictures, and costs the browser nothing. */
  function show(body, html) {
    const fresh = Object.assign(document.createElement("template"), { innerHTML: html }).content;
    const old = [...body.childNodes], next = [...fresh.childNodes];
    const most = Math.min(old.length, next.length);
    let head = 0, tail = 0;
    while (head < most && old[head].isEqualNode(next[head])) head++;
    while (tail < most - head && old.at(-1 - tail).isEqualNode(next.at(-1 - tail))) tail++;
    for (const node of old.slice(head, old.length - tail)) node.remove();
    const place = tail ? old.at(-tail) : null;
    for (const node of next.slice(head, next.length - tail)) body.insertBefore(node, place);
  }

  /* Before a form is sent: uploads end, the session is alive and the token is the one of now. */
  function guard(form, words) {
    guarded.add(form);
    const notice = Object.assign(document.createElement("p"), { className: "markdown-notice" });
    notice.setAttribute("role", "alert");
    let isChecking = false, isChecked = false;

    async function check(submitter) {
      const jobs = [];
      form.dispatchEvent(new CustomEvent("markdown:saving", { detail: jobs }));
      (submitter?.closest(".submit-row") ?? form.lastElementChild).before(notice);
      notice.textContent = jobs.length ? `${words.uploading} …` : "";
      try {
        if ((await Promise.all(jobs)).includes(false)) throw new Error(words.uploadFailed);
        await renewToken(words);
        notice.textContent = "";
        isChecked = true;
        form.requestSubmit(submitter);
      } catch (error) {
        say(notice, error, words);
        notice.scrollIntoView({ block: "nearest" });
      }
      isChecking = isChecked = false;
    }

    form.addEventListener("submit", (event) => {
      if (isChecked) return;
      event.preventDefault();
      if (!isChecking) check(event.submitter);
      isChecking = true;
    });
  }

  function setUp(editor) {
    const field = editor.querySelector("textarea");
    const pane = editor.querySelector(".markdown-preview");
    const status = editor.querySelector(".markdown-status");
    const problems = editor.querySelector(".markdown-problems");
    const count = editor.querySelector(".markdown-count");
    const words = editor.dataset;
    let timer, isRunning = false, isStale = false;

    const root = pane.attachShadow({ mode: "open" });
    for (const address of pane.dataset.styles.split(" ")) {
      root.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
    }
    const page = root.appendChild(Object.assign(document.createElement("div"), { className: "page" }));
    const body = page.appendChild(Object.assign(document.createElement("div"), { className: words.profile === "post" ? "body" : "prose" }));

    const bibliography = () => (words.profile === "post" && field.form.elements.bibliography?.value) || "";
    const language = () => words.language || field.form.elements.language?.value || "en";

    function list(found) {
      problems.replaceChildren(...found.map((problem) => {
        const item = Object.assign(document.createElement("li"), { className: problem.level });
        const place = problem.line ? `${words.line.replace("{n}", problem.line)} · ` : "";
        item.textContent = place + problem.message;
        return item;
      }));
      count.textContent = `${problems.ariaLabel} (${found.length})`;
      problems.hidden = count.hidden = !found.length;
    }

    /* One at a time: the server would finish what nobody waits for any more. */
    async function preview() {
      isStale = isRunning;
      if (isRunning) return;
      isRunning = true;
      status.textContent = words.rendering;
      const values = new FormData();
      for (const [name, value] of [["content", field.value], ["profile", words.profile], ["language", language()], ["bibliography", bibliography()]]) values.append(name, value);
      try {
        const answer = await post(words.preview, field.form, words, values, { signal: AbortSignal.timeout(LONGEST) });
        page.lang = language() === "zh-hans" ? "zh-Hans" : "en";
        body.classList.toggle("numbered", answer.numbered);
        show(body, answer.html);
        list(answer.problems);
        editor.dispatchEvent(new CustomEvent("markdown:rendered", { bubbles: true, detail: answer }));
        status.textContent = "";
      } catch (error) {
        say(status, error, words, `${words.failed} `);
      }
      isRunning = false;
      if (isStale) later();
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(preview, PAUSE);
    }

    /* A link of the preview must not take the writer away from the form. */
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]"), place = link?.getAttribute("href");
      if (!link) return;
      if (place.startsWith("#")) {
        event.preventDefault();
        root.getElementById(decodeURIComponent(place.slice(1)))?.scrollIntoView();
      } else link.target = "_blank";
    });
    /* A long text has dozens of links and boxes that Tab would go through on the way to the next field. */
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Tab") return;
      page.inert = true;
      setTimeout(() => { page.inert = false; });
    });
    field.addEventListener("input", later);
    field.addEventListener("markdown:edit", ({ detail }) => edit(field, detail));
    for (const name of ["language", "bibliography"]) field.form.elements[name]?.addEventListener("change", later);
    count.addEventListener("click", () => {
      problems.scrollIntoView({ block: "nearest" });
      problems.focus({ preventScroll: true });
    });
    if (!guarded.has(field.form)) guard(field.form, words);
    editor.dispatchEvent(new CustomEvent("markdown:ready", { bubbles: true }));
    preview();
  }

  const visible = (editor) => !editor.closest(".empty-form");
  function start(root) {
    for (const editor of root.querySelectorAll("[data-markdown-editor]")) if (visible(editor)) setUp(editor);
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("formset:added", (event) => start(event.target));
})();
