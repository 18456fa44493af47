"""The state of both graphs: facts that survive a restart, as plain JSON.

Nouns are stored as their JSON form and read back with `noun(Type, value)`; pixels never enter, only refs.
"""

import operator
from typing import Annotated, Any, TypedDict, TypeVar

from videostudio.film.noun import Noun
from videostudio.film.take import Take

Json = dict[str, Any]
NounType = TypeVar("NounType", bound=Noun)


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Reducer for results that arrive in any order: by id, later ones win."""
    return {**old, **new}


class CastResult(TypedDict):
    """What became of one entity's reference."""

    entity: Json
    reference: Json | None
    attempts: int
    scores: list[Json]
    verdict: Json | None
    notes: list[str]
    degraded: list[str]


class SceneResult(TypedDict):
    """What became of one scene. `digest` is that of the scene and its cast, so that the film graph can tell
    which scenes a new script leaves as they are."""

    digest: str
    takes: list[Json]
    outcome: str
    chosen: int | None
    wants_rewrite: list[Json]


class Review(TypedDict):
    """What the finished scenes, seen together, still need: gaps per scene; and the critic's word on them."""

    reshoot: dict[str, list[Json]]
    rewrite: dict[str, list[Json]]
    verdict: Json


class FilmState(TypedDict, total=False):
    """The film graph's state. `given` is a script made elsewhere (another profile of the same film, or an edit);
    `standing` are scenes as they were shot before the edit, by digest. `unscored` says why scenes could not be
    compared, `unwritten` why a scene could not be told another way, "" where nothing of it went wrong."""

    brief: Json
    profile: str
    given: Json | None
    script: Json | None
    approved: Annotated[dict[str, str], merged]
    rejected: str
    cast: Annotated[dict[str, CastResult], merged]
    scenes: Annotated[dict[str, SceneResult], merged]
    standing: dict[str, SceneResult]
    film_scores: list[Json]
    unscored: str
    unwritten: Annotated[dict[str, str], merged]
    review: Review
    regrades: int
    rewrites: Annotated[dict[str, int], merged]
    sound: Json | None
    cut: Json | None
    cut_notes: list[str]
    cut_degraded: list[str]
    captions: Json | None
    record: Json | None


class ReferenceState(TypedDict, total=False):
    """One entity on its way to a reference. `tries` are the attempts so far, oldest first."""

    entity: Json
    look: Json
    attempts: int
    image: Json | None
    scores: list[Json]
    notes: list[str]
    degraded: list[str]
    verdict: Json | None
    error: str
    stop: str
    tries: Annotated[list[Json], operator.add]
    cast: Annotated[dict[str, CastResult], merged]


class ReferenceOutput(TypedDict):
    cast: Annotated[dict[str, CastResult], merged]


class SceneState(TypedDict, total=False):
    """One scene on its way to a clip. `takes` are all takes ever, oldest first; `earlier` is how many of them
    an earlier round made; `film_gaps` is what the whole film held against the last one. `script_version` is that of the
    script in which the scene was last told otherwise; `settled` says that a picture is filmed which did not pass.
    `others` are the film's entities that are not in the scene, `distractors` the events of its other scenes: what it
    must not look like."""

    scene: Json
    cast: list[Json]
    place: Json
    look: Json
    digest: str
    script_version: int
    attempts: int
    rewrites_left: int
    earlier: int
    others: list[Json]
    distractors: list[str]
    film_gaps: list[Json]
    shot: Json
    requests: dict[str, str]
    image: Json | None
    staging: Json | None
    clip: Json | None
    beats: Json | None
    heard: Json | None
    image_scores: list[Json]
    image_verdict: Json | None
    settled: bool
    scores: list[Json]
    notes: list[str]
    degraded: list[str]
    verdict: Json | None
    error: str
    stop: str
    takes: Annotated[list[Json], operator.add]
    scenes: Annotated[dict[str, SceneResult], merged]


class SceneOutput(TypedDict):
    scenes: Annotated[dict[str, SceneResult], merged]


def noun(kind: type[NounType], value: Json) -> NounType:
    """A noun out of the state."""
    return kind.model_validate(value)


def nouns(kind: type[NounType], values: list[Json]) -> tuple[NounType, ...]:
    """Nouns out of the state."""
    return tuple(kind.model_validate(value) for value in values)


def told_now(state: SceneState) -> tuple[Take, ...]:
    """The takes of the scene as it is told now."""
    return tuple(take for take in nouns(Take, state["takes"]) if take.script_version == state["script_version"])


def fact(value: Noun) -> Json:
    """A noun for the state."""
    return value.model_dump(mode="json", exclude_defaults=True)


def facts(values: tuple[Noun, ...] | list[Any]) -> list[Json]:
    """Nouns for the state."""
    return [fact(value) for value in values]
