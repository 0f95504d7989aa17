"""The house rules that a linter does not know. The layers are import contracts in pyproject.toml."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("blog", "config", "profile_app")
TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "blog",
    "config",
    "manage.py",
    "profile_app",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "templates",
    "tests",
}


def modules(*folders: str) -> Iterator[Path]:
    """The Python files under these folders but for migrations."""
    files = chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders)
    return (file for file in files if file.parent.name != "migrations")


def templates() -> list[Path]:
    return [file for folder in ("templates", *APPS) for file in (ROOT / folder).rglob("*.html")]


def line_count(file: Path) -> int:
    return len(file.read_text().splitlines())


def too_long(sizes: dict[str, int], *, usual: int, share: float, most: int) -> list[str]:
    """Those over `most`, and the longest ones when fewer than `share` of all keep to `usual`."""
    longer = sorted((size, name) for name, size in sizes.items() if size > usual)
    excess = len(longer) - round(len(sizes) * (1 - share))
    return [f"{name}: {size}" for size, name in longer if size > most or excess > 0]


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_modules_are_small() -> None:
    sizes = {relative(file): line_count(file) for file in modules(*APPS)}
    assert too_long(sizes, usual=200, share=0.9, most=300) == []


def test_functions_fit_a_glance() -> None:
    sizes = {
        f"{relative(file)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for file in modules(*APPS)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert too_long(sizes, usual=20, share=0.95, most=40) == []


def test_commands_hold_arguments_and_words_only() -> None:
    commands = [file for file in modules(*APPS) if file.parent.name == "commands"]
    assert [relative(file) for file in commands if line_count(file) > 40] == []


def test_templates_are_readable() -> None:
    sizes = {relative(file): line_count(file) for file in templates()}
    assert [name for name, size in sizes.items() if size > (25 if "/_" in name else 90)] == []


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]* (src|type)=)")
    assert [relative(file) for file in templates() if inline.search(file.read_text())] == []


def test_only_sanitised_html_is_marked_safe_in_templates() -> None:
    marked = re.compile(r"([\w.]+)\s*\|\s*safe\b|autoescape off|\|\s*safeseq")
    for file in templates():
        wrong = [
            match[0] for match in marked.finditer(file.read_text()) if not (match[1] or "").endswith("html")
        ]
        assert wrong == [], relative(file)


def test_exceptions_to_the_linter_are_few_and_say_why() -> None:
    lines = [line for file in modules(*APPS) for line in file.read_text().splitlines() if "# noqa" in line]
    assert len(lines) <= 3
    assert [line for line in lines if not re.search(r"# noqa: [A-Z]+\d+ - \w", line)] == []


def test_scripts_stand_alone() -> None:
    scripts = [file for app in APPS for file in (ROOT / app).rglob("*.js")]
    assert scripts
    assert [
        relative(file) for file in scripts if re.search(r"^\s*import\b|\bimport\(", file.read_text(), re.M)
    ] == []


def test_requirements_name_every_dependency_and_no_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    for name, dependencies in wanted.items():
        locked = (ROOT / name).read_text()
        assert "://" not in locked
        names = {re.split(r"[^\w.-]", dependency)[0].lower() for dependency in dependencies}
        assert names <= set(re.findall(r"^([\w.-]+)==", locked, re.MULTILINE))


def test_repository_has_the_agreed_top_level() -> None:
    command = ["git", "-C", str(ROOT), "ls-tree", "--name-only", "HEAD"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert set(listed) <= TOP
