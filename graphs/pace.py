"""How long a request takes on this machine, from what those like it took for this film."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from videostudio.film.brief import DEFAULT_SCENE_MS, Brief
from videostudio.film.identity import Identity
from videostudio.film.requests import ClipRequest, CutRequest, Request, WriterRequest
from videostudio.film.scene import frames_in, tail_frames
from videostudio.film.take import Stage
from videostudio.tools.ledger import Ledger
from videostudio.tools.preflight import USUAL_SCENES
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

USUAL_CAST = 3
"""Pictures of people, things and places of a film whose brief leaves them open."""

_IN_FRAMES = (Stage.CLIP, Stage.CUT)
"""Stages whose work grows with the frames they make."""


@dataclass(frozen=True)
class Pace:
    """Seconds by stage: for a frame of clips and of the cut, for a request of all others."""

    seconds: Mapping[Stage, float]

    @classmethod
    def of(cls, store: Store, ledger: Ledger) -> "Pace":
        """The mean over everything the film ever asked for that took time."""
        entries = (store.find(fingerprint) for fingerprint in sorted(ledger.fingerprints()))
        known = [entry for entry in entries if entry is not None and entry.seconds_milli]
        stages = {entry.stage for entry in known}
        return cls({stage: _mean(entry for entry in known if entry.stage is stage) for stage in stages})

    @classmethod
    def of_makers(cls, store: Store, makers: Mapping[Stage, Identity]) -> "Pace":
        """The mean over everything that `makers` ever made on this machine, for whatever film."""
        known = [
            entry
            for entry in store.entries()
            if entry.seconds_milli and (maker := makers.get(entry.stage)) and _by(entry, maker)
        ]
        stages = {entry.stage for entry in known}
        return cls({stage: _mean(entry for entry in known if entry.stage is stage) for stage in stages})

    def of_request(self, request: Request) -> float | None:
        """Seconds for a request; None where none like it was made. What the house writes is there at once."""
        if isinstance(request, WriterRequest):
            return 0.0
        each = self.seconds.get(request.STAGE)
        return None if each is None else each * _size(request)


def film_seconds(pace: Pace, brief: Brief) -> float | None:
    """Seconds of generator time for a film of `brief` whose every first take passes; None where nobody knows. A brief
    that leaves its scenes open is taken for the usual one."""
    scenes = brief.scenes or USUAL_SCENES
    scene_ms = brief.scenes_ms // scenes if brief.scenes_ms else DEFAULT_SCENE_MS
    frames = frames_in(scene_ms, brief.fps) + tail_frames(brief.fps)
    each = [pace.seconds.get(stage) for stage in (Stage.REFERENCE, Stage.IMAGE, Stage.CLIP)]
    times = (USUAL_CAST, scenes, scenes * frames)
    known = [seconds * many for seconds, many in zip(each, times, strict=True) if seconds is not None]
    return sum(known) if len(known) == len(each) else None


def wall_seconds(work: Mapping[Stage, Iterable[float | None]], workers: int) -> float | None:
    """Seconds until all of `work` is done by so many workers, stage after stage; None if a request's are not known."""
    total = 0.0
    for each in work.values():
        seconds = list(each)
        known = [one for one in seconds if one is not None]
        if len(known) < len(seconds):
            return None
        total += max(sum(known) / workers, max(known, default=0.0))
    return total


def _by(entry: Entry, maker: Identity) -> bool:
    """Whether an entry is by the same backend and model as `maker`, whatever the settings were."""
    return (entry.identity.get("backend"), entry.identity.get("model", "")) == (maker.backend, maker.model)


def _mean(entries: Iterable[Entry]) -> float:
    known = list(entries)
    work = sum(_frames(entry) for entry in known)
    return sum(entry.seconds_milli for entry in known) / 1000 / work


def _frames(entry: Entry) -> int:
    if entry.stage not in _IN_FRAMES:
        return 1
    request: dict[str, Any] = entry.request
    if entry.stage is Stage.CLIP:
        return int(request["frames"]) + int(request["tail_frames"])
    return sum(int(shot["frames"]) for shot in request["shots"])


def _size(request: Request) -> int:
    match request:
        case ClipRequest():
            return request.frames + request.tail_frames
        case CutRequest():
            return sum(shot.frames for shot in request.shots)
    return 1
