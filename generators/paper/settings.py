"""What can be set for the paper's models on a machine, and where their weights lie."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import Field

from videostudio.film.errors import BackendMissing
from videostudio.film.noun import Noun
from videostudio.generators.given import DeviceKind, Given, settings_of
from videostudio.generators.paper import img_settings, vid_settings
from videostudio.generators.paper.img_settings import ImgSettings
from videostudio.generators.paper.vid_settings import VidSettings
from videostudio.tools.packages import packages_missing


class PaperSettings(Noun):
    """weights       the folder of models; "" for the workspace's own
    device        "cpu", "cuda" or "mps"; "" for a GPU where torch finds one
    image_steps   of scene images and pictures of entities
    clip_steps    of clips
    image_side    root of the area in px at which images are drawn
    image_layout  "animatic" lets each figure's reference act only where the animatic would stage it; "" everywhere
    clip_side     root of the area in px at which clips are filmed
    clip_dtype    "float32", "float16" or "bfloat16", of clips; "" for float32 on the CPU and else float16
    clip_offload  whether only the part of the clip model that is at work is on the device: less memory, more time
    clip_tiling   whether frames are decoded in tiles: less memory, seams may show
    """

    weights: str = ""
    device: DeviceKind = ""
    image_steps: int = Field(default=60, ge=1, le=1000)
    clip_steps: int = Field(default=70, ge=1, le=1000)
    image_side: int = Field(default=512, ge=64, le=2048)
    image_layout: Literal["", "animatic"] = ""
    clip_side: int = Field(default=405, ge=64, le=2048)
    clip_dtype: Literal["", "float32", "float16", "bfloat16"] = ""
    clip_offload: bool = False
    clip_tiling: bool = False

    @property
    def of_images(self) -> ImgSettings:
        """For VideoStudio-Img and its base."""
        return replace(img_settings.RELEASED, steps=self.image_steps, side=self.image_side)

    @property
    def of_clips(self) -> VidSettings:
        """For VideoStudio-Vid; the camera moves after the same share of the steps as in the paper, 5 of 70."""
        released = vid_settings.RELEASED
        after = self.clip_steps * released.camera_after // released.steps
        return replace(
            released, steps=self.clip_steps, side=self.clip_side, camera_after=after, tiling=self.clip_tiling
        )

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "PaperSettings":
        """As set. Raises BadSetting with what can be set."""
        return settings_of(cls, "paper", found)


def weights_folder(settings: PaperSettings, given: Given) -> Path:
    """The folder of models that the settings name, else the workspace's. Raises BackendMissing where neither is."""
    if settings.weights:
        return Path(settings.weights).expanduser()
    if given.weights is None:
        raise BackendMissing("nobody said where the paper's models lie: set VIDEOSTUDIO_PAPER_WEIGHTS to their folder")
    return given.weights


def usual_device() -> str:
    """ "cuda" where torch finds a GPU, else "cpu". Raises BackendMissing without torch."""
    try:
        import torch
    except ImportError as error:
        raise packages_missing("the paper's method", error, "diffusion") from error
    return "cuda" if torch.cuda.is_available() else "cpu"
