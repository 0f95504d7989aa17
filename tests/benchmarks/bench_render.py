"""Prints what rendering costs: a long post, then the growth of the time for each doubling of hard texts.

    python -m tests.benchmarks.bench_render

Ratios are made in one run, so they say the same on every machine: 2.0 is linear, 4.0 quadratic.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial

from blog.markdown import render

WORDS = (
    "The cache grows with every token, and **each head** keeps `keys` and [values](https://example.com/kv). "
)
HAN = "长上下文推理里最先耗尽的往往不是算力，而是**显存。**缓存随长度线性增长。"
CODE = '''```python title="step_{n}.py" {{2}}
class Step{n}:
    """Step {n} of the computation."""

    scale: float = {n}.0

    def run(self, x: list[float], *, share: int = {n}) -> list[float]:
        total = sum(x) or 1.0
        for index, value in enumerate(x):
            if index % share == 0:  # every share-th value
                x[index] = value / total * self.scale
        return [round(value, 3) for value in x]


print(f"step {n}: {{Step{n}().run([1.0, 2.0, 3.0])}}")
```
'''
HARD = {
    "emphasis": "*a_ ",
    "brackets": "![[]()",
    "links": "[a](b) ",
    "backticks": "`a``",
    "quotations": "> > > a\n\n",
    "lists": "- a\n",
    "tables": "|a|b|\n|-|-|\n|c|d|\n\n",
    "headings": "## a\n\n",
    "dollars": "$a ",
    "tags": "<b>a</b> ",
    "addresses": "https://a.b/( ",
    "Han emphasis": "**重点。**后",
    "Han lines": "中文\n",
}


def long_post(words: int = 10_000, formulas: int = 100, blocks: int = 30) -> str:
    """Return a post of the size that the budget names; no two formulas or blocks are the same."""
    paragraphs = words // 100
    parts = []
    for number in range(paragraphs):
        maths = (
            rf"$\mathrm{{softmax}}\left(\frac{{QK_{{{number}}}^\top}}{{\sqrt{{d_{{{n}}}}}}}\right)V$ "
            for n in range(formulas // paragraphs)
        )
        parts.append(f"## Part {number}\n\n{WORDS * 3}{HAN * 2}{''.join(maths)}\n")
        if number * blocks // paragraphs != (number + 1) * blocks // paragraphs:
            parts.append(CODE.format(n=number))
    return "\n".join(parts)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the fastest of three runs."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(3))


def growth(unit: str) -> Iterator[float]:
    """Yield the time at three doublings of a text made of one unit."""
    for length in (4_000, 8_000, 16_000):
        text = unit * (length // len(unit))
        yield seconds(partial(render, text))


def main() -> None:
    """Print the long post's times, then a line of ratios for each hard text."""
    post = long_post()
    start = time.process_time()
    document = render(post)
    first = time.process_time() - start
    print(f"{document.words:,} words, {document.formulas} formulas: first {first:.3f} s", end=", ")
    print(f"again {seconds(lambda: render(post)):.3f} s")
    for name, unit in HARD.items():
        times = list(growth(unit))
        print(f"{name:14} {times[1] / times[0]:.2f} {times[2] / times[1]:.2f}   {times[2] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
