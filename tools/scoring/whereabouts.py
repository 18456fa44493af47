"""Where in a picture somebody is: one answer for the critic's scores across scenes and for the metrics of films.

A staging says who is where. Without one a locator proposes and is not believed: somebody is found where the likest
piece is liker to them than to anybody else of the film, and so much liker than any piece of a picture of the same place
with nobody in it as that is on the way to their reference itself. What nobody comes to is thereby measured for every
embedder, entity and place.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from videostudio.film.entity import Entity, EntityId
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.scoring.colours import shown
from videostudio.tools.scoring.figures import (
    Cut,
    Piece,
    Portrait,
    Sighting,
    Vector,
    cut_from,
    likeness,
    sighting,
    worth_a_look,
)
from videostudio.tools.scoring.locating.port import Locator, Sight

SURE = 0.4
"""Part of the way from what nobody comes to, to the reference itself: another picture of an empty place comes to more
than the first as often as not."""


@dataclass(frozen=True)
class Look:
    """Somebody in a picture: the piece that shows them, how the embedder sees it, and the share in [0, 1] of their
    reference's colours that it shows."""

    cut: Cut
    vector: Vector
    share: float


@dataclass(frozen=True)
class Whereabouts:
    """Finds people by `embedder` where `locator` proposes."""

    embedder: Embedder
    locator: Locator
    _empty: dict[str, float] = field(default_factory=dict)
    """How like somebody a place without them is, by the sha256 of both: a film asks for the same again and again."""

    def cuts(self, sight: Sight, entities: Sequence[Entity]) -> list[Cut]:
        """The pieces of a picture that are proposed. Raises ScorerError."""
        return [cut_from(sight.picture, region, sight.at) for region in self.locator.locate(sight, entities)]

    def find(
        self, sight: Sight, wanted: Sequence[Entity], portraits: Mapping[EntityId, Portrait], empty: Sight | None
    ) -> dict[EntityId, Look]:
        """Where those who are found are: everybody who is staged, or else who of `wanted` is seen. `portraits` are all
        of the film, `empty` shows the place with nobody in it. Raises ScorerError."""
        if sight.staging is not None:
            return self._staged(sight, portraits)
        known = {one.id: one for one in wanted if one.id in portraits}
        pieces = self._pieces(sight, tuple(known.values()), portraits) if known else []
        found: dict[EntityId, Look] = {}
        for entity, who in known.items() if pieces else ():
            one, own = sighting(entity, pieces, portraits), portraits[entity]
            if one.likeness > self._least(one, who, own, empty):
                found[entity] = Look(one.best.cut, one.best.vector, shown(own.colours, one.best.cut.colours))
        return found

    def _staged(self, sight: Sight, portraits: Mapping[EntityId, Portrait]) -> dict[EntityId, Look]:
        """Of everybody who is placed, the piece with most of their colours."""
        best: dict[EntityId, tuple[float, Cut]] = {}
        for cut in self.cuts(sight, ()):
            own, entity = portraits.get(cut.region.hint), cut.region.hint
            share = 1.0 if own is None else shown(own.colours, cut.colours)
            if entity and (entity not in best or share > best[entity][0]):
                best[entity] = share, cut
        vectors = self.embedder.embed_images([cut.picture for _, cut in best.values()])
        return {
            entity: Look(cut, row, share) for (entity, (share, cut)), row in zip(best.items(), vectors, strict=True)
        }

    def _pieces(self, sight: Sight, wanted: Sequence[Entity], portraits: Mapping[EntityId, Portrait]) -> list[Piece]:
        cuts = worth_a_look(self.cuts(sight, wanted), {one.id: portraits[one.id] for one in wanted})
        vectors = self.embedder.embed_images([cut.picture for cut in cuts])
        return [Piece(cut, vector) for cut, vector in zip(cuts, vectors, strict=True)]

    def _least(self, seen: Sighting, who: Entity, own: Portrait, empty: Sight | None) -> float:
        """What a likeness has to exceed to say that somebody is there; nothing does where there is nothing to tell
        them from."""
        known = [] if seen.rival is None else [seen.rival]
        if empty is not None:
            nobody = self._without(empty, who, own)
            known.append(nobody + SURE * (1 - nobody))
        return max(known, default=math.inf)

    def _without(self, empty: Sight, who: Entity, own: Portrait) -> float:
        """How like somebody the likest piece of a picture is that does not show them."""
        key = sha256(empty.picture.tobytes() + own.vector.tobytes()).hexdigest()
        if key not in self._empty:
            pieces = self._pieces(empty, [who], {who.id: own})
            self._empty[key] = max((likeness(piece, own) for piece in pieces), default=-1.0)
        return self._empty[key]
