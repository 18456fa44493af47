"""Props: which of the cast's things do the work of what a body would bring along, so that nothing is seen twice, and
where they are then: in a hand, ahead on the ground, or under whoever climbs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.body import Rig
from videostudio.generators.animatic.rigs.person import Group, Person
from videostudio.generators.animatic.rigs.quadruped import Quadruped

CLIMBED = 1.9
"""Least height of what is climbed, in heights of whoever climbs."""
CLIMBER = 0.74
"""Whoever climbs is drawn this much smaller, so that there is something above them."""
LOWEST = 0.55
"""Metres from which something can be climbed."""
ASIDE = 0.16
"""Own heights that a climber's middle is from that of a ladder, a rope or a trunk."""
FLANK = 0.27
"""The same from the middle of what is broad, in widths of it."""


@dataclass(frozen=True)
class Use:
    """How a thing is used by the first of the cast: `size` is its height and `at` its foot's place (ahead, up), both
    in heights of who uses it; it is in their hands where `at` is None. What is `climbed` stands under them. What is
    `made` grows in the hands of a jointed body, which draws it itself."""

    size: float
    at: tuple[float, float] | None = None
    climbed: bool = False
    made: bool = False

    @property
    def stands(self) -> bool:
        """Whether it has its place beside who uses it from the beginning."""
        return self.climbed or self.at is not None


@dataclass(frozen=True)
class _Prop:
    nouns: frozenset[str]
    motions: frozenset[str]
    hides: frozenset[str]
    use: Use


def uses(figures: Sequence[Figure], motion: str) -> dict[int, Use]:
    """Index in the cast -> how that thing is used in `motion`, of the things that take a usual prop's place."""
    if not figures or not figures[0].lives:
        return {}
    things = {i: f for i, f in enumerate(figures) if not (f.lives or f.aloft)}
    if motion == "climb":
        high = next((i for i, thing in things.items() if thing.height_m >= LOWEST), None)
        return {} if high is None else {high: Use(CLIMBED, climbed=True)}
    found: dict[int, Use] = {}
    taken: set[str] = set()
    for index, thing in things.items():
        named = ((n, p.use) for n, p in _props().items() if motion in p.motions and thing.noun in p.nouns)
        name, use = next(named, ("", None))
        # One thing for each hand's work; soup may be where its pot is.
        place = "hand" if use is not None and use.at is None else name
        if (
            use is not None
            and place not in taken
            and not (use.made and not isinstance(figures[0].rig, Person | Group | Quadruped))
        ):
            taken.add(place)
            found[index] = use
    return found


def doubled(figures: Sequence[Figure], motion: str) -> frozenset[str]:
    """Names of what bodies bring along that the cast has already."""
    nouns = {figure.noun for figure in figures if not figure.lives}
    found = {name for name, prop in _props().items() if prop.nouns & nouns}
    hidden = {name for prop in _props().values() if prop.nouns & nouns for name in prop.hides}
    climbed = {"ladder"} if motion == "climb" and uses(figures, motion) else set()
    return frozenset(found | hidden | climbed)


def without(rig: Rig, names: frozenset[str]) -> Rig:
    """A rig that does not hold a thing of its own that is one of `names`."""
    if isinstance(rig, Person) and rig.design.prop in names:
        return replace(rig, design=replace(rig.design, prop=""))
    if isinstance(rig, Group):
        bare = tuple(replace(p, design=replace(p.design, prop="")) if p.design.prop in names else p for p in rig.people)
        return replace(rig, people=bare)
    return rig


def aboard(figures: Sequence[Figure], motion: str, riding: int | None) -> list[int]:
    """Indices of the companions who sit with the first of the cast: in the boat or vehicle of the cast (`riding`),
    or in the small boat that whoever sails has of their own."""
    own = riding is None and motion == "sail" and bool(figures) and figures[0].lives and figures[0].rig is not None
    inside = riding is not None and not figures[riding].saddled and not MOTIONS[motion].high
    if not own and not inside:
        return []
    fit = (i for i, f in enumerate(figures) if i and i != riding and f.lives and not (f.afloat or f.aloft))
    return [i for i in fit if figures[i].height_m <= 1.15 * figures[0].height_m][:2]


def beside(use: Use, user: float, thing: float, shape: float) -> float:
    """World units ahead of its user (`user` high) at which a thing of that height and width over height has its
    middle."""
    if use.climbed:
        return ASIDE * user if shape < 1 else FLANK * shape * thing
    return use.at[0] * user if use.at else 0.0


@cache
def _props() -> dict[str, _Prop]:
    table = json.loads((files("videostudio.generators.animatic") / "props.json").read_text("utf-8"))
    return {
        name: _Prop(
            nouns=frozenset(entry["nouns"]),
            motions=frozenset(entry["in"]),
            hides=frozenset(entry.get("hides", ())),
            use=Use(
                entry.get("size", 0.3), tuple(entry["at"]) if "at" in entry else None, made=entry.get("made", False)
            ),
        )
        for name, entry in table.items()
    }
