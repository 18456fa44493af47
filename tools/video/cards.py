"""Title and end cards, drawn frame by frame as shots of the film: a round window on the film's first place with its
main figures before it, and the words in the place's own colours.

Colours, window and words are drawn once; only the figures move, so that a card costs little more than a still.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import ReferenceError_
from videostudio.film.requests import Card
from videostudio.tools import lettering
from videostudio.tools.images import Pixels, decode
from videostudio.tools.lettering import Face, Rgb
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.colour import black, planes, rgb_to_planar

CREAM: Rgb = (255, 249, 236)
DUSK: tuple[Rgb, Rgb] = ((104, 128, 176), (58, 64, 104))
"""Upper and lower colour of a card without a place."""
GROWTH = 0.05
"""By how much the figures come nearer while a card stands."""
HELD = 3
"""Frames for which each position is held: the move is so slow that more would only cost time."""
TO_BLACK_MS = 600
"""How long a card that closes the film takes to sink to black, at its end."""


@dataclass(frozen=True)
class Layout:
    """Where things lie on a card of `width` x `height` px: the window's middle and radius, where the words begin
    and how wide they may be, and the largest letters, all px."""

    width: int
    height: int
    x: int
    y: int
    radius: int
    words_y: int
    words_width: int
    letters: int

    @classmethod
    def of(cls, width: int, height: int) -> "Layout":
        radius = round(min(0.24 * height, 0.33 * width))
        upright = height > width
        y = round((0.34 if upright else 0.36) * height)
        words_y = y + round(1.22 * radius)
        letters = round(0.125 * min(width, height))
        return cls(width, height, width // 2, y, radius, words_y, round(0.84 * width), letters)


@dataclass(frozen=True)
class DrawnCard:
    """A card ready to be filmed. `notes` tell what could not be lettered."""

    frames: Iterator[Pixels]
    notes: tuple[str, ...] = ()


def drawn(card: Card, width: int, height: int, fps: int, frames: int, tail: int, artifacts: Artifacts) -> DrawnCard:
    """`frames` planar frames of the card and `tail` more. Pictures that cannot be read are left out. Raises
    CorruptArtifact."""
    layout = Layout.of(width, height)
    place = _picture(card.place, artifacts)
    cast = [found for ref in card.cast if (found := _picture(ref, artifacts)) is not None]
    base = _ground(place, width, height)
    rim = _deep(base)
    notes = _words(base, card, layout, rim)
    whole = [figure for figure in cast if figure.shape[2] == 3]
    figures = [_trimmed(figure) for figure in cast if figure.shape[2] == 4]
    _window(base, place if figures or not whole else whole[0], layout)
    stage = _Stage(base, _group(figures, layout), layout)
    return DrawnCard(_filmed(stage, fps, frames, tail, closes=card.closes), notes)


def _filmed(stage: "_Stage", fps: int, frames: int, tail: int, *, closes: bool) -> Iterator[Pixels]:
    dark = black(stage.layout.width, stage.layout.height)
    sinks = min(frames, TO_BLACK_MS * fps // 1000) if closes else 0
    standing = stage.at(0.0)
    for at in range(frames + tail):
        if at % HELD == 0:
            standing = stage.at(at / (frames + tail))
        frame, left = standing, frames - at - 1
        if closes and left < sinks:
            light = max(0.0, left / sinks)
            frame = np.asarray(cv2.addWeighted(frame, light, dark, 1 - light, 0), np.uint8)
        yield frame


class _Stage:
    """A card without its figures, and the figures, which grow a little as time goes by."""

    def __init__(self, base: Pixels, group: Pixels | None, layout: Layout) -> None:
        self.layout = layout
        self._group = group
        self._planar = rgb_to_planar(base)
        reach = round(1.3 * layout.radius) // 2 * 2
        top, left = max(0, layout.y - reach) // 2 * 2, max(0, layout.x - reach) // 2 * 2
        self._box = (top, left, min(layout.height, top + 2 * reach), min(layout.width, left + 2 * reach))
        top, left, bottom, right = self._box
        self._part = base[top:bottom, left:right]
        self._mask = _opening(layout, self._box)

    def at(self, share: float) -> Pixels:
        """The planar frame after `share` (0..1) of the card's time."""
        frame = self._planar.copy()
        if self._group is None:
            return frame
        top, left, bottom, right = self._box
        part = rgb_to_planar(self._with_figures(share))
        for whole, small, n in zip(planes(frame), planes(part), (1, 2, 2), strict=True):
            whole[top // n : bottom // n, left // n : right // n] = small
        return frame

    def _with_figures(self, share: float) -> Pixels:
        assert self._group is not None
        top, left, _, _ = self._box
        height, width = self._group.shape[:2]
        grown = 1 + GROWTH * share
        foot = self.layout.y + 0.86 * self.layout.radius
        matrix = np.array(
            [[grown, 0, self.layout.x - left - grown * width / 2], [0, grown, foot - top - grown * height]]
        )
        rows, columns = self._part.shape[:2]
        seen = cv2.warpAffine(self._group, matrix, (columns, rows), flags=cv2.INTER_LINEAR).astype(np.float32)
        seen *= self._mask
        through = 1 - seen[..., 3:] / np.float32(255)
        mixed = seen[..., :3] + self._part.astype(np.float32) * through
        return np.asarray(np.rint(np.minimum(mixed, 255)), np.uint8)


def _opening(layout: Layout, box: tuple[int, int, int, int]) -> NDArray[np.float32]:
    """(h, w, 1) 0..1: where figures are seen. They stand in the window, and may reach out of it at the top."""
    top, left, bottom, right = box
    mask = np.zeros((bottom - top, right - left), np.uint8)
    middle = (layout.x - left, layout.y - top)
    cv2.circle(mask, middle, layout.radius, 255, -1, cv2.LINE_AA)
    mask[: middle[1], :] = 255
    return (mask.astype(np.float32) / np.float32(255))[..., None]


def _group(figures: Sequence[Pixels], layout: Layout) -> Pixels | None:
    """The figures side by side on one line, premultiplied; the first stands in front and is the tallest."""
    if not figures:
        return None
    room_wide, room_high = (1.62 if len(figures) > 1 else 1.4) * layout.radius, 1.9 * layout.radius
    tall = [1.0, 0.82][: len(figures)]
    widths = [t * f.shape[1] / f.shape[0] for t, f in zip(tall, figures, strict=True)]
    overlap = 0.94 if len(figures) > 1 else 1.0
    unit = min(room_high, room_wide / (sum(widths) * overlap))
    width, height = lettering.ceil_even(sum(widths) * overlap * unit) + 2, lettering.ceil_even(unit)
    group = np.zeros((height, width, 4), np.uint8)
    lefts = [0, width - round(widths[-1] * unit)]
    for number in reversed(range(len(figures))):
        size = (max(1, round(widths[number] * unit)), max(1, round(tall[number] * unit)))
        one = cv2.resize(_premultiplied(figures[number]), size, interpolation=cv2.INTER_AREA)
        part = group[height - size[1] :, lefts[number] : lefts[number] + size[0]]
        one = one[: part.shape[0], : part.shape[1]]
        part[:] = one + (part * ((255 - one[..., 3:].astype(np.float32)) / 255)).astype(np.uint8)
    return group


def _window(base: Pixels, place: Pixels | None, layout: Layout) -> None:
    """The place in a round window with a cream frame and a soft shadow, in place."""
    radius = layout.radius
    rim = max(2, round(0.045 * radius))
    plate = np.zeros((2 * (radius + rim), 2 * (radius + rim), 4), np.uint8)
    cv2.circle(plate, (radius + rim, radius + rim), radius + rim - 1, (*CREAM, 255), -1, cv2.LINE_AA)
    soft = max(4, round(0.12 * radius))
    corner = (layout.x - radius - rim, layout.y - radius - rim)
    lettering.lay(base, lettering.shadow(plate, soft, 0.45), corner[0] - soft, corner[1] - soft + soft // 3)
    lettering.lay(base, plate, *corner)
    view = _covering(place, 2 * radius, 2 * radius) if place is not None else _sky(2 * radius, 2 * radius, DUSK)
    disc = np.zeros((2 * radius, 2 * radius, 4), np.uint8)
    cv2.circle(disc, (radius, radius), radius - 1, (255, 255, 255, 255), -1, cv2.LINE_AA)
    disc[..., :3] = cv2.multiply(np.ascontiguousarray(disc[..., :3]), view, scale=1 / 255)
    lettering.lay(base, disc, layout.x - radius, layout.y - radius)


def _ground(place: Pixels | None, width: int, height: int) -> Pixels:
    """What everything lies on: the place out of focus in its own upper and lower colour, darker to the corners."""
    if place is None:
        ground = _sky(width, height, DUSK)
    else:
        upper, lower = (_rich(part.reshape(-1, part.shape[2])[:, :3].mean(axis=0)) for part in np.array_split(place, 2))
        small = cv2.resize(_covering(place, width, height), (width // 8, height // 8), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(small, (0, 0), max(1.0, width / 8 / 22))
        blurred = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
        sky = _sky(width, height, (upper, lower))
        ground = np.asarray(cv2.addWeighted(blurred, 0.35, sky, 0.65, 0), np.uint8)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot((x - width / 2) / (0.72 * width), (y - height / 2) / (0.72 * height))
    shade = (0.94 - 0.4 * np.clip(far, 0, 1) ** 2)[..., None]
    return np.asarray(np.rint(ground * shade), np.uint8)


def _words(base: Pixels, card: Card, layout: Layout, rim: Rgb) -> tuple[str, ...]:
    """The card's words, in place; gives notes about what its typefaces have no letters for."""
    notes = []
    top = layout.words_y
    text, face = lettering.shown(card.text)
    if text:
        room = layout.height - top - round((0.2 if card.line or card.credit else 0.08) * layout.height)
        top += _title(base, text, face, layout, top, room, rim)
    elif card.text:
        notes.append(f"a card leaves out '{card.text}': its typefaces have no letters for it")
    line, face = lettering.shown(card.line, Face.TEXT)
    if line:
        _small(base, line, layout, top + round(0.02 * layout.height), 0.036, rim)
    credit, _ = lettering.shown(card.credit, Face.TEXT)
    if credit:
        _small(base, credit, layout, None, 0.025, rim)
    return tuple(notes)


def _title(base: Pixels, text: str, face: Face, layout: Layout, top: int, room: int, rim: Rgb) -> int:
    """Letters the title; gives the height it takes."""
    most_lines = 3 if layout.height > layout.width else 2
    largest = min(layout.letters, max(8, round(room / lettering.LEADING)))
    lines, letters = lettering.fitted(
        text, face, width=layout.words_width, lines=most_lines, largest=largest, smallest=max(8, layout.letters // 3)
    )
    while len(lines) * letters.size * lettering.LEADING > room and letters.size > layout.letters // 3:
        smaller = round(letters.size * 0.93)
        lines, letters = lettering.fitted(
            text, face, width=layout.words_width, lines=most_lines, largest=smaller, smallest=max(8, smaller - 1)
        )
    rim_px = max(1, round(letters.size * 0.055))
    words = lettering.block(lines, letters, ink=CREAM, rim=rim, rim_px=rim_px)
    soft = max(2, round(letters.size * 0.16))
    left = (layout.width - words.shape[1]) // 2
    lettering.lay(base, lettering.shadow(words, soft, 0.4), left - soft, top - soft + soft // 2)
    lettering.lay(base, words, left, top)
    return int(words.shape[0])


def _small(base: Pixels, text: str, layout: Layout, top: int | None, size: float, rim: Rgb) -> None:
    """A line or a few in small letters below `top`, or at the frame's foot."""
    letters_px = max(8, round(size * min(layout.height, 1.25 * layout.width)))
    width, smallest = round(0.86 * layout.width), max(7, letters_px * 3 // 4)
    lines, letters = lettering.fitted(text, Face.TEXT, width=width, lines=3, largest=letters_px, smallest=smallest)
    words = lettering.block(lines, letters, ink=CREAM, rim=rim, rim_px=max(1, letters_px // 14))
    lowest = layout.height - words.shape[0] - round(0.035 * layout.height)
    lettering.lay(base, words, (layout.width - words.shape[1]) // 2, lowest if top is None else min(top, lowest))


def _picture(ref: ArtifactRef | None, artifacts: Artifacts) -> Pixels | None:
    """A picture, or None if there is none or its bytes are none."""
    if ref is None:
        return None
    try:
        return decode(artifacts.read(ref))
    except ReferenceError_:
        return None


def _trimmed(rgba: Pixels) -> Pixels:
    rows, columns = (np.flatnonzero((rgba[..., 3] > 16).any(axis=axis)) for axis in (1, 0))
    return rgba[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else rgba


def _premultiplied(rgba: Pixels) -> Pixels:
    alpha = cv2.merge([rgba[..., 3]] * 3)
    return np.dstack([cv2.multiply(np.ascontiguousarray(rgba[..., :3]), alpha, scale=1 / 255), rgba[..., 3]])


def _covering(picture: Pixels, width: int, height: int) -> Pixels:
    """The picture's middle, scaled to fill the size."""
    rgb = np.ascontiguousarray(picture[..., :3])
    tall, wide = rgb.shape[:2]
    scale = max(width / wide, height / tall)
    size = (max(width, round(wide * scale)), max(height, round(tall * scale)))
    big = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    top, left = (size[1] - height) // 2, (size[0] - width) // 2
    return np.asarray(big[top : top + height, left : left + width], np.uint8)


def _sky(width: int, height: int, colours: tuple[Rgb, Rgb]) -> Pixels:
    share = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    column = (1 - share) * np.array(colours[0], np.float32) + share * np.array(colours[1], np.float32)
    return np.asarray(np.rint(np.repeat(column[:, None], width, axis=1)), np.uint8)


def _rich(colour: NDArray[np.float64]) -> Rgb:
    """A mean colour with the saturation that averaging took."""
    grey = float(colour.mean())
    strong = np.clip(grey + 1.8 * (colour - grey), 0, 255)
    return int(strong[0]), int(strong[1]), int(strong[2])


def _deep(base: Pixels) -> Rgb:
    """A dark shade of the ground's colour, for the rims of letters."""
    mean = base.reshape(-1, 3).mean(axis=0)
    dark = mean * min(1.0, 52 / max(1.0, float(mean.mean())))
    return int(dark[0]), int(dark[1]), int(dark[2])
