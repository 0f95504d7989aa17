"""Pages as a browser reads them: parsed by html5lib's strict parser, asked by meaning."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client


def parse_strictly(content: bytes) -> Element:
    """The root element. Raises html5lib's ParseError at the first thing that isn't valid HTML syntax."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(content, transport_encoding="utf-8")
    return root


@dataclass(frozen=True)
class Node:
    """An element with its ancestors."""

    element: Element
    path: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join("".join(self.element.itertext()).split())

    def within(self, tag: str) -> bool:
        return tag in self.path


@dataclass(frozen=True)
class Page:
    root: Element

    @property
    def nodes(self) -> list[Node]:
        """Every element, in document order."""
        return _walk(self.root, ())

    def select(self, *tags: str) -> list[Node]:
        """The elements with the last of the tags that stand within the others, in document order."""
        return [node for node in self.nodes if node.element.tag == tags[-1] and {*tags[:-1]} <= {*node.path}]

    def text(self, *tags: str) -> str:
        """The text of the first such element."""
        return self.select(*tags)[0].text

    def meta(self, name: str) -> str | None:
        found = [
            node.element.get("content") for node in self.select("meta") if node.element.get("name") == name
        ]
        return found[0] if found else None

    def alternates(self) -> dict[str, str]:
        """Language to address."""
        links = [node.element for node in self.select("head", "link") if node.element.get("hreflang")]
        return {link.get("hreflang", ""): link.get("href", "") for link in links}


def _walk(element: Element, path: tuple[str, ...]) -> list[Node]:
    here = [Node(element, path)]
    for child in element:
        if isinstance(child.tag, str):
            here += _walk(child, (*path, str(element.tag)))
    return here


def get_page(client: Client, address: str) -> Page:
    """The page at an address that answers 200 with valid HTML."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return Page(parse_strictly(response.content))
