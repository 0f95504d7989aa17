// The owner's way from a page to its form. Only a browser with the note of the admin (edit-note.js) asks for it.
const header = document.querySelector("[data-edit-link]");

function isNoted() {
  try {
    return "edits" in localStorage;
  } catch {
    return false; // storage is closed
  }
}

async function show() {
  const response = await fetch(`${header.dataset.editLink}?path=${encodeURIComponent(location.pathname)}`);
  if (response.status === 403) localStorage.removeItem("edits");
  if (!response.ok) return;
  const { url, label } = await response.json();
  const place = document.createElement("div");
  const link = document.createElement("a");
  place.className = "edit";
  link.href = url;
  link.textContent = label;
  place.append(link);
  header.querySelector(".me").after(place);
}

if (header && isNoted()) show().catch(() => {}); // without network there is no link
