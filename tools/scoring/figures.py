"""Who is in a piece of a picture, and how well everybody can be found: pure arithmetic on pieces and portraits.

A piece is as like a portrait as its vector (form, kind, dress) and its colours are: what misses either is not the one.
The head of who lies is held against the portrait's upper half. Where a piece was proposed for somebody, that is only
where to look first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from videostudio.film.entity import EntityId
from videostudio.film.staging import Box
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions
from videostudio.tools.scoring.colours import Samples, samples, shown
from videostudio.tools.scoring.locating.port import Region

Vector = NDArray[np.float32]
"""(D,) of length 1."""

FORM = 0.6
"""Share of the vector in a likeness; the others are the colours': of the background every piece shows some, and more
than its vector it would pass for anybody."""
PROPOSED = 2
"""Pieces looked at of those that were proposed for an entity, besides the likeliest."""
COPIES = 2
"""Pieces looked at, for each entity, of those in which a second copy may be."""
SEARCHED = 60
"""Pieces looked at, shared by the cast, where nobody said who is where."""
AS_LIKE = 0.85
"""Share of the best piece's likeness from which another that has a part of it shows the same figure."""


@dataclass(frozen=True)
class Portrait:
    """An entity's reference as it was looked at. `degraded` says what is doubtful about it, "" if nothing is. `bust` is
    its upper half, of those who are taller than broad."""

    vector: Vector
    colours: Samples
    degraded: str = ""
    bust: "Portrait | None" = None


@dataclass(frozen=True)
class Cut:
    """A region of frame `at` of a clip (0 of an image): its pixels, and their colours."""

    region: Region
    at: int
    picture: Pixels
    colours: Samples


@dataclass(frozen=True)
class Piece:
    """A cut that the embedder looked at."""

    cut: Cut
    vector: Vector


@dataclass(frozen=True)
class Sighting:
    """How an entity was found: the `best` piece and how like its portrait it is, [-1, 1]; how like somebody else's
    at most (`rival`), and how like the entity another piece of that frame is at most (`second`). None where there is
    no such."""

    best: Piece
    likeness: float
    rival: float | None
    second: float | None


def cut_from(picture: Pixels, region: Region, at: int) -> Cut:
    """The square around a region of an (H, W, 3) picture, turned as the region says."""
    piece = np.ascontiguousarray(np.rot90(regions.cut(picture, region.box), region.turns))
    return Cut(region, at, piece, samples(piece))


def worth_a_look(cuts: Sequence[Cut], cast: Mapping[EntityId, Portrait]) -> list[Cut]:
    """Of all cuts, in their order, those that an embedder should look at: for everybody of the cast the likeliest
    that was proposed for it, and the few with most of its colours, which costs a twentieth of a look; and of those that
    were proposed for nobody the few in which a second copy may be."""
    each = max(PROPOSED, SEARCHED // max(1, len(cast)))
    kept: set[int] = set()
    for entity, portrait in cast.items():
        shares = [shown(portrait.colours, cut.colours) for cut in cuts]
        own = [index for index, cut in enumerate(cuts) if cut.region.hint == entity]
        free = [index for index, cut in enumerate(cuts) if not cut.region.hint]
        kept.update(own[:1], _most(own[1:], shares, PROPOSED), _most(free, shares, COPIES if own else each))
    return [cuts[index] for index in sorted(kept)]


def _most(indices: Sequence[int], shares: Sequence[float], count: int) -> Sequence[int]:
    return sorted(indices, key=lambda index: -shares[index])[:count]


def likeness(piece: Piece, portrait: Portrait) -> float:
    """[-1, 1]: of the vectors' cosine and the share of the portrait's colours that are shown, in the parts that FORM
    says."""
    own = portrait.bust if piece.cut.region.turns and portrait.bust else portrait
    return FORM * float(piece.vector @ own.vector) + (1 - FORM) * shown(own.colours, piece.cut.colours)


def sighting(entity: EntityId, pieces: Sequence[Piece], portraits: Mapping[EntityId, Portrait]) -> Sighting:
    """How `entity`, one of `portraits`, is found among `pieces` (at least one): in those proposed for it, if any are,
    else in all."""
    own = portraits[entity]

    @cache
    def like(index: int) -> float:
        return likeness(pieces[index], own)

    best = max(_proposed(entity, [piece.cut.region for piece in pieces]), key=like)
    rivals = [likeness(pieces[best], portrait) for other, portrait in portraits.items() if other != entity]
    second = [like(index) for index in _others(entity, best, pieces, like)]
    return Sighting(pieces[best], like(best), max(rivals, default=None), max(second, default=None))


def _proposed(entity: EntityId, found: Sequence[Region]) -> Sequence[int]:
    """Which regions are for an entity: those proposed for it, or any if none are."""
    return [index for index, region in enumerate(found) if region.hint == entity] or range(len(found))


def _others(entity: EntityId, best: int, pieces: Sequence[Piece], like: Callable[[int], float]) -> list[int]:
    """Pieces of the best one's frame that show something beside it, and were not proposed for somebody else. What was
    proposed for the entity around the best piece is the entity itself, seen worse; where nothing was proposed for it,
    so is what is nearly as `like` it."""
    at, seen = pieces[best].cut.at, pieces[best].cut.region
    found = {
        index: piece.cut.region
        for index, piece in enumerate(pieces)
        if piece.cut.at == at and piece.cut.region.hint in ("", entity)
    }
    itself = [
        region.box
        for index, region in found.items()
        if not regions.apart(region.box, [seen.box])
        and (region.hint or (not seen.hint and like(index) > AS_LIKE * like(best)))
    ]
    return [
        index for index, region in found.items() if _beside(region.box, seen.box) and regions.apart(region.box, itself)
    ]


def _beside(box: Box, other: Box) -> bool:
    """Whether two boxes lie apart, and neither over the other: legs are no second copy of a head."""
    x, own_x = regions.middle(other)[0] - box.left, regions.middle(box)[0] - other.left
    over = 0 < x < box.width or 0 < own_x < other.width
    return regions.apart(box, [other]) and not over
