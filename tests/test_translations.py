"""Every string of the interface has its Chinese, compiled and committed: a newcomer has no msgfmt."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted(ROOT.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy", "npgettext"}
IN_TEMPLATES = re.compile(r"""{%\s*translate\s+(["'])(.+?)\1(?:\s+context\s+(["'])(.+?)\3)?""")
BLOCKS = re.compile(r"""{%\s*blocktranslate[^%]*%}(.*?){%\s*(?:plural|endblocktranslate)""", re.S)
ENTRY = re.compile(r'(msgctxt|msgid|msgstr(?:\[0\])?)\s+((?:"(?:[^"\\]|\\.)*"\s*)+)')
CONTEXT = "\x04"


def unquoted(text: str) -> str:
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', text))


def entries(file: Path) -> dict[str, str]:
    """Key to translation of a .po file, the key with its context as in a .mo file."""
    found, context, key = {}, "", ""
    for kind, text in ENTRY.findall(file.read_text(encoding="utf-8")):
        match kind:
            case "msgctxt":
                context = unquoted(text) + CONTEXT
            case "msgid":
                key, context = context + unquoted(text), ""
            case _:
                found[key] = unquoted(text)
    return found


def compiled(file: Path) -> dict[str, str]:
    with file.with_suffix(".mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    return {(key[0] if isinstance(key, tuple) else key): text for key, text in catalogue.items()}


def python_strings() -> Iterator[str]:
    for app in ("blog", "profile_app", "config"):
        for file in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in FUNCTIONS
                ):
                    words = [word.value for word in node.args if isinstance(word, ast.Constant)]
                    if words and isinstance(words[0], str):
                        yield CONTEXT.join(map(str, words[:2])) if "pgettext" in node.func.id else words[0]


def template_strings() -> Iterator[str]:
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        for _, words, _, context in IN_TEMPLATES.findall(text):
            yield f"{context}{CONTEXT}{words}" if context else words
        for words in BLOCKS.findall(text):
            yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", words)


def test_every_string_has_its_chinese() -> None:
    translated = {key for file in CATALOGUES for key, text in entries(file).items() if text}
    ours = {*python_strings(), *template_strings()}

    assert ours - translated == set()
    assert len(ours) > 100


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-5])
def test_a_compiled_catalogue_is_up_to_date(file: Path) -> None:
    assert "#, fuzzy" not in file.read_text(encoding="utf-8")
    assert entries(file) == compiled(file)
