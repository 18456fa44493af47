"""Pixels the way H.264 wants them: planes Y, U, V (BT.709, limited range, chroma at half size).

The animatic composes in these planes, so that no frame is ever converted. Premultiplied alpha works on code
values as it does on light: out = premultiplied + (1 - alpha) * below, the chroma's offset of 128 included.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planes

BLACK = 16
GREY = 128
_FROM_RGB = np.array(
    [[0.182586, 0.614231, 0.062007, 16], [-0.100644, -0.338572, 0.439216, 128], [0.439216, -0.398942, -0.040274, 128]],
    np.float32,
)


@dataclass(frozen=True)
class Frame:
    """One frame as three views into one `buffer` (H * 3 / 2, W): `y` (H, W), `u` and `v` (H / 2, W / 2)."""

    buffer: Pixels
    y: Pixels
    u: Pixels
    v: Pixels

    @classmethod
    def blank(cls, width: int, height: int) -> "Frame":
        """A frame of undefined content; `width` and `height` are even."""
        return cls.of(np.empty((height * 3 // 2, width), np.uint8))

    @classmethod
    def of(cls, buffer: Pixels) -> "Frame":
        """Views into `buffer` (H * 3 / 2, W)."""
        return cls(buffer, *planes(buffer))

    @classmethod
    def of_planes(cls, y: Pixels, u: Pixels, v: Pixels) -> "Frame":
        """A frame from planes of its own."""
        return cls.of(np.concatenate([y.reshape(-1), u.reshape(-1), v.reshape(-1)]).reshape(-1, y.shape[1]))

    def resized(self, scale: float) -> "Frame":
        """The frame at about `scale` < 1 of its size, a multiple of 4 px."""
        height, width = (round(side * scale / 4) * 4 for side in self.y.shape)
        size = (width, height)
        half = (width // 2, height // 2)
        return Frame.of_planes(
            *(
                np.asarray(cv2.resize(plane, to, interpolation=cv2.INTER_AREA), np.uint8)
                for plane, to in zip(self.planes, (size, half, half), strict=True)
            )
        )

    @property
    def planes(self) -> tuple[Pixels, Pixels, Pixels]:
        return self.y, self.u, self.v


def planes_of(rgba: Pixels) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    """(h, w, 4) RGBA with premultiplied alpha -> Y, U, V, A, (h, w) each, premultiplied too, chroma still at
    full size."""
    alpha = np.ascontiguousarray(rgba[..., 3])
    yuv = [np.asarray(p, np.uint8) for p in cv2.split(cv2.transform(cv2.cvtColor(rgba, cv2.COLOR_RGBA2RGB), _FROM_RGB))]
    if alpha.min() < 255:
        through = 255 - alpha
        for plane, black in zip(yuv, (BLACK, GREY, GREY), strict=True):
            cv2.subtract(plane, cv2.convertScaleAbs(through, alpha=black / 255), dst=plane)
    return yuv[0], yuv[1], yuv[2], alpha


def halved(plane: Pixels) -> Pixels:
    """A plane (or picture) of even size at half its size."""
    return np.asarray(
        cv2.resize(plane, (plane.shape[1] // 2, plane.shape[0] // 2), interpolation=cv2.INTER_AREA), np.uint8
    )


def lay(below: Pixels, over: Pixels, through: Pixels) -> None:
    """Lays premultiplied `over` on `below`, in place; `through` is 255 - alpha. All of one shape (h, w)."""
    cv2.multiply(below, through, dst=below, scale=1 / 255)
    cv2.add(below, over, dst=below)
