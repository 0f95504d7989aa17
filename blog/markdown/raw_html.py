"""HTML in the text, made ready for the sanitiser; what will be left out is told."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from .contents import is_reserved
from .context import Context
from .sanitise import TAGS
from .tokens import first_line, inline_tokens

_SWALLOWING = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext|noscript|select|option"
    r"|template|svg|math|frameset|object|embed|applet)\b)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<([A-Za-z][\w-]{0,30})")
_ATTRIBUTE = re.compile(r"\s(on[A-Za-z]{2,30}|style|srcdoc|formaction)\s*=", re.IGNORECASE)
_ID = re.compile(r"""\sid\s*=\s*["']?([^\s"'<>]{1,200})""", re.IGNORECASE)
_EXTERNAL = re.compile(
    r"""<(?:img|video|audio|source)\b[^<>]{0,500}?\s(?:src|poster)\s*=\s*["']?((?:https?:)?//[^\s"'<>]{1,500})""",
    re.IGNORECASE,
)
_LINE_END = re.compile("\n")
_ANCHOR = re.compile(r"<a(?=\s)", re.IGNORECASE)


def prepare(raw: str) -> str:
    """Show tags that would swallow the text after them as text, close comments, mark links."""
    shown = _ANCHOR.sub('<a rel="noopener"', _SWALLOWING.sub("&lt;", raw))
    return shown + "-->" if shown.rfind("<!--") > shown.rfind("-->") else shown


def check_html(tokens: Sequence[Token], context: Context) -> None:
    """Refuse a flood of tags and report what the sanitiser will not let pass."""
    raw = list(_raw_tokens(tokens))
    count = sum(token.content.count("<") for token, _ in raw)
    if count > context.profile.max_tags:
        raise context.limit("tags", n=count, most=context.profile.max_tags)
    for token, line in raw:
        _check_raw(_without_comments(token.content), line, context)


def check_ids(tokens: Sequence[Token], context: Context) -> None:
    """Report `{#id}` where the sanitiser lets no id pass."""
    for token, line in (*((token, first_line(token)) for token in tokens), *inline_tokens(tokens)):
        if "id" in token.attrs:
            context.problems.add("html-dropped", line, f"{{#{token.attrs['id']}}}")


def _check_raw(shown: str, first: int, context: Context) -> None:
    line_ends = [found.start() for found in _LINE_END.finditer(shown)]
    for kind, place, detail in _found(shown, context):
        context.problems.add(kind, first + bisect(line_ends, place), detail)


def _found(shown: str, context: Context) -> Iterator[tuple[str, int, str]]:
    """Yield kind, place and detail of what will not be as it is written."""
    for found in _TAG.finditer(shown):
        if found[1].lower() not in TAGS:
            yield "html-dropped", found.start(), f"<{found[1].lower()}>"
    for found in _ATTRIBUTE.finditer(shown):
        yield "html-dropped", found.start(1), f"{found[1].lower()}=…"
    for found in _ID.finditer(shown):
        if not context.profile.navigation or is_reserved(found[1]):
            yield "html-dropped", found.start(1), f"id={found[1]}"
    for found in _EXTERNAL.finditer(shown):
        yield "picture-external", found.start(1), found[1]


def _without_comments(raw: str) -> str:
    first, *rest = raw.split("<!--")
    return first + "".join(_after_comment(part) for part in rest)


def _after_comment(part: str) -> str:
    comment, _, after = part.partition("-->")
    return "\n" * comment.count("\n") + after


def _raw_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    for token in tokens:
        if token.type == "html_block":
            yield token, first_line(token)
    for token, line in inline_tokens(tokens):
        if token.type == "html_inline":
            yield token, line
