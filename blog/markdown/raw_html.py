"""HTML in the text, made ready for the sanitiser; what will be left out is told."""

import re
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


def _check_raw(shown: str, line: int, context: Context) -> None:
    names = _ID.findall(shown)
    for name in names if not context.profile.navigation else filter(is_reserved, names):
        context.problems.add("html-dropped", line, f"id={name}")
    for tag in _TAG.findall(shown):
        if tag.lower() not in TAGS:
            context.problems.add("html-dropped", line, f"<{tag.lower()}>")
    for attribute in _ATTRIBUTE.findall(shown):
        context.problems.add("html-dropped", line, f"{attribute.lower()}=…")
    for address in _EXTERNAL.findall(shown):
        context.problems.add("picture-external", line, address)


def _without_comments(raw: str) -> str:
    first, *rest = raw.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _raw_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    for token in tokens:
        if token.type == "html_block":
            yield token, first_line(token)
    for token, line in inline_tokens(tokens):
        if token.type == "html_inline":
            yield token, line
