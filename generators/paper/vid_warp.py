"""The video that models with `warping_concate_in_channel` are told the camera by: a picture as a camera passes it."""

from PIL import Image
from torch import Tensor

from videostudio.film.camera import CameraMove
from videostudio.generators.paper.camera import warp
from videostudio.generators.paper.vid_conditioning import frame_of


def filmed_by(move: CameraMove, picture: Image.Image, size: tuple[int, int], frames: int, fps: int) -> Tensor:
    """(1, 3, frames, height, width) in [-1, 1]: the picture is the middle frame, the others are moved from it."""
    width, height = size
    still = frame_of(picture, width, height)[None, :, None].expand(-1, -1, frames, -1, -1)
    return warp(still, move.flow(width, height, fps)).clamp(-1, 1)
