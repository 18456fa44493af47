"""What is done in a clip, as the small clip model was told it in training: by the animatic's own table of verbs.

The paper finds actions by how near a phrase lies to the names of Kinetics' 400. The house CLIP, which reads texts here,
was made for things and tells hardly any verbs apart; the world that the model comes from has fewer motions than that
and names them all.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from videostudio.film.errors import BackendMissing
from videostudio.film.fingerprint import digest
from videostudio.film.requests import ClipRequest
from videostudio.generators.animatic.motions import motion_for
from videostudio.generators.paper.action import CLASSES

NAME = "actions.json"
"""The file beside a model that says which motion has which place in its action vector."""


@dataclass(frozen=True)
class KnownMotions:
    """`motions` in the order of the vector's places, at most CLASSES of them."""

    motions: tuple[str, ...]

    @property
    def name(self) -> str:
        """Changes with the list."""
        return f"motions {digest(list(self.motions))[:12]}"

    @classmethod
    def read(cls, folder: Path) -> "KnownMotions":
        """Those that the model in `folder` was trained with. Raises BackendMissing."""
        try:
            held = json.loads((folder / NAME).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BackendMissing(f"{folder / NAME} cannot be read ({error}): train or fetch the model again") from error
        if not isinstance(held, list) or len(held) > CLASSES or not all(isinstance(one, str) for one in held):
            raise BackendMissing(
                f"{folder / NAME} is no list of at most {CLASSES} motions: train or fetch the model again"
            )
        return cls(tuple(held))

    def write(self, folder: Path) -> None:
        """For `read`."""
        (folder / NAME).write_text(json.dumps(self.motions, indent=1) + "\n", encoding="utf-8")

    def vector(self, motion: str) -> NDArray[np.float32]:
        """(400,) with 1 at the place of `motion`; zeros for one that the model never saw, and for ""."""
        shares = np.zeros(CLASSES, np.float32)
        if motion in self.motions:
            shares[self.motions.index(motion)] = 1
        return shares

    def asked(self, request: ClipRequest) -> NDArray[np.float32]:
        """The vector of what a request's action would be shown as."""
        return self.vector(motion_of(request.action, [member.entity.head for member in request.cast]))


def motion_of(action: str, heads: Sequence[str]) -> str:
    """The motion that the animatic shows `action`, a lemma, by; `heads` are the nouns of the cast, who acts first."""
    return motion_for(action, heads[1:])[0]
