"""Draws the starter posts' figures: `python -m blog.starter.figures [folder]`."""

import sys
from pathlib import Path

from blog.starter import figures_kv, figures_quant, figures_sharded
from blog.starter.drawing import Drawing

FOLDER = Path(__file__).resolve().parent.parent / "static" / "blog" / "starter"


def drawings() -> dict[str, Drawing]:
    """Every figure by the name of its file."""
    return {
        "kv-heads.svg": figures_kv.heads(),
        "kv-growth.svg": figures_kv.growth(),
        "kv-budget.zh-hans.svg": figures_kv.budget("zh-hans"),
        "kv-budget.en.svg": figures_kv.budget("en"),
        "sharded-ring.svg": figures_sharded.ring(),
        "sharded-memory.svg": figures_sharded.memory(),
        "sharded-overlap.svg": figures_sharded.overlap(),
        "quant-staircase.svg": figures_quant.staircase(),
        "quant-error.svg": figures_quant.sawtooth(),
        "quant-ranges.svg": figures_quant.ranges(),
        "quant-groups.svg": figures_quant.groups(),
    }


def write(folder: Path) -> None:
    """Write every figure into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings().items():
        (folder / name).write_text(drawing.svg(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
