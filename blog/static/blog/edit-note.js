"use strict";
// Notes that this browser edits, so that the site's pages ask for their edit link (edit.js).
try {
  localStorage.setItem("edits", "yes");
} catch {
  // Storage is closed: no edit links.
}
