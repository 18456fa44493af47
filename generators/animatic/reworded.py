"""The animatic's roles for words that its tables do not have: each is replaced by the nearest one that they have.

Tables go first: a word that they have is never asked about. What was replaced is said in the report, and only here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.animatic.art import ArtPack
from videostudio.generators.animatic.art.words import phrase
from videostudio.generators.animatic.motions import listed_motion
from videostudio.generators.animatic.vocabulary import ACTION, drawable, is_known, known_words
from videostudio.generators.given import Nearest
from videostudio.generators.ports import EntityImager, Footage, Picture, SceneFilmer, SceneImager
from videostudio.tools.store.port import Artifacts


@dataclass(frozen=True)
class Wording:
    """Replaces the words that the tables for `pack` do not have. The same words give the same, in every scene."""

    nearest: Nearest
    pack: ArtPack

    def marked(self, identity: Identity) -> Identity:
        """An identity that changes with the words."""
        return identity.model_copy(update={"switches": {**identity.switches, "words": self.nearest.identity}})

    def entity(self, entity: Entity) -> tuple[Entity, tuple[str, ...]]:
        """The entity in words that are known, and what to tell about it."""
        if is_known(entity, self.pack):
            return entity, ()
        head = entity.head or entity.name
        near = self.nearest.near(phrase(head), entity.kind.value, known_words(entity.kind.value, self.pack))
        if near is None:
            return entity, ()
        word = drawable(near.word, entity.kind, self.pack)
        drawn = "shown" if entity.kind is EntityKind.PLACE else "drawn"
        told = (
            f"nobody knows how '{phrase(head)}' looks: {drawn} as '{word}', the nearest in meaning"
            f" ({near.cosine:.2f}); give your own picture of it to see the real thing"
        )
        renamed = entity.model_copy(update={"name": _renamed(entity.name, head, word), "head": word})
        return renamed, () if entity.own_image is not None else (told,)

    def member(self, member: CastMember) -> CastMember:
        """The same for a member of the cast."""
        return member.model_copy(update={"entity": self.entity(member.entity)[0]})

    def action(self, verb: str, things: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """A verb that is known, for one done with `things`, and what to tell about it."""
        if listed_motion(verb, things) is not None:
            return verb, ()
        near = self.nearest.near(verb.lower().strip(), ACTION, known_words(ACTION, self.pack))
        if near is None:
            return verb, ()
        return near.word, (
            f"the action '{verb}' is shown as '{near.word}', the nearest in meaning ({near.cosine:.2f})",
        )


Inner = TypeVar("Inner", EntityImager, SceneImager, SceneFilmer)


@dataclass(frozen=True)
class _Reworded(Generic[Inner]):
    """A role of the animatic that is asked for what it knows."""

    inner: Inner
    wording: Wording

    @property
    def identity(self) -> Identity:
        return self.wording.marked(self.inner.identity)

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities


class RewordedEntityImager(_Reworded[EntityImager]):
    """An entity imager that is asked for what it knows."""

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager. Raises GeneratorError."""
        entity, told = self.wording.entity(request.entity)
        picture = self.inner.shoot_reference(request.model_copy(update={"entity": entity}), artifacts=artifacts)
        return _with(picture, degraded=told)


class RewordedSceneImager(_Reworded[SceneImager]):
    """A scene imager that is asked for what it knows. What became of the cast was said with its references."""

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager. Raises GeneratorError."""
        cast = tuple(map(self.wording.member, request.cast))
        action, notes = self.wording.action(request.action, [member.entity.head for member in cast[1:]])
        place, told = self.wording.entity(request.place.entity)
        changed = {"cast": cast, "place": request.place.model_copy(update={"entity": place}), "action": action}
        picture = self.inner.shoot_image(request.model_copy(update=changed), artifacts=artifacts)
        return _with(picture, notes=notes, degraded=told)


class RewordedFilmer(_Reworded[SceneFilmer]):
    """A scene filmer that sees cast and place as the scene imager did."""

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Raises GeneratorError, also while read."""
        cast = tuple(map(self.wording.member, request.cast))
        changed = {"cast": cast, "place": self.wording.member(request.place)}
        return self.inner.shoot_clip(request.model_copy(update=changed), artifacts=artifacts)


def _with(picture: Picture, *, notes: tuple[str, ...] = (), degraded: tuple[str, ...] = ()) -> Picture:
    return Picture(picture.pixels, picture.staging, (*picture.notes, *notes), (*picture.degraded, *degraded))


def _renamed(name: str, head: str, word: str) -> str:
    """ "a young okapi" -> "a young giraffe", "two okapis" -> "two giraffes"; a name of its own stays."""
    return re.sub(rf"\b{re.escape(head)}(e?s)?\b", lambda found: word + ("s" if found[1] else ""), name, flags=re.I)
