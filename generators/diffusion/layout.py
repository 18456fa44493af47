"""Where the preview would stage a scene: its picture to begin with, and the boxes of its figures."""

from dataclasses import dataclass

from PIL import Image, ImageOps

from videostudio.film.requests import CastMember, SceneImageRequest
from videostudio.film.staging import Staging
from videostudio.generators.diffusion.shown import opaque
from videostudio.generators.ports import SceneImager
from videostudio.tools.store.port import Artifacts


@dataclass(frozen=True)
class Layout:
    """`start` is a picture to begin with, of which `strength` (0 to 1) stays; `staging` says where everybody is."""

    start: Image.Image
    strength: float
    staging: Staging | None


def layout_of(
    request: SceneImageRequest,
    stager: SceneImager | None,
    strength_milli: int,
    size: tuple[int, int],
    artifacts: Artifacts,
) -> Layout | None:
    """What `stager` would show, at `size`; None without one. It draws everybody with its own art, as in the preview
    that was approved: the references of this film are another model's."""
    if stager is None:
        return None
    bare = [CastMember(entity=member.entity) for member in (*request.cast, request.place)]
    staged = request.model_copy(update={"cast": tuple(bare[:-1]), "place": bare[-1]})
    picture = stager.shoot_image(staged, artifacts=artifacts)
    start = ImageOps.fit(opaque(picture.pixels), size, Image.Resampling.LANCZOS)
    return Layout(start, strength_milli / 1000, picture.staging)
