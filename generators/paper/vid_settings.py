"""How VideoStudio-Vid films, apart from what it films with."""

from dataclasses import dataclass
from typing import Literal

from videostudio.generators.paper.img_regions import SIZE_STEP


@dataclass(frozen=True)
class VidSettings:
    """The defaults are the released script's, with the paper's camera.

    sampler                            "folder" is the scheduler of the weights' folder, "ddim" the paper's
    eta_milli                          noise that DDIM adds in every step, in thousandths; others have none of it
    guidance_milli                     of classifier-free guidance, in thousandths; 1000 films without
    last_guidance_milli                the last frame's, if another; those of frames between lie evenly between
    rescale_milli                      share of guided noise brought back to the spread of the unguided (0 to 1000)
    frames, fps, side                  what the model is at home in: a clip's frames, their rate, the root of their area
    step                               px in whole multiples of which sides are filmed
    aes_milli                          aesthetic score that is asked for, in thousandths
    camera_after, camera_blend_milli   see CameraGuide
    tiling                             decodes frames in tiles, for less memory and other pixels at their seams
    """

    steps: int = 70
    sampler: Literal["folder", "ddim"] = "folder"
    eta_milli: int = 1000
    guidance_milli: int = 12000
    last_guidance_milli: int | None = None
    rescale_milli: int = 0
    frames: int = 16
    fps: int = 8
    side: int = 405
    step: int = SIZE_STEP
    aes_milli: int = 6000
    camera_after: int = 5
    camera_blend_milli: int = 500
    tiling: bool = False

    @property
    def guidance(self) -> tuple[float, float]:
        """Of the first frame and of the last."""
        last = self.guidance_milli if self.last_guidance_milli is None else self.last_guidance_milli
        return self.guidance_milli / 1000, last / 1000


RELEASED = VidSettings()
"""512 x 320 px, DPM-Solver as its folder says."""

PAPER = VidSettings(sampler="ddim")
"""Section 4: DDIM of 70 steps and eta 1, guidance 12."""
