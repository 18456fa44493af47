"""What faults do to pixels. Pure; footage is spoiled while it is read, whatever its pixel format."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.generators.ports import Footage, Picture
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb, rgb_to_planar

GREY = 128
"""The one level of a blank picture; also the "no colour" of U and V."""

TURN = 2 * np.pi / 3
"""The angle by which wrong colours turn every hue."""

LUMA = np.array([0.2126, 0.7152, 0.0722])
"""BT.709."""

DARKEST, BRIGHTEST = 0.72, 1.24
"""Between what a flicker multiplies brightness by."""

SHAKE = 0.04
"""How far a shaking picture is off at most, as a share of its height, on either axis."""

PASTED_HEIGHT = 0.6, 0.95
"""Between which shares of the frame a pasted figure is high."""

BLACK_S = 0.3
"""How long a black stretch lasts."""

SPECK = 10
"""How many times smaller a figure is in a reference that it cannot be recognised by."""

OTHER_SPEEDS = {
    Speed.SLOW: (Speed.MEDIUM, Speed.FAST),
    Speed.MEDIUM: (Speed.SLOW, Speed.FAST),
    Speed.FAST: (Speed.SLOW, Speed.MEDIUM),
}

OPPOSITE = {
    Direction.LEFT: Direction.RIGHT,
    Direction.RIGHT: Direction.LEFT,
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
    Direction.FORWARD: Direction.BACKWARD,
    Direction.BACKWARD: Direction.FORWARD,
}


def opposite(move: CameraMove) -> CameraMove:
    """The move the other way; a static camera's opposite is one that drifts."""
    if move.direction is Direction.STATIC:
        return CameraMove(direction=Direction.LEFT, speed=Speed.MEDIUM)
    return CameraMove(direction=OPPOSITE[move.direction], speed=move.speed)


def other_speed(move: CameraMove, seed: int) -> CameraMove:
    """The same move at twice or half the speed, or at four times or a quarter of it; what should stand still
    drifts."""
    if move.direction is Direction.STATIC:
        return CameraMove(direction=tuple(OPPOSITE)[seed % len(OPPOSITE)], speed=Speed.SLOW)
    speeds = OTHER_SPEEDS[move.speed]
    return CameraMove(direction=move.direction, speed=speeds[seed % len(speeds)])


def blank_picture(picture: Picture) -> Picture:
    """One grey, opaque where there is an alpha channel."""
    pixels = np.full_like(picture.pixels, GREY)
    pixels[..., 3:] = 255
    return replace(picture, pixels=pixels)


def blank_footage(footage: Footage) -> Footage:
    """As long as it would be, all grey."""
    return replace(footage, frames=(np.full_like(frame, GREY) for frame in footage.frames))


def frozen_footage(footage: Footage) -> Footage:
    """As long as it would be, the first frame every time."""
    return replace(footage, frames=_frozen(footage.frames))


def recoloured_footage(footage: Footage) -> Footage:
    """Every hue turned, brightness kept."""
    turn = turn_rgb if footage.pixel_format == "rgb24" else turn_planar
    return replace(footage, frames=(turn(frame) for frame in footage.frames))


def flickering_footage(footage: Footage, seed: int) -> Footage:
    """Every frame brighter or darker than it should be, without order."""
    return replace(footage, frames=_flickering(footage, seed))


def shaking_footage(footage: Footage, seed: int) -> Footage:
    """Every frame off its place, without order; what leaves the frame comes in again on the other side."""
    return replace(footage, frames=_shaking(footage, seed))


def still_footage(footage: Footage, picture: Pixels) -> Footage:
    """As long as it would be, the (H, W, 3) picture every time."""
    rgb = np.asarray(cv2.resize(picture, (footage.width, footage.height), interpolation=cv2.INTER_AREA), np.uint8)
    still = rgb if footage.pixel_format == "rgb24" else rgb_to_planar(rgb)
    return replace(footage, frames=(still for _ in footage.frames))


