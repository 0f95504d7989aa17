/* The Markdown field: a live preview beside the source, and pictures by picking, pasting or dropping.
   Without this script the field is a plain text area that saves the same. */
"use strict";
(() => {
  const PAUSE = 200;

  function csrfToken(field) {
    return field.form.elements.csrfmiddlewaretoken.value;
  }

  async function post(address, field, values, signal) {
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    const response = await fetch(address, { method: "POST", body, signal, headers: { "X-CSRFToken": csrfToken(field) } });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : { error: `${response.status} ${response.statusText}` };
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }

  /* execCommand is the one way that keeps the browser's own undo. */
  function insert(field, text) {
    field.focus();
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  }

  function setUp(editor) {
    const field = editor.querySelector("textarea");
    const pane = editor.querySelector(".markdown-preview");
    const status = editor.querySelector(".markdown-status");
    const uploading = editor.querySelector(".markdown-upload");
    const problems = editor.querySelector(".markdown-problems");
    const picker = editor.querySelector("input[type=file]");
    const words = editor.dataset;
    let timer, running;

    const root = pane.attachShadow({ mode: "open" });
    for (const address of pane.dataset.styles.split(" ")) {
      root.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
    }
    const page = root.appendChild(Object.assign(document.createElement("div"), { className: "page" }));
    const body = page.appendChild(Object.assign(document.createElement("div"), { className: words.profile === "post" ? "body" : "prose" }));

    const language = () => words.language || field.form.elements.language?.value || "en";

    function list(found) {
      problems.replaceChildren(...found.map((problem) => {
        const item = Object.assign(document.createElement("li"), { className: problem.level });
        const place = problem.line ? `${words.line} ${problem.line} · ` : "";
        item.textContent = place + problem.message;
        return item;
      }));
      problems.hidden = !found.length;
    }

    async function preview() {
      running?.abort();
      running = new AbortController();
      status.textContent = words.rendering;
      try {
        const answer = await post(words.preview, field, { content: field.value, profile: words.profile, language: language() }, running.signal);
        page.lang = language() === "zh-hans" ? "zh-Hans" : "en";
        body.classList.toggle("numbered", answer.numbered);
        body.innerHTML = answer.html;
        list(answer.problems);
        status.textContent = "";
      } catch (error) {
        if (error.name !== "AbortError") status.textContent = `${words.failed} ${error.message}`;
      }
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(preview, PAUSE);
    }

    async function upload(files) {
      for (const file of files) {
        uploading.textContent = `${words.uploading} ${file.name}`;
        try {
          insert(field, (await post(words.upload, field, { image: file })).markdown + "\n");
          uploading.textContent = "";
        } catch (error) {
          uploading.textContent = `${file.name}: ${error.message}`;
          return;
        }
      }
    }

    const pictures = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    function take(event, data) {
      const files = pictures(data);
      if (!files.length) return;
      event.preventDefault();
      upload(files);
    }

    field.addEventListener("input", later);
    field.addEventListener("paste", (event) => take(event, event.clipboardData));
    field.addEventListener("drop", (event) => take(event, event.dataTransfer));
    field.form.elements.language?.addEventListener("change", later);
    picker.addEventListener("change", () => { upload(picker.files).then(() => { picker.value = ""; }); });
    preview();
  }

  const visible = (editor) => !editor.closest(".empty-form");
  function start(root) {
    for (const editor of root.querySelectorAll("[data-markdown-editor]")) if (visible(editor)) setUp(editor);
  }
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("formset:added", (event) => start(event.target));
})();
