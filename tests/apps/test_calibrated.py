"""What the command calibrate says of what it measured."""

from pathlib import Path

from videostudio.apps.calibrated import in_words
from videostudio.film.calibration import POINTS, CalibratedScore, Calibration, Worse
from videostudio.film.requests import Subject


def test_every_score_has_a_line_with_its_limit_or_why_it_only_advises() -> None:
    facts = {"subject": Subject.CLIP, "by": "checks v3", "takes": 200, "pairs": 40}
    points = tuple(0.5 + n / 64 for n in range(POINTS))
    found = Calibration(
        profile="preview",
        rejected=0.0187,
        takes=200,
        scores=(
            CalibratedScore(
                name="camera", worse=Worse.LOW, threshold=0.71, matched=points, auc=0.998, caught=0.97, **facts
            ),
            CalibratedScore(name="flicker", worse=Worse.HIGH, threshold=0.3, matched=points, **facts),
            CalibratedScore(name="event", worse=Worse.LOW, advisory="measured on 3 sound takes", **facts),
        ),
    )
    head, camera, flicker, event, together = in_words(found, Path("x.json")).splitlines()
    assert head.split()[:4] == ["score", "passes", "AUC", "caught"]
    assert camera.split() == ["clip", "camera", "from", "0.71", "0.998", "0.970", "0.5", "..", "0.75", "..", "1"]
    assert "up to 0.3" in flicker
    assert "never measured; advisory: measured on 3 sound takes" in event
    assert together.startswith("Rejects 1.87% of sound takes, wanted at most 2.00%, from 200 takes")
    assert together.endswith("Written to x.json.")
