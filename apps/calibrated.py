"""What a calibration says, for people."""

from pathlib import Path

from videostudio.film.calibration import CalibratedScore, Calibration, Worse


def in_words(calibration: Calibration, file: Path) -> str:
    """A line a score, and what they come to together."""
    lines = [f"{'score':<28}{'passes':>14}{'AUC':>8}{'caught':>8}  sound takes from the least to the greatest"]
    lines += [_line(score) for score in calibration.scores]
    lines.append(
        f"Rejects {calibration.rejected or 0:.2%} of sound takes, wanted at most {calibration.false_rejects:.2%}, "
        f"from {calibration.takes} takes of profile '{calibration.profile}'. Written to {file}."
    )
    return "\n".join(lines)


def _line(score: CalibratedScore) -> str:
    name, sign = f"{score.subject.value} {score.name}", "from" if score.worse is Worse.LOW else "up to"
    passes = "" if score.threshold is None else f"{sign} {score.threshold:.4g}"
    points = score.matched
    spread = f"{points[0]:.4g} .. {points[len(points) // 2]:.4g} .. {points[-1]:.4g}" if points else "never measured"
    why = f"; advisory: {score.advisory}" if score.advisory else ""
    return f"{name:<28}{passes:>14}{_figure(score.auc)}{_figure(score.caught)}  {spread}{why}"


def _figure(value: float | None) -> str:
    return f"{'-' if value is None else f'{value:.3f}':>8}"
