"""The comparison of two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text_diff import Line, compare


def shown(lines: list[Line]) -> list[str]:
    """Each line as a sign, its number, and its pieces with what differs in brackets."""
    signs = {"same": " ", "gone": "-", "new": "+", "skipped": "~"}
    return [
        f"{signs[line.kind]}{line.number} "
        + "".join(piece.text if piece.kind == "same" else f"[{piece.text}]" for piece in line.pieces)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a", "a", []),
        ("a\r\nb", "a\nb\n", []),
        ("old words", "new words", ["-1 [old ]words", "+1 [new ]words"]),
        ("你好世界", "你们世界", ["-1 你[好]世界", "+1 你[们]世界"]),
        ("a\nb", "a\nb\nc", [" 1 a", " 2 b", "+3 [c]"]),
        ("", "a\nb", ["+1 [a]", "+2 [b]"]),
        ("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\nx", ["~3 ", " 4 4", " 5 5", "-6 [6]", "+6 [x]"]),
        ("x\n2\n3\n4\n5", "y\n2\n3\n4\n5", ["-1 [x]", "+1 [y]", " 2 2", " 3 3", "~2 "]),
    ],
)
def test_what_went_and_came_is_shown(before: str, after: str, expected: list[str]) -> None:
    assert shown(compare(before, after)) == expected


def test_lines_that_would_take_long_are_compared_whole() -> None:
    before, after = ("\n".join([f"x y {word} " * 60] * 400) for word in "zw")
    lines = shown(compare(before, after))

    assert lines[0].startswith("-1 x y [z ]x y")
    assert lines[399].startswith("-400 [x y z")


LINES = st.lists(st.text("ab 你,", max_size=5), max_size=12)


@given(before=LINES, after=LINES)
def test_what_is_shown_leads_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    lines = compare("\n".join(before), "\n".join(after), around=100)
    old = ["".join(piece.text for piece in line.pieces) for line in lines if line.kind in {"same", "gone"}]
    new = ["".join(piece.text for piece in line.pieces) for line in lines if line.kind in {"same", "new"}]

    if lines:
        assert old == "\n".join(before).splitlines()
        assert new == "\n".join(after).splitlines()
    else:
        assert "\n".join(before).splitlines() == "\n".join(after).splitlines()
