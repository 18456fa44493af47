"""The camera: how far the picture has moved or grown at a frame, at the speed that `CameraMove.flow` says, with
the soft start and end of `film.camera.eased`."""

from dataclasses import dataclass

from videostudio.film.camera import CameraMove, Flow, eased

LONGEST_ZOOM = 3.0
"""Zooms stop after growing or shrinking this much: beyond it a painted set is only a blur or a stamp."""


@dataclass(frozen=True)
class Lens:
    """One camera move over a scene of `frames` frames of `width` x `height` px at `fps`."""

    move: CameraMove
    width: int
    height: int
    fps: int
    frames: int

    def shift(self, frame: float, depth: float = 1.0) -> tuple[float, float]:
        """How far content at `depth` (1 = the ground) has moved at `frame`, in px. Things farther away
        follow a sideways move less. A move up or down is a tilt: everything moves alike."""
        flow, way = self._flow, eased(frame, self.frames, self.fps)
        return flow.dx * way / depth, flow.dy * way

    def scale(self, frame: float) -> float:
        """How much the picture has grown at `frame`, around the frame's middle."""
        grown = float(self._flow.scale ** eased(frame, self.frames, self.fps))
        return min(max(grown, 1 / LONGEST_ZOOM), LONGEST_ZOOM)

    def stops(self) -> int:
        """The frame at which a zoom has reached its end; `frames` if it never does."""
        ends = (LONGEST_ZOOM, 1 / LONGEST_ZOOM)
        return next((frame for frame in range(self.frames) if self.scale(frame) in ends), self.frames)

    @property
    def pans(self) -> bool:
        return self._flow.dx != 0

    @property
    def tilts(self) -> bool:
        return self._flow.dy != 0

    @property
    def zooms(self) -> bool:
        return self._flow.scale != 1

    @property
    def nears(self) -> bool:
        """The camera comes closer."""
        return self._flow.scale > 1

    @property
    def usual_growth(self) -> float:
        """How much the picture grows in 4 s, however long this scene is."""
        return float(self._flow.scale ** (4 * self.fps))

    @property
    def _flow(self) -> Flow:
        return self.move.flow(self.width, self.height, self.fps)
