/* The toolbar of a Markdown field, its shortcuts, and what Tab, Enter and a pasted address do in it.
   Every command is a function of the text and the selection that answers an edit: put `text` for what stands
   from `start` to `end`, then select `from` to `to`. editor.js does it, so that the browser's undo knows it. */
"use strict";
(() => {
  const IS_MAC = /^(Mac|iP)/.test(navigator.platform);
  const QUOTE = /^(?: {0,3}> ?)*/;
  const ITEM = /^((?: {0,3}> ?)*)([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?/;
  const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
  const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
  const OPENED = /(?:^|\n)(`{3,}|\$\$)[^\n`]*\n$/;
  const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;

  const put = (start, end, text, from = start + text.length, to = from) => ({ start, end, text, from, to });
  const lineStart = (text, place) => text.lastIndexOf("\n", place - 1) + 1;
  const lineEnd = (text, place) => (text.indexOf("\n", place) + 1 || text.length + 1) - 1;

  /* The lines that a selection touches; one that ends at the beginning of a line leaves that line out. */
  function wholeLines(text, start, end) {
    const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
    return [lineStart(text, start), lineEnd(text, last)];
  }

  function withoutSpace(text, start, end) {
    const picked = text.slice(start, end);
    if (!picked.trim()) return [start, end];
    return [end - picked.trimStart().length, start + picked.trimEnd().length];
  }

  const isSeveralLines = (text, start, end) => text.slice(...withoutSpace(text, start, end)).includes("\n");

  /* How often the sign stands before (step -1) or after (step 1) a place. */
  function count(text, place, step, sign) {
    const at = (number) => text[step > 0 ? place + number : place - 1 - number];
    let number = 0;
    while (at(number) === sign) number++;
    return number;
  }

  /* Bold and italic share a sign: one is italic, two are bold, three are both. */
  function isMarked(number, mark) {
    if (mark === "**") return number >= 2;
    return mark === "*" ? number % 2 === 1 : number === mark.length;
  }

  function wrap(text, start, end, mark) {
    [start, end] = withoutSpace(text, start, end);
    const size = mark.length, sign = mark[0], picked = text.slice(start, end);
    const outside = Math.min(count(text, start, -1, sign), count(text, end, 1, sign));
    if (isMarked(outside, mark)) return put(start - size, end + size, picked, start - size, end - size);
    const inside = Math.min(count(picked, 0, 1, sign), count(picked, picked.length, -1, sign));
    const inner = picked.slice(size, -size);
    if (picked.length > 2 * size && isMarked(inside, mark) && !picked.slice(inside, picked.length - inside).includes(mark)) {
      return put(start, end, inner, start, end - 2 * size);
    }
    return put(start, end, mark + picked + mark, start + size, end + size);
  }

  /* A block stands between empty lines. `from` and `to` count from its beginning. */
  function block(text, start, end, inserted, from, to) {
    const [before, after] = [text.slice(0, start), text.slice(end)];
    const gap = (isEnough, isHalf) => (isEnough ? "" : isHalf ? "\n" : "\n\n");
    const above = gap(/(?:^\n*|\n\n)$/.test(before), before.endsWith("\n"));
    const below = gap(/^(?:\n\n|\n*$)/.test(after), after.startsWith("\n"));
    const place = start + above.length;
    return put(start, end, above + inserted + below, place + from, place + to);
  }

  function enclose(text, start, end, mark) {
    if (start !== end) [start, end] = wholeLines(text, start, end);
    const inner = text.slice(start, end);
    const opened = OPENED.exec(text.slice(0, start));
    if (opened?.[1].startsWith(mark) && text.startsWith(`\n${opened[1]}`, end)) {
      const begin = start - opened[0].replace(/^\n/, "").length;
      return put(begin, end + 1 + opened[1].length, inner, begin, begin + inner.length);
    }
    const from = mark.length + 1;
    return block(text, start, end, `${mark}\n${inner}\n${mark}`, from, from + inner.length);
  }

  function code(text, start, end) {
    const ticks = (text.slice(start, end).match(/`+/g) ?? []).map((run) => run.length);
    const most = Math.max(0, ...ticks);
    if (isSeveralLines(text, start, end)) return enclose(text, start, end, "`".repeat(Math.max(3, most + 1)));
    if (!most || /^`[^`]+`$/.test(text.slice(start, end).trim())) return wrap(text, start, end, "`");
    const mark = "`".repeat(most + 1), size = mark.length + 1;
    return put(start, end, `${mark} ${text.slice(start, end)} ${mark}`, start + size, end + size);
  }

  function heading(text, start, end) {
    const begin = lineStart(text, start);
    const [old] = /^(?:#{1,6}(?:[ \t]+|$))?/.exec(text.slice(begin, lineEnd(text, start)));
    const level = old.trim().length;
    const next = level < 2 ? 2 : (level + 1) % 5;
    const marks = next && level < 5 ? `${"#".repeat(next)} ` : "";
    const moved = (place) => Math.max(begin + marks.length, place + marks.length - old.length);
    return put(begin, begin + old.length, marks, moved(start), moved(end));
  }

  function link(text, start, end) {
    [start, end] = withoutSpace(text, start, end);
    const picked = text.slice(start, end);
    const linked = /^\[([^\]]*)\]\([^)]*\)$/.exec(picked);
    if (linked) return put(start, end, linked[1], start, start + linked[1].length);
    if (ADDRESS.test(picked)) return put(start, end, `[](${picked})`, start + 1);
    return put(start, end, `[${picked}]()`, picked ? end + 3 : start + 1);
  }

  function footnote(text, _start, end) {
    const numbers = [...text.matchAll(/\[\^(\d{1,9})\]/g)].map((found) => Number(found[1]));
    const mark = `[^${numbers.reduce((most, number) => Math.max(most, number), 0) + 1}]`;
    const rest = text.slice(end).trimEnd();
    const lastLine = (text.slice(0, end) + mark + rest).split("\n").at(-1);
    const gap = /^\[\^[^\]]+\]:/.test(lastLine) ? "\n" : "\n\n";
    return put(end, text.length, `${mark}${rest}${gap}${mark}: `);
  }

  function callout(text, start, end) {
    [start, end] = wholeLines(text, start, end);
    const lines = text.slice(start, end).split("\n");
    if (/^> ?\[!\w+\]/.test(lines[0])) {
      const bare = lines.slice(1).map((line) => line.replace(/^> ?/, "")).join("\n");
      return put(start, end, bare, start, start + bare.length);
    }
    const quoted = ["> [!NOTE]", ...lines.map((line) => `> ${line}`)].join("\n");
    return block(text, start, end, quoted, quoted.length, quoted.length);
  }

  const TABLE = ["|  |  |  |", "| --- | --- | --- |", "|  |  |  |", "|  |  |  |"].join("\n");
  const COMMANDS = {
    bold: (...place) => wrap(...place, "**"),
    italic: (...place) => wrap(...place, "*"),
    heading, link, code, footnote, callout,
    math: (...place) => (isSeveralLines(...place) ? enclose(...place, "$$") : wrap(...place, "$")),
    display: (...place) => enclose(...place, "$$"),
    table: (text, start, end) => block(text, end, end, TABLE, 2, 2),
  };

  /* The fence that the line of a place stands in, or nothing. */
  function fenceAt(text, place) {
    let open = "";
    for (const line of text.slice(0, lineStart(text, place)).split("\n")) {
      const [, mark, rest] = FENCE.exec(line) ?? [];
      if (mark && !open) open = mark;
      else if (mark?.startsWith(open) && !rest.trim()) open = "";
    }
    return open;
  }

  /* By how much an item goes in, to stand below the item above it, or out, to stand beside its parent. */
  function step(above, item, isBack) {
    const depth = item[2].length;
    const others = above.split("\n").reverse().map((line) => ITEM.exec(line)).filter(Boolean);
    if (isBack) return depth - (others.find((other) => other[2].length < depth)?.[2].length ?? 0);
    const near = others.find((other) => other[2].length <= depth) ?? item;
    return near[2].length + near[3].length + near[4].length - (near === item ? 0 : depth);
  }

  function shifted(line, width, isBack, isCode) {
    const [quote] = isCode ? [""] : QUOTE.exec(line);
    const rest = line.slice(quote.length);
    if (isBack) return quote + rest.replace(new RegExp(`^(?: {1,${width}}|\t)`), "");
    return rest.trim() ? quote + " ".repeat(Math.max(0, width)) + rest : line;
  }

  /* Undefined where Tab is to leave the field. */
  function tab(text, start, end, isBack) {
    const [begin, stop] = wholeLines(text, start, end);
    const lines = text.slice(begin, stop).split("\n");
    const isCode = Boolean(fenceAt(text, start));
    const item = RULE.test(lines[0]) ? null : ITEM.exec(lines[0]);
    if (!isCode && !item) return undefined;
    if (isCode && start === end && !isBack) return put(start, end, "    ");
    const width = isCode ? 4 : step(text.slice(0, begin), item, isBack);
    if (isBack && !width) return undefined;
    const changed = lines.map((line) => shifted(line, width, isBack, isCode));
    const first = changed[0].length - lines[0].length, all = changed.join("\n");
    if (isBack && all === lines.join("\n")) return undefined;
    return put(begin, stop, all, Math.max(begin, start + first), Math.max(begin, end + all.length - (stop - begin)));
  }

  /* Undefined where Enter is the browser's. */
  function enter(text, start, end) {
    const begin = lineStart(text, start), stop = lineEnd(text, start), line = text.slice(begin, stop);
    const item = ITEM.exec(line), [quote] = QUOTE.exec(line), prefix = item ? item[0] : quote;
    if (!prefix || start - begin < prefix.length || RULE.test(line) || fenceAt(text, start)) return undefined;
    if (start === end && !line.slice(prefix.length).trim()) return put(begin, stop, item ? quote : "");
    if (!item) return put(start, end, `\n${quote.trimEnd()} `);
    const [, , space, marker, gap, task] = item;
    const next = marker.replace(/\d+/, (number) => Number(number) + 1);
    return put(start, end, `\n${quote}${space}${next}${gap}${task ? "[ ] " : ""}`);
  }

  /* Undefined where what is pasted stays as it is. */
  function pasted(text, start, end, address) {
    const picked = text.slice(start, end);
    if (!picked.trim() || picked.includes("\n") || !ADDRESS.test(address) || ADDRESS.test(picked.trim())) return undefined;
    if (text.slice(0, start).endsWith("](") || fenceAt(text, start)) return undefined;
    return put(start, end, `[${picked}](${/[()]/.test(address) ? `<${address}>` : address})`);
  }

  function setUpKeys(bar) {
    const keys = new Map();
    for (const button of bar.children) {
      const { key } = button.dataset, label = button.getAttribute("aria-label");
      button.title = label;
      if (!key) continue;
      keys.set(key, button);
      button.title = `${label} (${IS_MAC ? key.replace("Shift+", "⇧").replace(/(\w)$/, "⌘$1") : `Ctrl+${key}`})`;
      button.setAttribute("aria-keyshortcuts", `${IS_MAC ? "Meta" : "Control"}+${key}`);
    }
    return (event) => {
      if (event.altKey || event[IS_MAC ? "ctrlKey" : "metaKey"] || !event[IS_MAC ? "metaKey" : "ctrlKey"]) return undefined;
      const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace("Key", "");
      return keys.get((event.shiftKey ? "Shift+" : "") + letter);
    };
  }

  /* One stop of the Tab key; the arrows go on from there. */
  function setUpStops(bar) {
    const buttons = [...bar.children];
    buttons[0].tabIndex = 0;
    bar.addEventListener("focusin", ({ target }) => {
      for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
    });
    bar.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(event.target), last = buttons.length - 1;
      const next = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at > 0 ? at - 1 : last, Home: 0, End: last }[event.key];
      if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      buttons[next].focus();
    });
  }

  function setUp(editor) {
    const field = editor.querySelector("textarea"), bar = editor.querySelector(".markdown-toolbar");
    const shortcut = setUpKeys(bar);
    let isComposing = false, isLeaving = false;
    const state = () => [field.value, field.selectionStart, field.selectionEnd];
    const edit = (detail) => detail && field.dispatchEvent(new CustomEvent("markdown:edit", { detail }));

    function press(button) {
      if (button.dataset.command === "picture") editor.querySelector("input[type=file]").click();
      else edit(COMMANDS[button.dataset.command](...state()));
    }

    function answer(event) {
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
      if (isPlain && event.key === "Tab" && !isLeaving) return tab(...state(), event.shiftKey);
      if (isPlain && event.key === "Enter" && !event.shiftKey) return enter(...state());
      return undefined;
    }

    field.addEventListener("keydown", (event) => {
      if (isComposing || event.isComposing || event.keyCode === 229) return;
      const button = shortcut(event), detail = answer(event);
      if (event.key !== "Shift") isLeaving = event.key === "Escape";
      if (!button && !detail) return;
      event.preventDefault();
      if (detail) edit(detail);
      else if (!event.repeat) press(button);
    });
    field.addEventListener("paste", (event) => {
      const detail = !isComposing && pasted(...state(), event.clipboardData.getData("text/plain").trim());
      if (!detail || event.defaultPrevented) return;
      event.preventDefault();
      edit(detail);
    });
    field.addEventListener("compositionstart", () => { isComposing = true; });
    field.addEventListener("compositionend", () => { isComposing = false; });
    field.addEventListener("blur", () => { isLeaving = false; });
    bar.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button && !isComposing) press(button);
    });
    setUpStops(bar);
    bar.hidden = false;
  }

  document.addEventListener("markdown:ready", ({ target }) => setUp(target));
})();
