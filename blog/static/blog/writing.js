/* What stands around a Markdown field: its counts, its outline, source and preview that scroll together, and
   tabs for the two where they have no room side by side. */
"use strict";
(() => {
  const NARROW = matchMedia("(max-width: 59.99rem)");
  const MARGIN = 8;

  function placeOfLine(text, line) {
    let place = 0;
    for (let number = 1; number < line; number++) place = text.indexOf("\n", place) + 1;
    return place;
  }

  /* How far down the field each place of its text is: only a copy of the text can say where its lines wrap. */
  function tops(field, places) {
    const mirror = Object.assign(document.createElement("div"), { className: "markdown-mirror" });
    mirror.style.width = `${field.clientWidth}px`;
    const parts = places.map((place, index) => {
      const text = field.value.slice(place, places[index + 1]);
      return Object.assign(document.createElement("span"), { textContent: text });
    });
    mirror.append(field.value.slice(0, places[0]), ...parts);
    field.after(mirror);
    const found = parts.map((part) => part.offsetTop);
    mirror.remove();
    return found;
  }

  /* Where `value` falls between pairs of one scale and the other. */
  function interpolate(pairs, value) {
    const next = Math.max(1, pairs.findIndex(([here]) => here >= value));
    const [[low, lowest], [high, highest]] = [pairs[next - 1], pairs[next]];
    return high > low ? lowest + ((highest - lowest) * (value - low)) / (high - low) : lowest;
  }

  const most = (element) => element.scrollHeight - element.clientHeight;

  function linkScrolling(editor, field, pane) {
    let headings = [], known = null, quiet = null;
    const orders = new Map([[field, (pair) => pair], [pane, ([source, target]) => [target, source]]]);

    function pairs() {
      if (known) return known;
      const base = pane.getBoundingClientRect().top - pane.scrollTop;
      const sources = tops(field, headings.map(({ line }) => placeOfLine(field.value, line)));
      const found = headings.map(({ id }, index) => {
        const target = pane.shadowRoot.getElementById(id);
        return [sources[index] - MARGIN, target ? target.getBoundingClientRect().top - base - MARGIN : -1];
      });
      const ends = [most(field), most(pane)], last = [0, 0];
      const rising = found.filter(([source, target]) => {
        const isBetween = source > last[0] && target > last[1] && source < ends[0] && target < ends[1];
        if (isBetween) [last[0], last[1]] = [source, target];
        return isBetween;
      });
      known = [[0, 0], ...rising, ends];
      return known;
    }

    /* Where the other of the two is to scroll, when this one stands where it stands. Both are to be shown. */
    function placeIn(element) {
      return Math.round(interpolate(pairs().map(orders.get(element)), element.scrollTop));
    }

    function follow(element, other) {
      if (quiet === element) {
        quiet = null;
        return;
      }
      if (!other.clientHeight || most(other) <= 0) return;
      const place = placeIn(element);
      if (Math.abs(place - other.scrollTop) < 2) return;
      quiet = other;
      other.scrollTop = place;
    }

    const forget = () => { known = null; };
    editor.addEventListener("markdown:rendered", ({ detail }) => {
      headings = detail.outline;
      forget();
    });
    new ResizeObserver(forget).observe(field);
    new ResizeObserver(forget).observe(pane.shadowRoot.querySelector(".page"));
    field.addEventListener("input", forget);
    field.addEventListener("scroll", () => follow(field, pane));
    pane.addEventListener("scroll", () => follow(pane, field));
    return placeIn;
  }

  function setUpOutline(editor, field) {
    const outline = editor.querySelector(".markdown-outline"), list = outline.appendChild(document.createElement("ol"));
    const close = () => { outline.open = false; };

    function jump(line) {
      const place = placeOfLine(field.value, line);
      close();
      field.focus({ preventScroll: true });
      field.setSelectionRange(place, place);
      field.scrollTop = tops(field, [place])[0] - MARGIN;
      field.scrollIntoView({ block: "nearest" });
    }

    function entry({ title, level, line }) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: title });
      button.addEventListener("click", () => jump(line));
      const item = Object.assign(document.createElement("li"), { className: `level-${level}` });
      item.append(button);
      return item;
    }

    editor.addEventListener("markdown:rendered", ({ detail }) => {
      list.replaceChildren(...detail.outline.map(entry));
      outline.hidden = !detail.outline.length;
    });
    document.addEventListener("keydown", ({ key, target }) => {
      if (key !== "Escape" || !outline.open) return;
      close();
      if (outline.contains(target)) outline.querySelector("summary").focus();
    });
    document.addEventListener("click", ({ target }) => {
      if (!outline.contains(target)) close();
    });
  }

  function setUpCounts(editor) {
    const counts = editor.querySelector(".markdown-counts");
    editor.addEventListener("markdown:rendered", ({ detail }) => {
      const number = (name) => detail[name].toLocaleString(document.documentElement.lang);
      counts.hidden = editor.dataset.profile !== "post" || !detail.words;
      counts.textContent = counts.dataset.pattern.replace(/\{(words|minutes)\}/g, (_, name) => number(name));
    });
  }

  function setUpTabs(editor, field, pane, placeIn) {
    const list = editor.querySelector(".markdown-tabs"), tabs = [...list.children];
    const panels = [editor.querySelector(".markdown-source"), pane];
    const roles = panels.map((panel) => panel.getAttribute("role"));
    let chosen = 0;

    function describe(panel, name, value) {
      if (value === null) panel.removeAttribute(name);
      else panel.setAttribute(name, value);
    }

    function show() {
      const isNarrow = NARROW.matches;
      list.hidden = !isNarrow;
      for (const [index, tab] of tabs.entries()) {
        tab.setAttribute("aria-selected", index === chosen);
        tab.tabIndex = index === chosen ? 0 : -1;
        panels[index].hidden = isNarrow && index !== chosen;
        describe(panels[index], "role", isNarrow ? "tabpanel" : roles[index]);
        describe(panels[index], "aria-labelledby", isNarrow ? tab.id : null);
      }
    }

    /* What is hidden has no scroll position: the new one is read while both are shown. */
    function choose(index) {
      if (index === chosen) return;
      const scrolling = [field, pane];
      for (const panel of panels) panel.hidden = false;
      const place = placeIn(scrolling[chosen]);
      chosen = index;
      show();
      scrolling[chosen].scrollTop = place;
    }

    for (const [index, tab] of tabs.entries()) {
      tab.id = `${field.id}-tab-${index}`;
      panels[index].id = `${field.id}-panel-${index}`;
      tab.setAttribute("aria-controls", panels[index].id);
      tab.addEventListener("click", () => choose(index));
    }
    list.addEventListener("keydown", ({ key }) => {
      const next = { ArrowRight: 1 - chosen, ArrowLeft: 1 - chosen, Home: 0, End: 1 }[key];
      if (next === undefined) return;
      choose(next);
      tabs[next].focus();
    });
    NARROW.addEventListener("change", show);
    show();
  }

  /* The way out of a field that keeps Tab for lists and code, told to those who can't see it. */
  function setUpHint(editor, field) {
    const hint = editor.querySelector(".markdown-keys");
    hint.id = `${field.id}-keys`;
    hint.hidden = false;
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${hint.id}`.trim());
  }

  function setUp(editor) {
    const field = editor.querySelector("textarea"), pane = editor.querySelector(".markdown-preview");
    setUpCounts(editor);
    setUpOutline(editor, field);
    setUpHint(editor, field);
    setUpTabs(editor, field, pane, linkScrolling(editor, field, pane));
  }

  document.addEventListener("markdown:ready", ({ target }) => setUp(target));
})();
