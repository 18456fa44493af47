"""The cut: clips in the house format joined into a film without encoding more than the transitions.

Cards are drawn first, as clips beside the film. Whole GOPs are copied as packets; GOPs under a transition are
rendered by `workers` threads, each with an encoder of its own, and put in place in order, so that the bytes do not
depend on how many work. Captions that are burned in have every GOP of their shots rendered. One or two clips are
open at a time, and only a few rendered GOPs wait: memory does not grow with the number of scenes.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeAlias

from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from videostudio.film.errors import GeneratorError, StudioError
from videostudio.film.requests import CutRequest, CutShot
from videostudio.film.scene import frames_to_ms, tail_frames
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.audio import RATE, Cue, Samples, mixed
from videostudio.tools.video.burned import Plate, plates_of
from videostudio.tools.video.captions import Caption, paged, webvtt
from videostudio.tools.video.cards import drawn
from videostudio.tools.video.encode import encode_clip
from videostudio.tools.video.house import GOP, extradata, house_sample, packets
from videostudio.tools.video.mastering import mastered
from videostudio.tools.video.mp4 import FilmTracks, Labels, unwritable, writing
from videostudio.tools.video.plan import Rendered, Segment, all_rendered, effects, needed_frames, plan_shot, starts
from videostudio.tools.video.probe import Chapter, opened
from videostudio.tools.video.render import Format, rendered

Step = Callable[[int, int], None]

_Placed: TypeAlias = "tuple[Packet[VideoStream], int]"

WORKERS = 2
WAITING_PER_WORKER = 2
"""Rendered segments in hand for each worker: one being made, one to go on with."""
LETTERED_AT_ONCE = 4 * GOP
"""Frames of a segment that is rendered only for its captions."""


@dataclass(frozen=True)
class CutFacts:
    """What was made. `encoded_frames` + `copied_frames` = `frames`; `reencoded_shots` are the shots (from 0)
    whose clips were not in the house format and had to be encoded whole; `captions` is the WebVTT file."""

    width: int
    height: int
    fps: int
    frames: int
    encoded_frames: int
    copied_frames: int
    duration_ms: int
    has_audio: bool
    captions: Path | None = None
    reencoded_shots: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """A segment of the film: where it starts in film frames, and the clips it is made of."""

    segment: Segment
    film_start: int
    clip: Path
    previous: Path | None
    plates: tuple[Plate, ...] = ()


@dataclass(frozen=True)
class _Shape:
    """A clip's keyframes and its number of frames; no keyframes if its packets cannot be copied."""

    gop_starts: tuple[int, ...]
    frames: int


@dataclass
class _Tally:
    """Counts while the cut goes on."""

    encoded: int = 0
    copied: int = 0
    reencoded: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, segment: Segment) -> None:
        if isinstance(segment, Rendered):
            self.encoded += segment.frames
        else:
            self.copied += segment.frames


def cut(
    request: CutRequest, *, artifacts: Artifacts, out: Path, workers: int = WORKERS, step: Step | None = None
) -> CutFacts:
    """Writes the film to `out` (MP4) and, if any shot has a caption, captions beside it (`out` with the
    ending .vtt). The same request and clips give the same bytes, whatever `workers` is. `step` is told
    (frames written, frames of the film) as the film grows.

    Raises GeneratorError when a clip or sound cannot be read or is too short, StudioError when a clip has
    not the film's size or rate, NotEnoughDisk or UnusablePath when the film cannot be written."""
    form = Format(request.width, request.height, request.fps)
    captions = tuple(_captions(request))
    tally = _Tally()
    total = sum(shot.frames for shot in request.shots)
    with (
        _clips(request, artifacts, out, tally) as clips,
        house_sample(form.width, form.height, form.fps) as sample,
        writing(out) as film,
    ):
        template = sample.streams.video[0]
        tracks = FilmTracks(
            film, template, fps=form.fps, labels=_labels(request), captions=captions, sound=_sound(request, artifacts)
        )
        with ThreadPoolExecutor(workers) as pool:
            pieces = _pieces(request, clips, form, extradata(template), tally)
            for piece, future in _in_hand(pieces, pool, form, WAITING_PER_WORKER * workers):
                for packet, frame in _placed(piece, future, form.fps):
                    tracks.add_picture(packet, frame)
                if step is not None:
                    step(tracks.frames, total)
        tracks.finish()
    return _facts(request, tally, _sidecar(captions, out))


