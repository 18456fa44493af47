"""Who is in a piece of a picture, and how well everybody can be found: pure arithmetic on pieces and portraits.

A piece is as like a portrait as its vector (form, kind, dress) and its colours are, in equal parts: what misses either
is not the one. Where a piece was proposed for somebody, that is only where to look first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from videostudio.film.entity import EntityId
from videostudio.tools.scoring.colours import Samples, shown
from videostudio.tools.scoring.locating.port import Region
from videostudio.tools.scoring.regions import apart

Vector = NDArray[np.float32]
"""(D,) of length 1."""


@dataclass(frozen=True)
class Portrait:
    """An entity's reference as it was looked at. `degraded` says what is doubtful about it, "" if nothing is."""

    vector: Vector
    colours: Samples
    degraded: str = ""


@dataclass(frozen=True)
class Piece:
    """A region of a picture as it was looked at."""

    region: Region
    vector: Vector
    colours: Samples


@dataclass(frozen=True)
class Sighting:
    """How an entity was found: the `best` piece and how like its portrait it is, [-1, 1]; how like somebody else's
    at most (`rival`), and how like the entity another piece is at most (`second`). None where there is no such."""

    best: Piece
    likeness: float
    rival: float | None
    second: float | None


def likeness(piece: Piece, portrait: Portrait) -> float:
    """[-1, 1]: the mean of the vectors' cosine and of the share of the portrait's colours that are shown."""
    return (float(piece.vector @ portrait.vector) + shown(portrait.colours, piece.colours)) / 2


def sighting(entity: EntityId, pieces: Sequence[Piece], portraits: Mapping[EntityId, Portrait]) -> Sighting:
    """How `entity`, one of `portraits`, is found among `pieces`: in those proposed for it, if any are, else in all."""
    own = portraits[entity]
    best = max(_proposed(entity, pieces), key=lambda piece: likeness(piece, own))
    rivals = [likeness(best, portrait) for other, portrait in portraits.items() if other != entity]
    away = [piece for piece in _free(entity, pieces) if apart(piece.region.box, [best.region.box])]
    return Sighting(
        best,
        likeness(best, own),
        max(rivals, default=None),
        max((likeness(piece, own) for piece in away), default=None),
    )


def _proposed(entity: EntityId, pieces: Sequence[Piece]) -> Sequence[Piece]:
    return [piece for piece in pieces if piece.region.hint == entity] or pieces


def _free(entity: EntityId, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces in which a second copy may be: all but those that were proposed for others."""
    return [piece for piece in pieces if piece.region.hint in ("", entity)]
