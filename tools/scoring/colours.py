"""Whether a piece of a picture has the colours of a reference. CLIP forgives a green cat more than an audience does.

Pure functions on pictures. Colours are counted wherever they are: limbs move and figures turn. Lightness counts less
than hue and saturation: a figure in the shade is darker without being another.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels
from videostudio.tools.scoring.lab import lab, squared_distances

Samples = NDArray[np.float32]
"""(N, 3): CIELAB with L shortened by DARKER."""

SIDE = 24
"""A picture is looked at as SIDE x SIDE pixels: buttons and eyes do not count, coats do."""
DARKER = 0.35
"""What a step of lightness counts against one of hue or saturation."""
OPAQUE = 200
"""Alpha from which a pixel has a colour of its own: edges are mixed with what is behind."""
NEAREST = 5
"""Pixels of a piece that a colour of the reference is looked for in: one alone may be chance."""
FOREIGN = 30.0
"""Distance from which a colour is not there at all."""


def samples(picture: Pixels) -> Samples:
    """The colours of an (H, W, 3) RGB picture, or of what is opaque of an (H, W, 4) RGBA one."""
    small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    colours: Samples = lab(small[..., :3]).reshape(-1, 3) * np.array([DARKER, 1, 1], np.float32)
    if small.shape[2] == 3:
        return colours
    alpha = small[..., 3].ravel()
    return np.asarray(colours[alpha >= min(OPAQUE, alpha.max())], np.float32)


def shown(reference: Samples, piece: Samples) -> float:
    """How much of the reference's colours a piece shows, [0, 1]: 1 minus the mean distance of every colour of the
    reference to the nearest ones of the piece, over FOREIGN. What else the piece shows does not count."""
    nearest = min(NEAREST, len(piece))
    close = np.partition(squared_distances(reference, piece), nearest - 1, axis=1)[:, :nearest]
    far = np.sqrt(close).mean(axis=1)
    return float(1 - np.minimum(far, FOREIGN).mean() / FOREIGN)
