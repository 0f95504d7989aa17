// Upvotes without a reload, for every form[data-upvote], also one that is added later. The page is the same for
// everyone: only a browser that noted a vote asks whether it counts.
const PREFIX = "upvote:";
const busy = new Set();

function isNoted(address) {
  try {
    return PREFIX + address in localStorage;
  } catch {
    return false; // storage is closed
  }
}

function note(address, isVoted) {
  try {
    if (isVoted) localStorage.setItem(PREFIX + address, "yes");
    else localStorage.removeItem(PREFIX + address);
  } catch {
    // Storage is closed: the next visit shows the vote once the button is pressed.
  }
}

const forms = () => [...document.querySelectorAll("form[data-upvote]")];
const parts = (form) => ["button", ".num", "output"].map((name) => form.querySelector(name));

// The same button may stand in several places.
function show(address, votes, isVoted) {
  for (const form of forms().filter(({ action }) => action === address)) {
    const [button, number, output] = parts(form);
    button.setAttribute("aria-pressed", isVoted);
    number.textContent = votes || "";
    output.textContent = "";
  }
}

async function ask(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { Accept: "application/json" } });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : {};
  if (!response.ok || !isJson) throw Object.assign(new Error(), { sentence: answer.error });
  note(address, answer.is_voted);
  show(address, answer.votes, answer.is_voted);
}

async function press(form) {
  const [button, number, output] = parts(form);
  const address = form.action, votes = Number(number.textContent);
  const isVoted = button.getAttribute("aria-pressed") === "true";
  if (busy.has(address)) return;
  busy.add(address);
  show(address, votes + (isVoted ? -1 : 1), !isVoted);
  try {
    await ask(address, { method: "POST", body: new URLSearchParams(isVoted ? { take_back: 1 } : {}) });
  } catch (error) {
    show(address, votes, isVoted);
    output.textContent = error.sentence ?? form.dataset.failed;
    for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => (output.textContent = ""), { once: true });
  }
  busy.delete(address);
}

addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-upvote]")) return;
  event.preventDefault();
  press(event.target);
});

for (const form of forms()) form.querySelector("button").setAttribute("aria-pressed", "false");
for (const address of new Set(forms().map(({ action }) => action).filter(isNoted))) {
  ask(address).catch(() => {}); // without network the page stays as it is
}
