import math

import pytest

from blog.starter import figures_kv, figures_quant, figures_sharded
from tests.starter.posts import read_posts

KV, TOUR, SHARDED = "kv-cache-from-first-principles", "markdown-tour", "what-sharded-training-sends"
KIB, MIB, GIB, GB = 2**10, 2**20, 2**30, 1e9
KV_8B, KV_70B, KV_405B = (2 * layers * 8 * 128 * 2 for layers in (32, 80, 126))
PARAMETERS = figures_kv.PARAMETERS
WEIGHTS_70B = 2 * PARAMETERS["70B"]
CROSSING = WEIGHTS_70B / KV_70B
ACHIEVED = 0.40 * 989e12
STEP_RATIO = (1.3 / 7) / 0.1
CLIPPED = (127 / 588 + 19**2) / 128


def parameters(layers: int, width: int, ffn: int) -> int:
    block = 2 * width * width + 2 * width * 1024 + 3 * width * ffn + 2 * width
    return layers * block + 2 * 128_256 * width + width


def row_of_bits(group: int) -> str:
    symmetric, asymmetric = 4 + 16 / group, 4 + 20 / group + 1e-9
    return f"| {symmetric:.3f} | {asymmetric:.3f} | {PARAMETERS['70B'] * symmetric / 8 / GB:.1f} |"


NUMBERS = [
    (KV, f"{(1024 + 1) / 2}"),
    (KV, f"512\\ \\text{{KiB}}\\times4096={2 * 32 * 32 * 128 * 2 * 4096 // GIB}\\ \\text{{GiB}}"),
    *((KV, f"{KV_70B * length / GIB:.3g}") for length in (8192, 131_072)),
    *((KV, f"{KV_405B * length / GIB:.3g} GiB") for length in (8192, 32_768)),
    (KV, f"{PARAMETERS['405B'] / PARAMETERS['70B']:.2f}"),
    (KV, f"126/80={126 / 80}"),
    (KV, f"{PARAMETERS['405B'] / GB:.2f}\\times2={2 * PARAMETERS['405B'] / GB:.1f}"),
    (KV, f"{(640 * 0.9) - PARAMETERS['405B'] / GB:.1f} GB"),
    (KV, f"6144\\times320\\ \\text{{KiB}}={6144 * KV_70B / GIB}\\ \\text{{GiB}}"),
    (KV, f"{7.5 * KV_70B / MIB:.2f}\\ \\text{{MiB}}"),
    (KV, f"{CROSSING / 1e5:.2f}\\times10^{{5}}"),
    (KV, f"{CROSSING / 131_072:.1f}"),
    (KV, f"989/3.35\\approx{989 / 3.35:.0f}"),
    (KV, f"{989 / 3.35 / 8:.0f}"),
    (KV, f"4.5/16={4.5 / 16:.1%}".replace("%", "\\%")),
    (KV, f"{4.5 / 16 * KV_70B / KIB:.0f} KiB"),
    (KV, f"{4096 * KV_8B // MIB}\\ \\text{{MiB}}"),
    (KV, f"\\lceil126/4\\rceil={math.ceil(126 / 4)}"),
    (KV, f"1-32/126={1 - 32 / 126:.1%}".replace("%", "\\%")),
    (KV, f"{60 * (512 + 64) * 2}"),
    (KV, f"{60 * (512 + 64) * 2 / KIB} KiB"),
    (KV, f"{2 * 60 * 128 * 128 * 2}"),
    (KV, f"{2 * 60 * 128 * 128 * 2 / MIB} MiB"),
    (KV, f"{2 * 128 * 128 / (512 + 64):.0f}"),
    (SHARDED, "{:.1f}, {:.1f}, {:.1f} and {:.1f} GB".format(*map(figures_sharded.state_gigabytes, range(4)))),
    (SHARDED, f"{2 * 4096**2 + 2 * 4096 * 1024 + 3 * 4096 * 14_336 + 2 * 4096:,}"),
    (SHARDED, f"{PARAMETERS['8B']:,}"),
    (SHARDED, f"{1.6 / 12:.0%} for 4 layers, but {1.6 / 96:.1%} for 32"),
    (SHARDED, f"$436.2/512={436.2 / 512:.2f}$ MB and passes in {2 * 218_112_000 / 512 / 400e9 * 1e6:.1f} µs"),
    (SHARDED, f"{16 * PARAMETERS['8B'] / 8 / GB:.1f} GB against {16 * PARAMETERS['8B'] / 64 / GB:.1f} GB"),
    (TOUR, f"8 位有 {160 * math.log10(2):.1f} dB，4 位只剩 {80 * math.log10(2):.1f} dB"),
    (TOUR, f"13/7\\approx{STEP_RATIO:.2f}$"),
    (TOUR, f"(13/7)^2\\approx{STEP_RATIO**2:.2f}$，也就是 {20 * math.log10(STEP_RATIO):.1f} dB"),
    (TOUR, f"\\Delta=20/7={20 / 7:.2f}$，半格是 {10 / 7:.2f}"),
    (TOUR, f"\\Delta^2/12={(20 / 7) ** 2 / 12:.2f}"),
    (TOUR, "、".join(f"{(group - 1) / 384:.3f}" for group in (128, 64, 32, 16))),
    (TOUR, f"1/588={1 / 588:.4f}"),
    *((TOUR, row_of_bits(group)) for group in (32, 64, 128, 8192)),
    (TOUR, f"\\approx{CLIPPED:.3f}"),
    (TOUR, f"{CLIPPED / (127 / 128 * (1 - 1 / 127**2) / 3):.1f} 倍"),
]


@pytest.mark.parametrize(("slug", "text"), NUMBERS)
def test_number_in_the_text_follows_from_its_inputs(slug: str, text: str) -> None:
    posts = [post for post in read_posts() if post.about["slug"] == slug]
    assert [post.name for post in posts if text not in post.body] == []


def test_figures_use_the_parameters_of_the_published_shapes() -> None:
    shapes = {"8B": (32, 4096, 14_336), "70B": (80, 8192, 28_672), "405B": (126, 16_384, 53_248)}
    assert {name: parameters(*shape) for name, shape in shapes.items()} == PARAMETERS
    assert figures_kv.TOKEN_BYTES == {"8B": KV_8B, "70B": KV_70B, "405B": KV_405B}
    assert PARAMETERS["8B"] == figures_sharded.PARAMETERS


def test_ring_needs_both_passes_to_finish_every_chunk() -> None:
    states = list(figures_sharded.ring_states(4))
    assert [sum(row.count(4) for row in state) for state in states] == [0, 0, 0, 4, 8, 12, 16]


@pytest.mark.parametrize(
    ("schedule", "total"),
    [
        (figures_sharded.data_parallel(0.8), 13.6),
        (figures_sharded.zero3(0.8), 13.6),
        (figures_sharded.zero3(2.0), 24.0),
    ],
)
def test_timeline_ends_when_the_text_says(schedule: figures_sharded.Schedule, total: float) -> None:
    assert max(task[2] for tasks in schedule for task in tasks) == pytest.approx(total)


def test_one_weight_in_the_figure_stands_out() -> None:
    largest, second = sorted(map(abs, figures_quant.weights()), reverse=True)[:2]
    assert largest == 1.0 and second <= 0.25
