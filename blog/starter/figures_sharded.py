"""Figures of the post on sharded training."""

from collections.abc import Iterator

from blog.starter.drawing import Drawing

PARAMETERS, RANKS = 8_030_261_248, 64
LAYERS, FORWARD, BACKWARD = 4, 1.0, 2.0
LEGEND = ((96, "f-accent", "weights"), (222, "f-warm", "gradients"), (370, "f-good", "optimiser"))
Task = tuple[str, float, float]
Schedule = tuple[list[Task], list[Task]]


def ring_states(ranks: int) -> Iterator[list[list[int]]]:
    """How many contributions each rank's copy of each chunk holds, before and after every step."""
    held = [[1] * ranks for _ in range(ranks)]
    yield held
    for step in range(2 * (ranks - 1)):
        after = [row.copy() for row in held]
        for rank in range(ranks):
            chunk = (rank - step) % ranks if step < ranks - 1 else (rank + 1 - (step - ranks + 1)) % ranks
            receiver = (rank + 1) % ranks
            gathered = step >= ranks - 1
            after[receiver][chunk] = held[rank][chunk] + (0 if gathered else 1)
        held = after
        yield held


def ring() -> Drawing:
    """The seven states of a ring all-reduce over four ranks."""
    drawing = Drawing(670, 212, "Ring all-reduce over four ranks: reduce-scatter, then all-gather")
    cell, pitch = 18, 92
    for step, state in enumerate(ring_states(4)):
        left = 34 + step * pitch
        for rank, row in enumerate(state):
            for chunk, count in enumerate(row):
                x, y = left + chunk * cell, 62 + rank * (cell + 6)
                drawing.rect((x, y, cell - 2, cell), "f-accent", opacity=(0.14, 0.34, 0.58, 1)[count - 1])
        label = "start" if step == 0 else str(step)
        drawing.text(left + 2 * cell - 1, 192, label, "f-quiet", anchor="middle")
    for rank in range(4):
        drawing.text(22, 77 + rank * 24, str(rank), "f-quiet", anchor="end")
    _bracket(drawing, 126, 380, "reduce-scatter")
    _bracket(drawing, 402, 656, "all-gather")
    return drawing


def _bracket(drawing: Drawing, left: float, right: float, words: str) -> None:
    drawing.lines([(left, 52), (left, 44), (right, 44), (right, 52)], "s-quiet", width=1.25)
    drawing.text((left + right) / 2, 30, words, anchor="middle")


def memory() -> Drawing:
    """Bytes of model state per GPU, by stage."""
    drawing = Drawing(670, 282, "Model state per GPU, 8.03 billion parameters on 64 GPUs")
    for left, kind, label in LEGEND:
        drawing.rect((left, 20, 16, 16), kind)
        drawing.text(left + 24, 34, label, "f-quiet")
    for row, (name, shards) in enumerate((("DP", 0), ("ZeRO-1", 1), ("ZeRO-2", 2), ("ZeRO-3", 3))):
        top = 62 + row * 54
        drawing.text(86, top + 26, name, anchor="end")
        x = 96.0
        for place, (share, kind) in enumerate(((2.0, "f-accent"), (2.0, "f-warm"), (12.0, "f-good"))):
            ranks = RANKS if place >= 3 - shards else 1
            width = share * PARAMETERS / ranks / 1e9 * 3.6
            drawing.rect((x, top, width, 38), kind)
            x += width
        drawing.text(x + 8, top + 26, f"{state_gigabytes(shards):.1f} GB")
    return drawing


def state_gigabytes(shards: int) -> float:
    """Model state per GPU when the last `shards` of weights, gradients and optimiser state are sharded."""
    shares = [2, 2, 12]
    kept = sum(shares[: 3 - shards]) + sum(shares[3 - shards :]) / RANKS
    return kept * PARAMETERS / 1e9


def data_parallel(gather: float) -> Schedule:
    """Backward releases one all-reduce a layer, each worth two gathers of network time."""
    compute, network = _compute_without_waiting(), []
    free = 0.0
    for name, _, end in compute[LAYERS:]:
        start = max(free, end)
        free = start + 2 * gather
        network.append(("all-reduce " + name, start, free))
    return compute, network


def _compute_without_waiting() -> list[Task]:
    tasks, clock = [], 0.0
    for name, length in _layer_work():
        tasks.append((name, clock, clock + length))
        clock += length
    return tasks


def _layer_work() -> list[tuple[str, float]]:
    forward = [(f"F{layer}", FORWARD) for layer in range(1, LAYERS + 1)]
    return forward + [(f"B{layer}", BACKWARD) for layer in range(LAYERS, 0, -1)]


def zero3(gather: float) -> Schedule:
    """Every layer waits for its gather, made one layer ahead; backward scatters after each layer."""
    compute: list[Task] = []
    network: list[Task] = []
    free = previous_start = clock = 0.0
    pending: list[Task] = []
    for name, length in _layer_work():
        begin = max(free, previous_start)
        free = begin + gather
        network.append(("gather " + name, begin, free))
        for scatter, ready, _ in pending:
            start = max(free, ready)
            free = start + gather
            network.append((scatter, start, free))
        start = max(clock, begin + gather)
        previous_start, clock = start, start + length
        compute.append((name, start, clock))
        pending = [("scatter " + name, clock, clock)] if name.startswith("B") else []
    last = max(free, clock)
    network.append((pending[0][0], last, last + gather))
    return compute, network


def overlap() -> Drawing:
    """Three timelines: data parallel and ZeRO-3 above the threshold, ZeRO-3 below it."""
    drawing = Drawing(670, 384, "Timelines of computation and communication for data parallel and ZeRO-3")
    panels = (
        ("Data parallel, T = 1.25 T*", data_parallel(0.8)),
        ("ZeRO-3, T = 1.25 T*", zero3(0.8)),
        ("ZeRO-3, T = 0.5 T*", zero3(2.0)),
    )
    for panel, (words, schedule) in enumerate(panels):
        _timeline(drawing, 26 + panel * 122, words, schedule)
    return drawing


def _timeline(drawing: Drawing, top: float, words: str, schedule: Schedule) -> None:
    scale, left = 22.4, 62.0
    drawing.text(left, top, words, "b")
    for lane, (label, tasks) in enumerate(zip(("GPU", "Net"), schedule, strict=True)):
        y = top + 12 + lane * 38
        drawing.text(left - 10, y + 22, label, "f-quiet", anchor="end")
        for name, start, end in tasks:
            kind, opacity = _look(name)
            drawing.rect((left + start * scale, y, (end - start) * scale - 1.5, 32), kind, opacity=opacity)
    end = max(task[2] for tasks in schedule for task in tasks)
    drawing.text(left + end * scale + 8, top + 72, f"{end:.1f}")


def _look(name: str) -> tuple[str, float]:
    if name.startswith("F"):
        return "f-accent", 0.55
    if name.startswith("B"):
        return "f-accent", 1
    return ("f-good", 0.75) if name.startswith("gather") else ("f-warm", 0.85)
