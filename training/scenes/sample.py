"""A picture to learn from, with what is known of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """One of the cast as a picture shows it. `id` is who it is in every picture of its world, `words` what captions
    call it, without an article. `mask` (H, W) is true where it is seen, less what others hide; `cutout` (h, w, 4) is
    the same part of the picture, usually finer, with a margin: alpha says where it is seen, and colours are the
    picture's own everywhere."""

    id: str
    words: str
    mask: Mask
    cutout: Pixels


@dataclass(frozen=True)
class Sample:
    """`picture` (H, W, 3) and what it shows. `place` says which place it is, in which light, in every picture of its
    world; `plate` (H, W, 3) is the place as it is seen there without the cast. Of pictures that came from elsewhere
    nobody knows the place, "", nor its plate, None. A `portrait` is a picture that words alone are to lead to: it is no
    reference of itself."""

    number: int
    picture: Pixels
    caption: str
    cast: tuple[Seen, ...] = ()
    place: str = ""
    plate: Pixels | None = None
    action: str = ""
    portrait: bool = False
