"""What is asked about a picture or a clip: the score requests of films and of calibrations, which must be the same."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from videostudio.agents import designer
from videostudio.agents.director import Shot
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity
from videostudio.film.look import Look
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.scene import Scene


def of_reference(entity: Entity, reference: ArtifactRef, look: Look) -> ScoreRequest:
    """About an entity's picture."""
    wanted = designer.reference_request(entity, look, 1)
    return ScoreRequest(
        subject=Subject.REFERENCE,
        items=(ScoreItem(id=entity.id, artifact=reference),),
        cast=(CastMember(entity=entity, reference=reference),),
        width=wanted.width,
        height=wanted.height,
    )


class Rest(NamedTuple):
    """What a scene is told from: entities of its film that are not in it, and the events of other scenes."""

    others: tuple[CastMember, ...] = ()
    distractors: tuple[str, ...] = ()


def of_image(item: ScoreItem, shot: Shot, look: Look, rest: Rest) -> ScoreRequest:
    """About a scene image."""
    return ScoreRequest(
        subject=Subject.IMAGE,
        items=(item,),
        event=shot.image.event,
        cast=shot.image.cast,
        place=shot.image.place,
        width=look.width,
        height=look.height,
        others=rest.others,
        distractors=rest.distractors,
        style=look.style,
    )


def of_clip(item: ScoreItem, shot: Shot, scene: Scene, look: Look, rest: Rest) -> ScoreRequest:
    """About a clip of `scene`."""
    return ScoreRequest(
        subject=Subject.CLIP,
        items=(item,),
        event=scene.event,
        cast=shot.image.cast,
        place=shot.image.place,
        camera=shot.camera,
        width=look.width,
        height=look.height,
        frames=scene.frames(look.fps),
        fps=look.fps,
        others=rest.others,
        distractors=rest.distractors,
        style=look.style,
    )


def of_film(items: Sequence[ScoreItem], cast: Iterable[CastMember], places: Iterable[CastMember]) -> ScoreRequest:
    """About scenes that are seen together, one item each, all who are in them, and where they are set."""
    return ScoreRequest(subject=Subject.FILM, items=tuple(items), cast=tuple(cast), places=tuple(places))