def pasted(reference: Pixels, width: int, height: int, seed: int) -> Pixels:
    """A reference as a whole scene, (height, width, 3): a place fills it, a cut-out figure lies somewhere on one
    colour."""
    if reference.shape[2] == 3:
        return np.asarray(cv2.resize(reference, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    chance = np.random.default_rng(seed)
    side = round(height * chance.uniform(*PASTED_HEIGHT))
    figure = cv2.resize(reference, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
    scene = np.full((height, width, 3), chance.uniform(40, 215, 3), np.float32)
    top, left = int(chance.integers(0, height - side + 1)), int(chance.integers(0, max(1, width - side + 1)))
    spot = scene[top : top + side, left : left + side]
    alpha, figure = figure[:, : spot.shape[1], 3:] / 255, figure[:, : spot.shape[1], :3]
    spot[:] = alpha * figure + (1 - alpha) * spot
    return np.rint(scene).astype(np.uint8)


def blackened_footage(footage: Footage, frames: int, seed: int) -> Footage:
    """BLACK_S of black, at least two frames, somewhere in the first `frames`."""
    length = min(max(2, round(BLACK_S * footage.fps)), frames)
    start = seed % (frames - length + 1)
    black = range(start, start + length)
    return replace(
        footage,
        frames=(
            _black(frame, footage.pixel_format) if number in black else frame
            for number, frame in enumerate(footage.frames)
        ),
    )


def quarter_of(picture: Picture) -> Picture:
    """The picture's right half at middle height, enlarged to the whole: what stood in the middle is cut in two."""
    height, width = picture.pixels.shape[:2]
    part = picture.pixels[height // 4 : height // 4 + height // 2, width // 2 :]
    return replace(picture, pixels=np.asarray(cv2.resize(part, (width, height)), np.uint8))


def turn_rgb(rgb: Pixels) -> Pixels:
    """(H, W, 3) RGB -> the same with every hue turned by TURN around grey, in BT.709 YCbCr."""
    return np.asarray(cv2.transform(np.ascontiguousarray(rgb), _RGB_TURN), np.uint8)


def turn_planar(planar: Pixels) -> Pixels:
    """(H * 3 / 2, W) YUV 4:2:0 -> the same with U and V turned by TURN; Y stays."""
    height, width = planar.shape[0] * 2 // 3, planar.shape[1]
    turned = planar.copy()
    chroma = turned.reshape(-1)[height * width :].reshape(2, -1)
    signed = chroma.astype(np.float32) - GREY
    chroma[:] = np.clip(np.rint(_CHROMA_TURN @ signed) + GREY, 16, 240).astype(np.uint8)
    return turned


def _flickering(footage: Footage, seed: int) -> Iterator[Pixels]:
    chance = np.random.default_rng(seed)
    for frame in footage.frames:
        lit = frame.copy()
        rows, low, high = (frame.shape[0], 0, 255) if footage.pixel_format == "rgb24" else (footage.height, 16, 235)
        bright = (lit[:rows].astype(np.float32) - low) * chance.uniform(DARKEST, BRIGHTEST) + low
        lit[:rows] = np.clip(np.rint(bright), low, high).astype(np.uint8)
        yield lit


def _shaking(footage: Footage, seed: int) -> Iterator[Pixels]:
    chance = np.random.default_rng(seed)
    reach = max(1, round(SHAKE * footage.height))
    for frame in footage.frames:
        down, right = (int(step) for step in chance.integers(-reach, reach + 1, 2))
        if footage.pixel_format == "rgb24":
            yield np.roll(frame, (down, right), (0, 1))
        else:
            yield rgb_to_planar(np.roll(planar_to_rgb(frame), (down, right), (0, 1)))


def _black(frame: Pixels, pixel_format: str) -> Pixels:
    black = np.zeros_like(frame)
    if pixel_format == "yuv420p":
        luma = frame.shape[0] * 2 // 3
        black[:luma], black[luma:] = 16, GREY
    return black


def _frozen(frames: Iterator[Pixels]) -> Iterator[Pixels]:
    for first in frames:
        yield first
        yield from (first for _ in frames)


_CHROMA_TURN = np.array([[np.cos(TURN), -np.sin(TURN)], [np.sin(TURN), np.cos(TURN)]], np.float32)


def _rgb_turn() -> NDArray[np.float32]:
    """(3, 3): to Y, B - Y, R - Y on BT.709's scales, turned, and back."""
    blue = (np.array([0, 0, 1]) - LUMA) / (2 * (1 - LUMA[2]))
    red = (np.array([1, 0, 0]) - LUMA) / (2 * (1 - LUMA[0]))
    forward = np.stack([LUMA, blue, red])
    turn = np.eye(3)
    turn[1:, 1:] = _CHROMA_TURN
    return np.asarray(np.linalg.inv(forward) @ turn @ forward, np.float32)


_RGB_TURN = _rgb_turn()


def speck(pixels: Pixels) -> Pixels:
    """A cut-out (H, W, 4) with what it shows SPECK times smaller, in the middle of nothing."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // SPECK), max(1, height // SPECK)), interpolation=cv2.INTER_AREA)
    found = np.zeros_like(pixels)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    found[top : top + small.shape[0], left : left + small.shape[1]] = small
    return found
