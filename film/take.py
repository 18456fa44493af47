"""A take: one try at a scene, kept for ever as audit trail and report."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from videostudio.film.artifact import ArtifactRef, Sha256
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId
from videostudio.film.score import Score
from videostudio.film.verdict import Verdict, VerdictKind


class Stage(StrEnum):
    """The kinds of request, in the order in which a film needs them."""

    WRITER = "writer"
    REFERENCE = "reference"
    IMAGE = "scene_image"
    CLIP = "clip"
    SCORE = "score"
    SOUND = "sound"
    MUSIC = "music"
    CUT = "cut"


GENERATOR_STAGES = (Stage.REFERENCE, Stage.IMAGE, Stage.CLIP)
"""The stages that cost generator calls: pictures. Sound is a by-product of the script, and cheap."""


class Take(Noun):
    """One attempt at a scene. Refs are None where the take did not get that far; `error` then says why.
    `script_version` is the script that was shot, `beats` are the clip's (see Beats),
    where its filmer knows them, `sound` is what is heard in the clip, where its filmer makes sound too;
    `verdict` is the last word on it and `scores` what it is about; a take with a clip has those of the scene image that
    it was shot from in `image_scores`, and the word on them in `image_verdict`: its gaps, if a picture is filmed that
    has some, are the verdict's too. `requests` maps a stage to its request's fingerprint,
    `changes` says what the director changed against the take before."""

    scene_id: SceneId
    attempt: int = Field(ge=1)
    script_version: int = Field(default=1, ge=1)
    requests: dict[Stage, Sha256] = {}
    image: ArtifactRef | None = None
    staging: ArtifactRef | None = None
    clip: ArtifactRef | None = None
    beats: ArtifactRef | None = None
    sound: ArtifactRef | None = None
    image_scores: tuple[Score, ...] = ()
    image_verdict: Verdict | None = None
    scores: tuple[Score, ...] = ()
    verdict: Verdict | None = None
    error: str = ""
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


def unfilmed(takes: Iterable[Take]) -> tuple[Take, ...]:
    """Of takes none of which has a clip, nor a picture that passed, those whose picture was judged; () where one
    has."""
    known = tuple(takes)
    if any(take.clip or (take.image_verdict and take.image_verdict.kind is VerdictKind.ACCEPT) for take in known):
        return ()
    return tuple(take for take in known if take.image and take.verdict)
