"""Pictures of a run: its loss over the steps, and a sheet of samples."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt

from videostudio.tools.images import Pixels, encode_png
from videostudio.training.trainer import journal

GAP = 2


def plot_losses(work: Path) -> None:
    """losses.png in `work`: every value of its log, with its running mean."""
    found = journal.lines(work)
    if not found:
        return
    mpl.use("Agg")
    names = [name for name in found[-1] if name not in ("step", "rate")]
    figure, rows = plt.subplots(len(names), 1, figsize=(7, 2.2 * len(names)), sharex=True, squeeze=False)
    for name, axes in zip(names, rows[:, 0], strict=True):
        steps, values = zip(*((line["step"], line[name]) for line in found if name in line), strict=True)
        axes.plot(steps, values, linewidth=0.5, alpha=0.4)
        axes.plot(steps, _smoothed(values), linewidth=1.2)
        axes.set(ylabel=name, yscale="log" if min(values) > 0 else "linear")
    rows[-1, 0].set(xlabel="step")
    figure.savefig(work / "losses.png", dpi=110, bbox_inches="tight")
    plt.close(figure)


def sheet(pictures: Sequence[Pixels], columns: int) -> Pixels:
    """Pictures of one size (h, w, 3) in rows of `columns` on one sheet."""
    framed = [np.pad(one, ((0, GAP), (0, GAP), (0, 0)), constant_values=255) for one in pictures]
    blank = np.full_like(framed[0], 255)
    full = [*framed, *[blank] * (-len(framed) % columns)]
    rows = [np.concatenate(full[at : at + columns], axis=1) for at in range(0, len(full), columns)]
    return np.concatenate(rows)


def write_sheet(pictures: Sequence[Pixels], out: Path, columns: int = 8) -> None:
    """The sheet as a PNG."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(encode_png(sheet(pictures, columns)))


def _smoothed(values: Sequence[float]) -> list[float]:
    found, mean = [], values[0]
    for value in values:
        mean += 0.05 * (value - mean)
        found.append(mean)
    return found
