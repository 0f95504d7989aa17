"""Addresses: which are allowed, bare ones in the text, marks on links that leave the site."""

import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .contents import RESERVED
from .context import Context
from .tokens import inline_tokens

SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_DISGUISE = re.compile(r"[^a-z]")
_PATH = frozenset("/?#")
_BLANK = "".join(map(chr, range(33)))
MOST_PATHS = 1000  # of a text that are looked up: each takes a tenth of a millisecond
_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_WIDE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_ADDRESS = re.compile(rf"[^\s<>\"`{{}}\\^|“”‘’…—\x00-\x20{_WIDE}]{{1,2000}}")
_HOST = re.compile(r"(?:[\w-]{1,63}\.){0,20}[\w-]{1,63}(?::\d{1,5})?(?=[/?#]|$)|\[[\da-fA-F:.]{2,45}\]")
_BARE = re.compile(r"(?<![\w/@.+-])www\.(?=[A-Za-z0-9-])|@(?=[A-Za-z0-9])")
_MAIL_NAME = re.compile(r"(?<![\w/:@])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\Z")
_MAIL_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL_HOST = re.compile(rf"{_MAIL_LABEL}(?:\.{_MAIL_LABEL}){{1,8}}(?![A-Za-z0-9_@-])")
_REFUSED = re.compile(r"\]\(<?((?:javascript|vbscript|data|file|ftp):[^)>\s]{0,60})", re.IGNORECASE)
_WITH_ID = re.compile(r'<[a-z][^<>]*?\sid="([^"]*)"')
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,31};\Z")


def link_syntax(md: MarkdownIt) -> None:
    """Turn bare addresses into links."""
    md.inline.ruler.before("newline", "bare_address", bare_address)
    md.core.ruler.after("text_join", "bare_names", bare_names)


def is_allowed(address: str) -> bool:
    """Relative addresses, http, https and mailto; nothing that runs or embeds, not even in disguise."""
    head, colon, _ = address.lower().partition(":")
    if not colon or not _PATH.isdisjoint(head):
        return True
    head = head.strip(_BLANK)
    if _SCHEME.fullmatch(head):
        return head in SCHEMES
    letters = _DISGUISE.sub("", head)
    return "script" not in letters and letters != "data"


def is_external(address: str) -> bool:
    """Whether the address names another host."""
    return _EXTERNAL.match(address) is not None


def trim(address: str) -> str:
    """Cut what belongs to the sentence: final punctuation, unbalanced brackets, an entity."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")":
            if surplus <= 0:
                break
            surplus -= 1
        elif last == ";":
            entity = _ENTITY.search(address[max(0, end - 33) : end])
            end -= len(entity[0]) - 1 if entity else 0
        elif last not in "?!.,:*_~'$]":
            break
        end -= 1
    return address[:end]


def bare_address(state: StateInline, silent: bool) -> bool:
    """Inline rule at the colon of `https://…`: the scheme is already in the pending text.

    It is silent while markdown-it looks for the end of a link's label, which would be swallowed.
    """
    colon = state.pos
    if silent or state.linkLevel > 0 or not state.src.startswith("://", colon):
        return False
    scheme = re.search(r"(?<![A-Za-z0-9.+-])https?\Z", state.src[max(0, colon - 6) : colon], re.IGNORECASE)
    rest = _ADDRESS.match(state.src, colon + 3, state.posMax)
    if scheme is None or rest is None:
        return False
    tail = trim(rest[0])
    if not _HOST.match(tail) or not _push_link(state, scheme[0], tail):
        return False
    state.pos = colon + 3 + len(tail)
    return True


def _push_link(state: StateInline, scheme: str, tail: str) -> bool:
    if not state.pending.endswith(scheme):
        return False
    state.pending = state.pending[: -len(scheme)]
    address = f"{scheme}://{tail}"
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    return True


def bare_names(state: StateCore) -> None:
    """Core rule: `www.…` and e-mail addresses in text outside links become links."""
    for token in state.tokens:
        if token.type == "inline" and token.children and _BARE.search(token.content):
            token.children = _with_names(token.children, state.md)


def _with_names(children: list[Token], md: MarkdownIt) -> list[Token]:
    result: list[Token] = []
    links = 0
    for child in children:
        links += _link_step(child)
        if child.type == "text" and links <= 0:
            result += _split(child.content, md)
        else:
            result.append(child)
    return result


def _link_step(token: Token) -> int:
    if token.type in {"link_open", "link_close"}:
        return token.nesting
    start = token.content[:3].lower() if token.type == "html_inline" else ""
    return (start in {"<a>", "<a ", "<a\n"}) - (start == "</a")


def _split(text: str, md: MarkdownIt) -> list[Token]:
    tokens: list[Token] = []
    done = 0
    for mark in _BARE.finditer(text):
        start, end, scheme = _extent(text, mark.start(), done)
        if end > start >= done:
            tokens.append(Token("text", "", 0, content=text[done:start]))
            tokens += _link(scheme + text[start:end], text[start:end], md)
            done = end
    return [*tokens, Token("text", "", 0, content=text[done:])]


def _extent(text: str, mark: int, done: int) -> tuple[int, int, str]:
    """Return start, end and prefix of the address around a mark; the end is 0 when there is none."""
    if text[mark] == "@":
        start = max(done, mark - 65)
        name = _MAIL_NAME.search(text, start, mark)
        domain = _MAIL_HOST.match(text, mark + 1)
        return (name.start(), domain.end(), "mailto:") if name and domain else (0, 0, "")
    address = _ADDRESS.match(text, mark) if mark >= done else None
    tail = trim(address[0]) if address else ""
    host = _HOST.match(tail)
    return mark, mark + len(tail) if host and host[0].count(".") > 1 else 0, "http://"


def _link(address: str, text: str, md: MarkdownIt) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": md.normalizeLink(address)})
    return [opening, Token("text", "", 0, content=text), Token("link_close", "a", -1)]


def check_links(tokens: Sequence[Token], context: Context) -> None:
    """Mark links that leave the site and report those that lead nowhere."""
    for token, line in inline_tokens(tokens):
        if token.type == "text" and (refused := _REFUSED.search(token.content)):
            context.problems.add("link-refused", line, refused[1])
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if is_external(href):
                token.attrSet("rel", "noopener")
            elif not href:
                context.problems.add("link-empty", line, "[…]()")
            elif href[0] == "#":
                context.anchors.append((line, unquote(href[1:])))
            elif href[0] == "/":
                context.paths.append((line, unquote(href)))


def check_paths(context: Context) -> None:
    """Report links to addresses of the site that answer nothing."""
    paths = list(dict.fromkeys(path for _line, path in context.paths))[:MOST_PATHS]
    broken = set(context.site.find_broken(paths)) if paths else set()
    for line, path in context.paths:
        if path in broken:
            context.problems.add("link-broken", line, path)


def check_anchors(html: str, context: Context) -> None:
    """Report links to places that the finished page does not have."""
    links = [(line, name) for line, name in context.anchors if name.lower() not in {"", "top"}]
    if not links or not context.profile.navigation:
        return
    ids = {unescape(name) for name in _WITH_ID.findall(html)} | RESERVED
    for line, name in links:
        if name not in ids:
            context.problems.add("anchor-missing", line, f"#{name}")
