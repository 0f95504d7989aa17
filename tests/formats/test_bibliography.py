from time import perf_counter

import pytest

from blog.formats.bibliography import MOST_CHARACTERS, MOST_ENTRIES, Fault, read_bibliography

SMALL = "@misc{%s, title={Title %s}, author={Doe, Jane}}\n"


def test_fields_are_read_with_abbreviations_pieces_and_braces() -> None:
    library = read_bibliography(
        '@string{acl = "ACL"} @String(year = {20} # "24")\n'
        "@InProceedings{vaswani:2017/a_b, Title = {A {Nested}\n  title}, booktitle = acl # { 2024},\n"
        'month = jan, year = year, note = "say {"}hi{"}", abstract = {left out}}'
    )
    assert library.faults == ()
    work = library.works["vaswani:2017/a_b"]
    assert work.kind == "inproceedings"
    assert work.fields == {
        "title": "A {Nested} title",
        "booktitle": "ACL 2024",
        "year": "2024",
        "note": 'say {"}hi{"}',
    }


def test_keys_may_be_chinese_and_text_between_entries_is_nothing() -> None:
    library = read_bibliography("mail me@example.org\n% a comment\n@comment{x}\n@book{王2020, title={书}}")
    assert list(library.works) == ["王2020"]
    assert library.faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "\n@misc{a, title={never closed\n\n@misc{b, title={c}}",
            Fault("entry", 2, "@misc{a, title={never closed"),
        ),
        ("@misc{b, title={c}}\n@misc{b, title={d}}", Fault("duplicate", 2, "b")),
        ("@misc{b, title={c}}\n@misc{a, title={c}, title={d}}", Fault("field", 2, "title")),
        ("@misc{b, title={c}}\n@misc{a b, title={c}}", Fault("key", 2, "a b")),
        ("@misc{b, title={c}}\n@misc{, title={c}}", Fault("key", 2, "")),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_kept(text: str, fault: Fault) -> None:
    library = read_bibliography(text)
    assert library.faults == (fault,)
    assert list(library.works) == ["b"]


def test_a_text_without_entries_is_told() -> None:
    assert read_bibliography("Doe, J. Title. 2020.").faults == (Fault("nothing"),)
    assert read_bibliography(" \n").faults == ()


def test_what_is_too_large_is_not_read() -> None:
    assert read_bibliography("x" * (MOST_CHARACTERS + 1)).faults == (Fault("characters", detail="2,000,000"),)
    assert read_bibliography("@a{b}\n" * (MOST_ENTRIES + 1)).faults == (Fault("entries", detail="5,000"),)


@pytest.mark.parametrize(
    "text",
    [
        "".join(SMALL % (n, n) for n in range(MOST_ENTRIES)),
        "@a{x, t={" * MOST_ENTRIES,
        "@a{x, title=" + "{" * 300_000,
        "@a{x, title=" + "{" * 200_000 + "}" * 200_000 + "}",
        '@a{x, title="' + '"#"{' * 100_000,
        "@a{x, title=" + "a # " * 100_000 + "a}",
    ],
    ids=["many", "unclosed", "open braces", "nested braces", "quotation marks", "pieces"],
)
def test_hostile_files_are_read_in_bounded_time(text: str) -> None:
    started = perf_counter()
    read_bibliography(text)
    assert perf_counter() - started < 20
