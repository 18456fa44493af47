"""How a thing, a scene or a place comes before the eye: cut, pasted, lit, blurred, covered. Pixels only."""

from collections.abc import Sequence

import cv2
import numpy as np

from videostudio.tools.images import Pixels
from videostudio.tools.scoring.regions import MARGIN, square

GREY = 128
"""The ground on which cut-outs are judged, as `tools/embedding` lays them."""
TURN, TELLING = 120.0, 12.0
"""Degrees by which hues are turned, and the mean change in levels from which that is seen: white stays white."""


class Drawer:
    """Draws views of `pixels` x `pixels` px, all choices from `chance`. `sets` (P, H, W, 3) lend the grounds."""

    def __init__(self, sets: Pixels, pixels: int, chance: np.random.Generator) -> None:
        self._sets, self._px, self._chance = sets, pixels, chance

    def portrait(self, rgba: Pixels, turn: float) -> Pixels:
        """A reference as a film has it: on the fixed grey most of the time, else on a plain colour."""
        cut = hue_turned(rgba, turn)
        ground = GREY if self._chance.random() < 0.75 else self._chance.integers(0, 256, 3)
        canvas = np.full((*cut.shape[:2], 3), ground, np.uint8)
        picture = self._square(laid(canvas, cut, 0, 0))
        return self._spoiled(picture) if self._chance.random() < 0.3 else picture

    def plain(self, rgba: Pixels) -> Pixels:
        """A reference as it is judged."""
        return self._square(laid(np.full((*rgba.shape[:2], 3), GREY, np.uint8), rgba, 0, 0))

    def composite(self, rgba: Pixels, turn: float) -> Pixels:
        """The reference's figure pasted on a set in the light of another hour, cut out by a box that is a bit off."""
        side = int(self._px * self._uniform(1.0, 1.5))
        canvas = self._ground(side)
        figure = self._posed(trimmed(hue_turned(rgba, turn)), side)
        figure = self._lit(figure)
        left = int((side - figure.shape[1]) / 2 + self._uniform(-0.06, 0.06) * side)
        top = int((side - figure.shape[0]) / 2 + self._uniform(-0.06, 0.06) * side)
        return self._seen(laid(canvas, figure, left, top))

    def cut(self, frame: Pixels, box: Sequence[int]) -> Pixels:
        """A figure cut from a frame by its box (left, top, width, height), a bit off."""
        left, top, width, height = box
        side = max(width, height) * (1 + 2 * MARGIN) * self._uniform(0.9, 1.25)
        x = left + width / 2 + self._uniform(-0.08, 0.08) * side
        y = top + height / 2 + self._uniform(-0.08, 0.08) * side
        return self._seen(square(frame, x, y, side))

    def background(self) -> Pixels:
        """A piece of a set with nobody in it."""
        return self._seen(self._ground(int(self._px * self._uniform(0.6, 1.6))))

    def whole(self, frame: Pixels) -> Pixels:
        """A whole frame, a little cropped."""
        height, width = frame.shape[:2]
        trim = self._uniform(0, 0.06, 4) * np.array([height, height, width, width])
        top, bottom, left, right = (int(px) for px in trim)
        return self._seen(np.ascontiguousarray(frame[top : height - bottom, left : width - right]))

    def _ground(self, side: int) -> Pixels:
        scene = self._sets[int(self._chance.integers(len(self._sets)))]
        size = self._uniform(0.35, 1.0) * scene.shape[0]
        x = self._uniform(size / 2, scene.shape[1] - size / 2)
        y = self._uniform(size / 2, scene.shape[0] - size / 2 + 1e-3)
        return np.asarray(cv2.resize(square(scene, x, y, size), (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)

    def _posed(self, figure: Pixels, side: int) -> Pixels:
        tall = self._uniform(0.6, 0.95) * side / max(figure.shape[:2])
        squeeze = np.exp(self._uniform(-0.12, 0.12, 2))
        size = (max(4, int(figure.shape[1] * tall * squeeze[0])), max(4, int(figure.shape[0] * tall * squeeze[1])))
        small = np.asarray(cv2.resize(figure, size, interpolation=cv2.INTER_AREA), np.uint8)
        if self._chance.random() < 0.5:
            small = np.ascontiguousarray(small[:, ::-1])
        if self._chance.random() < 0.5:
            small = leant(small, float(self._uniform(-18, 18)), float(self._uniform(-0.2, 0.2)))
        return small

    def _lit(self, figure: Pixels) -> Pixels:
        """Light of day on the figure: from dark blue night to warm evening."""
        if self._chance.random() < 0.35:
            return figure
        strength = self._uniform(0.0, 0.5)
        hue = np.array([[60, 80, 160], [255, 150, 80], [200, 150, 220], [255, 240, 210], [150, 150, 150]], np.float32)
        light = hue[int(self._chance.integers(len(hue)))] / 255
        gain = (1 - strength) + strength * light
        return np.dstack([np.clip(figure[..., :3] * gain, 0, 255).astype(np.uint8), figure[..., 3]])

    def _seen(self, picture: Pixels) -> Pixels:
        if self._chance.random() < 0.5:
            picture = np.ascontiguousarray(picture[:, ::-1])
        small = self._square(picture)
        return self._spoiled(small) if self._chance.random() < 0.6 else small

    def _square(self, picture: Pixels) -> Pixels:
        shrinks = picture.shape[0] > self._px
        how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(picture, (self._px, self._px), interpolation=how), np.uint8)

    def _spoiled(self, picture: Pixels) -> Pixels:
        """Softer, noisier, dimmer than the art: what other generators and codecs do to it."""
        match int(self._chance.integers(6)):
            case 0:
                picture = cv2.GaussianBlur(picture, (0, 0), float(self._uniform(0.6, 2.2)))  # type: ignore[assignment]
            case 1:
                noise = self._chance.normal(0, self._uniform(3, 16), picture.shape)
                picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
            case 2:
                quality = [cv2.IMWRITE_JPEG_QUALITY, int(self._uniform(20, 80))]
                picture = np.asarray(
                    cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_COLOR), np.uint8
                )
            case 3:
                gain, lift = self._uniform(0.75, 1.25), self._uniform(-22, 22)
                tint = self._uniform(0.94, 1.06, 3)
                picture = np.clip(picture * gain * tint + lift, 0, 255).astype(np.uint8)
            case 4:
                picture = self._covered(picture)
            case _:
                side = int(self._px * self._uniform(0.3, 0.7))
                small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
                picture = np.asarray(cv2.resize(small, (self._px, self._px), interpolation=cv2.INTER_CUBIC), np.uint8)
        return picture

    def _covered(self, picture: Pixels) -> Pixels:
        """Something stands before a part of it."""
        covered = picture.copy()
        size = (self._uniform(0.12, 0.4, 2) * self._px).astype(int)
        x, y = (int(self._uniform(0, self._px - side)) for side in size)
        covered[y : y + size[1], x : x + size[0]] = self._ground(self._px)[: size[1], : size[0]]
        return covered

    def _uniform(self, low: float, high: float, count: int | None = None):  # type: ignore[no-untyped-def]
        return self._chance.uniform(low, high, count)


