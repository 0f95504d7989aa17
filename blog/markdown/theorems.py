"""Names and numbers of theorems: “Theorem 1 (title)” at the head of the first paragraph."""

from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from .context import Context
from .nobreak import NO_BREAK_SPACE
from .tokens import PARAGRAPH_TOKENS, inline_element


def name_theorems(tokens: Sequence[Token], context: Context) -> list[Token]:
    """Number the theorem-like blocks by kind and move each name into the paragraph after it."""
    numbers: Counter[str] = Counter()
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type != "theorem_title_open":
            result.append(tokens[index])
            index += 1
            continue
        title, content = (
            tokens[index : index + PARAGRAPH_TOKENS],
            tokens[index + PARAGRAPH_TOKENS : index + PARAGRAPH_TOKENS + 2],
        )
        name = str(title[0].meta["name"])
        numbers[name] += 1
        if place := str(result[-1].attrs.get("id", "")):
            context.names[place] = f"{context.label(name)}{NO_BREAK_SPACE}{numbers[name]}"
        head = _head(name, numbers[name], title[1].children or [], context)
        if content[0].type == "paragraph_open":
            content[1].children = [*head, *(content[1].children or [])]
        else:
            title[1].children = head[:-1]
            result += title
        index += PARAGRAPH_TOKENS
    return result


def _head(name: str, number: int, title: list[Token], context: Context) -> list[Token]:
    words = context.label(name) if name == "proof" else f"{context.label(name)} {number}"
    mark = "\0"
    before, _, after = context.label("titled", name="", title=mark).partition(mark)
    shown = (
        [Token("text", "", 0, content=before), *title, Token("text", "", 0, content=after)] if title else []
    )
    space = "" if after.endswith("）") and title else " "
    return [*inline_element("label", "b", words), *shown, Token("text", "", 0, content=space)]
