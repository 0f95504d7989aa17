"""Tokens to HTML: markdown-it's own renderer, with slots for math and code."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from .contents import contents_html
from .context import Code, Context, EquationReference, Markup, Slot, context_of
from .math import Formula
from .pictures import picture_frame
from .raw_html import prepare
from .tokens import first_line

Tokens = Sequence[Token]
Env = MutableMapping[str, Any]


class Renderer(RendererHTML):
    """One method for each token that is not written as its tag."""

    def math_block(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return self._boxed(tokens[index], _formula(tokens[index], context_of(env), "div"))

    def math_inline(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return _formula(tokens[index], context_of(env), "span")

    def eqref(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        token = tokens[index]
        reference = EquationReference(token.content, bool(token.meta["parens"]), int(token.meta["line"]))
        return context_of(env).slots.place(reference, key=id(token))

    def fence(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        code = _code(tokens[index], context_of(env), unescapeAll(tokens[index].info).strip())
        return self._boxed(tokens[index], code)

    def code_block(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return self._boxed(tokens[index], _code(tokens[index], context_of(env), ""))

    def _boxed(self, token: Token, slot: str) -> str:
        """Put written attributes on a box around math and code, which are made elsewhere."""
        attributes = self.renderAttrs(token)
        return f"<div{attributes}>{slot}</div>\n" if attributes else slot + "\n"

    def contents(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return contents_html(context_of(env))

    def bullet_list_open(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        _rename_task(tokens[index], "tasks")
        return self.renderToken(tokens, index, options, env)

    ordered_list_open = bullet_list_open

    def list_item_open(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        token = tokens[index]
        _rename_task(token, "task")
        item = self.renderToken(tokens, index, options, env)
        if "checked" not in token.meta:
            return item
        if tokens[index + 1].type != "paragraph_open":
            return item + _checkbox(context_of(env), bool(token.meta["checked"]))
        box = Token("checkbox", "", 0, meta=token.meta)
        tokens[index + 2].children = [box, *(tokens[index + 2].children or [])]
        return item

    def checkbox(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return _checkbox(context_of(env), bool(tokens[index].meta["checked"]))

    def image(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        token = tokens[index]
        if token.tag == "video":
            source, words = str(token.attrs["src"]), token.attrs.get("aria-label") or token.attrs["src"]
            link = f'<a href="{escapeHtml(source)}">{escapeHtml(str(words))}</a>'
            return f"<video{self.renderAttrs(token)}>{link}</video>"
        opening, closing = picture_frame(token, context_of(env))
        return opening + super().image(tokens, index, options, env) + closing

    def html_block(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return prepare(tokens[index].content)

    def html_inline(self, tokens: Tokens, index: int, options: OptionsDict, env: Env) -> str:
        return prepare(tokens[index].content)


def _formula(token: Token, context: Context, tag: str) -> str:
    display, line = bool(token.meta["display"]), int(token.meta["line"])
    lead = int(token.meta.get("lead", 0))
    formula: Slot = Formula(token.content, display, line, token.type == "math_block", lead)
    return context.slots.place(formula, tag=tag, key=id(token))


def _code(token: Token, context: Context, info: str) -> str:
    return context.slots.place(Code(token.content, info, first_line(token)), tag="div")


def _rename_task(token: Token, name: str) -> None:
    """Give task lists our own class names in place of GitHub's."""
    if "task-list" in str(token.attrGet("class") or ""):
        token.attrSet("class", name)


def _checkbox(context: Context, checked: bool) -> str:
    words = escapeHtml(context.label("task_done" if checked else "task_open"))
    state = " checked" if checked else ""
    return context.slots.place(Markup(f'<input type="checkbox" disabled{state} aria-label="{words}">')) + " "
