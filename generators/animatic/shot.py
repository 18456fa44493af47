"""One shot of the animatic: set, weather, figures and camera, drawn frame by frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from videostudio.film.camera import CameraMove
from videostudio.film.staging import Staging
from videostudio.generators.animatic.acting import Troupe
from videostudio.generators.animatic.backdrop import Backdrop, backdrop_of, front_of
from videostudio.generators.animatic.casting import troupe_of
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.style import vignette_of
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.weather import Sky, weather_of
from videostudio.generators.animatic.yuv import BLACK, Frame
from videostudio.tools.images import Pixels


@dataclass(frozen=True)
class Shot:
    """Everything a frame is drawn from."""

    backdrop: Backdrop
    troupe: Troupe
    weather: Sky | None
    lens: Lens
    front: Backdrop | None = None
    vignette: Pixels | None = None

    def frame(self, at: int) -> Frame:
        """Frame number `at`, a buffer of its own."""
        frame = Frame.blank(self.lens.width, self.lens.height)
        self.backdrop.draw(frame, at)
        if self.weather is not None:
            self.weather.behind(frame, at)
        self.troupe.draw(frame, at)
        if self.front is not None:
            self.front.draw(frame, at)
        if self.weather is not None:
            self.weather.draw(frame, at)
        if self.vignette is not None:
            np.maximum(cv2.multiply(frame.y, self.vignette, scale=1 / 255), BLACK, out=frame.y)
        return frame

    def frames(self, count: int) -> Iterator[Pixels]:
        """The first `count` frames as (H * 3 / 2, W) yuv420p."""
        return (self.frame(at).buffer for at in range(count))


def shot_of(
    staging: Staging, figures: Sequence[Figure], place: Place, camera: CameraMove, *, fps: int, frames: int, tail: int
) -> Shot:
    """A shot of `frames` of film time and `tail` more. Frame 0 does not depend on any of the three numbers."""
    view = View.staged(staging)
    lens = Lens(camera, staging.width, staging.height, fps, frames)
    return Shot(
        backdrop=backdrop_of(place, view, lens, frames + tail),
        troupe=troupe_of(figures, staging, place, view, lens, frames),
        weather=weather_of(place, view, fps, empty=not staging.placements),
        lens=lens,
        front=front_of(place, view, lens, frames + tail),
        vignette=vignette_of(place.style, staging.width, staging.height),
    )
