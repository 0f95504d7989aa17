"""The converter: markdownify, with the Markdown that this site reads."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from .addresses import address_of_link, address_of_picture, in_angles, is_speck, written
from .beside import MARKS, ends_line, may_flank, neighbour, source_of
from .figures import CAPTION, is_of_figure, write_figure
from .lists import marker_of
from .math import clean, is_display
from .simple import BLOCKS
from .tables import ROW, write_cell, write_table
from .text import collapse, escape, escape_label_start, escape_start

_LINE: Final = re.compile(r"^(?=.)", re.MULTILINE)
_TICKS: Final = re.compile(r"`+")
BREAK: Final = "\x1c"  # a line break on its way: such a character is in no text
NOTHING: Final = "<!-- -->"  # keeps braces from being attributes where a backslash doesn't
_BRACES: Final = re.compile(r"\\\{[^{}]*\}\Z")
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CELLS: Final = frozenset({"td", "th"})
_APART: Final = list(BLOCKS - {"p", "div"})
_ONE_LINE: Final = _HEADINGS | _CELLS | {"a"}


class Converter(MarkdownConverter):
    """markdownify calls `process_text` for text, and `convert_x` for an element with its text converted."""

    def __init__(self) -> None:
        super().__init__(bullets="-")
        self._notes: list[str] = []

    def process_text(self, el: NavigableString, parent_tags: AbstractSet[str] = frozenset()) -> str:
        text = str(el)
        if "pre" in parent_tags:
            return text
        before, after, parent = el.previous_sibling, el.next_sibling, el.parent
        is_in_block = parent is None or parent.name in BLOCKS or parent.name in {"[document]", "note"}
        is_first = ends_line(before) or (before is None and is_in_block)
        is_last = ends_line(after) or (after is None and is_in_block)
        text = collapse(text)
        text = text.lstrip(" ") if is_first else text
        text = text.rstrip(" ") if is_last else text
        if "code" in parent_tags:
            return text
        starts_line = is_first and not parent_tags & _ONE_LINE
        escaped = escape(text, starts_line=starts_line, in_label="a" in parent_tags)
        if isinstance(before, Tag) and before.name == "img" and escaped.startswith("\\{"):
            escaped = NOTHING + escaped
        return f"{escaped[:-1]}\\!" if escaped.endswith("!") and isinstance(after, Tag) else escaped

    def convert__document_(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        notes = "\n\n".join(self._notes)
        text = _tidy(text)
        return f"{text}\n\n{notes}\n" if notes else f"{text}\n" if "\n" in text else text

    def convert_p(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        text = _tidy(text)
        if parent_tags & _CELLS:
            return f"\n{text}\n"
        return f"\n\n{text}\n\n" if text else ""

    convert_div = convert_dl = convert_p

    def convert_caption(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return f"{_tidy(text)}\n\n{ROW}" if text.strip() else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        line = re.sub(r"(?:^|(?<=\s))(?=#+\Z)", r"\\", " ".join(text.split()))
        line += NOTHING if _BRACES.search(line) else ""
        return f"\n\n{'#' * n} {line}\n\n" if line else ""

    def convert_br(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return "\n" if parent_tags & _CELLS else " " if "code" in parent_tags else BREAK

    def _mark(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        bare = text.strip()
        if not bare or _is_of_blocks(el, text, parent_tags):
            return escape_start(text)
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        sign = MARKS[el.name]
        may_open = lead or may_flank(bare[0], el.previous_sibling, -1)
        may_close = tail or may_flank(bare[-1], el.next_sibling, 0)
        holds = may_open and may_close and not _ends_in_address(bare)
        start, end = (sign, sign) if holds else (f"<{el.name}>", f"</{el.name}>")
        return f"{lead}{start}{bare}{end}{tail}"

    def convert_strong(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return self._mark(el, text, parent_tags)

    convert_em = convert_del = convert_strong

    def convert_sub(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if _is_of_blocks(el, text, parent_tags):
            return escape_start(text)
        text = text.strip()
        is_mark = re.fullmatch(r"(?:\[\^\d+\])+", text)
        return f"<{el.name}>{text}</{el.name}>" if text and not is_mark else text

    convert_sup = convert_sub

    def convert_q(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return escape_start(text) if _is_of_blocks(el, text, parent_tags) else f"“{text}”"

    def convert_code(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if "code" in parent_tags or not text.strip():
            return text
        ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
        pad = " " if text[0] in "` " or text[-1] in "` " else ""
        return f"{ticks}{pad}{text}{pad}{ticks}"

    def convert_pre(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if not text.strip():
            return ""
        if parent_tags & _CELLS:
            return "\n".join(f"`{line}`" for line in text.splitlines() if line.strip())
        fence = "`" * max(3, max(map(len, _TICKS.findall(text)), default=0) + 1)
        return f"\n\n{fence}{el.get('data-lang') or ''}\n{text}\n{fence}\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        address, bare = address_of_link(str(el.get("href") or "")), " ".join(text.split())
        if not address or not bare:
            return escape_label_start(text)
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if el.get("data-draft-node") == "block":
            lead = tail = "\n\n"
        if el.get_text(strip=True) == address and not re.search(r"[<>\s]", address):
            return f"{lead}{in_angles(address)}{tail}"
        return f"{lead}[{bare}]({written(address)}){tail}"

    def convert_img(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if is_speck(el):
            return ""
        words = collapse(str(el.get("alt") or el.get("data-caption") or "")).strip()
        description = escape(words, in_label=True)
        return f"![{description}]({written(address_of_picture(el))})"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        caption = " ".join(text.replace(BREAK, " ").split())
        return f"{CAPTION}{caption}{CAPTION}" if is_of_figure(el) else self.convert_p(el, text, parent_tags)

    def convert_figure(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return self.convert_p(el, write_figure(el, text), parent_tags)

    def convert_video(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        address = address_of_link(str(el.get("src") or ""))
        if not address or "a" in parent_tags:
            return text
        return f"\n\n{in_angles(address)}\n\n"

    convert_iframe = convert_video

    def convert_tex(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        source = source_of(el)
        tex = clean(source)
        if not tex:
            return ""
        if is_display(source, el) and not parent_tags & _ONE_LINE:
            return f"\n\n$$\n{tex}\n$$\n\n"
        before, after = neighbour(el.previous_sibling, -1), neighbour(el.next_sibling, 0)
        lead = " " if before.isascii() and before.isalnum() else ""
        return f"{lead}${tex}$" + (" " if after.isascii() and after.isdigit() else "")

    convert_math = convert_tex

    def convert_notemark(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return f"[^{el['data-label']}]"

    def convert_note(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        text = _LINE.sub("    ", _tidy(text)).strip()
        self._notes.append(f"[^{el['data-label']}]: {text}")
        return ""

    def convert_left_out(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return ""

    def convert_input(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if el.get("type") != "checkbox" or "li" not in parent_tags:
            return ""
        gap = "" if neighbour(el.next_sibling, 0).isspace() else " "
        return ("[x]" if el.has_attr("checked") else "[ ]") + gap

    def convert_blockquote(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        text = _tidy(text)
        quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        return f"\n\n{quoted}\n\n" if text else ""

    def convert_list(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        items = text.strip("\n")
        if el.parent is not None and el.parent.name in {"ul", "ol"}:
            width = 2 if el.parent.name == "ul" else 3
            return f"\n{_LINE.sub(' ' * width, items)}\n"
        gap = "\n" if "li" in parent_tags and not text.startswith("\n\n") else "\n\n"
        return f"{gap}{items}{gap}"

    convert_ul = convert_ol = convert_list

    def convert_li(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        text = _tidy(text)
        if not text:
            return ""
        if parent_tags & _CELLS:
            return f"\n- {text}\n"
        marker = marker_of(el)
        return f"{marker}{_LINE.sub(' ' * len(marker), text).lstrip(' ')}\n"

    def convert_table(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        caption, _, rows = text.rpartition(f"\n\n{ROW}")
        return f"\n\n{caption.strip()}\n\n{write_table(rows)}\n\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return text + ROW

    def convert_td(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return write_cell(el, text)

    convert_th = convert_td


def _is_of_blocks(el: Tag, text: str, parent_tags: AbstractSet[str]) -> bool:
    """Whether a mark stands around more than one paragraph, or around what is not a paragraph."""
    if parent_tags & _CELLS or not re.search(rf"[\n{BREAK}]", text):
        return False
    bare = _tidy(text)
    return "\n\n" in bare or bare.startswith("$$\n") or ("\n" in text and el.find(_APART) is not None)


def _ends_in_address(bare: str) -> bool:
    last = bare.rsplit(None, 1)[-1]
    return any(sign in last for sign in (":/", "www.", "@"))


def _tidy(text: str) -> str:
    """A break at an end or beside a block shows nothing, and several of them are meant as a new paragraph."""
    first, *others = text.strip(f"\n {BREAK}").split(BREAK)
    done, is_paragraph = [first], False
    for index, part in enumerate(others):
        is_paragraph = is_paragraph or part.startswith("\n\n") or done[-1].endswith("\n\n")
        if not part.strip(" \n"):
            is_paragraph = index < len(others) - 1
            continue
        done[-1] = done[-1].rstrip(" \n")
        done += ["\n\n" if is_paragraph else "\\\n", part.lstrip("\n" if part[0] == "\n" else " ")]
        is_paragraph = False
    return "".join(done)
