"""What the acts of animals are made of: poses by their usual parts, steps and hops."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from videostudio.generators.animatic.rigs.creature.beats import ease, squash
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.creature.gait import Gait
from videostudio.generators.animatic.rigs.pose import Moment, Pose

FRONT = ("far_front", "near_front")
HIND = ("far_hind", "near_hind")
HOP = Gait(ground=0.36, reach=0.16, lift=0.16, slow=0.62, quick=0.34)

Shifts = dict[str, tuple[float, float]]
Act = Callable[[Moment, Build], Pose]


def posed(
    build: Build,
    *,
    along: float = 0.0,
    up: float = 0.0,
    lean: float = 0.0,
    press: float = 0.0,
    trunk: float = 0.0,
    head: float = 0.0,
    tail: float = 0.0,
    bend: float = 0.0,
    shifts: Mapping[str, tuple[float, float]] | None = None,
    free: Mapping[str, float] | None = None,
    legs: str = "",
) -> Pose:
    """A pose by its usual parts: `press` squashes, degrees are positive towards where it goes, and
    `free` legs swing from their hips; `legs` "step" or are "under" the body. An artwork that
    looks at us leans and bends where others turn head and trunk."""
    wide, tall = squash(press)
    if build.frontal:
        bend += 0.5 * head + 0.3 * trunk
        head = tail = trunk = 0.0
    return Pose(
        along=along,
        up=up,
        lean=lean,
        wide=wide,
        tall=tall,
        turns={"trunk": trunk, "head": head, "tail": tail, "bend": bend, **(free or {})},
        shifts=dict(shifts or {}),
        faces={**_manner(build, legs), **dict.fromkeys(free or (), "free")},
    )


def _manner(b: Build, legs: str) -> dict[str, str]:
    return {leg.name: "step" for leg in b.legs} if legs == "step" else {"legs": legs} if legs else {}


def stepping(m: Moment, b: Build, gait: Gait, *, bounds: bool = False) -> Shifts:
    """Where the feet are: diagonal ones together, or, when it `bounds`, hind ones and front ones."""
    own = replace(gait, reach=gait.reach * b.leg, lift=gait.lift * b.leg)
    shifts = {}
    for leg in b.legs:
        front = leg.name in FRONT
        second = front if bounds else front == (leg.name in ("near_front", "near_hind"))
        step = own.step(m.t, m.speed, second=second)
        # Legs that the artwork shows lifted are put to the ground.
        shifts[leg.name] = (step.along, step.up + leg.foot[1] * ease(m.t * 5))
    return shifts


def hopping(m: Moment, b: Build, *, high: float = 1.0, quick: float = 1.0) -> Pose:
    """Gets on in hops; the foot stays where it is put while it is on the ground."""
    gait = replace(HOP, slow=HOP.slow / quick, lift=HOP.lift * high / max(1.0, b.wide) ** 2)
    step = gait.step(m.t, m.speed, second=False)
    landed = max(0.0, 1 - step.up / (0.5 * gait.lift)) if m.t > 0 else 0.0
    going = ease(m.t * 4)
    return posed(
        b,
        up=step.up,
        press=going * (0.09 * landed**2 - 0.06 * step.up / gait.lift),
        head=8 * going * (landed - 0.5),
        tail=14 * going * (0.5 - landed),
        lean=going * 3,
        shifts={"base": (step.along, 0.0)},
    )
