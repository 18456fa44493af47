"""What a cut copies and what it encodes again: pure arithmetic on frame numbers.

A shot is a run of frames from the start of its clip. Its clip's GOPs that lie inside the shot and under no
transition are copied as they are; the others are rendered: decoded, mixed and encoded again, GOP by GOP.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from videostudio.film.requests import CutShot
from videostudio.film.scene import TransitionKind, frames_in

FULL = Fraction(1)


@dataclass(frozen=True)
class Effects:
    """What transitions do to one shot, in frames: `mix_in` frames at its start are mixed with the previous
    clip's frames from `mix_from` on, `fade_in` frames rise from black, `fade_out` frames at its end sink to it."""

    mix_in: int = 0
    mix_from: int = 0
    fade_in: int = 0
    fade_out: int = 0


@dataclass(frozen=True)
class Recipe:
    """How one frame of the film is made: frame `frame` of the shot's clip, of which `share` remains when
    the previous clip's frame `other` is mixed in, and `light` of that when black is. Both in 0..1."""

    frame: int
    other: int | None = None
    share: Fraction = FULL
    light: Fraction = FULL

    @property
    def untouched(self) -> bool:
        """The frame is shown as it is in the clip."""
        return self.other is None and self.light == FULL


@dataclass(frozen=True)
class Copied:
    """Frames `first` .. `stop` - 1 of the clip, whole GOPs, copied."""

    first: int
    stop: int

    @property
    def frames(self) -> int:
        """How many frames of film this is."""
        return self.stop - self.first


@dataclass(frozen=True)
class Rendered:
    """Frames that are made and encoded again, in order; never empty."""

    recipes: tuple[Recipe, ...]

    @property
    def first(self) -> int:
        """The clip's frame it starts at."""
        return self.recipes[0].frame

    @property
    def frames(self) -> int:
        """How many frames of film this is."""
        return len(self.recipes)


Segment = Copied | Rendered


def effects(shots: Sequence[CutShot], fps: int) -> tuple[Effects, ...]:
    """What each shot's own transition and the next shot's do to it. No transition is longer than its shot;
    the first shot has nothing to mix with, so that a crossfade into it is a cut."""
    return tuple(_effects(shots, index, fps) for index in range(len(shots)))


def recipe(frames: int, effect: Effects, number: int) -> Recipe:
    """Frame `number` of a shot of `frames` frames. A fade's one black frame is the shot's first."""
    light = FULL
    if number < effect.fade_in:
        light *= Fraction(number, effect.fade_in)
    if (left := frames - number) <= effect.fade_out:
        light *= Fraction(left, effect.fade_out + 1)
    if number >= effect.mix_in:
        return Recipe(number, light=light)
    return Recipe(number, effect.mix_from + number, Fraction(number + 1, effect.mix_in + 1), light)


def plan_shot(frames: int, effect: Effects, gop_starts: Sequence[int], clip_frames: int) -> tuple[Segment, ...]:
    """A shot of `frames` frames as segments, in order and without gaps. `gop_starts` are the frame numbers of
    the clip's keyframes, the first of them 0; without any, everything is rendered."""
    if not gop_starts:
        return (Rendered(tuple(recipe(frames, effect, number) for number in range(frames))),)
    gops = [
        [recipe(frames, effect, number) for number in range(start, min(stop, frames))]
        for start, stop in pairwise((*gop_starts, clip_frames))
        if start < frames
    ]
    whole = {start for start, stop in pairwise((*gop_starts, clip_frames)) if stop <= frames}
    runs = groupby(gops, key=lambda gop: gop[0].frame in whole and all(made.untouched for made in gop))
    return tuple(_segment(copied, [made for gop in run for made in gop]) for copied, run in runs)


def all_rendered(segment: Segment, most: int) -> Iterator[Rendered]:
    """The segment's frames to be made and encoded again although nothing covers them, at most `most` at a time."""
    if isinstance(segment, Rendered):
        yield segment
        return
    for first in range(segment.first, segment.stop, most):
        yield Rendered(tuple(Recipe(number) for number in range(first, min(segment.stop, first + most))))


def needed_frames(shots: Sequence[CutShot], index: int, effect: Sequence[Effects]) -> int:
    """How many frames shot `index` needs its clip to have: its own, and those the next shot mixes from."""
    mixed = effect[index + 1].mix_in if index + 1 < len(shots) else 0
    return shots[index].frames + mixed


def starts(shots: Sequence[CutShot]) -> Iterator[int]:
    """The film's frame number at which each shot begins."""
    at = 0
    for shot in shots:
        yield at
        at += shot.frames


def _effects(shots: Sequence[CutShot], index: int, fps: int) -> Effects:
    shot = shots[index]
    own = frames_in(shot.transition.duration_ms, fps)
    following = shots[index + 1].transition if index + 1 < len(shots) else None
    fades_next = following is not None and following.kind is TransitionKind.FADE
    after = frames_in(following.duration_ms, fps) if following is not None and fades_next else 0
    fade_out = min(after // 2, shot.frames)
    if shot.transition.kind is TransitionKind.FADE:
        return Effects(fade_in=min(own - own // 2, shot.frames), fade_out=fade_out)
    if shot.transition.kind is TransitionKind.CROSSFADE and index:
        return Effects(min(own, shot.frames), shots[index - 1].frames, fade_out=fade_out)
    return Effects(fade_out=fade_out)


def _segment(copied: bool, made: list[Recipe]) -> Segment:
    return Copied(made[0].frame, made[-1].frame + 1) if copied else Rendered(tuple(made))
