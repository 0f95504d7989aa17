/* Rich text on the clipboard becomes Markdown: the plain text goes in at once, and when the server's Markdown
   comes it is put in its place, as one step that the browser's undo takes back. Ctrl+Shift+V, with which
   browsers paste plain text, brings no HTML. Without this script everything is pasted as plain text. */
"use strict";
(() => {
  const RICH = "h1,h2,h3,h4,h5,h6,table,ul,ol,blockquote,hr,img,a[href],b,strong,em,i,del,s,sub,sup,math,pre,figure,[data-tex],[data-css*='mso-list'],[data-css*='font-weight:700'],[data-css*='font-weight: 700']";
  const MONOSPACED = /font-family:[^;]*(?:mono|consolas|menlo|courier)/i;
  const ADDRESS = /^[a-z][a-z+.-]*:\S+$/i;
  const BLOCK = /\n|^(?:#{1,6} |[-*>] |\d+[.)] |\||```|\$\$)/;
  const PICTURE_DATA = /(\ssrc=["']?)data:(?:image\/(?:png|jpeg|gif|webp);base64,)?([^"'\s>]*)/gi;
  const NOTE = /\[\^(\d{1,4})\]/g;

  /* An editor of code puts its colours on the clipboard; they are no markup. */
  function isRich(html) {
    const unstyled = html.replace(/\sstyle\s*=/gi, " data-css=").replace(/<(\/?)style\b/gi, "<$1template"); // the policy allows none
    const { body } = new DOMParser().parseFromString(unstyled, "text/html");
    const isCode = [...body.children].some((part) => MONOSPACED.test(part.dataset.css ?? ""));
    if (isCode && !body.querySelector("h1,h2,h3,h4,h5,h6,table,ul,ol,a[href],img,p")) return false;
    return Boolean(body.querySelector(RICH)) || body.querySelectorAll("p").length > 1;
  }

  /* Whether a place stands in a code block or in a display. */
  function isVerbatim(before) {
    let open = "";
    for (const line of before.split("\n").slice(0, -1)) {
      const [mark] = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}(?!.*`)|~{3,}|\$\$(?!.*\$\$))/.exec(line)?.slice(1) ?? [];
      const isEnd = open && line.trim().startsWith(open);
      if (isEnd || (open === "$$" && line.trim().endsWith("$$"))) open = "";
      else if (mark && !open) open = mark;
    }
    return Boolean(open);
  }

  /* A block stands between empty lines; a part of a line keeps the space around it. */
  function fitted(markdown, plain, before, after) {
    const text = markdown.trim();
    if (!BLOCK.test(text)) return /^\s*/.exec(plain)[0].slice(0, 1) + text + (/\s$/.test(plain) ? " " : "");
    const above = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const below = !after ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    return above + text + below;
  }

  /* The address of a picture whose bytes stood in the page; none when the server takes it for no picture. */
  async function stored(data, form, words) {
    const body = new FormData();
    try {
      body.append("image", new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))]), "pasted");
      return (await window.session.post(words.upload, form, words, body)).address;
    } catch (error) {
      if (error.status === 400 || error.name === "InvalidCharacterError") return "";
      throw error;
    }
  }

  /* Notes that are pasted count on from those of the text. */
  async function convert(html, field, words) {
    const pictures = new Map();
    for (const [, , data] of html.matchAll(PICTURE_DATA)) {
      if (!pictures.has(data)) pictures.set(data, await stored(data, field.form, words));
    }
    const notes = Array.from(field.value.matchAll(NOTE), ([, number]) => Number(number));
    const body = new FormData();
    body.append("html", html.replace(PICTURE_DATA, (_, before, data) => before + pictures.get(data)));
    body.append("notes", Math.max(0, ...notes));
    return (await window.session.post(words.paste, field.form, words, body)).markdown;
  }

  /* Where the pasted text stands after what was written before or behind it; -1 when it was changed. */
  function placeOf(field, plain, start, fromEnd) {
    const places = [start, field.value.length - fromEnd - plain.length];
    return places.find((place) => place >= 0 && field.value.startsWith(plain, place)) ?? -1;
  }

  function noticeOf(editor) {
    const tools = editor.querySelector(".markdown-tools");
    const notice = tools.querySelector(".markdown-pasted") ?? tools.appendChild(document.createElement("span"));
    notice.className = "markdown-pasted";
    notice.setAttribute("role", "status");
    return notice;
  }

  async function paste(field, editor, html, plain) {
    const words = editor.dataset, notice = noticeOf(editor);
    const { selectionStart: start, selectionEnd: end } = field;
    const fromEnd = field.value.length - end;
    const edit = { start, end, text: plain, from: start + plain.length, to: start + plain.length };
    field.dispatchEvent(new CustomEvent("markdown:edit", { detail: edit }));
    notice.textContent = "";
    let message = words.pasted;
    try {
      const markdown = await convert(html, field, words);
      await window.session.composed();
      const place = placeOf(field, plain, start, fromEnd);
      if (place < 0) return;
      const after = field.value.slice(place + plain.length);
      const text = fitted(markdown, plain, field.value.slice(0, place), after);
      if (!markdown.trim() || text.trim() === plain.trim()) return;
      const detail = { start: place, end: place + plain.length, text }; // caret and focus stay the writer's
      field.dispatchEvent(new CustomEvent("markdown:edit", { detail }));
      if (/^(Mac|iP)/.test(navigator.platform)) message = message.replaceAll("Ctrl+", "⌘");
    } catch (error) {
      message = `${words.pastedPlain} ${error.message}`;
    }
    notice.textContent = message;
    field.addEventListener("input", () => { notice.textContent = ""; }, { once: true });
  }

  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("[data-markdown-editor] textarea");
    if (!field || event.defaultPrevented || !event.clipboardData) return;
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    if (!html || !plain.trim() || ADDRESS.test(plain.trim()) || !isRich(html)) return;
    if (isVerbatim(field.value.slice(0, field.selectionStart))) return;
    event.preventDefault();
    paste(field, field.closest("[data-markdown-editor]"), html, plain);
  });
})();
