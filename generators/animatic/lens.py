"""The camera: how far the picture has moved or grown at a frame, exactly as `CameraMove.flow` says."""

from dataclasses import dataclass

from videostudio.film.camera import CameraMove

LONGEST_ZOOM = 3.0
"""Zooms stop after growing or shrinking this much: beyond it a painted set is only a blur or a stamp."""


@dataclass(frozen=True)
class Lens:
    """One camera move over frames of `width` x `height` px at `fps`."""

    move: CameraMove
    width: int
    height: int
    fps: int

    def shift(self, frame: float, depth: float = 1.0) -> tuple[float, float]:
        """How far content at `depth` (1 = the ground) has moved at `frame`, in px. Things farther away
        follow a sideways move less. A move up or down is a tilt: everything moves alike."""
        flow = self.move.flow(self.width, self.height, self.fps)
        return flow.dx * frame / depth, flow.dy * frame

    def scale(self, frame: float) -> float:
        """How much the picture has grown at `frame`, around the frame's middle."""
        grown = float(self.move.flow(self.width, self.height, self.fps).scale ** frame)
        return min(max(grown, 1 / LONGEST_ZOOM), LONGEST_ZOOM)

    def stops(self, frames: int) -> int:
        """The first of `frames` at which a zoom has reached its end; `frames` if none has."""
        return next((frame for frame in range(frames) if self.scale(frame) in (LONGEST_ZOOM, 1 / LONGEST_ZOOM)), frames)

    @property
    def pans(self) -> bool:
        return self.shift(1)[0] != 0

    @property
    def tilts(self) -> bool:
        return self.shift(1)[1] != 0

    @property
    def zooms(self) -> bool:
        return self.scale(1) != 1
