"""Carrying out one request: call the backend that plays the role, store what it gives, write the entry.

Runs in a worker process. Whatever a backend raises comes out as the error tree's word for it, because a model
that fails in its own way must not end the film.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TypeVar

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import GeneratorError, ModelError, NotEnoughMemory, ScorerError, VideoStudioError
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
from videostudio.generators.ports import ImagesTogether, Picture, PortraitsTogether, Recording
from videostudio.graphs.executor.backends import Backends
from videostudio.tools import images
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store
from videostudio.tools.video.cut import cut
from videostudio.tools.video.encode import encode_clip
from videostudio.tools.video.recording import write_flac

Step = Callable[[int, int], None]
"""Told (done, total) while a long request is being carried out."""

Guard = Callable[[], AbstractContextManager[None]]
"""Around every call of a backend, and nothing else."""

FRAMES_PER_STEP = 12

Result = TypeVar("Result")


class _Made(Noun):
    outputs: dict[str, ArtifactRef]
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    money_milli: int = 0


@dataclass(frozen=True)
class _Bench:
    """What a request is carried out with."""

    backends: Backends
    store: Store
    step: Step
    guard: Guard = nullcontext

    def trusting(self, identity: Identity, blame: type[ModelError], call: Callable[[], Result]) -> Result:
        """What `call` gives. Errors from outside the tree become `blame`: backends are other people's code, and
        what they raise is a take's misfortune, not the film's end. A device that is full is the operator's."""
        try:
            with self.guard():
                return call()
        except VideoStudioError:
            raise
        except Exception as error:
            kind = NotEnoughMemory if _no_memory(error) else blame
            raise kind(f"{identity} raised {type(error).__name__}: {error}") from error

    def trusted(self, frames: Iterator[Result], identity: Identity) -> Iterator[Result]:
        """`frames`, whose making may fail at any of them."""
        end = object()
        while (frame := self.trusting(identity, GeneratorError, lambda: next(frames, end))) is not end:
            yield frame  # type: ignore[misc]  # everything but `end` is a frame


def perform(
    request: Request,
    fingerprint: str,
    backends: Backends,
    store: Store,
    step: Step,
    *,
    guard: Guard = nullcontext,
    degraded: tuple[str, ...] = (),
) -> Entry:
    """The entry that answers `request`, durable when the call returns; it tells `degraded` too. Raises
    GeneratorError, ScorerError, NotEnoughMemory for a device that is full, and what the store raises."""
    began = time.monotonic()
    made = _make(request, _Bench(backends, store, step, guard))
    entry = _entry(request, fingerprint, made, backends, time.monotonic() - began)
    return store.record(entry.model_copy(update={"degraded": (*entry.degraded, *degraded)}))


def perform_together(
    requests: Sequence[Request],
    fingerprints: Sequence[str],
    backends: Backends,
    store: Store,
    *,
    guard: Guard = nullcontext,
) -> list[Entry]:
    """The entries that answer `requests` of one stage, drawn in one pass where the backend can; each is charged an
    equal share of the time. Raises as `perform` does, for all of them."""
    bench, began = _Bench(backends, store, _quiet, guard), time.monotonic()
    pictures = _together(requests, bench)
    each_s = (time.monotonic() - began) / len(requests)
    asked = zip(requests, fingerprints, pictures, strict=True)
    return [
        store.record(_entry(request, name, _picture(picture, store), backends, each_s))
        for request, name, picture in asked
    ]


def _together(requests: Sequence[Request], bench: _Bench) -> Sequence[Picture]:
    imager, painter, store = bench.backends.entity_imager, bench.backends.scene_imager, bench.store
    portraits = [request for request in requests if isinstance(request, ReferenceRequest)]
    scenes = [request for request in requests if isinstance(request, SceneImageRequest)]
    if portraits and isinstance(imager, PortraitsTogether):
        draw = lambda: imager.shoot_references(portraits, artifacts=store)  # noqa: E731
        return bench.trusting(imager.identity, GeneratorError, draw)
    if scenes and isinstance(painter, ImagesTogether):
        paint = lambda: painter.shoot_images(scenes, artifacts=store)  # noqa: E731
        return bench.trusting(painter.identity, GeneratorError, paint)
    raise TypeError("only what can be drawn in one pass is ordered together")


