// Marks the section that is being read with aria-current="location" in every [data-contents] navigation.
const LINE = 0.3; // a section is current once its start has passed this part of the window's height

// An author's id may hold a % of its own, which is no escape.
function idOf(link) {
  const id = link.hash.slice(1);
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function sectionsOf(nav) {
  const links = [...nav.querySelectorAll('a[href^="#"]')];
  const pairs = links.map((link) => ({ link, target: document.getElementById(idOf(link)) }));
  return pairs.filter((pair) => pair.target);
}

function keepInView(link) {
  const box = link.closest("[popover], .side");
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const outer = box.getBoundingClientRect();
  const inner = link.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    box.scrollTop += inner.top - outer.top - box.clientHeight / 2;
  }
}

function follow(nav) {
  const sections = sectionsOf(nav);
  if (!sections.length) return;
  let current = null;

  function mark() {
    const line = innerHeight * LINE;
    const found = sections.findLast(({ target }) => target.getBoundingClientRect().top < line)?.link ?? null;
    if (found === current) return;
    current?.removeAttribute("aria-current");
    found?.setAttribute("aria-current", "location");
    current = found;
    if (current) keepInView(current);
  }

  // Everything above the line counts as inside, so a jump over several sections is noticed too.
  const observer = new IntersectionObserver(mark, { rootMargin: `1000000px 0px -${100 - LINE * 100}% 0px` });
  sections.forEach(({ target }) => observer.observe(target));
}

for (const nav of document.querySelectorAll("[data-contents]")) {
  follow(nav);
  // A sheet that opens has its sizes only now.
  nav.addEventListener("toggle", () => {
    const current = nav.querySelector("[aria-current]");
    if (current) keepInView(current);
  });
  nav.addEventListener("click", (event) => {
    if (event.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
  });
}
