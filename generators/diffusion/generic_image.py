"""Any pipeline of diffusers that draws, by configuration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from typing import Any, Literal, Self

from pydantic import Field

from videostudio.film.errors import BadSetting
from videostudio.generators.diffusion.card import Card
from videostudio.generators.diffusion.generic import (
    LENGTHS,
    GenericSettings,
    card_of,
    pipeline_class,
    refuse_unknown,
)
from videostudio.generators.diffusion.home import found_of, home_of, packages_found
from videostudio.generators.diffusion.painter import Canvas, Wanted, pixels_of, read_to_its_end, refuse_unable
from videostudio.generators.diffusion.portraits import Portraits
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.scenes import Scenes
from videostudio.generators.diffusion.settings import ImageSettings
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.tools.images import Pixels

NAME = "diffusers_image"


class GenericImageSettings(GenericSettings, ImageSettings):
    """prompt_tokens        how much of a text it reads
    prompt_batching      1 if it takes a list of prompts
    references_argument  what its call takes references as, "" for a model that takes none
    references_as        "set": a list, "one": a single picture
    max_references       how many it can look at
    """

    BACKEND = NAME
    NAMING = ("references_argument",)

    prompt_tokens: int = Field(default=512, ge=1)
    prompt_batching: bool = False
    references_argument: str = ""
    references_as: Literal["set", "one"] = "set"
    max_references: int = Field(default=1, ge=1, le=64)

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> Self:
        """See GenericSettings."""
        settings = super().of(found)
        if settings.layout:
            raise BadSetting(f"'layout' of '{NAME}' cannot be set: klein and sdxl can begin with one")
        kind = pipeline_class(settings.pipeline, NAME)
        refuse_unknown(kind, {"pipeline": "prompt"}, {}, NAME)
        if set(LENGTHS) & set(signature(kind.__call__).parameters):
            raise BadSetting(f"'pipeline' of '{NAME}' cannot be {settings.pipeline}, which films: see diffusers_video")
        return settings

    @property
    def able_references(self) -> int:
        """How many the pipeline can be given."""
        if not self.references_argument:
            return 0
        return 1 if self.references_as == "one" else self.max_references

    @cached_property
    def card(self) -> Card:
        """What the operator says of the model."""
        return card_of(
            self.pipeline, self.model, self.licence, size_multiple=self.size_multiple, side=self.side or 1024,
            steps=self.steps or 30, prompt_tokens=self.prompt_tokens, prompt_batching=self.prompt_batching,
            max_references=self.able_references,
        )  # fmt: skip


@dataclass(frozen=True)
class GenericPainter:
    """A Painter."""

    resident: Resident
    settings: GenericImageSettings

    def fits(self, text: str) -> bool:
        """See Painter."""
        return read_to_its_end(self.resident.pipeline.tokenizer, text, self.settings.prompt_tokens)

    def paint(self, wanted: Sequence[Wanted], canvas: Canvas) -> list[Pixels]:
        """See Painter."""
        card, settings = self.resident.card, self.settings
        refuse_unable(card, wanted, canvas)
        sources, prompts = generators([each.seed for each in wanted]), [each.prompt for each in wanted]
        arguments: dict[str, Any] = {
            "prompt": prompts if settings.prompt_batching else prompts[0],
            "generator": sources if settings.prompt_batching else sources[0],
            "width": canvas.size[0],
            "height": canvas.size[1],
            "num_inference_steps": card.steps,
            "output_type": "np",
        }
        arguments |= settings.guided
        if canvas.references:
            whole = list(canvas.references)
            arguments[settings.references_argument] = whole[0] if settings.references_as == "one" else whole
        with self.resident.alone():
            made = called(self.resident.pipeline, arguments | settings.more).images
        return pixels_of(made, card, settings.numbers)


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    settings = GenericImageSettings.of(given.settings)
    return packages_found(), found_of(settings.card, settings, given)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = GenericImageSettings.of(given.settings)
    home = home_of(settings.card, settings, given, asked="VIDEOSTUDIO_DIFFUSERS_IMAGE_MODEL")
    painter = GenericPainter(Resident(home, settings.card, settings), settings)
    return Roles(NAME, Portraits(painter, NAME), Scenes(painter, NAME))
