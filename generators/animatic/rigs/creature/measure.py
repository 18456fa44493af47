"""Measuring: what kind of creature an entity's artwork shows, and how it is built."""

from functools import lru_cache

import numpy as np

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.staging import Facing
from videostudio.generators.animatic.art import ArtPack, Concept, concept_of
from videostudio.generators.animatic.art import picture as artwork
from videostudio.generators.animatic.rigs.creature.anatomy import Shape, bird_legs_of, legs_of
from videostudio.generators.animatic.rigs.creature.build import Build, Kind, Leg, Point, Wings
from videostudio.generators.animatic.rigs.person.reading import is_person
from videostudio.tools.images import Pixels

MEASURE = 240
"""Px high at which an artwork is measured."""

_WORMS = frozenset(("snake", "worm", "snail", "bug", "caterpillar", "dragon"))
_FLUTTERERS = frozenset(("butterfly", "bat", "lady beetle"))
_SPREAD = frozenset(("eagle", "dove", "honeybee", "bat", "fly", "mosquito"))
_WADDLERS = frozenset(
    ("penguin", "duck", "swan", "goose", "owl", "baby chick", "hatching chick", "front-facing baby chick")
)
_HOPPERS = frozenset(("rabbit", "kangaroo", "chipmunk", "mouse", "rat", "frog", "monkey", "donkey", "T-Rex", "ant"))
"""Whose artworks sit, leap or have legs that cannot be told apart."""
_ROLLERS = frozenset(
    ("ball", "wheel", "coin", "soccer ball", "basketball", "volleyball", "baseball", "softball", "tennis", "red apple",
     "green apple", "tangerine", "peach", "pool 8 ball", "beach ball", "tire", "globe showing Europe-Africa", "barrel",
     "yarn", "snowball", "stone", "rock", "pumpkin", "jack-o-lantern", "coconut", "melon", "watermelon", "onion")
)  # fmt: skip
_ROLLING_WORDS = frozenset(("ball", "tyre", "tire", "wheel", "snowball", "barrel", "coin", "marble", "boulder", "hoop"))


def build_of(entity: Entity, pack: ArtPack) -> Build | None:
    """How an entity's artwork is built; None for places, and for people unless they are no humans but snowmen."""
    concept = concept_of(entity, pack).concept
    if entity.kind is EntityKind.PLACE or (entity.kind is EntityKind.PERSON and is_person(entity)):
        return None
    rolls = not _ROLLING_WORDS.isdisjoint((entity.head.lower(), *entity.name.lower().split()))
    return _build(artwork(entity, pack, MEASURE).tobytes(), concept, entity.kind is EntityKind.ANIMAL, rolls)


@lru_cache(maxsize=64)
def _build(picture: bytes, concept: Concept, animal: bool, rolls: bool) -> Build:
    rgba = np.frombuffer(picture, np.uint8).reshape(MEASURE, -1, 4)
    shape, kind = Shape.of(rgba), _kind(concept, animal, rolls)
    frontal = concept.facing is Facing.CAMERA
    legs, belly = _legs(kind, shape, rgba, frontal, concept.label)
    neck, head = _joint(shape.middle((0.62, 1.0), (0.0, 0.55)), shape.middle((0.3, 0.7), (0.3, 0.75)), 0.5)
    rump, tail = _joint(shape.middle((0.0, 0.22), (0.1, 0.8)), shape.middle((0.3, 0.7), (0.3, 0.75)), 0.35)
    mouth = shape.foremost((0.1, 0.55))
    return Build(
        kind=kind,
        wide=shape.width / shape.height,
        legs=legs,
        belly=belly,
        neck=neck,
        head=head,
        rump=rump,
        tail=tail,
        mouth=mouth,
        chin=shape.lowest(
            min(mouth[0] - 0.04, max([0.25 * neck[0] + 0.75 * mouth[0], *(leg.right + 0.03 for leg in legs)]))
        ),
        hind=sum(leg.foot[0] for leg in legs if "hind" in leg.name) / 2 if legs else -0.15,
        frontal=frontal,
        wings=_wings(concept, kind),
        soft=concept.subgroup.startswith("plant") or concept.label in ("balloon", "flag", "kite"),
        aloft=concept.aloft,
        afloat=concept.afloat,
        waddles=concept.label in _WADDLERS,
    )


def _kind(concept: Concept, animal: bool, rolls: bool) -> Kind:
    group, label = concept.subgroup, concept.label
    if group == "animal-bird" or label in _FLUTTERERS or label in _SPREAD:
        return "bird"
    if (group == "animal-marine" and label not in ("crab", "lobster", "seal")) or label in _WORMS:
        return "fish"
    if animal or group.startswith("animal"):
        return "beast"
    if rolls or label in _ROLLERS:
        return "roller"
    return (
        "vehicle" if group.startswith("transport") and label not in ("wheel", "fuel pump", "construction") else "thing"
    )


def _legs(kind: Kind, shape: Shape, rgba: Pixels, frontal: bool, label: str) -> tuple[tuple[Leg, ...], float]:
    if frontal or label in _HOPPERS or kind not in ("beast", "bird"):
        return (), 0.0
    return bird_legs_of(shape, rgba) if kind == "bird" else legs_of(shape, rgba)


def _joint(part: Point, body: Point, share: float) -> tuple[Point, Point]:
    """Where a part bends off the body, `share` of the way from it, and the direction into it."""
    joint = (part[0] + share * (body[0] - part[0]), part[1] + share * (body[1] - part[1]))
    dx, dy = part[0] - joint[0], part[1] - joint[1]
    far = max(float(np.hypot(dx, dy)), 1e-6)
    return joint, (dx / far, dy / far)


def _wings(concept: Concept, kind: Kind) -> Wings:
    if kind != "bird":
        return "none"
    if concept.label in _FLUTTERERS:
        return "flutter"
    if concept.label in _SPREAD:
        return "own"
    return "none" if concept.facing is Facing.CAMERA else "drawn"
