/* Pictures of a Markdown field: picked, pasted or dropped, several at once. A mark in the text holds the place
   of each until its address comes; saving waits for it. */
"use strict";
(() => {
  const { composed, post, say } = window.session;

  function setUp(editor) {
    const field = editor.querySelector("textarea");
    const refused = editor.querySelector(".markdown-upload");
    const progress = editor.querySelector(".markdown-progress");
    const picker = editor.querySelector("input[type=file]");
    const words = editor.dataset;
    const jobs = new Set();

    const edit = (detail) => field.dispatchEvent(new CustomEvent("markdown:edit", { detail }));

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

    /* A row with a bar: how much is sent, then that the server works on it. */
    function newRow(file) {
      const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name });
      const row = progress.appendChild(document.createElement("li"));
      row.append(bar, ` ${file.name}`);
      const move = (sent, total) => { if (sent < total) bar.value = sent / total; else bar.removeAttribute("value"); };
      return { move, end: () => row.remove() };
    }

    /* Put a text in the place of the first of these that the field holds, wherever it stands by now. */
    function swap(olds, text) {
      const old = olds.find((one) => field.value.includes(one));
      if (!old) return;
      const start = field.value.indexOf(old);
      edit({ start, end: start + old.length, text });
    }

    /* Pictures stand as blocks of their own, each with an empty line before and after it. */
    function gaps({ value, selectionStart, selectionEnd }) {
      const [before, after] = [value.slice(0, selectionStart), value.slice(selectionEnd)];
      const above = /(?:^\n*|\n\n)$/.test(before) ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      return [above, after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n"];
    }

    async function sendOne(file, row) {
      const body = new FormData();
      body.append("image", file);
      return (await post(words.upload, field.form, words, body, { progress: row.move })).markdown;
    }

    /* False if one failed. */
    async function send(files) {
      const fine = files.filter((file) => !refusal(file));
      const failures = files.filter(refusal).map((file) => `${file.name}: ${refusal(file)}`);
      refused.textContent = failures.join(" ");
      const marks = fine.reduce((taken, file) => [...taken, newMark(file, field.value + taken.join(""))], []);
      const [above, below] = gaps(field);
      const blocks = marks.map((mark, index) => (index ? "\n\n" : above) + mark);
      const text = marks.length ? blocks.join("") + below : "";
      const { selectionStart: start, selectionEnd: end } = field;
      if (text) edit({ start, end, text, from: start + text.length, to: start + text.length });
      const rows = fine.map(newRow);
      let isAnyIn = false;
      for (const [index, file] of fine.entries()) {
        let answer = "";
        try {
          answer = await sendOne(file, rows[index]);
        } catch (error) {
          failures.push(`${file.name}: ${error.message}`);
          say(refused, error, words, [...failures.slice(0, -1), `${file.name}: `].join(" "));
        }
        rows[index].end();
        await composed();
        isAnyIn ||= Boolean(answer);
        if (answer) swap([marks[index]], answer);
        else swap([...(isAnyIn ? [] : [blocks[index] + below]), blocks[index], marks[index]], "");
      }
      return !failures.length;
    }

    function upload(files) {
      const job = send(files);
      jobs.add(job);
      job.finally(() => jobs.delete(job));
    }

    /* Spreadsheets and word processors copy a picture of the text beside it; file managers, a file's name. */
    field.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData("text/plain").trim();
      if (event.defaultPrevented || !files.length || (text && !files.some((file) => text.endsWith(file.name)))) return;
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
    field.form.addEventListener("markdown:saving", ({ detail }) => detail.push(...jobs));
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

  document.addEventListener("markdown:ready", ({ target }) => setUp(target));
})();
