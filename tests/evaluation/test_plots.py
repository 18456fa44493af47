"""Plots of a study are written, one for every kind of fault."""

from pathlib import Path

import numpy as np
import pytest

from videostudio.evaluation.measured import Measured, TakeScores
from videostudio.evaluation.takes import CLEAN
from videostudio.film.requests import Subject
from videostudio.tools.images import decode

pytest.importorskip("matplotlib")


def test_every_kind_of_fault_has_a_plot_and_all_share_a_curve(tmp_path: Path) -> None:
    from videostudio.evaluation import plots  # noqa: PLC0415  # matplotlib is an extra

    chance = np.random.default_rng(0)
    means = {CLEAN: 1.0, "frozen": 0.3, "missing": 0.9}
    takes = [
        TakeScores(
            story=number // 4,
            scene=f"s{number}",
            fault=fault,
            scores=(
                Measured(subject=Subject.CLIP, name="motion", about="", value=float(chance.normal(mean, 0.1))),
                Measured(subject=Subject.CLIP, name="camera", about="", value=None),
            ),
        )
        for number in range(40)
        for fault, mean in means.items()
    ]
    plots.write(takes, tmp_path / "plots")
    written = sorted((tmp_path / "plots").iterdir())
    assert [path.name for path in written] == ["frozen.png", "missing.png", "roc.png"]
    assert all(decode(path.read_bytes()).std() > 1 for path in written)