@contextmanager
def _clips(request: CutRequest, artifacts: Artifacts, out: Path, tally: _Tally) -> Iterator[tuple[Path, ...]]:
    """A file for every shot. Those of the cards are made here, beside the film, and removed at the end."""
    cards: list[Path] = []

    def path(number: int, shot: CutShot) -> Path:
        if shot.clip is not None:
            return artifacts.path(shot.clip)
        cards.append(out.with_name(f"{out.stem}.card-{number}.mp4"))
        return cards[-1]

    clips = tuple(path(number, shot) for number, shot in enumerate(request.shots))
    try:
        with ThreadPoolExecutor(WORKERS) as pool:
            made = pool.map(
                lambda pair: _film_card(pair[0], request, artifacts, pair[1]),
                [(shot, clip) for shot, clip in zip(request.shots, clips, strict=True) if shot.card is not None],
            )
            tally.notes += [note for notes in made for note in notes]
        yield clips
    finally:
        for card in cards:
            card.unlink(missing_ok=True)


def _film_card(shot: CutShot, request: CutRequest, artifacts: Artifacts, out: Path) -> tuple[str, ...]:
    """Writes the clip of a card; gives notes about it."""
    assert shot.card is not None
    width, height, fps, tail = request.width, request.height, request.fps, tail_frames(request.fps)
    card = drawn(shot.card, width, height, fps, shot.frames, tail, artifacts)
    encode_clip(
        card.frames,
        source_width=width,
        source_height=height,
        source_fps=fps,
        pixel_format="yuv420p",
        width=width,
        height=height,
        fps=fps,
        film_frames=shot.frames,
        tail_frames=tail,
        out=out,
        quick=True,
    )
    return card.notes


def _pieces(request: CutRequest, clips: Sequence[Path], form: Format, sets: bytes, tally: _Tally) -> Iterator[_Piece]:
    """The film's segments in order; each clip's index is read when its turn comes."""
    shots = request.shots
    effect = effects(shots, form.fps)
    for index, start in enumerate(starts(shots)):
        shape = _shape(clips[index], form, sets, needed_frames(shots, index, effect))
        if not shape.gop_starts:
            tally.reencoded.append(index)
        plates = _plates(request, index, tally)
        for whole in plan_shot(shots[index].frames, effect[index], shape.gop_starts, shape.frames):
            for segment in all_rendered(whole, LETTERED_AT_ONCE) if plates else (whole,):
                tally.add(segment)
                yield _Piece(segment, start, clips[index], clips[index - 1] if index else None, plates)


def _plates(request: CutRequest, index: int, tally: _Tally) -> tuple[Plate, ...]:
    """The captions lettered into a shot; none unless the request wants that."""
    shot = request.shots[index]
    if not (request.burn_captions and shot.caption.strip()):
        return ()
    plates, complete = plates_of(paged(shot.caption, 0, shot.frames), request.width, request.height)
    if not complete:
        tally.notes.append(f"the caption '{shot.caption}' is not in the picture: its typeface has no letters for it")
    return tuple(plates)


def _shape(clip: Path, form: Format, sets: bytes, needed: int) -> _Shape:
    """Where the clip's GOPs start; nowhere if its packets cannot stand beside ours."""
    with opened(clip, quick=True) as container:
        stream = container.streams.video[0]
        entries = list(stream.index_entries)
        found = f"{stream.width}x{stream.height} at {stream.average_rate} fps"
        if found != (wanted := f"{form.width}x{form.height} at {form.fps} fps"):
            raise StudioError(f"clip {clip.name} is {found}, the film {wanted}: conform it before the cut")
        if len(entries) < needed:
            raise GeneratorError(
                f"clip {clip.name} has {len(entries)} frames, the cut needs {needed} of it: shoot it again"
            )
        same = extradata(stream) == sets
        return _Shape(tuple(i for i, entry in enumerate(entries) if entry.is_keyframe) if same else (), len(entries))


