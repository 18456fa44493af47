"""Qwen-Image: entities from words by one model, scenes from references by another of the same kind, Edit-Plus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from videostudio.film.errors import BadSetting
from videostudio.generators.diffusion.card import UNVERIFIED, Card, Component
from videostudio.generators.diffusion.home import found_of, home_of, packages_found
from videostudio.generators.diffusion.painter import Canvas, Wanted, pixels_of, read_to_its_end, refuse_unable
from videostudio.generators.diffusion.portraits import Portraits
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.scenes import Scenes
from videostudio.generators.diffusion.settings import ImageSettings
from videostudio.generators.given import Given, settings_of
from videostudio.generators.inventory import PartFound
from videostudio.generators.sizing.fitting import Model
from videostudio.tools.images import Pixels

NAME = "qwen"

_COMPONENTS = {
    "text_encoder": Component(
        "transformers", "Qwen2_5_VLForConditionalGeneration", 8_292_166_656,
        {
            "text_config": {
                "vocab_size": 152_064, "hidden_size": 3584, "intermediate_size": 18_944, "num_hidden_layers": 28,
                "num_attention_heads": 28, "num_key_value_heads": 4,
            },
            "vision_config": {
                "depth": 32, "hidden_size": 1280, "intermediate_size": 3420, "num_heads": 16, "out_hidden_size": 3584,
            },
        },
        "Qwen2_5_VLConfig", source=f"Qwen2.5-VL-7B as published ({UNVERIFIED} here)",
    ),
    "transformer": Component("diffusers", "QwenImageTransformer2DModel", 20_430_401_088),
    "vae": Component("diffusers", "AutoencoderKLQwenImage", 126_892_531),
}  # fmt: skip

CARD = Card(
    name="Qwen-Image",
    repository="Qwen/Qwen-Image",
    pipeline="QwenImagePipeline",
    licence=f"Apache-2.0 ({UNVERIFIED})",
    permissive=True,
    attribution="Qwen-Image (Qwen team)",
    components=_COMPONENTS,
    size_multiple=16,
    side=1328,
    prompt_tokens=512,
    steps=50,
    guidance_milli=4000,
    prompt_batching=True,
)

EDIT_CARD = Card(
    name="Qwen-Image-Edit-2509",
    repository="Qwen/Qwen-Image-Edit-2509",
    pipeline="QwenImageEditPlusPipeline",
    licence=f"Apache-2.0 ({UNVERIFIED})",
    permissive=True,
    attribution="Qwen-Image-Edit (Qwen team)",
    components=_COMPONENTS,
    size_multiple=16,
    side=1024,
    prompt_tokens=512,
    steps=40,
    guidance_milli=4000,
    max_references=3,
)
"""One prompt a pass: with more it raises."""


class QwenSettings(ImageSettings):
    """edit_model   as `model`, of the one that draws scenes
    edit_steps   of scenes, 0 for the family's own
    """

    edit_model: str = ""
    edit_steps: int = Field(default=0, ge=0, le=1000)

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "QwenSettings":
        """As set. Raises BadSetting with what can be set."""
        settings = settings_of(cls, NAME, found)
        if settings.layout:
            raise BadSetting(
                "'layout' of 'qwen' cannot be set: Edit-Plus begins with noise and knows no regions; klein begins "
                "with a layout, sdxl knows both"
            )
        return settings

    @property
    def of_edit(self) -> "QwenSettings":
        """For the one that draws scenes."""
        return self.model_copy(update={"model": self.edit_model, "steps": self.edit_steps})


@dataclass(frozen=True)
class Qwen:
    """A Painter. Without references Edit-Plus cannot draw: `bare` then does."""

    resident: Resident
    settings: ImageSettings
    bare: "Qwen | None" = None

    def fits(self, text: str) -> bool:
        """See Painter."""
        return read_to_its_end(self.resident.pipeline.tokenizer, text, self.resident.card.prompt_tokens)

    def paint(self, wanted: Sequence[Wanted], canvas: Canvas) -> list[Pixels]:
        """See Painter. Guided by what it is to lead away from: without a negative prompt it would not be guided at
        all, and `guidance_scale` does nothing."""
        card = self.resident.card
        if self.bare is not None:
            idle = self.bare.resident if canvas.references else self.resident
            idle.leave_device()  # both at once fill more than a GPU has, or the memory beside it
            if not canvas.references:
                return [self.bare.paint([each], canvas)[0] for each in wanted]
        refuse_unable(card, wanted, canvas)
        guidance = (self.settings.guidance_milli or card.guidance_milli) / 1000
        arguments: dict[str, Any] = {
            "prompt": [each.prompt for each in wanted],
            "true_cfg_scale": guidance,
            "width": canvas.size[0],
            "height": canvas.size[1],
            "num_inference_steps": self.settings.steps or card.steps,
            "generator": generators([each.seed for each in wanted]),
            "max_sequence_length": card.prompt_tokens,
            "output_type": "np",
        }
        if guidance > 1:
            arguments["negative_prompt"] = [" "] * len(wanted)
        if canvas.references:
            arguments["image"] = list(canvas.references)
        with self.resident.alone():
            made = called(self.resident.pipeline, arguments).images
        return pixels_of(made, card, self.settings.numbers)


@dataclass(frozen=True)
class QwenScenes(Scenes):
    """Scenes by two models: `plain` draws those without references."""

    plain: Portraits = field(kw_only=True)

    def use_less_memory(self) -> str:
        """See Thrifty."""
        spared = self.plain.use_less_memory(), super().use_less_memory()
        return spared[1] or spared[0]

    def leave_device(self) -> None:
        """See Leaving."""
        self.plain.leave_device()
        super().leave_device()


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    settings = QwenSettings.of(given.settings)
    return packages_found(), found_of(CARD, settings, given), found_of(EDIT_CARD, settings.of_edit, given)


def models(given: Given) -> tuple[Model, ...]:
    """What it loads, one at a time. Raises BadSetting."""
    settings = QwenSettings.of(given.settings)
    return Model(CARD, settings), Model(EDIT_CARD, settings.of_edit)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = QwenSettings.of(given.settings)
    home = home_of(CARD, settings, given, asked="VIDEOSTUDIO_QWEN_MODEL")
    edit = home_of(EDIT_CARD, settings.of_edit, given, asked="VIDEOSTUDIO_QWEN_EDIT_MODEL")
    bare = Qwen(Resident(home, CARD, settings), settings)
    editing = Qwen(Resident(edit, EDIT_CARD, settings.of_edit), settings.of_edit, bare)
    plain = Portraits(bare, NAME)
    return Roles(NAME, plain, QwenScenes(editing, NAME, picture="Picture", plain=plain))
