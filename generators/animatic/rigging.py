"""Rigging: who of the cast is drawn as what, and whether a reference picture is our own drawing."""

import cv2
import numpy as np

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.art import ArtPack
from videostudio.generators.animatic.art.cutout import fit, trimmed
from videostudio.generators.animatic.rigs.body import Rig
from videostudio.generators.animatic.rigs.creature import Herd, creature_of
from videostudio.generators.animatic.rigs.person import Group, Person, person_of
from videostudio.generators.animatic.rigs.person.figure import top_of
from videostudio.generators.animatic.rigs.person.painter import prop_picture
from videostudio.generators.animatic.rigs.quadruped import Quadruped
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

LARGEST = 640
"""Px of height at which reference pictures are painted at most."""
OURS = frozenset(("easel",))
"""Things that packs of artworks lack."""
COMPARED, FINE = 72, 4
"""Px of height at which two pictures are compared, and how many times as large ours is painted for it: thin lines
of a smaller one are not those of the reference."""
ALIKE = 7.0
"""By how much they may differ on average (0..255)."""


def picture_of_person(entity: Entity, width: int, height: int) -> Pixels | None:
    """A person's reference picture (height, width, 4), standing on the lower edge; None for what is no person."""
    rig = person_of(entity)
    return None if rig is None else fit(rig.picture(min(height, LARGEST)), width, height)


def picture_of_creature(entity: Entity, width: int, height: int, pack: ArtPack) -> Pixels | None:
    """The same for an animal with a jointed body, or for several of a kind; None for what its artwork shows."""
    rig = creature_of(entity, pack)
    drawn = isinstance(rig, Herd | Quadruped)
    return fit(rig.picture(min(height, LARGEST)), width, height) if rig is not None and drawn else None


def picture_of_thing(entity: Entity, width: int, height: int) -> Pixels | None:
    """The same for the things that no pack shows, but people of ours bring along."""
    if entity.kind is not EntityKind.OBJECT or entity.head.lower() not in OURS:
        return None
    drawn = prop_picture(entity.head.lower(), 14 * min(height, LARGEST))
    return None if drawn is None else fit(trimmed(drawn.rgba), width, height)


def rig_of(member: CastMember, artifacts: Artifacts, pack: ArtPack) -> Rig | None:
    """The rig of whom or what we drew, or of what has no picture. Whatever came with a picture of another hand
    stays as that picture."""
    entity = member.entity
    if entity.own_image is not None:
        return None
    rig = person_of(entity) or creature_of(entity, pack)
    if rig is None or member.reference is None:
        return rig
    return rig if _shows(decode(artifacts.read(member.reference)), rig) else None


def sideways(rig: Rig | None) -> bool:
    """Whether a rig looks to the right, whatever the artwork of its kind does."""
    return isinstance(single(rig), Quadruped | Person | Group)


def drawn_as(rig: Rig | None) -> float:
    """How much taller than the bare figure its picture is: hats do not make anybody shorter."""
    one = single(rig)
    if isinstance(one, Quadruped):
        return one.rises
    people = one.people if isinstance(one, Group) else (one,) if isinstance(one, Person) else ()
    return 1 + max((top_of(person.design) - 3 for person in people), default=0.0) / 100


def single(rig: Rig | None) -> Rig | None:
    """One of several of a kind."""
    return rig.rig if isinstance(rig, Herd) else rig


def _shows(reference: Pixels, rig: Rig) -> bool:
    """Whether the reference shows what we would draw, seen small."""
    if reference.shape[2] != 4 or not reference[..., 3].any() or reference[..., 3].min() == 255:
        return False
    one, other = _small(reference), _small(rig.picture(FINE * COMPARED))
    wide = min(one.shape[1], other.shape[1])
    if abs(one.shape[1] - other.shape[1]) > 0.06 * wide + 2:
        return False
    size = (wide, COMPARED)
    pair = [cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in (one, other)]
    return float(np.abs(pair[0] - pair[1]).mean()) < ALIKE


def _small(pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    cut = trimmed(pixels).astype(np.float32)
    weighed = np.concatenate([cut[..., :3] * cut[..., 3:] / 255, cut[..., 3:]], axis=2)
    width = max(1, round(COMPARED * cut.shape[1] / cut.shape[0]))
    return np.asarray(cv2.resize(weighed, (width, COMPARED), interpolation=cv2.INTER_AREA), np.float32)
