"""FLUX.2 klein: entities from words and scenes from several references, by one pipeline that stays in memory."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from videostudio.generators.diffusion.card import UNVERIFIED, Card, Component
from videostudio.generators.diffusion.home import found_of, home_of, packages_found
from videostudio.generators.diffusion.layout import Layout
from videostudio.generators.diffusion.painter import (
    Canvas,
    Wanted,
    pixels_of,
    read_to_its_end,
    refuse_unable,
)
from videostudio.generators.diffusion.portraits import Portraits
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles, stager_of
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.scenes import Scenes
from videostudio.generators.diffusion.settings import ImageSettings
from videostudio.generators.given import Given, settings_of
from videostudio.generators.inventory import PartFound
from videostudio.generators.sizing.fitting import Model
from videostudio.tools.images import Pixels

NAME = "klein"

CARD = Card(
    name="FLUX.2 klein 4B",
    repository="black-forest-labs/FLUX.2-klein-4B",
    pipeline="Flux2KleinPipeline",
    licence=f"Apache-2.0 ({UNVERIFIED})",
    permissive=True,
    attribution="FLUX.2 klein (Black Forest Labs)",
    components={
        "text_encoder": Component(
            "transformers", "Qwen3ForCausalLM", 4_022_468_096,
            {
                "vocab_size": 151_936, "hidden_size": 2560, "intermediate_size": 9728, "num_hidden_layers": 36,
                "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128, "tie_word_embeddings": True,
            },
            "Qwen3Config", source=f"Qwen3-4B as published ({UNVERIFIED} here)",
        ),
        "transformer": Component(
            "diffusers", "Flux2Transformer2DModel", 3_875_544_576,
            {
                "num_layers": 5, "num_single_layers": 20, "num_attention_heads": 24, "joint_attention_dim": 7680,
                "guidance_embeds": False,
            },
            source=f"reports of 5 and 20 blocks at 3072 ({UNVERIFIED})",
        ),
        "vae": Component("diffusers", "AutoencoderKLFlux2", 84_046_115),
    },
    size_multiple=16,
    side=1024,
    prompt_tokens=512,
    steps=4,
    guidance_milli=1000,
    max_references=4,
    prompt_batching=True,
)  # fmt: skip
"""How many references it looks at is a guess: four are reported to work."""


class KleinSettings(ImageSettings):
    """See ImageSettings. A folder of an undistilled klein takes steps=50 and guidance_milli=4000."""

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "KleinSettings":
        """As set. Raises BadSetting with what can be set."""
        return settings_of(cls, NAME, found)


@dataclass(frozen=True)
class Klein:
    """A Painter."""

    resident: Resident
    settings: ImageSettings

    def fits(self, text: str) -> bool:
        """See Painter."""
        return read_to_its_end(self.resident.pipeline.tokenizer, text, CARD.prompt_tokens - TEMPLATE)

    def paint(self, wanted: Sequence[Wanted], canvas: Canvas) -> list[Pixels]:
        """See Painter. A list of pictures is one set of references for all prompts, each seen at its own time of the
        position code, so their order counts."""
        refuse_unable(CARD, wanted, canvas)
        with self.resident.alone():
            pipeline, steps = self.resident.pipeline, self.settings.steps or CARD.steps
            guidance = (self.settings.guidance_milli or CARD.guidance_milli) / 1000
            sources = generators([each.seed for each in wanted])
            begun = {} if canvas.layout is None else _begun(pipeline, canvas.layout, steps, sources, canvas.size)
            arguments = {
                "prompt": [each.prompt for each in wanted],
                "image": [_acceptable(each) for each in canvas.references] or None,
                "width": canvas.size[0],
                "height": canvas.size[1],
                "num_inference_steps": steps,
                # A distilled model has no use for it, and says so in every call.
                "guidance_scale": 1.0 if pipeline.config.is_distilled else guidance,
                "generator": sources,
                "max_sequence_length": CARD.prompt_tokens,
                "output_type": "np",
            }
            return pixels_of(called(pipeline, arguments | begun).images, CARD, self.settings.numbers)


LEAST_SIDE, MOST_RATIO = 64, 8
"""px, and sides to each other: the pipeline refuses smaller and longer references."""
TEMPLATE = 16
"""Tokens that the chat's form takes of a prompt."""


def _acceptable(reference: Image.Image) -> Image.Image:
    """The reference as the pipeline takes it: a long one on white, a small one enlarged."""
    width, height = reference.size
    least = -(-max(width, height) // MOST_RATIO)
    size = (max(width, least), max(height, least))
    if size != reference.size:
        reference = ImageOps.pad(reference, size, Image.Resampling.LANCZOS, color="white")
    times = LEAST_SIDE / min(size)
    if times <= 1:
        return reference
    return reference.resize((math.ceil(size[0] * times), math.ceil(size[1] * times)), Image.Resampling.LANCZOS)


def _begun(pipeline: Any, layout: Layout, steps: int, sources: Sequence[Any], size: tuple[int, int]) -> dict[str, Any]:
    """Arguments that begin with the layout under noise, as far down the schedule as leaves its strength of it: the
    pipeline itself knows no start but noise."""
    import torch
    from diffusers.pipelines.flux2.pipeline_flux2_klein import compute_empirical_mu
    from diffusers.utils.torch_utils import randn_tensor

    # At least one step is left, and all of them from noise alone.
    skipped = min(steps - 1, round(steps * layout.strength))
    sigmas = np.linspace(1.0, 1 / steps, steps)[skipped:]
    if not skipped:
        return {}
    width, height = size
    tokens = (height // CARD.size_multiple) * (width // CARD.size_multiple)
    pipeline.scheduler.set_timesteps(sigmas=sigmas, mu=compute_empirical_mu(image_seq_len=tokens, num_steps=steps))
    share = float(pipeline.scheduler.sigmas[0])
    device = pipeline._execution_device
    picture = pipeline.image_processor.preprocess(layout.start, height=height, width=width)
    clean = pipeline._encode_vae_image(picture.to(device, pipeline.vae.dtype), sources[0])
    clean = clean.repeat(len(sources), 1, 1, 1)
    noise = randn_tensor(clean.shape, generator=list(sources), device=torch.device(device), dtype=clean.dtype)
    return {"latents": share * noise + (1 - share) * clean, "sigmas": sigmas.tolist()}


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    return packages_found(), found_of(CARD, KleinSettings.of(given.settings), given)


def models(given: Given) -> tuple[Model, ...]:
    """What it loads, one at a time. Raises BadSetting."""
    return (Model(CARD, KleinSettings.of(given.settings)),)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = KleinSettings.of(given.settings)
    home = home_of(CARD, settings, given, asked="VIDEOSTUDIO_KLEIN_MODEL")
    painter = Klein(Resident(home, CARD, settings), settings)
    return Roles(NAME, Portraits(painter, NAME), Scenes(painter, NAME, stager=stager_of(settings, given)))