def _entry(request: Request, fingerprint: str, made: _Made, backends: Backends, seconds: float) -> Entry:
    return Entry(
        fingerprint=fingerprint,
        stage=request.STAGE,
        outputs=made.outputs,
        notes=made.notes,
        degraded=made.degraded,
        request=plain(request),
        identity=plain(backends.identity(request)),
        seconds_milli=round(seconds * 1000),
        money_milli=made.money_milli,
    )


def _make(request: Request, bench: _Bench) -> _Made:
    backends, store = bench.backends, bench.store
    match request:
        case ReferenceRequest():
            imager = backends.entity_imager
            shoot = lambda: imager.shoot_reference(request, artifacts=store)  # noqa: E731
            return _picture(bench.trusting(imager.identity, GeneratorError, shoot), store)
        case SceneImageRequest():
            painter = backends.scene_imager
            paint = lambda: painter.shoot_image(request, artifacts=store)  # noqa: E731
            return _picture(bench.trusting(painter.identity, GeneratorError, paint), store)
        case ClipRequest():
            return _clip(request, bench)
        case ScoreRequest():
            scorer = backends.scorer
            sheet = bench.trusting(scorer.identity, ScorerError, lambda: scorer.score(request, artifacts=store))
            return _Made(outputs={"scores": _json(sheet, store)})
        case SoundRequest() | MusicRequest():
            return _sound(request, bench)
        case CutRequest():
            return _film(request, store, bench.step)
    raise TypeError(f"a worker does not carry out a {type(request).__name__}")


def _picture(picture: Picture, store: Store) -> _Made:
    height, width = picture.pixels.shape[:2]
    png = images.encode_png(picture.pixels)
    outputs = {"image": store.put(png, media_type="image/png", width=width, height=height)}
    if picture.staging is not None:
        outputs["staging"] = _json(picture.staging, store)
    return _Made(outputs=outputs, notes=picture.notes, degraded=picture.degraded, money_milli=picture.money_milli)


def _clip(request: ClipRequest, bench: _Bench) -> _Made:
    store, filmer, total = bench.store, bench.backends.scene_filmer, request.frames + request.tail_frames
    footage = bench.trusting(filmer.identity, GeneratorError, lambda: filmer.shoot_clip(request, artifacts=store))
    with store.scratch(".mp4") as out:
        encode_clip(
            _watched(bench.trusted(footage.frames, filmer.identity), total, bench.step),
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
        outputs["sound"] = _recorded(footage.sound, filmer.identity, bench)
    return _Made(outputs=outputs, notes=footage.notes, degraded=footage.degraded, money_milli=footage.money_milli)


def _quiet(done: int, total: int) -> None:
    """Tells nobody."""


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


def _sound(request: SoundRequest | MusicRequest, bench: _Bench) -> _Made:
    composer = bench.backends.composer
    if isinstance(request, MusicRequest):
        music = bench.trusting(composer.identity, GeneratorError, lambda: composer.make_music(request))
        return _Made(outputs={"music": _recorded(music, composer.identity, bench)}, notes=music.notes)
    sound = bench.trusting(composer.identity, GeneratorError, lambda: composer.make_sounds(request))
    outputs = {"ambience": _recorded(sound.ambience, composer.identity, bench)}
    if sound.effects is not None:
        outputs["effects"] = _recorded(sound.effects, composer.identity, bench)
    return _Made(outputs=outputs, notes=sound.notes)


def _recorded(recording: Recording, identity: Identity, bench: _Bench) -> ArtifactRef:
    with bench.store.scratch(".flac") as out:
        write_flac(bench.trusted(recording.blocks, identity), out)
        return bench.store.put_file(out, media_type="audio/flac", move=True)


def _json(noun: Noun, store: Store) -> ArtifactRef:
    return store.put(noun.model_dump_json(exclude_defaults=True).encode(), media_type="application/json")


def _no_memory(error: Exception) -> bool:
    """Whether a device or the machine is full. Torch's class is known by its name: torch is not imported here."""
    named = type(error).__name__ == "OutOfMemoryError" or "out of memory" in str(error).lower()
    return isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and named)


def _watched(frames: Iterator[Result], total: int, step: Step) -> Iterator[Result]:
    for number, frame in enumerate(frames, 1):
        yield frame
        if number % FRAMES_PER_STEP == 0:
            step(number, total)
