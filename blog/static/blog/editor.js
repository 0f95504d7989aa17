/* The Markdown field: a live preview beside the source, pictures by picking, pasting or dropping, and no
   text lost to a session that ended. Without this script the field is a plain text area that saves the same. */
"use strict";
(() => {
  const PAUSE = 200;
  const uploads = new Set();
  const guarded = new WeakSet();
  let composing = Promise.resolve();

  class SignedOut extends Error {}

  /* The answer as JSON; the Error says in the writer's language what stood in the way. */
  async function ask(address, words, options) {
    let response;
    try {
      response = await fetch(address, options);
    } catch (error) {
      throw error.name === "AbortError" ? error : new Error(words.unreachable);
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : { error: `${response.status} ${response.statusText}` };
    if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
    return answer;
  }

  /* Who signs in again gets a new token, which the forms of this page don't know yet. */
  async function renewToken(words) {
    try {
      const { token } = await ask(words.token, words);
      for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
    } catch (error) {
      throw error.status === 403 ? new SignedOut(words.signedOut) : new Error(words.unreachable);
    }
  }

  async function post(address, field, words, values, signal) {
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    const send = () => ask(address, words, {
      method: "POST", body, signal, headers: { "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value },
    });
    try {
      return await send();
    } catch (error) {
      if (error.status !== 403) throw error;
      await renewToken(words);
      return send();
    }
  }

  function say(place, error, words, before = "") {
    place.replaceChildren(before + error.message);
    if (!(error instanceof SignedOut)) return;
    const link = { href: words.signIn, target: "_blank", rel: "noopener", textContent: words.signInLabel };
    place.append(" ", Object.assign(document.createElement("a"), link));
  }

  /* execCommand is the one way that keeps the browser's own undo. It works on what has the focus. */
  function replace(field, start, end, text) {
    field.setSelectionRange(start, end);
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Put one text for another, wherever it stands, and leave the writer's caret, selection and focus. */
  function swap(field, old, text) {
    const at = field.value.indexOf(old);
    if (at < 0) return;
    const end = at + old.length;
    const moved = (place) => (place <= at ? place : Math.max(place, end) + text.length - old.length);
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    const active = document.activeElement;
    field.focus({ preventScroll: true });
    replace(field, at, end, text);
    field.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
    field.scrollTop = scrollTop;
    if (active === document.body) field.blur();
    else active?.focus({ preventScroll: true });
  }

  /* Before a form is sent: uploads end, the session is alive and the token is the one of now. */
  function guard(form, words) {
    guarded.add(form);
    const notice = Object.assign(document.createElement("p"), { className: "markdown-notice" });
    notice.setAttribute("role", "alert");
    let isChecking = false, isChecked = false;

    async function check(submitter) {
      (submitter?.closest(".submit-row") ?? form.lastElementChild).before(notice);
      notice.textContent = uploads.size ? `${words.uploading} …` : "";
      try {
        if ((await Promise.all(uploads)).includes(false)) throw new Error(words.uploadFailed);
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
    const refused = editor.querySelector(".markdown-upload");
    const problems = editor.querySelector(".markdown-problems");
    const count = editor.querySelector(".markdown-count");
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
      count.textContent = `${problems.ariaLabel} (${found.length})`;
      problems.hidden = count.hidden = !found.length;
    }

    async function preview() {
      running?.abort();
      running = new AbortController();
      status.textContent = words.rendering;
      try {
        const values = { content: field.value, profile: words.profile, language: language() };
        const answer = await post(words.preview, field, words, values, running.signal);
        page.lang = language() === "zh-hans" ? "zh-Hans" : "en";
        body.classList.toggle("numbered", answer.numbered);
        body.innerHTML = answer.html;
        list(answer.problems);
        status.textContent = "";
      } catch (error) {
        if (error.name !== "AbortError") say(status, error, words, `${words.failed} `);
      }
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(preview, PAUSE);
    }

    /* The server looks at the content; what is known before need not be sent. */
    function refusal(file) {
      if (file.size > Number(words.mostBytes)) return words.tooLarge;
      return [...picker.accept.split(","), "image/svg+xml"].includes(file.type) ? "" : words.noPicture;
    }

    function newMark(file, taken) {
      const name = file.name.replace(/[[\]\\]/g, "");
      for (let number = 1; ; number++) {
        const mark = `![${words.uploading} ${name}${number > 1 ? ` (${number})` : ""}…]()`;
        if (!taken.includes(mark)) return mark;
      }
    }

    /* A mark holds the place of each picture until its answer comes. False if one failed. */
    async function send(files) {
      const fine = files.filter((file) => !refusal(file));
      const failures = files.filter(refusal).map((file) => `${file.name}: ${refusal(file)}`);
      refused.textContent = failures.join(" ");
      const marks = fine.reduce((taken, file) => [...taken, newMark(file, field.value + taken.join(""))], []);
      const inserted = marks.map((mark) => `${mark}\n`).join("");
      if (inserted) {
        field.focus();
        replace(field, field.selectionStart, field.selectionEnd, inserted);
      }
      for (const [index, file] of fine.entries()) {
        let old = marks[index], text = "";
        try {
          text = (await post(words.upload, field, words, { image: file })).markdown;
        } catch (error) {
          failures.push(`${file.name}: ${error.message}`);
          say(refused, error, words, [...failures.slice(0, -1), `${file.name}: `].join(" "));
        }
        await composing;
        if (!text && field.value.includes(`${old}\n`)) old += "\n";
        swap(field, old, text);
      }
      return !failures.length;
    }

    function upload(files) {
      const job = send(files);
      uploads.add(job);
      job.finally(() => uploads.delete(job));
    }

    /* Spreadsheets and word processors copy a picture of the text beside it; file managers, a file's name. */
    field.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData("text/plain").trim();
      if (!files.length || (text && !files.some((file) => text.endsWith(file.name)))) return;
      event.preventDefault();
      upload(files);
    });
    field.addEventListener("drop", (event) => {
      const files = [...event.dataTransfer.files];
      if (!files.length) return;
      event.preventDefault();
      const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
      if (place?.offsetNode === field) field.setSelectionRange(place.offset, place.offset);
      upload(files);
    });
    picker.addEventListener("change", () => {
      upload([...picker.files]);
      picker.value = "";
    });
    field.addEventListener("input", later);
    field.form.elements.language?.addEventListener("change", later);
    count.addEventListener("click", () => {
      problems.scrollIntoView({ block: "nearest" });
      problems.focus({ preventScroll: true });
    });
    field.addEventListener("markdown:edit", ({ detail }) => {
      field.focus({ preventScroll: true });
      replace(field, detail.start, detail.end, detail.text);
      field.setSelectionRange(detail.from, detail.to);
    });
    if (!guarded.has(field.form)) guard(field.form, words);
    preview();
    editor.dispatchEvent(new CustomEvent("markdown:ready", { bubbles: true }));
  }

  const visible = (editor) => !editor.closest(".empty-form");
  function start(root) {
    for (const editor of root.querySelectorAll("[data-markdown-editor]")) if (visible(editor)) setUp(editor);
  }

  /* A file that misses its field would be opened in place of the form. */
  function stay(event) {
    if (!event.dataTransfer?.types.includes("Files") || event.target.closest?.("input[type=file]")) return;
    const isField = event.target.closest?.("[data-markdown-editor] textarea");
    if (event.type === "dragover" && isField) return; // the browser shows where it will drop
    event.preventDefault();
    if (!isField) event.dataTransfer.dropEffect = "none";
  }
  document.addEventListener("dragover", stay);
  document.addEventListener("drop", stay);

  /* An input method loses what it is composing when the focus moves: replacements wait for it. */
  document.addEventListener("compositionstart", () => {
    composing = new Promise((done) => {
      document.addEventListener("compositionend", () => setTimeout(done), { once: true });
    });
  });

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("formset:added", (event) => start(event.target));
})();
