"""What it would cost to calibrate a profile, said after a film whose critic could only advise."""

from videostudio.film.take import Stage
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager
from videostudio.graphs.calibrating import USUAL_SCENES, shots_of
from videostudio.graphs.calibration_takes import look_of
from videostudio.graphs.calibrations import MEASURED_BY
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.pace import Pace
from videostudio.graphs.profile import Profile

CLIP_S = 4
"""About how long a random scene lasts."""


def calibration_offer(profile: Profile, backends: Backends, pace: Pace, workers: int) -> str:
    """The command, and what it takes at the pace of the film that was just made; for a profile whose calibration comes
    from elsewhere, from where."""
    if (name := profile.calibration or profile.name) in MEASURED_BY:
        return f"{MEASURED_BY[name]} would let the critic reject takes, not only advise"
    shots = shots_of(USUAL_SCENES)
    each = {stage: pace.seconds.get(stage) for stage in shots}
    frames = CLIP_S * look_of(0).fps
    known = {stage: took * (frames if stage is Stage.CLIP else 1) for stage, took in each.items() if took}
    told = f"{shots[Stage.REFERENCE] + shots[Stage.IMAGE]} pictures and {shots[Stage.CLIP]} clips"
    hours = sum(shots[stage] * seconds for stage, seconds in known.items()) / workers / 3600
    time = f"about {hours:.1f} h with {workers} at a time, as long as this film's took" if known else "a time unknown"
    return (
        f"`videostudio calibrate --profile {profile.name}` would let the critic reject takes, not only advise: it "
        f"makes {told}, {time}{_money(backends, shots)}; --scenes 40 takes a tenth, and draws its lines less surely"
    )


def _money(backends: Backends, shots: dict[Stage, int]) -> str:
    makers: dict[Stage, EntityImager | SceneImager | SceneFilmer] = {
        Stage.REFERENCE: backends.entity_imager,
        Stage.IMAGE: backends.scene_imager,
        Stage.CLIP: backends.scene_filmer,
    }
    prices = [makers[stage].capabilities.price for stage in makers]
    if any(price is None for price in prices):
        return ", and money that nobody has said"
    milli = sum(
        price.of(CLIP_S) * shots[stage] for stage, price in zip(makers, prices, strict=True) if price is not None
    )
    return f", and {milli / 1000:g} of money" if milli else ""
