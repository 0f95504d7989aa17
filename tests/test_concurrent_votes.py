"""Votes that come at once, on the site as its owner runs it: two processes, on either database."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.browser.server import running_site

HERE = "203.0.113.9"
ADDRESS = "/blog/kv-cache-from-first-principles/upvote/"
AT_ONCE = 200
POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
ON_POSTGRES = pytest.param(
    POSTGRES, marks=pytest.mark.skipif(not POSTGRES.startswith("postgres"), reason="no PostgreSQL given")
)


@pytest.fixture(params=["", ON_POSTGRES], ids=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a site that believes one proxy, which tells it where each vote comes from."""
    monkeypatch.setenv("WORKERS", "2")
    monkeypatch.setenv("TRUSTED_PROXIES", "1")
    monkeypatch.setenv("DATABASE_URL", "")
    if not request.param:
        with running_site(tmp_path) as address:
            yield address
        return
    name = sql.Identifier(f"votes_{os.getpid()}")
    with psycopg.connect(request.param, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            monkeypatch.setenv("DATABASE_URL", f"{request.param.rpartition('/')[0]}/votes_{os.getpid()}")
            with running_site(tmp_path) as address:
                yield address
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def ask(site: str, *, data: str | None = None, source: str = HERE, cookie: str = "") -> tuple[int, Any, str]:
    """Status and content of the answer to a script of the site's pages, and the cookie that came with it."""
    headers = {"Accept": "application/json", "Origin": site, "X-Forwarded-For": source, "Cookie": cookie}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = HTTPConnection(urlsplit(site).netloc, timeout=120)
    connection.request("GET" if data is None else "POST", ADDRESS, data, headers)
    response = connection.getresponse()
    content = json.loads(response.read())
    connection.close()
    return response.status, content, response.headers.get("Set-Cookie", "").partition(";")[0]


def at_once(site: str, sources: list[str], *, data: str = "", cookie: str = "") -> list[tuple[int, Any, str]]:
    """The answers to votes that set out together."""
    barrier = Barrier(len(sources))

    def send(source: str) -> tuple[int, Any, str]:
        barrier.wait()
        return ask(site, data=data, source=source, cookie=cookie)

    with ThreadPoolExecutor(len(sources)) as threads:
        return list(threads.map(send, sources))


def votes(site: str) -> int:
    count: int = ask(site)[1]["votes"]
    return count


def test_votes_at_once_are_all_counted_and_each_once(site: str) -> None:
    answers = at_once(site, [f"203.0.{number}.9" for number in range(AT_ONCE)])
    cookies = {cookie for _status, _content, cookie in answers}
    counts = sorted(content["votes"] for _status, content, _cookie in answers)

    assert len(cookies) == AT_ONCE
    assert counts == list(range(1, AT_ONCE + 1))  # one after the other: each saw those before
    assert votes(site) == AT_ONCE

    cookie = cookies.pop()
    at_once(site, [f"203.0.{number}.9" for number in range(20)], data="take_back=1", cookie=cookie)
    assert votes(site) == AT_ONCE - 1
    at_once(site, [f"203.0.{number}.9" for number in range(20)], cookie=cookie)
    assert votes(site) == AT_ONCE

    refused = at_once(site, ["198.51.100.7"] * 40)
    assert sorted(status for status, _content, _cookie in refused) == [200] * 3 + [429] * 37
    assert votes(site) == AT_ONCE + 3
