"""Breeds: the proportions and markings of four-legged bodies, and the heads they carry, from a table."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from videostudio.generators.animatic.art.library import table

Spot = tuple[float, float]
SPOTS = ("joint", "fur", "soft", "mouth", "hat", "ink", "legs", "shell", "skull")
INSIDE = 1.35
"""Half widths of a leg by which the legs on the other side stand further in."""


@dataclass(frozen=True)
class Head:
    """A head cut from the artwork `label` (its polygon `cut`, or all of it), in that artwork's 72 units, looking to
    the right unless it is a `front` view. `joint` sits on the neck's end; the head is drawn `scale` as large, turned
    by `turn` degrees. `fur`, `soft`, `ink`, `legs` and `shell` are spots whose colours the body takes: the coat, its
    light parts, its markings, bare legs and a shell. `skull` (x, y and radii) is painted below a cut that would have
    an edge. `eyes` have x, y and, where they are large, a radius; `hat` is the circle of the skull.
    The mouth of one that `grins` is open in the artwork."""

    label: str
    joint: Spot
    scale: float
    fur: Spot
    soft: Spot
    eyes: tuple[tuple[float, float, float], ...]
    mouth: Spot
    hat: tuple[float, float, float]
    front: bool = False
    grins: bool = False
    turn: float = 0.0
    ink: Spot | None = None
    legs: Spot | None = None
    shell: Spot | None = None
    cut: tuple[Spot, ...] = ()
    skull: tuple[float, ...] = ()


@dataclass(frozen=True)
class Breed:
    """Lengths are in units of the artworks (an emoji is 72 across). `leg` from its joint to the ground, `thick` and
    `thin` its half widths, `hind` how much stouter thighs are; `length` from hips to shoulders, `deep` half the
    trunk's height, `tuck` how low the belly hangs; `neck` rises by `rise` degrees and is `collar` wide in the
    middle. `colour` names its usual colour where its head's artwork has another; all else are names of what is
    drawn."""

    head: Head
    leg: float
    length: float
    deep: float
    thick: float
    thin: float
    foot: str
    neck: float
    rise: float
    collar: float
    tail: str
    tuck: float
    hind: float = 1.15
    gait: str = "short"
    pattern: str = ""
    wool: str = ""
    colour: str = ""
    boots: str = ""
    tall_boots: bool = False
    socks: bool = False
    tip: bool = False
    mane: bool = False
    spikes: bool = False
    shell: bool = False
    wings: bool = False
    hump: int = 0

    @property
    def upper(self) -> float:
        return 0.5 * self.leg

    @property
    def lower(self) -> float:
        return self.leg - self.upper - self.sole

    @property
    def sole(self) -> float:
        """Height of the ankle above the ground."""
        return min(0.62 * self.thin + 0.5, 0.26 * self.leg)

    @property
    def root(self) -> float:
        """How far below the trunk's middle the legs begin."""
        return 0.34 * self.deep

    @property
    def high(self) -> float:
        """Height of the trunk's middle above the ground: the knees are always a little bent."""
        return 0.985 * self.leg + self.root

    def home(self, leg: str) -> float:
        """How far ahead of the trunk's middle a leg begins; those on the other side stand further in."""
        x = 0.5 * self.length - 0.1 * self.deep - (0.0 if leg.startswith("near") else INSIDE * self.thick)
        return x if leg.endswith("front") else -x


@cache
def breed_of(label: str) -> Breed | None:
    """The breed of a concept, or of the one it is a variant of; None for what has no four-legged body."""
    variant = table("variants").get(label, {})
    own = _table()["species"].get(label) or _table()["species"].get(variant.get("from"))
    if own is None:
        return None
    if "colour" in variant:
        own = own | {"colour": variant["colour"]}
    entry = _table()["families"][own["family"]] | own
    entry = {key.replace("-", "_"): value for key, value in entry.items() if key != "family"}
    return Breed(**{**entry, "head": _head(entry["head"])})


def _head(label: str) -> Head:
    entry = dict(_table()["heads"][label])
    spots = {
        key: tuple(entry[key])
        for key in ("joint", "fur", "soft", "mouth", "hat", "ink", "legs", "shell", "skull")
        if key in entry
    }
    eyes = tuple((eye[0], eye[1], eye[2] if len(eye) > 2 else 0.0) for eye in entry["eyes"])
    cut = tuple((x, y) for x, y in entry.get("cut", ()))
    return Head(**{**entry, **spots, "label": label, "eyes": eyes, "cut": cut})


@cache
def _table() -> dict[str, Any]:
    return dict(
        json.loads((files("videostudio.generators.animatic.rigs.quadruped") / "breeds.json").read_text("utf-8"))
    )
