"""Any pipeline of diffusers that films from a first picture, by configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from pydantic import Field

from videostudio.film.errors import BadSetting
from videostudio.film.identity import FrameRule
from videostudio.generators.diffusion.card import Card
from videostudio.generators.diffusion.clips import Asked, Clips, Reel
from videostudio.generators.diffusion.generic import SIZED_BY_PICTURE, GenericSettings, card_of
from videostudio.generators.diffusion.home import found_of, home_of, index_of, packages_found
from videostudio.generators.diffusion.painter import read_to_its_end
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.settings import ClipSettings
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound

NAME = "diffusers_video"


class GenericVideoSettings(GenericSettings, ClipSettings):
    """prompt_tokens    how much of a text it reads, 0 for a model that reads none
    image_argument   what its call takes the first picture as
    last_argument    what it takes the last as, "" for a model that takes none
    frames_argument  what it takes the number of frames as
    fps_argument     what it takes their rate as, "" for a model that has one only
    fps              the model's own frames a second
    frame_step, frame_offset, frame_most  a clip has step * n + offset frames, and so many at most
    """

    BACKEND = NAME
    NAMING = ("image_argument", "last_argument", "frames_argument", "fps_argument")

    prompt_tokens: int = Field(default=226, ge=0)
    image_argument: str = "image"
    last_argument: str = ""
    frames_argument: str = "num_frames"
    fps_argument: str = ""
    fps: int = Field(default=24, ge=1, le=120)
    frame_step: int = Field(default=4, ge=1)
    frame_offset: int = Field(default=1, ge=0)
    frame_most: int = Field(default=121, ge=1)

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> Self:
        """See GenericSettings."""
        settings = super().of(found)
        if settings.camera == "last_frame" and not settings.last_argument:
            raise BadSetting(f"'camera' of '{NAME}' cannot be 'last_frame' without a last_argument")
        return settings

    @cached_property
    def card(self) -> Card:
        """What the operator says of the model."""
        return card_of(
            self.pipeline, self.model, self.licence, size_multiple=self.size_multiple, side=self.side or 640,
            steps=self.steps or 30, prompt_tokens=self.prompt_tokens, last_frame=bool(self.last_argument),
            frames=FrameRule(step=self.frame_step, offset=self.frame_offset, most=self.frame_most), fps=self.fps,
        )  # fmt: skip


@dataclass(frozen=True)
class GenericShooter:
    """A Shooter."""

    resident: Resident
    settings: GenericVideoSettings

    def fits(self, text: str) -> bool:
        """See Shooter. A model that reads nothing misses nothing."""
        most = self.settings.prompt_tokens
        return not most or read_to_its_end(self.resident.pipeline.tokenizer, text, most)

    def shoot(self, asked: Asked) -> Reel:
        """See Shooter."""
        card, settings = self.resident.card, self.settings
        arguments: dict[str, Any] = {
            settings.image_argument: asked.first,
            settings.frames_argument: asked.length.frames,
            "num_inference_steps": card.steps,
            "generator": generators([asked.seed])[0],
            "output_type": "np",
        }
        if settings.prompt_tokens:
            arguments["prompt"] = asked.text
        if settings.pipeline not in SIZED_BY_PICTURE:
            arguments |= {"width": asked.size[0], "height": asked.size[1]}
        if settings.fps_argument:
            arguments[settings.fps_argument] = asked.length.fps
        arguments |= settings.guided
        if asked.last is not None:
            arguments[settings.last_argument] = asked.last
        with self.resident.alone():
            (frames,) = called(self.resident.pipeline, arguments | settings.more).frames
        return Reel(np.asarray(frames, np.float32))


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    settings = GenericVideoSettings.of(given.settings)
    return packages_found(), found_of(settings.card, settings, given)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = GenericVideoSettings.of(given.settings)
    home = home_of(settings.card, settings, given, asked="VIDEOSTUDIO_DIFFUSERS_VIDEO_MODEL")
    if settings.last_argument and index_of(home.folder).get("expand_timesteps"):
        raise BadSetting(
            f"'last_argument' of '{NAME}' cannot be set: {home.folder} is of Wan 2.2 TI2V-5B's kind, which ignores a "
            "last frame without a word"
        )
    return Roles(NAME, clips=Clips(GenericShooter(Resident(home, settings.card, settings), settings), NAME))
