"""The scripted camera: the paper's closed set of moves, the image flow each one causes, and the size of a shot."""

from enum import StrEnum
from typing import NamedTuple

from pydantic import model_validator

from videostudio.film.noun import Noun


class Direction(StrEnum):
    """Where the camera goes (paper, section 3.1)."""

    STATIC = "static"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    FORWARD = "forward"
    BACKWARD = "backward"


class Speed(StrEnum):
    """How fast it goes (paper, section 3.1)."""

    SLOW = "slow"
    MEDIUM = "medium"
    FAST = "fast"


class ShotSize(StrEnum):
    """How much of the picture the main figure fills: a wide shot shows the place, a close one the face."""

    WIDE = "wide"
    MEDIUM = "medium"
    CLOSE = "close"


EASE_MS = 400
"""How long a camera takes to reach its scripted speed, and to come to rest again."""

PERCENT_PER_SECOND = {Speed.SLOW: 4, Speed.MEDIUM: 8, Speed.FAST: 16}
"""Of the frame width at the ground (pans), or of the scale (zooms), in one second."""

_PAN = {
    Direction.LEFT: (1, 0),
    Direction.RIGHT: (-1, 0),
    Direction.UP: (0, 1),
    Direction.DOWN: (0, -1),
}


class Flow(NamedTuple):
    """Motion of the picture's content from one frame to the next, at the ground's depth.

    A point p (px, measured from the frame's centre) moves to `scale * p + (dx, dy)`.
    x grows to the right, y grows downwards.
    """

    dx: float
    dy: float
    scale: float


def ramp_frames(frames: int, fps: int) -> float:
    """Frames in which a camera speeds up at the start of a scene of `frames`, and slows down at its end: EASE_MS,
    in short scenes a quarter of the scene. In between it has its scripted speed."""
    return min(EASE_MS * fps / 1000, frames / 4)


def eased(frame: float, frames: int, fps: int) -> float:
    """How many frames of full speed a camera has moved by `frame` of a scene of `frames`: it starts from rest,
    comes to rest when the scene ends, and stays there. Speed follows u * u * (3 - 2 * u) over a ramp."""
    ramp = ramp_frames(frames, fps)
    way = frames - ramp
    if frame <= 0 or ramp <= 0:
        return max(0.0, float(frame))
    if frame >= frames:
        return way
    if frame < ramp:
        return _sped_up(frame, ramp)
    if frame > frames - ramp:
        return way - _sped_up(frames - frame, ramp)
    return frame - ramp / 2


def _sped_up(frame: float, ramp: float) -> float:
    u = frame / ramp
    return ramp * (u**3 - u**4 / 2)


class CameraMove(Noun):
    """One camera move. `left` means the camera moves left, so content moves right."""

    direction: Direction = Direction.STATIC
    speed: Speed = Speed.SLOW

    @model_validator(mode="before")
    @classmethod
    def _static_has_one_speed(cls, data: object) -> object:
        """A static camera has no speed: store one form of it, so that equal moves are equal."""
        if isinstance(data, dict) and data.get("direction", "static") == Direction.STATIC:
            return {**data, "speed": Speed.SLOW}
        return data

    def flow(self, width: int, height: int, fps: int) -> Flow:
        """Content motion per frame for a frame of `width` x `height` px at `fps`.

        Pans move 4/8/16 % of the frame WIDTH a second, vertical ones too, so that one speed
        looks equally fast in every direction. Zooms grow by 4/8/16 % a second, as a constant
        factor per frame. `height` is part of the signature for moves that will need it.
        """
        fraction = PERCENT_PER_SECOND[self.speed] / 100
        if self.direction in _PAN:
            x, y = _PAN[self.direction]
            return Flow(x * fraction * width / fps, y * fraction * width / fps, 1.0)
        if self.direction == Direction.FORWARD:
            return Flow(0.0, 0.0, (1 + fraction) ** (1 / fps))
        if self.direction == Direction.BACKWARD:
            return Flow(0.0, 0.0, (1 + fraction) ** (-1 / fps))
        return Flow(0.0, 0.0, 1.0)

    def __str__(self) -> str:
        return "static" if self.direction == Direction.STATIC else f"{self.speed} {self.direction}"
