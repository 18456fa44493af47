"""A place the user brought a picture of: the picture is the set."""

import cv2
import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.places import Place, place_of
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.light import Light, Time, Weather, light_of
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.view import UNITS_HIGH, UNITS_WIDE
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

HORIZON = 0.62
LARGEST = 1920
"""Px to which a picture's longer side is reduced; sets are not seen larger."""


def place_for(member: CastMember, artifacts: Artifacts, style: str = "") -> Place:
    """The place of a scene in a style: the user's own picture of it, or the set its words ask for."""
    own = member.entity.own_image
    place = place_of(member.entity) if own is None else _pictured(own, artifacts)
    return place.styled(style)


def _pictured(own: ArtifactRef, artifacts: Artifacts) -> Place:
    layer = Layer("picture", GROUND, _Painting(_reduced(decode(artifacts.read(own)))).paint, bottom=1e9)
    scenery = Scenery("picture", (layer,), dry=True, horizon=HORIZON)
    return Place(scenery, light_of(Time.DAY, Weather.CLEAR), seed=0)


class _Painting:
    """Paints a picture (h, w, 3) so that it covers the usual frame; beyond it lies its mirror image."""

    def __init__(self, rgb: Pixels) -> None:
        self._rgb = rgb

    def paint(self, canvas: Canvas, light: Light, seed: int) -> None:
        height, width = self._rgb.shape[:2]
        unit = max(UNITS_WIDE / width, UNITS_HIGH / height)
        middle = UNITS_HIGH * (0.5 - HORIZON)
        step = 1 / (canvas.scale * unit)
        left = (canvas.left + 0.5 / canvas.scale) / unit + width / 2 - 0.5
        top = (canvas.top + 0.5 / canvas.scale - middle) / unit + height / 2 - 0.5
        rows, columns = canvas.pixels.shape[:2]
        canvas.pixels[..., :3] = cv2.warpAffine(
            self._rgb,
            np.array([[step, 0, left], [0, step, top]]),
            (columns, rows),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        canvas.pixels[..., 3] = 255


def _reduced(pixels: Pixels) -> Pixels:
    rgb = np.ascontiguousarray(pixels[..., :3])
    shrink = LARGEST / max(rgb.shape[:2])
    if shrink >= 1:
        return rgb
    size = (max(1, round(rgb.shape[1] * shrink)), max(1, round(rgb.shape[0] * shrink)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
