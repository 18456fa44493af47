"""References as VideoStudio-Img was trained to see them: a figure on black, a place with its figure taken out.

Paper, section 3.2: what is salient in a picture is found by U2-Net, and all else is removed from the reference of a
foreground, or it from that of a background. Knows no model; a Segmenter finds what is salient.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from videostudio.film.entity import EntityId
from videostudio.film.requests import CastMember
from videostudio.tools.images import Pixels, decode
from videostudio.tools.scoring.segmenting.alpha import is_cut_out
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.tools.store.port import Artifacts

SALIENT = 128 / 255
"""The released script's threshold: masks are hard."""


@dataclass(frozen=True)
class Reference:
    """`image` is RGB, square for figures. `degraded` says what it falls short in, "" if in nothing."""

    entity_id: EntityId
    image: Image.Image
    degraded: str = ""


def foreground_of(
    member: CastMember, artifacts: Artifacts, segmenter: Segmenter, *, tight: bool = False
) -> Reference | None:
    """The figure alone on black, padded to a square, since CLIP sees only the middle square of a picture; `tight`
    leaves nothing of the picture around the figure. None for one without a reference. Raises ReferenceError_ for a
    picture that cannot be read."""
    if member.reference is None:
        return None
    picture = decode(artifacts.read(member.reference))
    matte = segmenter.segment(picture)
    kept = _on_black(picture, matte.alpha >= SALIENT)
    if tight:
        kept = kept.crop(_box(matte.alpha >= SALIENT))
    side = max(kept.size)
    degraded = f"the reference of '{member.entity.name}' is {matte.degraded}" if matte.degraded else ""
    return Reference(member.entity.id, ImageOps.pad(kept, (side, side), color="black"), degraded)


def background_of(place: CastMember, artifacts: Artifacts, segmenter: Segmenter) -> Reference | None:
    """The place without what is salient in its picture; all of it where that could only be guessed, since a guess cuts
    holes into empty sets. None for one without a reference. Raises ReferenceError_ for one that cannot be read."""
    if place.reference is None:
        return None
    picture = decode(artifacts.read(place.reference))
    if is_cut_out(picture):  # what is left of it is the place
        return Reference(place.entity.id, _on_black(picture, picture[..., 3] >= SALIENT * 255))
    matte = segmenter.segment(picture)
    kept = matte.alpha < SALIENT if not matte.degraded else np.ones(matte.alpha.shape, np.bool_)
    return Reference(place.entity.id, _on_black(picture, kept))


def blank() -> Image.Image:
    """Stands where there is no reference: an adapter at scale 0 does not look at it."""
    return Image.new("RGB", (8, 8))


def _box(kept: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is kept; the whole picture if nothing is."""
    rows, columns = np.flatnonzero(kept.any(1)), np.flatnonzero(kept.any(0))
    if not len(rows):
        return (0, 0, kept.shape[1], kept.shape[0])
    return (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _on_black(picture: Pixels, kept: NDArray[np.bool_]) -> Image.Image:
    return Image.fromarray(np.asarray(picture[..., :3] * kept[..., None], np.uint8))
