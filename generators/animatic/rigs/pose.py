"""What a body does at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

NOTHING = "-"
"""The face of a hand in which there is nothing, not even a thing of its own."""

BROUGHT = frozenset(("prop", "far-prop", "chest", "ground", "front"))
"""Parts whose pictures are things an act brings along."""
BLAST = 0.3
"""Share of the scene at which what explodes does."""


@dataclass(frozen=True)
class Moment:
    """A moment of a scene, as a body sees it: `t` s since it began, `p` the share of it that has passed (beyond 1
    in the tail), `speed` at which the stage carries the body along, in its own heights a second, and `toward`, how
    far ahead (in own heights, at the beginning) stands whom or what the act is about; None where there is nobody.
    `tall` is how tall that one is, in own heights. `holds` is whether something of the cast is in their hands, or
    under them."""

    t: float
    p: float
    speed: float = 0.0
    toward: float | None = None
    tall: float = 1.0
    holds: bool = False


@dataclass(frozen=True)
class Pose:
    """How a body stands. `along` (the way it goes) and `up` move it, in its own heights; `lean` turns it around
    its foot, degrees, positive towards where it goes; `wide` and `tall` stretch it. `turns` turn parts around
    their joints (part -> degrees, same sense), `shifts` move their joints (part -> along, up, in own heights),
    and `faces` choose one of a part's pictures (part -> name). Only the lowest `shown` (0..1) of it is seen."""

    along: float = 0.0
    up: float = 0.0
    lean: float = 0.0
    wide: float = 1.0
    tall: float = 1.0
    shown: float = 1.0
    turns: Mapping[str, float] = field(default_factory=dict)
    shifts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    faces: Mapping[str, str] = field(default_factory=dict)

    def without(self, names: frozenset[str]) -> "Pose":
        """The same without any part's picture that is one of `names`; a hand that lacks its thing is empty."""
        return self._lacking([part for part, face in self.faces.items() if face in names])

    def bare(self) -> "Pose":
        """The same without the things that the act brings along; what a body always has it keeps."""
        return self._lacking(
            [part for part, face in self.faces.items() if part in BROUGHT and face not in ("", NOTHING)]
        )

    def _lacking(self, parts: Sequence[str]) -> "Pose":
        if not parts:
            return self
        bare = {part: NOTHING if part.endswith("prop") else "" for part in parts}
        return replace(self, faces={**self.faces, **bare})
