// A figure's link to its whole picture opens that in a dialog; the post's other pictures lie beside it in a strip.
const dialog = document.querySelector("[data-zoom]");
const strip = dialog.querySelector("[data-strip]");
const steps = [...dialog.querySelectorAll("[data-step]")];
const links = [...document.querySelectorAll(".body a.zoom")];
const slides = [];
let current = 0;

function captionOf(link) {
  const caption = link.closest("figure")?.querySelector("figcaption")?.cloneNode(true);
  for (const element of caption?.querySelectorAll("[id], .fn") ?? []) {
    if (element.matches(".fn")) element.remove();
    else element.removeAttribute("id");
  }
  return caption ?? "";
}

// The small picture is here already: it stands in until the whole one has come.
function makeSlide(link) {
  const small = link.querySelector("img");
  const picture = new Image();
  const slide = document.createElement("figure");
  const stage = document.createElement("div");
  picture.src = small.currentSrc || small.src;
  picture.alt = small.alt;
  stage.append(picture);
  slide.append(stage, captionOf(link));
  return slide;
}

async function fill(index) {
  const whole = new Image();
  const picture = slides[index]?.querySelector("img");
  if (!picture || picture.dataset.whole) return;
  picture.dataset.whole = "coming";
  whole.src = links[index].href;
  try {
    await whole.decode();
    picture.src = whole.src;
  } catch {
    delete picture.dataset.whole; // the next look tries again
  }
}

function arrive(index) {
  current = index;
  dialog.querySelector("[data-place]").textContent = slides.length > 1 ? `${index + 1} / ${slides.length}` : "";
  for (const button of steps) button.disabled = !slides[index + Number(button.dataset.step)];
  fill(index);
}

const observer = new IntersectionObserver(
  (entries) => {
    const seen = entries.find((entry) => entry.intersectionRatio > 0.5);
    if (seen && dialog.open) arrive(slides.indexOf(seen.target));
  },
  { root: strip, threshold: 0.51 },
);

function show(index, behavior) {
  strip.scrollTo({ left: slides[index].offsetLeft, behavior });
  arrive(index);
}

function open(index) {
  if (!slides.length) {
    slides.push(...links.map(makeSlide));
    strip.append(...slides);
    for (const slide of slides) observer.observe(slide);
    for (const button of steps) button.hidden = slides.length < 2;
  }
  dialog.showModal();
  show(index, "instant");
}

// A picture larger than the window goes between the window's size and its own; any other click closes.
function press(event) {
  if (event.target.closest(".row, figcaption")) return;
  const stage = event.target.closest("figure > div");
  const picture = event.target.closest("img");
  const isSmaller = picture && (stage.matches(".whole") || picture.naturalWidth > picture.width);
  if (!isSmaller) return dialog.close();
  const across = event.offsetX / picture.width;
  const down = event.offsetY / picture.height;
  if (!stage.classList.toggle("whole")) return;
  stage.scrollTo(
    picture.width * across - stage.clientWidth / 2,
    picture.height * down - stage.clientHeight / 2,
  );
}

for (const [index, link] of links.entries()) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(index);
  });
}
for (const button of steps) {
  button.addEventListener("click", () => show(current + Number(button.dataset.step)));
}
dialog.addEventListener("click", press);
dialog.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  if (slides[current + step]) show(current + step);
});
dialog.addEventListener("close", () => {
  for (const stage of dialog.querySelectorAll(".whole")) stage.classList.remove("whole");
  links[current].scrollIntoView({ block: "nearest" });
  links[current].focus({ preventScroll: true });
});
