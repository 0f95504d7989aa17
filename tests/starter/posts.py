"""Reads the starter posts and runs the Python in them."""

import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from blog.markdown.code_info import parse_info
from blog.starter.figures import FOLDER as FIGURES

STARTER = Path(__file__).resolve().parents[2] / "blog" / "starter"
STATIC = FIGURES.parents[1]
PRINT_WITH_RESULT = re.compile(r"^print\(.*\) +# (.+)$", re.M)
NOT_PROSE = re.compile(
    r"^(`{3,}).*?^\1$|\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`|\]\([^)]*\)|\{[^}\n]*\}|^\[\^\w+\]:", re.M | re.S
)
BETWEEN = "<end of block>"
WORD = re.compile(r"[一-鿿]|[A-Za-z][A-Za-z'-]*")


@dataclass(frozen=True)
class StarterPost:
    """A starter post: the name of its file, its front matter and its text."""

    name: str
    about: dict[str, Any]
    body: str

    @property
    def words(self) -> int:
        """Han characters and Latin words outside code and formulas."""
        return len(WORD.findall(NOT_PROSE.sub(" ", self.body)))


@dataclass(frozen=True)
class Example:
    """A Python block, less the lines that it marks as deleted, and the output that the post states."""

    title: str
    source: str
    stated: tuple[str, ...]


def read_posts() -> list[StarterPost]:
    """Every starter post by the order of its file's name."""
    return [_read(path) for path in sorted(STARTER.glob("*.md"))]


def _read(path: Path) -> StarterPost:
    _, front_matter, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return StarterPost(path.name, tomllib.loads(front_matter), body)


def read_examples(body: str) -> list[Example]:
    """The Python blocks in their order; a text block right after one is its output."""
    fences = [token for token in MarkdownIt().parse(body) if token.type == "fence"]
    examples = []
    for fence, following in zip(fences, [*fences[1:], None], strict=True):
        info = parse_info(fence.info)
        if info.language != "python":
            continue
        lines = enumerate(fence.content.splitlines(), 1)
        source = "\n".join(line for number, line in lines if number not in info.deleted)
        stated = PRINT_WITH_RESULT.findall(source)
        if following and parse_info(following.info).language == "text":
            stated += following.content.splitlines()
        examples.append(Example(info.title, source, tuple(line.strip() for line in stated)))
    return examples


def run(examples: list[Example]) -> list[tuple[str, ...]]:
    """What each block prints when they run one after the other in one program."""
    program = f"\nprint({BETWEEN!r})\n".join(example.source for example in examples)
    output = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", program],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    ).stdout
    blocks = output.split(BETWEEN + "\n")
    return [tuple(line.strip() for line in block.splitlines()) for block in blocks]
