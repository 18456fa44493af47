"""Pictures of a critic study: one ROC with all kinds of fault, and the distributions of the scores that tell them."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from videostudio.evaluation.findings import joint_badness, score_names, values_of, worst
from videostudio.evaluation.measured import TakeScores
from videostudio.evaluation.roc import roc
from videostudio.evaluation.takes import CLEAN
from videostudio.tools.scoring.calibrating import auc

LEAST_RATE = 1e-3
"""Where the axis of false positives begins."""


def write(takes: Sequence[TakeScores], folder: Path) -> None:
    """roc.png and one distribution per kind of fault, into `folder`."""
    mpl.use("Agg")
    folder.mkdir(parents=True, exist_ok=True)
    badness = {name: {take.key: worst(take, name) for take in takes} for name in score_names(takes)}
    joint = joint_badness(takes, badness)
    clean = [take for take in takes if take.fault == CLEAN]
    faults = sorted({take.fault for take in takes} - {CLEAN})
    _roc(joint, clean, {fault: [take for take in takes if take.fault == fault] for fault in faults}, folder)
    for fault in faults:
        faulty = [take for take in takes if take.fault == fault]
        best = max(badness, key=lambda name: auc(values_of(badness[name], clean), values_of(badness[name], faulty)))
        _distribution(fault, best, badness[best], clean, faulty, folder)


def _roc(
    joint: dict[tuple[str, str], float], clean: list[TakeScores], faults: dict[str, list[TakeScores]], folder: Path
) -> None:
    figure, axes = plt.subplots(figsize=(8, 6))
    good = values_of(joint, clean)
    for fault, faulty in faults.items():
        bad = values_of(joint, faulty)
        false, true = roc(good, bad)
        axes.step(np.maximum(false, LEAST_RATE), true, where="post", label=f"{fault} {auc(good, bad):.3f}")
    axes.axvline(0.01, color="grey", linewidth=0.8, linestyle=":")
    axes.set(xscale="log", xlabel="clean takes rejected", ylabel="faulty takes rejected", title="Joint verdict (AUC)")
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    _save(figure, folder / "roc.png")


def _distribution(
    fault: str,
    name: str,
    values: dict[tuple[str, str], float],
    clean: list[TakeScores],
    faulty: list[TakeScores],
    folder: Path,
) -> None:
    figure, axes = plt.subplots(figsize=(6, 3))
    drawn = [values_of(values, takes) for takes in (clean, faulty)]
    finite = [those[np.isfinite(those)] for those in drawn]
    edges = np.histogram_bin_edges(np.concatenate(finite), 40)
    for those, label in zip(finite, ("clean", fault), strict=True):
        axes.hist(those, edges.tolist(), density=True, alpha=0.6, label=f"{label} ({len(those)})")
    axes.set(xlabel=f"badness by {name}", ylabel="density")
    axes.legend()
    _save(figure, folder / f"{fault}.png")


def _save(figure: Figure, out: Path) -> None:
    figure.savefig(out, dpi=110, bbox_inches="tight")
    plt.close(figure)
