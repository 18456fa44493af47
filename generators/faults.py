"""Faults on purpose: what can go wrong with a generator, how often, and who draws it.

Owns the plan and the draw. What a fault does to pixels is in `spoil.py`, who wraps a backend in `faulty.py`.
"""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from videostudio.film.entity import Entity, EntityId
from videostudio.film.fingerprint import derive_seed, digest, plain
from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import CastMember
from videostudio.film.scene import SceneId
from videostudio.film.take import Stage


class FaultKind(StrEnum):
    """In the picture, and so in the clip filmed from it: SWAPPED (one of the cast is drawn as somebody or something
    else), SWAPPED_KIND (as another of its category: a dog as a fox), RECOLOURED (one of the cast has another
    colour), MISSING (one is left out), DOUBLED (one is there twice), CROPPED (who acts is half out of the frame),
    WRONG_PLACE (another kind of place), WRONG_TIME (another time of day), PASTED (there is nothing but one of the
    references, pasted).

    In the clip alone: FROZEN (the first frame again and again), REVERSED (the opposite camera move), WRONG_SPEED
    (the camera faster or slower by half or more), WRONG_COLOURS (every hue turned by a third), FLICKERING (the
    brightness jumps from frame to frame), SHAKING (the whole picture jumps about), BLACK (a black stretch).

    In either: RAISES (the backend fails), BLANK (one colour, nothing else)."""

    RAISES = "raises"
    BLANK = "blank"
    FROZEN = "frozen"
    REVERSED = "reversed"
    WRONG_COLOURS = "wrong_colours"
    SWAPPED = "swapped"
    SWAPPED_KIND = "swapped_kind"
    RECOLOURED = "recoloured"
    MISSING = "missing"
    DOUBLED = "doubled"
    CROPPED = "cropped"
    WRONG_PLACE = "wrong_place"
    WRONG_TIME = "wrong_time"
    WRONG_SPEED = "wrong_speed"
    FLICKERING = "flickering"
    BLACK = "black"
    PASTED = "pasted"
    SHAKING = "shaking"


IN_CAST = (
    FaultKind.SWAPPED,
    FaultKind.SWAPPED_KIND,
    FaultKind.RECOLOURED,
    FaultKind.MISSING,
    FaultKind.DOUBLED,
    FaultKind.CROPPED,
)
"""Faults in one of the cast. A scene without a cast has none of them."""

IN_PLACE = (FaultKind.WRONG_PLACE, FaultKind.WRONG_TIME)

IN_PICTURE = (*IN_CAST, *IN_PLACE, FaultKind.PASTED)
"""Faults that strike at the scene image and are in every clip filmed from it."""

IN_CLIP = (
    FaultKind.FROZEN,
    FaultKind.REVERSED,
    FaultKind.WRONG_SPEED,
    FaultKind.WRONG_COLOURS,
    FaultKind.FLICKERING,
    FaultKind.SHAKING,
    FaultKind.BLACK,
)
"""Faults that strike at the clip. Wrong colours do too, because a filmer that knows the staging may not look at the
picture."""

STRIKES_AT = {
    **dict.fromkeys((FaultKind.RAISES, FaultKind.BLANK), (Stage.IMAGE, Stage.CLIP)),
    **dict.fromkeys(IN_PICTURE, (Stage.IMAGE,)),
    **dict.fromkeys(IN_CLIP, (Stage.CLIP,)),
}
"""The stages of a take at which a fault can strike; which of two is drawn too."""

REFERENCE_FAULTS = (FaultKind.RAISES, FaultKind.BLANK)
"""What can go wrong with a reference. Wrong colours there would be right ones: the film goes by its references."""


class FaultPlan(Noun):
    """Which takes go wrong: `rate_milli` of a thousand, drawn by (seed, scene or entity id, attempt), so that neither
    order nor repetition changes a draw. `only` limits the faults to those scenes and entities; `whom` is the one of the
    cast whom all faults in a cast strike, where it is there, and nobody else. `others` are entities to draw instead of
    the right ones; where none of them will do, a packaged list has more."""

    rate_milli: int = Field(ge=0, le=1000)
    seed: int = Field(default=0, ge=0, lt=2**32)
    kinds: tuple[FaultKind, ...] = Field(default=tuple(FaultKind), min_length=1)
    only: tuple[SceneId, ...] | None = None
    whom: EntityId | None = None
    others: tuple[Entity, ...] = ()

    def take_fault(self, scene_id: str, attempt: int, stage: Stage) -> FaultKind | None:
        """What goes wrong at `stage` (IMAGE or CLIP) of one take, if anything does."""
        fault, rest = self._draw(("take", scene_id, attempt), self.kinds)
        if fault is None:
            return None
        stages = STRIKES_AT[fault]
        return fault if stages[rest % len(stages)] is stage else None

    def reference_fault(self, entity_id: str, attempt: int) -> FaultKind | None:
        """What goes wrong with one try at an entity's reference, if anything does."""
        kinds = tuple(kind for kind in self.kinds if kind in REFERENCE_FAULTS)
        return self._draw(("reference", entity_id, attempt), kinds)[0]

    def choice(self, what: str, scene_id: str, attempt: int) -> int:
        """A number in [0, 2**32) by which a fault in that take chooses `what`: whom it strikes, or how."""
        return derive_seed("fault", what, self.seed, scene_id, attempt)

    def struck(self, fault: FaultKind, cast: Sequence[CastMember], scene_id: str, attempt: int) -> CastMember | None:
        """Whom of the cast a fault in it strikes, None if nobody."""
        if self.whom is not None:
            return next((member for member in cast if member.entity.id == self.whom), None)
        if not cast:
            return None
        return cast[0 if fault is FaultKind.CROPPED else self.choice("whom", scene_id, attempt) % len(cast)]

    def mark(self, identity: Identity) -> Identity:
        """`identity` as it is with this plan around it: what it makes is never taken for a sound backend's."""
        switches: dict[str, str | int | bool] = {
            "fault_rate_milli": self.rate_milli,
            "fault_seed": self.seed,
            "fault_kinds": " ".join(self.kinds),
        }
        if self.only is not None:
            switches["fault_only"] = " ".join(self.only)
        if self.whom is not None:
            switches["fault_whom"] = self.whom
        if self.others:
            switches["fault_others"] = digest([plain(other) for other in self.others])
        return identity.model_copy(update={"switches": {**identity.switches, **switches}})

    def _draw(self, key: tuple[str, str, int], kinds: tuple[FaultKind, ...]) -> tuple[FaultKind | None, int]:
        """The fault drawn for `key`, and what is left of the draw for further choices."""
        role, about, attempt = key
        if not kinds or (self.only is not None and about not in self.only):
            return None, 0
        rest, roll = divmod(derive_seed("fault", self.seed, role, about, attempt), 1000)
        if roll >= self.rate_milli:
            return None, 0
        rest, kind = divmod(rest, len(kinds))
        return kinds[kind], rest
