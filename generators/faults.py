"""Faults on purpose: what can go wrong with a generator, how often, and who draws it.

Owns the plan and the draw. What a fault does to pixels is in `spoil.py`, who wraps a backend in `faulty.py`.
"""

from enum import StrEnum

from pydantic import Field

from videostudio.film.fingerprint import derive_seed
from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId
from videostudio.film.take import Stage


class FaultKind(StrEnum):
    """RAISES: the backend fails. BLANK: one colour, nothing else. FROZEN: the first frame again and again.
    REVERSED: filmed with the opposite camera move. WRONG_COLOURS: every hue turned by a third."""

    RAISES = "raises"
    BLANK = "blank"
    FROZEN = "frozen"
    REVERSED = "reversed"
    WRONG_COLOURS = "wrong_colours"


STRIKES_AT = {
    FaultKind.RAISES: (Stage.IMAGE, Stage.CLIP),
    FaultKind.BLANK: (Stage.IMAGE, Stage.CLIP),
    FaultKind.FROZEN: (Stage.CLIP,),
    FaultKind.REVERSED: (Stage.CLIP,),
    FaultKind.WRONG_COLOURS: (Stage.CLIP,),
}
"""The stages of a take at which a fault can strike; which of two is drawn too. Wrong colours wait for the clip,
because a filmer that knows the staging may not look at the picture."""

REFERENCE_FAULTS = (FaultKind.RAISES, FaultKind.BLANK)
"""What can go wrong with a reference. Wrong colours there would be right ones: the film goes by its references."""


class FaultPlan(Noun):
    """Which takes go wrong: `rate_milli` of a thousand, drawn by (seed, scene or entity id, attempt), so that neither
    order nor repetition changes a draw. `only` limits the faults to those scenes and entities."""

    rate_milli: int = Field(ge=0, le=1000)
    seed: int = Field(default=0, ge=0, lt=2**32)
    kinds: tuple[FaultKind, ...] = Field(default=tuple(FaultKind), min_length=1)
    only: tuple[SceneId, ...] | None = None

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

    def mark(self, identity: Identity) -> Identity:
        """`identity` as it is with this plan around it: what it makes is never taken for a sound backend's."""
        switches: dict[str, str | int | bool] = {
            "fault_rate_milli": self.rate_milli,
            "fault_seed": self.seed,
            "fault_kinds": " ".join(self.kinds),
        }
        if self.only is not None:
            switches["fault_only"] = " ".join(self.only)
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
