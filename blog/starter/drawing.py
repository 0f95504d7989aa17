"""A small SVG writer whose drawings follow the page's light or dark colours."""

from xml.sax.saxutils import escape, quoteattr

FONTS = (
    '"Inter var",Inter,system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB",'
    '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif'
)
LIGHT = {
    "ink": "#1a1c1e",
    "quiet": "#5a5e63",
    "rule": "#d2d1c9",
    "paper": "#fcfcfa",
    "accent": "#0b57c4",
    "warm": "#9a3a12",
    "good": "#1b6a3b",
    "bad": "#b0261c",
}
DARK = {
    "ink": "#e6e5e1",
    "quiet": "#a2a5a7",
    "rule": "#3b4046",
    "paper": "#141618",
    "accent": "#85b7ff",
    "warm": "#f0a880",
    "good": "#7fd0a0",
    "bad": "#ff9f96",
}


def _tokens(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def _stylesheet(small: int, narrow: int) -> str:
    """Rules of one drawing; an image's media queries see the width at which the page shows it."""
    fills = "".join(f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in LIGHT)
    return (
        f":root{{color-scheme:light dark;{_tokens(LIGHT)}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}}}}}"
        f"text{{font:15px {FONTS};fill:var(--ink);font-variant-numeric:tabular-nums}}"
        f"{fills}text.f-quiet{{font-size:14px}}.b{{font-weight:650}}.narrow{{display:none}}"
        f"@media (max-width:{narrow}px){{text,text.f-quiet{{font-size:{small}px}}"
        ".wide{display:none}.narrow{display:inline}}"
    )


def _look(kind: str) -> str:
    """The class, and its light colour for programs that read no stylesheet."""
    paint, _, colour = kind.partition("-")
    attribute = {"f": "fill", "s": "stroke"}.get(paint)
    if attribute:
        return f'class="{kind}" {attribute}="{LIGHT[colour]}"'
    return f'class="{kind}" display="none"' if kind == "narrow" else f'class="{kind}"'


def number(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


class Drawing:
    """Shapes in the order in which they were added, written out as one SVG file."""

    def __init__(self, width: int, height: int, title: str, *, small: int = 21, narrow: int = 480) -> None:
        self.width, self.height, self.title = width, height, title
        self.style = _stylesheet(small, narrow)
        self.parts: list[str] = []

    def rect(self, box: tuple[float, float, float, float], kind: str, *, opacity: float = 1) -> None:
        """A filled rectangle: left, top, width, height."""
        x, y, width, height = box
        shade = "" if opacity == 1 else f' opacity="{opacity:g}"'
        size = f'width="{number(width)}" height="{number(height)}"'
        self.parts.append(f'<rect x="{number(x)}" y="{number(y)}" {size} {_look(kind)}{shade}/>')

    def lines(
        self, points: list[tuple[float, float]], kind: str, *, width: float = 2, dash: str = ""
    ) -> None:
        """A stroked line through `points`."""
        path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        look = f'{_look(kind)} fill="none" stroke-width="{width:g}" stroke-linejoin="round"{dashes}'
        self.parts.append(f'<path d="{path}" {look}/>')

    def dot(self, x: float, y: float, radius: float, kind: str) -> None:
        """A filled circle."""
        self.parts.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius:g}" {_look(kind)}/>')

    def text(self, x: float, y: float, words: str, kind: str = "f-ink", *, anchor: str = "start") -> None:
        """A line of text; the class `wide` hides it on a phone, `narrow` anywhere else."""
        place = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
        self.parts.append(f"<text {place} {_look(kind)}>{escape(words)}</text>")

    def svg(self) -> str:
        """The file's text."""
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(self.title)}'
        body = "\n".join(self.parts)
        head += ' font-family="sans-serif" font-size="15">'
        return f"{head}\n<title>{escape(self.title)}</title>\n<style>{self.style}</style>\n{body}\n</svg>\n"
