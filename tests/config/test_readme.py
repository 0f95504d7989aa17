import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils import translation

ROOT = Path(settings.BASE_DIR)
WITHOUT_LANGUAGE = {"/sitemap.xml", "/robots.txt", "/healthz"}
README = (ROOT / "README.md").read_text()


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[1:]]


def settings_in_code() -> dict[str, object]:
    """Each variable that the settings read, with its default where that is a constant."""
    found: dict[str, object] = {}
    for node in ast.walk(ast.parse((ROOT / "config" / "settings.py").read_text())):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="environment")), args=[ast.Constant(value=name), *rest]
            ):
                defaults = rest + [keyword.value for keyword in node.keywords if keyword.arg == "default"]
                found[str(name)] = defaults[0].value if isinstance(defaults[0], ast.Constant) else None
    return found


def test_settings_table_names_every_setting_and_no_other() -> None:
    assert {row[0].strip("`") for row in rows("Settings")} == settings_in_code().keys()


def test_settings_table_tells_the_defaults() -> None:
    told = {row[0].strip("`"): row[1].strip("`") for row in rows("Settings")}
    for name, default in settings_in_code().items():
        if default is not None:
            assert told[name] == (str(default).lower() if isinstance(default, bool) else str(default)), name


def test_commands_table_holds_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) - {"help"}
    assert {row[0].strip("`").removeprefix("make ") for row in rows("Two commands")} == targets
    assert set(re.findall(r"make ([a-z-]+)`", README)) <= targets


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_address_leads_to_a_page(language: str) -> None:
    for address, _ in rows("Addresses"):
        path = address.strip("`").replace("<slug>", "a-post").replace("<year>", "2026")
        prefix = "" if language == "en" or path in WITHOUT_LANGUAGE else f"/{language}"
        with translation.override(language):
            assert resolve(prefix + path)


def test_map_names_at_most_three_existing_files_a_row() -> None:
    for _, files in rows("To change something"):
        names = re.findall(r"`([^`]+)`", files)
        assert 1 <= len(names) <= 3, files
        assert [name for name in names if not (ROOT / name).exists()] == []
