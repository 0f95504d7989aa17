"""Figures of the posts on the KV cache."""

from blog.starter.drawing import Drawing

GB, GIB = 1e9, 2**30
TOKEN_BYTES = {"8B": 131_072, "70B": 327_680, "405B": 516_096}
PARAMETERS = {"8B": 8_030_261_248, "70B": 70_553_706_496, "405B": 405_853_388_800}
WORDS = {
    "zh-hans": {
        "title": "8 张 80 GB 显卡的显存怎么分给权重、预留和 KV cache",
        "weights": "权重",
        "reserve": "预留 10%",
        "tokens": "token 数",
    },
    "en": {
        "title": "How the memory of eight 80 GB cards is shared by weights, reserve and KV cache",
        "weights": "weights",
        "reserve": "10% reserve",
        "tokens": "tokens",
    },
}


def heads() -> Drawing:
    """Query heads above the key-value heads that they read: MHA, GQA, MQA."""
    drawing = Drawing(670, 216, "MHA, GQA, MQA: 8 query heads read 8, 2, 1 key-value heads")
    for column, (name, kv_heads) in enumerate((("MHA", 8), ("GQA", 2), ("MQA", 1))):
        _head_column(drawing, 48 + column * 214, name, kv_heads)
    for y, label in ((62, "Q"), (138, "K"), (158, "V")):
        drawing.text(38, y, label, "f-quiet", anchor="end")
    return drawing


def _head_column(drawing: Drawing, left: float, name: str, kv_heads: int) -> None:
    queries, pitch = 8, 22
    group = queries // kv_heads
    for query in range(queries):
        owner = query // group
        middle = left + (owner * group + (group - 1) / 2) * pitch + 8
        drawing.lines([(left + query * pitch + 8, 64), (middle, 124)], "s-quiet", width=1.25)
        drawing.rect((left + query * pitch, 48, 16, 16), "f-accent")
    for owner in range(kv_heads):
        middle = left + (owner * group + (group - 1) / 2) * pitch
        drawing.rect((middle, 124, 16, 16), "f-warm")
        drawing.rect((middle, 144, 16, 16), "f-warm", opacity=0.6)
    drawing.text(left + 3.5 * pitch + 8, 28, name, "b", anchor="middle")
    drawing.text(left + 3.5 * pitch + 8, 196, f"{queries} Q : {kv_heads} KV", "f-quiet", anchor="middle")


def growth() -> Drawing:
    """KV cache of one sequence against its length, beside the memory of one card."""
    drawing = Drawing(670, 310, "KV cache (GiB) of one sequence against context length, Llama 3.1, bf16")
    left, right, bottom, top, most = 62.0, 530.0, 262.0, 34.0, 80.0

    def height(gib: float) -> float:
        return bottom - (bottom - top) * gib / most

    for tick in (0, 20, 40, 60, 80):
        drawing.lines([(left, height(tick)), (right, height(tick))], "s-rule", width=1)
        drawing.text(left - 10, height(tick) + 5, str(tick), "f-quiet", anchor="end")
    for thousands in (0, 32, 64, 96, 128):
        x = left + (right - left) * thousands / 128
        drawing.text(x, bottom + 28, f"{thousands}Ki" if thousands else "0", "f-quiet", anchor="middle")
    drawing.text(left, 18, "GiB", "f-quiet", anchor="end")
    limit = height(80 * GB / GIB)
    drawing.lines([(left, limit), (right, limit)], "s-bad", width=1.5, dash="3 4")
    drawing.text(left + 10, limit + 24, "80 GB = 74.5 GiB", "f-quiet")
    for name, kind in (("405B", "warm"), ("70B", "accent"), ("8B", "good")):
        end = height(TOKEN_BYTES[name] * 131_072 / GIB)
        drawing.lines([(left, bottom), (right, end)], f"s-{kind}", width=2.5)
        drawing.text(right + 10, end + 5, f"{name} · {TOKEN_BYTES[name] * 131_072 / GIB:.0f} GiB", "wide")
        drawing.text(right + 10, end + 5, f"{name} · {TOKEN_BYTES[name] * 131_072 / GIB:.0f}", "narrow")
    return drawing


def budget(language: str) -> Drawing:
    """What is left for KV cache on eight cards of 80 GB beside weights and a reserve of a tenth."""
    words = WORDS[language]
    drawing = Drawing(670, 270, words["title"])
    _legend(drawing, words)
    rows = (("8B", 2, "bf16"), ("70B", 2, "bf16"), ("70B", 1, "fp8"), ("405B", 1, "fp8"))
    for row, (model, weight_bytes, kind) in enumerate(rows):
        weights = PARAMETERS[model] * weight_bytes / GB
        _budget_bar(drawing, 66 + row * 52, f"{model} {kind}", weights, TOKEN_BYTES[model])
    return drawing


def _legend(drawing: Drawing, words: dict[str, str]) -> None:
    entries = ((112, "f-accent", 1.0, words["weights"]), (232, "f-rule", 1.0, words["reserve"]))
    for x, kind, opacity, label in (*entries, (402, "f-accent", 0.35, "KV cache")):
        drawing.rect((x, 20, 16, 16), kind, opacity=opacity)
        drawing.text(x + 24, 34, label, "f-quiet")
    drawing.text(660, 34, words["tokens"], "f-quiet", anchor="end")


def _budget_bar(drawing: Drawing, top: float, label: str, weights: float, token_bytes: int) -> None:
    left, scale, total, reserve = 112.0, 470 / 640, 640.0, 64.0
    cache = total - weights - reserve
    drawing.text(left - 10, top + 24, label, anchor="end")
    drawing.rect((left, top, weights * scale, 36), "f-accent")
    drawing.rect((left + weights * scale, top, reserve * scale, 36), "f-rule")
    drawing.rect((left + (weights + reserve) * scale, top, cache * scale, 36), "f-accent", opacity=0.35)
    drawing.text(left + (total - cache / 2) * scale, top + 24, f"{cache:.1f} GB", anchor="middle")
    drawing.text(660, top + 24, f"{cache * GB // token_bytes / 1e6:.2f}M", anchor="end")
