"""A calibration with round thresholds, as the critic's tests need one."""

from videostudio.film.calibration import POINTS, CalibratedScore, Calibration, worse
from videostudio.film.requests import Subject

BY = "checks v1"
LIMITS = {
    (Subject.REFERENCE, "contrast"): (3.0, 60.0),
    (Subject.REFERENCE, "coverage"): (0.02, 0.5),
    (Subject.IMAGE, "contrast"): (3.0, 40.0),
    (Subject.CLIP, "contrast"): (3.0, 40.0),
    (Subject.CLIP, "motion"): (0.25, 1.0),
    (Subject.CLIP, "camera"): (0.6, 1.0),
    (Subject.CLIP, "flicker"): (0.5, 0.1),
    (Subject.IMAGE, "presence"): (0.4, 0.8),
    (Subject.FILM, "place_match"): (0.87, 0.98),
}
"""Threshold and median of sound takes."""


def one(subject: Subject, name: str, *, advisory: str = "", by: str = BY) -> CalibratedScore:
    threshold, median = LIMITS[subject, name]
    return CalibratedScore(
        subject=subject,
        name=name,
        by=by,
        unit="u",
        worse=worse(name),
        threshold=threshold,
        advisory=advisory,
        matched=(median,) * POINTS,
    )


CALIBRATION = Calibration(profile="preview", scores=tuple(one(*key) for key in LIMITS))
