import pytest

from blog.formats.names import names_in, reading_order


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lovelace, Ada and Charles Babbage", ["Lovelace, Ada", "Charles Babbage"]),
        ("Ada\n  Lovelace\nAND\tCharles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("{Simon and Schuster} and Ada", ["{Simon and Schuster}", "Ada"]),
        ("{{A and B} and C} and D", ["{{A and B} and C}", "D"]),
        ("Anderson, Sandy", ["Anderson, Sandy"]),
        (" and Ada and and ", ["Ada"]),
        ("尹浩然 and 艾达", ["尹浩然", "艾达"]),
        ("} Ada and Charles", ["} Ada", "Charles"]),
        ("", []),
    ],
)
def test_names_stand_between_the_word_outside_braces(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("van Beethoven, Ludwig", "Ludwig van Beethoven"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        ("de la Vallée Poussin, III, Charles", "Charles de la Vallée Poussin III"),
        ("King, Jr.,", "King Jr."),
        ("Lovelace,", "Lovelace"),
        ("{Google Inc.}", "Google Inc."),
        ("{Barnes, Noble and Company}", "Barnes, Noble and Company"),
        ("{Lo, Velace}, Ada", "Ada Lo, Velace"),
        ("尹浩然", "尹浩然"),
        ("尹, 浩然", "尹浩然"),
        ("尹 浩然", "尹浩然"),
    ],
)
def test_a_name_is_shown_with_the_first_name_first(name: str, shown: str) -> None:
    assert reading_order(name) == shown