def laid(canvas: Pixels, figure: Pixels, left: int, top: int) -> Pixels:
    """`canvas` (H, W, 3) with `figure` (h, w, 4) laid on it; what reaches over the edge is lost."""
    height, width = canvas.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + figure.shape[1]), min(height, top + figure.shape[0])
    if x0 >= x1 or y0 >= y1:
        return canvas
    part = figure[y0 - top : y1 - top, x0 - left : x1 - left]
    alpha = part[..., 3:].astype(np.float32) / 255
    under = canvas[y0:y1, x0:x1]
    canvas[y0:y1, x0:x1] = (under * (1 - alpha) + part[..., :3] * alpha + 0.5).astype(np.uint8)
    return canvas


def trimmed(rgba: Pixels) -> Pixels:
    """Cut to what can be seen."""
    rows, columns = np.flatnonzero(rgba[..., 3].max(1) > 16), np.flatnonzero(rgba[..., 3].max(0) > 16)
    return rgba[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else rgba


def hue_turned(rgba: Pixels, degrees: float) -> Pixels:
    """The same figure with every hue turned by `degrees`."""
    if not degrees:
        return rgba
    hsv = cv2.cvtColor(np.ascontiguousarray(rgba[..., :3]), cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + round(degrees / 2)) % 180
    return np.dstack([cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB), rgba[..., 3]])


def is_colourful(rgba: Pixels) -> bool:
    """Whether turned hues would be seen."""
    shown = rgba[..., 3] > GREY
    other = hue_turned(rgba, TURN)
    return bool(shown.any()) and float(np.abs(rgba[shown, :3].astype(float) - other[shown, :3]).mean()) > TELLING


def leant(rgba: Pixels, degrees: float, shear: float) -> Pixels:
    """Turned about its middle and sheared sideways, on a canvas large enough."""
    height, width = rgba.shape[:2]
    side = int(1.35 * max(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turn[0, 1] += shear
    turn[0, 2] += (side - width) / 2 - shear * height / 2
    turn[1, 2] += (side - height) / 2
    return trimmed(np.asarray(cv2.warpAffine(rgba, turn, (side, side), flags=cv2.INTER_LINEAR), np.uint8))
