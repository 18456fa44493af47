"""Carrying out one request: call the backend that plays the role, store what it gives, write the entry.

Runs in a worker process. Whatever a backend raises comes out as the error tree's word for it, because a model
that fails in its own way must not end the film.
"""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import GeneratorError, ModelError, ScorerError, VideoStudioError
from videostudio.film.fingerprint import plain
from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import (
    ClipRequest,
    CutRequest,
    MusicRequest,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreRequest,
    SoundRequest,
)
from videostudio.film.staging import Beats
from videostudio.generators.ports import Picture, Recording
from videostudio.graphs.executor.backends import Backends
from videostudio.tools import images
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store
from videostudio.tools.video.cut import cut
from videostudio.tools.video.encode import encode_clip
from videostudio.tools.video.recording import write_flac

Step = Callable[[int, int], None]
"""Told (done, total) while a long request is being carried out."""

FRAMES_PER_STEP = 12

Result = TypeVar("Result")


class _Made(Noun):
    outputs: dict[str, ArtifactRef]
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    money_milli: int = 0


def perform(request: Request, fingerprint: str, backends: Backends, store: Store, step: Step) -> Entry:
    """The entry that answers `request`, durable when the call returns. Raises GeneratorError, ScorerError, and
    what the store raises."""
    began = time.monotonic()
    made = _make(request, backends, store, step)
    return store.record(
        Entry(
            fingerprint=fingerprint,
            stage=request.STAGE,
            outputs=made.outputs,
            notes=made.notes,
            degraded=made.degraded,
            request=plain(request),
            identity=plain(backends.identity(request)),
            seconds_milli=round((time.monotonic() - began) * 1000),
            money_milli=made.money_milli,
        )
    )


def _make(request: Request, backends: Backends, store: Store, step: Step) -> _Made:
    match request:
        case ReferenceRequest():
            imager = backends.entity_imager
            shoot = lambda: imager.shoot_reference(request, artifacts=store)  # noqa: E731
            return _picture(_trusting(imager.identity, GeneratorError, shoot), store)
        case SceneImageRequest():
            painter = backends.scene_imager
            paint = lambda: painter.shoot_image(request, artifacts=store)  # noqa: E731
            return _picture(_trusting(painter.identity, GeneratorError, paint), store)
        case ClipRequest():
            return _clip(request, backends, store, step)
        case ScoreRequest():
            scorer = backends.scorer
            sheet = _trusting(scorer.identity, ScorerError, lambda: scorer.score(request, artifacts=store))
            return _Made(outputs={"scores": _json(sheet, store)})
        case SoundRequest() | MusicRequest():
            return _sound(request, backends, store)
        case CutRequest():
            return _film(request, store, step)
    raise TypeError(f"a worker does not carry out a {type(request).__name__}")


def _picture(picture: Picture, store: Store) -> _Made:
    height, width = picture.pixels.shape[:2]
    png = images.encode_png(picture.pixels)
    outputs = {"image": store.put(png, media_type="image/png", width=width, height=height)}
    if picture.staging is not None:
        outputs["staging"] = _json(picture.staging, store)
    return _Made(outputs=outputs, notes=picture.notes, degraded=picture.degraded, money_milli=picture.money_milli)


def _clip(request: ClipRequest, backends: Backends, store: Store, step: Step) -> _Made:
    filmer, total = backends.scene_filmer, request.frames + request.tail_frames
    footage = _trusting(filmer.identity, GeneratorError, lambda: filmer.shoot_clip(request, artifacts=store))
    with store.scratch(".mp4") as out:
        encode_clip(
            _watched(_trusted(footage.frames, filmer.identity), total, step),
            source_width=footage.width,
            source_height=footage.height,
            source_fps=footage.fps,
            pixel_format=footage.pixel_format,
            width=request.width,
            height=request.height,
            fps=request.fps,
            film_frames=request.frames,
            tail_frames=request.tail_frames,
            out=out,
        )
        clip = store.put_file(
            out,
            media_type="video/mp4",
            width=request.width,
            height=request.height,
            frames=total,
            fps=request.fps,
            move=True,
        )
    outputs = {"clip": clip}
    if footage.beats_ms:
        outputs["beats"] = _json(Beats(ms=footage.beats_ms), store)
    if footage.sound is not None:
        outputs["sound"] = _recorded(footage.sound, filmer.identity, store)
    return _Made(outputs=outputs, notes=footage.notes, degraded=footage.degraded, money_milli=footage.money_milli)


def _film(request: CutRequest, store: Store, step: Step) -> _Made:
    with store.scratch(".mp4") as out:
        facts = cut(request, artifacts=store, out=out, step=step)
        film = store.put_file(
            out,
            media_type="video/mp4",
            width=request.width,
            height=request.height,
            frames=facts.frames,
            fps=request.fps,
            move=True,
        )
    outputs = {"film": film}
    if facts.captions is not None:
        outputs["captions"] = store.put_file(facts.captions, media_type="text/vtt", move=True)
    again = tuple(
        f"the clip of shot {number + 1} was not in the house format and was encoded a second time"
        for number in facts.reencoded_shots
    )
    return _Made(outputs=outputs, notes=facts.notes, degraded=again)


def _sound(request: SoundRequest | MusicRequest, backends: Backends, store: Store) -> _Made:
    composer = backends.composer
    if isinstance(request, MusicRequest):
        music = _trusting(composer.identity, GeneratorError, lambda: composer.make_music(request))
        return _Made(outputs={"music": _recorded(music, composer.identity, store)}, notes=music.notes)
    sound = _trusting(composer.identity, GeneratorError, lambda: composer.make_sounds(request))
    outputs = {"ambience": _recorded(sound.ambience, composer.identity, store)}
    if sound.effects is not None:
        outputs["effects"] = _recorded(sound.effects, composer.identity, store)
    return _Made(outputs=outputs, notes=sound.notes)


def _recorded(recording: Recording, identity: Identity, store: Store) -> ArtifactRef:
    with store.scratch(".flac") as out:
        write_flac(_trusted(recording.blocks, identity), out)
        return store.put_file(out, media_type="audio/flac", move=True)


def _json(noun: Noun, store: Store) -> ArtifactRef:
    return store.put(noun.model_dump_json(exclude_defaults=True).encode(), media_type="application/json")


def _trusting(identity: Identity, blame: type[ModelError], call: Callable[[], Result]) -> Result:
    """What `call` gives. Errors from outside the tree become `blame`: backends are other people's code, and
    what they raise is a take's misfortune, not the film's end."""
    try:
        return call()
    except VideoStudioError:
        raise
    except Exception as error:
        raise blame(f"{identity} raised {type(error).__name__}: {error}") from error


def _trusted(frames: Iterator[Result], identity: Identity) -> Iterator[Result]:
    """`frames`, whose making may fail at any of them."""
    end = object()
    while (frame := _trusting(identity, GeneratorError, lambda: next(frames, end))) is not end:
        yield frame  # type: ignore[misc]  # everything but `end` is a frame


def _watched(frames: Iterator[Result], total: int, step: Step) -> Iterator[Result]:
    for number, frame in enumerate(frames, 1):
        yield frame
        if number % FRAMES_PER_STEP == 0:
            step(number, total)