def _in_hand(
    pieces: Iterator[_Piece], pool: ThreadPoolExecutor, form: Format, most: int
) -> Iterator[tuple[_Piece, Future[InputContainer] | None]]:
    """Every piece in order, as soon as it is there; what has to be rendered is begun up to `most` ahead."""
    waiting: deque[tuple[_Piece, Future[InputContainer] | None]] = deque()
    for piece in pieces:
        waiting.append((piece, _begun(piece, pool, form)))
        while waiting and (_ready(waiting[0][1]) or sum(future is not None for _, future in waiting) > most):
            yield waiting.popleft()
    yield from waiting


def _ready(future: Future[InputContainer] | None) -> bool:
    return future is None or future.done()


def _begun(piece: _Piece, pool: ThreadPoolExecutor, form: Format) -> Future[InputContainer] | None:
    if isinstance(piece.segment, Rendered):
        return pool.submit(rendered, piece.segment, piece.clip, piece.previous, form, piece.plates)
    return None


def _placed(piece: _Piece, future: Future[InputContainer] | None, fps: int) -> Iterator[_Placed]:
    """The piece's packets in decoding order, each with its frame number in the film."""
    segment = piece.segment
    if future is not None:
        with future.result() as container:
            yield from _numbered(packets(container), piece.film_start + segment.first, fps)
        return
    placed = 0
    with opened(piece.clip, quick=True) as container:
        taken = islice(packets(container), segment.first, segment.first + segment.frames)
        for packet in _numbered(taken, piece.film_start, fps):
            yield packet
            placed += 1
    if placed < segment.frames:
        missing = f"{segment.frames - placed} of {segment.frames} frames from {segment.first} on"
        raise GeneratorError(f"clip {piece.clip.name} is cut off, {missing} are missing: shoot it again")


def _numbered(taken: "Iterator[Packet[VideoStream]]", start: int, fps: int) -> Iterator[_Placed]:
    for packet in taken:
        yield packet, start + round((packet.pts or 0) * packet.time_base * fps)


def _labels(request: CutRequest) -> Labels:
    edges = [*starts(request.shots), sum(shot.frames for shot in request.shots)]
    chapters = (
        Chapter(shot.chapter or f"Scene {number}", frames_to_ms(start, request.fps), frames_to_ms(stop, request.fps))
        for number, (shot, (start, stop)) in enumerate(zip(request.shots, pairwise(edges), strict=True), start=1)
    )
    return Labels(request.title, request.comment, tuple(chapters))


def _captions(request: CutRequest) -> Iterator[Caption]:
    for shot, start in zip(request.shots, starts(request.shots), strict=True):
        if shot.caption.strip():
            for first, stop, text in paged(shot.caption, start, start + shot.frames):
                yield Caption(frames_to_ms(first, request.fps), frames_to_ms(stop, request.fps), text)


def _sound(request: CutRequest, artifacts: Artifacts) -> Iterator[Samples] | None:
    if not request.audio:
        return None
    cues = [Cue(artifacts.path(cue.audio), cue.start_ms, cue.gain_milli / 1000, cue.bus) for cue in request.audio]
    total = sum(shot.frames for shot in request.shots) * RATE // request.fps
    loudness = None if request.loudness_milli is None else request.loudness_milli / 1000
    return mastered(lambda: mixed(cues, total), total, loudness)


def _sidecar(captions: tuple[Caption, ...], out: Path) -> Path | None:
    if not captions:
        return None
    path = out.with_suffix(".vtt")
    try:
        path.write_text(webvtt(captions), encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def _facts(request: CutRequest, tally: _Tally, captions: Path | None) -> CutFacts:
    frames = tally.encoded + tally.copied
    return CutFacts(
        width=request.width,
        height=request.height,
        fps=request.fps,
        frames=frames,
        encoded_frames=tally.encoded,
        copied_frames=tally.copied,
        duration_ms=frames_to_ms(frames, request.fps),
        has_audio=bool(request.audio),
        captions=captions,
        reencoded_shots=tuple(tally.reencoded),
        notes=tuple(tally.notes),
    )
