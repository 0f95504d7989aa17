"""Figures of the tour, whose example is low-bit quantisation."""

import math

from blog.starter.drawing import Drawing

LEVELS = 7
LOWEST, HIGHEST = -0.2, 1.3
OUTLIER = 19
LEFT, BOTTOM, UNIT = 60.0, 222.0, 44.0
RIGHT = LEFT + 5.2 * UNIT


def staircase() -> Drawing:
    """Rounding to whole steps."""
    drawing = Drawing(320, 260, "取整函数 Q(x) 是一级一级的台阶", small=22, narrow=240)
    _frame(drawing, "Q(x) / Δ")
    height = 36.0
    drawing.lines([(LEFT, BOTTOM), (RIGHT, BOTTOM - 5.2 * height)], "s-quiet", width=1, dash="3 4")
    points = [(LEFT, BOTTOM)]
    for step in range(5):
        edge = LEFT + (step + 0.5) * UNIT
        points += [(edge, BOTTOM - step * height), (edge, BOTTOM - (step + 1) * height)]
    points.append((RIGHT, points[-1][1]))
    drawing.lines(points, "s-accent", width=2.5)
    for step in range(1, 6):
        drawing.text(LEFT - 10, BOTTOM - step * height + 5, str(step), "f-quiet", anchor="end")
    return drawing


def sawtooth() -> Drawing:
    """The rounding error, which never leaves plus or minus half a step."""
    drawing = Drawing(320, 260, "取整误差 e(x) 是锯齿，始终在正负半步之间", small=22, narrow=240)
    _frame(drawing, "e(x)")
    middle, height = 122.0, 144.0
    for share, label in ((0.5, "Δ/2"), (0, "0"), (-0.5, "−Δ/2")):
        y = middle - share * height
        drawing.lines([(LEFT, y), (RIGHT, y)], "s-rule", width=1)
        drawing.text(LEFT - 10, y + 5, label, "f-quiet", anchor="end")
    points = [(LEFT, middle)]
    for step in range(5):
        edge = LEFT + (step + 0.5) * UNIT
        points += [(edge, middle + height / 2), (edge, middle - height / 2)]
    points.append((RIGHT, middle + height * 0.2))
    drawing.lines(points, "s-warm", width=2.5)
    return drawing


def _frame(drawing: Drawing, up: str) -> None:
    """The axes that the two plots share, so that they stand beside each other on one line."""
    drawing.lines([(LEFT, 28), (LEFT, BOTTOM), (LEFT + 246, BOTTOM)], "s-quiet", width=1.25)
    drawing.text(4, 18, up, "f-quiet")
    drawing.text(LEFT + 246, BOTTOM - 10, "x / Δ", "f-quiet", anchor="end")
    for step in range(1, 6):
        drawing.text(LEFT + step * UNIT, BOTTOM + 24, str(step), "f-quiet", anchor="middle")


def ranges() -> Drawing:
    """Where symmetric and asymmetric int4 put their levels for values in [-0.2, 1.3]."""
    drawing = Drawing(670, 232, "数据落在 -0.2 到 1.3 时，对称与非对称 int4 的格点")
    symmetric = [level * HIGHEST / LEVELS for level in range(-LEVELS, LEVELS + 1)]
    asymmetric = [LOWEST + level * 0.1 for level in range(16)]
    rows = (("对称 int4，Δ = 0.186", symmetric), ("非对称 int4，Δ = 0.1", asymmetric))
    for row, (name, levels) in enumerate(rows):
        _number_line(drawing, 74 + row * 92, name, levels)
    for value in (-1.3, -0.2, 0, 1.3):
        label = f"{value:g}".replace("-", "−")
        drawing.text(_place(value), 222, label, "f-quiet", anchor="middle")
    return drawing


def _place(value: float) -> float:
    return 340 + value * 228


def _number_line(drawing: Drawing, y: float, name: str, levels: list[float]) -> None:
    drawing.text(_place(-1.35), y - 34, name, "b")
    drawing.rect((_place(LOWEST), y - 22, _place(HIGHEST) - _place(LOWEST), 44), "f-accent", opacity=0.14)
    drawing.lines([(_place(-1.36), y), (_place(1.36), y)], "s-quiet", width=1.25)
    for level in levels:
        kind = "s-accent" if level >= LOWEST - 1e-9 else "s-bad"
        drawing.lines([(_place(level), y - 13), (_place(level), y + 13)], kind, width=2.5)


def weights() -> list[float]:
    """Thirty-two weights within a quarter of the one large weight among them."""
    values = [0.25 * math.sin(1.7 * index) * math.cos(0.6 * index) for index in range(32)]
    values[OUTLIER] = 1.0
    return values


def groups() -> Drawing:
    """The same weights under one scale, then under four."""
    drawing = Drawing(670, 366, "同一组权重：上面共用一个步长，下面每 8 个一个步长")
    for row, (words, size) in enumerate((("一个步长", 32), ("每 8 个一个步长", 8))):
        _stems(drawing, 28 + row * 178, words, size)
    return drawing


def _stems(drawing: Drawing, top: float, words: str, size: int) -> None:
    left, pitch, zero, scale = 20.0, 20.0, top + 122, 104.0
    values = weights()
    drawing.text(left, top, words, "b")
    for start in range(0, len(values), size):
        delta = max(abs(value) for value in values[start : start + size]) / LEVELS
        x, end = left + start * pitch + 2, left + (start + size) * pitch - 2
        for level in range(-LEVELS, LEVELS + 1):
            y = zero - level * delta * scale
            if y <= zero + 30:
                drawing.lines([(x, y), (end, y)], "s-rule", width=1)
    for index, value in enumerate(values):
        x = left + (index + 0.5) * pitch
        kind = "warm" if index == OUTLIER else "accent"
        drawing.lines([(x, zero), (x, zero - value * scale)], f"s-{kind}", width=2)
        drawing.dot(x, zero - value * scale, 4, f"f-{kind}")
