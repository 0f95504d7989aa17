"""Every address that a visitor can ask for: all routes, and whatever the answers link to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.regex_helper import normalize

OPEN = re.compile(r"%\((\w+)\)s")
LINK = re.compile(r'(?:href="|src="|action="|content="(?=/|http)|<loc>|<id>|<uri>|\nLocation: )([^"<\n]+)')
UNSTEADY = {"Date", "Expires"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
NOT_FOLLOWED = (settings.STATIC_URL, "/admin/login/?", "/zh-hans/admin/login/?")


def routes(patterns: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """The addresses of these URL patterns in the active language, with %(name)s for what they leave open."""
    for pattern in patterns:
        for part, _names in normalize(pattern.pattern.regex.pattern):
            if isinstance(pattern, URLResolver):
                yield from routes(pattern.url_patterns, before + part)
            else:
                yield before + part


def addresses(values: Mapping[str, Sequence[object]]) -> list[str]:
    """Every route in every language with all these values. Fails for a route that has a part without any."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for route in routes(get_resolver().url_patterns):
                names = OPEN.findall(route)
                unknown = sorted(set(names) - values.keys())
                assert not unknown, f"Give values for {unknown}, so that leaks are looked for at {route}"
                choices = product(*(values[name] for name in names))
                found += [iri_to_uri(route % dict(zip(names, choice, strict=True))) for choice in choices]
    return list(dict.fromkeys(found))


def steady(response: Any) -> list[tuple[str, str]]:
    """The headers but for those that tell the time."""
    return [(name, text) for name, text in response.items() if name not in UNSTEADY]


def ask(client: Client, address: str) -> str:
    """The answer as one text: status, headers and body, without what changes from one to the next."""
    response = client.get(address)
    texts = [f"Status: {response.status_code}", *(f"{name}: {text}" for name, text in steady(response))]
    if response.status_code == 200 and "?" not in address:
        texts += [f"On HEAD, {name}: {text}" for name, text in steady(client.head(address))]
    body = response.getvalue().decode(errors="replace")
    return "\n".join([*texts, TOKEN.sub("", body)])


def links(answer: str, address: str) -> Iterator[str]:
    """The pages of this site that the answer at an address names."""
    for link in set(LINK.findall(answer)):
        target = urldefrag(urljoin(settings.SITE_URL + address, unescape(link))).url
        path = target.removeprefix(settings.SITE_URL)
        if path.startswith("/") and not path.startswith(NOT_FOLLOWED):
            yield path


def crawl(client: Client, start: Sequence[str], query: str) -> dict[str, str]:
    """Address to answer: of those to start with, of all pages linked from there, and with a query."""
    answers: dict[str, str] = {}
    waiting = {*start}
    while waiting:
        address = waiting.pop()
        answers[address] = answer = ask(client, address)
        found = {*links(answer, address)}
        if "?" not in address and answer.startswith("Status: 200"):
            found.add(f"{address}?{query}")
        waiting |= found - answers.keys()
    return {address: unquote(answer) for address, answer in answers.items()}
