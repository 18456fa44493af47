"""The cast as cut-out figures: reference pictures made ready for the stage."""

from dataclasses import dataclass

import cv2
import numpy as np

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import ReferenceError_
from videostudio.film.requests import CastMember
from videostudio.film.staging import Facing
from videostudio.generators.animatic.art import ArtPack, concept_of, portrait
from videostudio.generators.animatic.art import facing as natural_facing
from videostudio.generators.animatic.motions import carriers, saddles, young
from videostudio.generators.animatic.rigging import drawn_as, picture_of_thing, rig_of, sideways
from videostudio.generators.animatic.rigs.body import Rig
from videostudio.generators.animatic.rigs.person.reading import is_person
from videostudio.generators.animatic.rigs.waver import Waver
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

CARD_HEIGHT = PORTRAIT = 512
RIG_PICTURE = 144
"""Px of a rig's standing picture, which only says how wide it is: no more than it is compared at, painted anyway."""
YOUNG = 0.6
"""Young animals are drawn as their parents; this is how much smaller they are."""
_FAINT = 16
"""Alpha up to this counts as nothing when a picture is trimmed."""


@dataclass(frozen=True)
class Figure:
    """One member of the cast. `rgba` (h, w, 4) has straight alpha and is trimmed to what is visible; the figure
    stands on its lower edge. `facing` is how the picture shows it, `turns` whether it may be mirrored. What
    `carries` can be ridden or sailed in, on top if it is `saddled`. With a `rig` it moves limb by limb; without,
    the picture is a stiff cut-out. `noun` is the one word for what it is."""

    entity_id: str
    rgba: Pixels
    kind: EntityKind
    height_m: float
    aloft: bool
    afloat: bool
    carries: bool
    saddled: bool
    facing: Facing
    turns: bool
    rig: Rig | None = None
    noun: str = ""

    @property
    def lives(self) -> bool:
        return self.kind in (EntityKind.PERSON, EntityKind.ANIMAL)

    @property
    def made(self) -> bool:
        """Whether hands can make it: things, and snowmen, who are spoken of as if they lived."""
        return not self.lives or isinstance(self.rig, Waver)

    @property
    def shape(self) -> float:
        """Width over height."""
        return float(self.rgba.shape[1] / self.rgba.shape[0])


def figure_of(member: CastMember, artifacts: Artifacts, pack: ArtPack) -> Figure:
    """The figure for a member of the cast, drawn from its words where it has no reference picture. Raises
    ReferenceError_ if the picture shows nothing."""
    entity = member.entity
    concept = concept_of(entity, pack).concept
    rig = rig_of(member, artifacts, pack)
    person = rig is not None and is_person(entity)
    own = entity.own_image is not None
    facing = Facing.RIGHT if sideways(rig) else Facing.CAMERA if own else natural_facing(concept)
    return Figure(
        entity_id=entity.id,
        rgba=_pixels(member, artifacts, pack) if rig is None else rig.picture(RIG_PICTURE),
        kind=entity.kind,
        height_m=concept.height_m * drawn_as(rig) * _share_grown(entity),
        aloft=concept.aloft,
        afloat=concept.afloat and not person,
        carries=not person and _names(entity.head, entity.name, among=carriers()),
        saddled=entity.kind is EntityKind.ANIMAL or _names(entity.head, entity.name, among=saddles()),
        facing=facing,
        turns=facing is not Facing.CAMERA,
        rig=rig,
        noun=entity.head.lower(),
    )


def _share_grown(entity: Entity) -> float:
    """What a young animal has of its parents' height."""
    return YOUNG if entity.kind is EntityKind.ANIMAL and entity.head.lower() in young() else 1.0


def _pixels(member: CastMember, artifacts: Artifacts, pack: ArtPack) -> Pixels:
    if member.reference is None:
        thing = picture_of_thing(member.entity, PORTRAIT, PORTRAIT)
        return (
            cut_out(thing, name=member.entity.name)
            if thing is not None
            else cut_out(portrait(member.entity, PORTRAIT, PORTRAIT, 0, pack).pixels, name=member.entity.name)
        )
    return cut_out(decode(artifacts.read(member.reference)), name=member.entity.name)


def cut_out(pixels: Pixels, *, name: str) -> Pixels:
    """(H, W, 3) or (H, W, 4) -> (h, w, 4): trimmed to what is visible. A picture without transparency becomes
    a card with round corners and a white rim. `name` is for the message of ReferenceError_."""
    if pixels.shape[2] == 3 or pixels[..., 3].min() == 255:
        return _card(np.ascontiguousarray(pixels[..., :3]))
    seen = pixels[..., 3] > _FAINT
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        raise ReferenceError_(f"the reference picture of '{name}' is wholly transparent: give one that shows something")
    return np.ascontiguousarray(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _card(rgb: Pixels) -> Pixels:
    height = min(CARD_HEIGHT, rgb.shape[0])
    width = max(1, round(rgb.shape[1] * height / rgb.shape[0]))
    small = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
    rim = max(2, round(0.025 * height))
    card = cv2.copyMakeBorder(small, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    alpha = np.zeros(card.shape[:2], np.uint8)
    corner, (bottom, right) = 2 * rim, (alpha.shape[0] - 1, alpha.shape[1] - 1)
    cv2.rectangle(alpha, (corner, 0), (right - corner, bottom), 255, -1)
    cv2.rectangle(alpha, (0, corner), (right, bottom - corner), 255, -1)
    for x in (corner, right - corner):
        for y in (corner, bottom - corner):
            cv2.circle(alpha, (x, y), corner, 255, -1, cv2.LINE_AA)
    return np.dstack([card, alpha])


def _names(*names: str, among: frozenset[str]) -> bool:
    return not among.isdisjoint(word.lower() for name in names for word in (name, *name.split()))
