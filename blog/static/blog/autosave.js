/* The post form keeps what is written in it: in this browser at once, on the server a moment later. */
"use strict";
(() => {
  const { post, SignedOut } = window.session;
  const NAMES = ["title", "slug", "language", "summary", "body", "bibliography"];
  const LOCAL_PAUSE = 400, PAUSE = 1500, LONGEST = 10000;
  const PREFIX = "unsaved:";

  const plain = (text) => text.replaceAll("\r\n", "\n");

  /* The browser's own store; it may be full, or refuse. */
  const local = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
    },
    write(key, entry) {
      try { localStorage.setItem(PREFIX + key, JSON.stringify(entry)); return true; } catch { return false; }
    },
    names(start) {
      try {
        const names = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
        return names.filter((name) => (start === "new:" ? name.startsWith(start) : name === start));
      } catch { return []; }
    },
    drop(key) {
      try { localStorage.removeItem(PREFIX + key); } catch { /* nothing is kept then */ }
    },
  };

  function setUp(config, form) {
    const words = config.dataset;
    const place = () => words.post || `new:${words.key}`;
    const status = config.appendChild(document.createElement("p"));
    status.setAttribute("role", "status");
    const fields = NAMES.map((name) => form.elements[name]).filter(Boolean);
    const edition = () => Number(form.elements.seen_edition?.value || 0);
    const values = () => Object.fromEntries(fields.map((field) => [field.name, plain(field.value)]));
    const same = (one, other) => NAMES.every((name) => (one[name] ?? "") === (other[name] ?? ""));

    let sent = words.refused ? {} : values(); // what the server has, saved or kept
    let localTimer, timer, sending, isOver = false, since = 0;

    function keepLocally(isSubmitted = false) {
      clearTimeout(localTimer);
      localTimer = undefined;
      return local.write(place(), { values: values(), time: Date.now(), edition: edition(), isSubmitted });
    }

    function forgetLocally() {
      clearTimeout(localTimer);
      localTimer = undefined;
      local.drop(place());
    }

    async function send() {
      clearTimeout(timer);
      timer = undefined;
      const now = values();
      if (sending || isOver || same(now, sent)) return;
      since = 0;
      status.textContent = words.saving;
      sending = deliver(now);
      await sending;
      sending = undefined;
    }

    async function deliver(now) {
      try {
        const body = new URLSearchParams({ key: words.key, post: words.post, edition: edition(), ...now });
        const { time } = await post(words.url, form, words, body);
        sent = now;
        status.textContent = `${words.saved} ${time}`;
        if (same(values(), sent)) forgetLocally();
        else later();
      } catch (problem) {
        const isOut = problem instanceof SignedOut || problem.status === 403;
        status.textContent = !keepLocally() ? words.lost : isOut ? words.out : words.offline;
        later(LONGEST);
      }
    }

    function later(pause = PAUSE) {
      since ||= Date.now();
      const rest = Math.max(0, LONGEST - (Date.now() - since));
      clearTimeout(timer);
      timer = setTimeout(send, Math.min(pause, pause === PAUSE ? rest : pause));
    }

    function typed(event) {
      if (!fields.includes(event.target)) return;
      localTimer ??= setTimeout(keepLocally, LOCAL_PAUSE);
      later();
    }

    function button(text, act) {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text });
      made.addEventListener("click", act);
      return made;
    }

    function take(name, entry) {
      if (name.startsWith("new:")) form.elements.working_key.value = words.key = name.slice("new:".length);
      for (const field of fields) {
        if (!(field.name in entry.values) || plain(field.value) === entry.values[field.name]) continue;
        field.value = entry.values[field.name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }

    /* What was sent with the form and is no longer unsaved on the server has arrived there. */
    function hasArrived(name, entry) {
      if (!entry.isSubmitted) return false;
      return words.post ? edition() > entry.edition : !words.unfinished.includes(name.slice("new:".length));
    }

    /* What this browser kept and the server has not: after a crash, or without a connection. */
    function offer(name) {
      const entry = local.read(name);
      if (!entry || same(entry.values, values()) || hasArrived(name, entry)) return local.drop(name);
      const notice = Object.assign(document.createElement("p"), { className: "unsaved" });
      const end = () => notice.remove();
      notice.setAttribute("role", "alert");
      const time = new Date(entry.time).toLocaleString(document.documentElement.lang);
      notice.append(
        `${words.found} ${entry.values.title} (${time}) `,
        button(words.take, () => { take(name, entry); end(); }), " ",
        button(words.drop, () => { local.drop(name); end(); }),
      );
      config.append(notice);
    }

    for (const name of local.names(words.post || "new:")) offer(name);
    if (words.refused) later();
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    /* What is under way would arrive after the form, and stand there as unsaved: the form waits for it. */
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (!sending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sending.finally(() => form.requestSubmit(event.submitter));
    }, true);
    form.addEventListener("formdata", () => { keepLocally(true); isOver = true; });
    addEventListener("pageshow", () => { isOver = false; });
    addEventListener("online", () => later(0));
    addEventListener("pagehide", () => { if (localTimer) keepLocally(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && localTimer) keepLocally(); });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const config = document.getElementById("autosave");
    if (config) setUp(config, config.closest("form"));
  });
})();
