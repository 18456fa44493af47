"""A scripted camera as two pictures: the one that a clip begins with and the one that it ends with.

Models that take a last frame then have to go from one to the other. Both are windows of the scene image, so whoever is
in it ends as it began: good for the camera and for faces, less so for the action.
"""

from dataclasses import dataclass

from PIL import Image

from videostudio.film.camera import CameraMove, Direction, eased

LEAST_WINDOW = 0.7
"""Share of the picture's sides that a window has at least: what is less is enlarged too much."""


@dataclass(frozen=True)
class Ends:
    """Two pictures of one size."""

    first: Image.Image
    last: Image.Image


def ends_of(picture: Image.Image, camera: CameraMove, frames: int, fps: int) -> Ends | None:
    """The ends of a clip whose camera makes its move in `frames` of `fps`, as it does in the animatic; None where a
    window that moves so far would be too small, and for a camera at rest, which needs none."""
    if camera.direction == Direction.STATIC:
        return None
    width, height = picture.size
    flow, way = camera.flow(width, height, fps), eased(frames, frames, fps)
    across, down, zoom = flow.dx * way, flow.dy * way, flow.scale**way
    share = min(1 / zoom, zoom) if zoom != 1 else 1 / (1 + max(abs(across) / width, abs(down) / height))
    if share < LEAST_WINDOW:
        return None
    if zoom > 1:
        return Ends(picture, _window(picture, share, 0.5, 0.5))
    if zoom < 1:
        return Ends(_window(picture, share, 0.5, 0.5), picture)
    # Content that moves right is seen by a window that moves left: it begins at the right edge.
    begins = (_begins(across), _begins(down))
    return Ends(_window(picture, share, *begins), _window(picture, share, 1 - begins[0], 1 - begins[1]))


def _begins(moves: float) -> float:
    return 0.5 if moves == 0 else 1.0 if moves > 0 else 0.0


def _window(picture: Image.Image, share: float, across: float, down: float) -> Image.Image:
    """A window of `share` of both sides, `across` (0 left, 1 right) and `down` of what room there is, enlarged."""
    width, height = picture.size
    left, top = across * (1 - share) * width, down * (1 - share) * height
    box = (left, top, left + share * width, top + share * height)
    return picture.resize(picture.size, Image.Resampling.LANCZOS, box=box)
