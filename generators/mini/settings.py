"""What can be set for the mini models on a machine, and where they lie."""

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from math import sqrt
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from videostudio.film.errors import BackendMissing
from videostudio.film.noun import Noun
from videostudio.generators.given import settings_of
from videostudio.generators.paper import img_settings
from videostudio.generators.paper.img_settings import ImgSettings
from videostudio.generators.paper.vid_settings import VidSettings

PACKAGED = Path(str(files("videostudio.generators.mini") / "data"))
"""Where a release brings the models along."""
IMG, VID = "img", "vid"
"""Their folders, wherever they lie."""
FILMED = "filmed.json"
"""The file in the clip model's folder that says how it films."""
LATENT_PX = 8
"""Px of a picture per latent, each way."""


def drawn_by(folder: Path) -> tuple[int, int]:
    """Width and height in px that the image model in a folder was trained at. Raises BackendMissing."""
    config = folder / "unet" / "config.json"
    try:
        size = json.loads(config.read_text("utf-8"))["sample_size"]
        height, width = (size, size) if isinstance(size, int) else size
        return LATENT_PX * int(width), LATENT_PX * int(height)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackendMissing(f"{config} does not say at which size the model draws: train it again") from error


def side_of(width: int, height: int) -> int:
    """The root of an area, px."""
    return round(sqrt(width * height))


class Filmed(Noun):
    """What a model of clips was trained to: px, frames, frames a second; and how it is sampled."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    frames: int = Field(ge=2)
    fps: int = Field(gt=0)
    steps: int = Field(gt=0)
    guidance_milli: int = Field(ge=1000)

    @property
    def side(self) -> int:
        """The root of a frame's area, px."""
        return side_of(self.width, self.height)

    @classmethod
    def read(cls, folder: Path) -> "Filmed":
        """Raises BackendMissing."""
        try:
            return cls.model_validate_json((folder / FILMED).read_bytes())
        except (OSError, ValidationError) as error:
            raise BackendMissing(f"{folder / FILMED} does not say how the model films: train it again") from error

    def write(self, folder: Path) -> None:
        """For `read`."""
        (folder / FILMED).write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


class MiniSettings(Noun):
    """weights       the folder that holds img/ and vid/; "" for the installation's own
    device        "cpu", "cuda" or "mps"
    image_steps   of scene images and pictures of entities
    image_guidance_milli  of them, in thousandths; 1000 draws without guidance
    clip_steps    of clips; 0 for as many as the model was tried with
    camera_after  steps of a clip after which its camera moves, the paper's T_m
    between_fps   frames a second up to which clips are filled by optical flow; 0 leaves the model's own
    upscale       how small pictures are made large: "crisp", "painted" or "soft"
    portraits     who draws entities: "mini", or "animatic" for the preview's artwork
    clips         who films: "mini", or "animatic", whose camera moves over the picture; "" for "mini" where there is a
                  model of clips, else "animatic", and films say so
    """

    weights: str = ""
    device: Literal["cpu", "cuda", "mps"] = "cpu"
    image_steps: int = Field(default=25, ge=1, le=1000)
    image_guidance_milli: int = Field(default=3000, ge=1000)
    clip_steps: int = Field(default=0, ge=0, le=1000)
    camera_after: int = Field(default=2, ge=0)
    between_fps: int = Field(default=24, ge=0)
    upscale: Literal["crisp", "painted", "soft"] = "crisp"
    portraits: Literal["mini", "animatic"] = "mini"
    clips: Literal["", "mini", "animatic"] = ""

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "MiniSettings":
        """As set. Raises BadSetting with what can be set."""
        return settings_of(cls, "mini", found)

    @property
    def folder(self) -> Path:
        """Where the models lie."""
        return Path(self.weights).expanduser() if self.weights else PACKAGED

    def of_images(self, side: int) -> ImgSettings:
        """Images have the area of clips, `side` x `side` px. References bind as in training, at 1; guidance leads away
        from no words, since the model never saw bad ones."""
        return replace(
            img_settings.RELEASED,
            steps=self.image_steps,
            guidance_milli=self.image_guidance_milli,
            foreground_milli=1000,
            background_milli=1000,
            side=side,
            step=SIDE_STEP,
            negative_prompt="",
            tight=True,
        )

    def of_clips(self, filmed: Filmed) -> VidSettings:
        """As trained, by the paper's sampler."""
        return VidSettings(
            steps=self.clip_steps or filmed.steps,
            sampler="ddim",
            guidance_milli=filmed.guidance_milli,
            frames=filmed.frames,
            fps=filmed.fps,
            side=filmed.side,
            step=SIDE_STEP,
            camera_after=self.camera_after,
        )


SIDE_STEP = 16
"""px: two latents."""
