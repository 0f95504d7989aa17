import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.formats.bibtex import bibtex_entry

ENTRY = """@inproceedings{key2024,
  title  = {On {Braces} \\& 50\\%},
  author = {Lovelace, Ada and {Barnes \\& Noble}},
  month  = aug,
  url    = {https://example.org/a_b%7Bc%7D}
}"""


def test_an_entry_is_aligned_and_leaves_out_what_is_empty() -> None:
    fields = {
        "title": "On {Braces} & 50%",
        "author": "Lovelace, Ada and {Barnes & Noble}",
        "month": "aug",
        "volume": "",
        "url": "https://example.org/a_b{c}",
    }
    assert bibtex_entry("inproceedings", "key2024", fields) == ENTRY


def test_a_title_without_braces_keeps_its_capitals() -> None:
    assert "= {{On Braces}}" in bibtex_entry("misc", "key", {"title": "On Braces"})


def test_braces_without_a_partner_become_commands() -> None:
    assert r"{{a\textbraceright{}b}}" in bibtex_entry("misc", "key", {"title": "a}b"})


@pytest.mark.parametrize(
    ("field", "written", "exported"),
    [
        ("author", r"{\"O}zg{\"u}r, M.", "{Özgür, M.}"),
        ("title", "Scaling {BERT}", "{Scaling {BERT}}"),
        ("note", r"R\&D -- 50\%", r"{R\&D – 50\%}"),
        ("pages", "1--2", "{1--2}"),
        ("url", "https://example.org/a--b", "{https://example.org/a--b}"),
    ],
)
def test_what_is_written_in_tex_is_exported_as_meant(field: str, written: str, exported: str) -> None:
    assert f"{field} = {exported}" in bibtex_entry("misc", "key", {field: written})


@given(title=st.text(), url=st.text(), author=st.text())
def test_braces_balance_whatever_the_text(title: str, url: str, author: str) -> None:
    entry = bibtex_entry("misc", "key", {"title": title, "url": url, "author": author})
    depth = 0
    for brace in re.findall(r"[{}]", entry):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("sign", "&%$#_")
def test_what_tex_would_read_as_a_command_is_escaped(sign: str) -> None:
    assert f"a\\{sign}b" in bibtex_entry("misc", "key", {"note": f"a{sign}b"})
