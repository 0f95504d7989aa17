/* What the scripts of the admin's forms share: requests to the site that outlive the session they began in.
   `words` are the data- attributes that hold the page's addresses and sentences. */
"use strict";
(() => {
  class SignedOut extends Error {}

  /* fetch can't tell how much of a body has gone. */
  function sendWithProgress(address, { method, body, headers, progress }) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded, total));
      request.addEventListener("error", () => reject(new TypeError("network")));
      request.addEventListener("load", () => {
        const type = { "Content-Type": request.getResponseHeader("Content-Type") ?? "" };
        resolve(new Response(request.response, { status: request.status, statusText: request.statusText, headers: type }));
      });
      request.send(body);
    });
  }

  /* The answer as JSON; the Error says in the writer's language what stood in the way. */
  async function ask(address, words, options = {}) {
    let response;
    try {
      response = await (options.progress ? sendWithProgress : fetch)(address, options);
    } catch {
      throw new Error(words.unreachable);
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

  /* `options` may hold the signal that stops it and `progress`, called with the bytes gone and their total. */
  async function post(address, form, words, body, options = {}) {
    const send = () => ask(address, words, {
      ...options, method: "POST", body, headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
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

  /* An input method loses what it is composing when the focus moves or the text changes: one waits for it. */
  let composing = Promise.resolve();
  document.addEventListener("compositionstart", () => {
    composing = new Promise((done) => {
      document.addEventListener("compositionend", () => setTimeout(done), { once: true });
    });
  });
  const composed = () => composing;

  window.session = Object.freeze({ composed, post, renewToken, say, SignedOut });
})();
