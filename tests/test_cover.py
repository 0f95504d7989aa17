import re

import pytest

from blog.cover import draw_trace

WIDE, HIGH = 1000, 190
BAR = re.compile(r"M(\d+) (\d+)h(\d+)")


def bars(title: str) -> dict[str, list[tuple[int, ...]]]:
    trace = draw_trace(title, width=WIDE, height=HIGH)
    return {tone: [tuple(map(int, bar)) for bar in BAR.findall(path)] for tone, path in trace.paths.items()}


def test_the_same_title_always_gives_the_same_cover() -> None:
    assert draw_trace("显存账", width=WIDE, height=HIGH) == draw_trace("显存账", width=WIDE, height=HIGH)


def test_two_titles_look_different() -> None:
    assert draw_trace("Training", width=WIDE, height=HIGH) != draw_trace("Inference", width=WIDE, height=HIGH)


@pytest.mark.parametrize("title", ["", "   ", "a", "。", "W" * 200, "从零估算 KV Cache", "🦙 llama", "<b>&"])
def test_every_bar_lies_within_the_drawing(title: str) -> None:
    trace = draw_trace(title, width=WIDE, height=HIGH)
    for path in trace.paths.values():
        assert BAR.sub("", path) == ""
    for left, middle, length in [bar for found in bars(title).values() for bar in found]:
        assert length > 0
        assert left + length <= WIDE
        assert trace.thickness / 2 <= middle <= HIGH - trace.thickness / 2


def test_han_is_tinted_and_latin_consonants_are_grey() -> None:
    assert "grey" not in bars("显存账")
    assert set(bars("bcdfg")) == {"grey", "full"}


def test_one_bar_stands_out() -> None:
    assert len(bars("What sharded training sends")["full"]) == 1


@pytest.mark.parametrize("title", ["长上下文推理的显存账", "Low-bit quantisation from first principles"])
def test_a_cover_stays_small(title: str) -> None:
    assert sum(map(len, draw_trace(title, width=WIDE, height=HIGH).paths.values())) < 2048
