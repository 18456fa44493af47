"""Wan 2.2: clips from a scene image. TI2V-5B fits a usual GPU; I2V-A14B is two models of 14 billion weights, one for
the noisy steps and one for the others, and takes a last frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field

from videostudio.film.errors import BackendMissing, BadSetting
from videostudio.film.identity import FrameRule
from videostudio.generators.diffusion.card import UNVERIFIED, Card, Component
from videostudio.generators.diffusion.clips import Asked, Clips, Reel
from videostudio.generators.diffusion.home import Home, found_of, home_of, index_of, packages_found
from videostudio.generators.diffusion.painter import read_to_its_end
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.settings import ClipSettings
from videostudio.generators.given import Given, settings_of
from videostudio.generators.inventory import PartFound
from videostudio.generators.sizing.fitting import Model

NAME = "wan"
Variant = Literal["ti2v-5b", "i2v-a14b"]

NEGATIVE_PROMPT = "blurry, overexposed, worst quality, static picture, subtitles, text, deformed hands, extra limbs"

_READS = Component(
    "transformers", "UMT5EncoderModel", 5_680_910_336,
    {
        "vocab_size": 256_384, "d_model": 4096, "d_kv": 64, "d_ff": 10_240, "num_layers": 24, "num_heads": 64,
        "feed_forward_proj": "gated-gelu",
    },
    "UMT5Config", source="umt5-xxl as published",
)  # fmt: skip

_A14B = Component(
    "diffusers", "WanTransformer3DModel", 14_288_901_184, {"in_channels": 36, "out_channels": 16},
    source="the authors' configuration of 14B, with the picture's channels",
)  # fmt: skip

CARDS: Mapping[Variant, Card] = {
    "ti2v-5b": Card(
        name="Wan 2.2 TI2V-5B",
        repository="Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        pipeline="WanImageToVideoPipeline",
        indexed_as=("WanPipeline",),
        licence=f"Apache-2.0 ({UNVERIFIED})",
        permissive=True,
        attribution="Wan 2.2 (Wan team, Alibaba)",
        components={
            "text_encoder": _READS,
            "transformer": Component(
                "diffusers", "WanTransformer3DModel", 4_999_787_712,
                {
                    "num_attention_heads": 24, "ffn_dim": 14_336, "num_layers": 30, "in_channels": 48,
                    "out_channels": 48,
                },
                source="the authors' configuration of TI2V-5B",
            ),
            "vae": Component(
                "diffusers", "AutoencoderKLWan", 704_688_668,
                {
                    "base_dim": 160, "decoder_base_dim": 256, "z_dim": 48, "is_residual": True, "in_channels": 12,
                    "out_channels": 12, "patch_size": 2, "scale_factor_spatial": 16,
                },
                single=True, source=f"the VAE of Wan 2.2 ({UNVERIFIED})",
            ),
        },
        size_multiple=32,
        side=949,
        prompt_tokens=512,
        steps=50,
        guidance_milli=5000,
        frames=FrameRule(step=4, offset=1, most=121),
        fps=24,
    ),
    "i2v-a14b": Card(
        name="Wan 2.2 I2V-A14B",
        repository="Wan-AI/Wan2.2-I2V-A14B-Diffusers",
        pipeline="WanImageToVideoPipeline",
        licence=f"Apache-2.0 ({UNVERIFIED})",
        permissive=True,
        attribution="Wan 2.2 (Wan team, Alibaba)",
        components={
            "text_encoder": _READS,
            "transformer": _A14B,
            "transformer_2": _A14B,
            "vae": Component("diffusers", "AutoencoderKLWan", 126_892_531, single=True),
        },
        size_multiple=16,
        side=949,
        prompt_tokens=512,
        steps=40,
        guidance_milli=3500,
        last_frame=True,
        frames=FrameRule(step=4, offset=1, most=81),
        fps=16,
    ),
}  # fmt: skip
"""TI2V-5B ignores a last frame without a word, so its card has none."""


class WanSettings(ClipSettings):
    """variant           "ti2v-5b" or "i2v-a14b"
    guidance_2_milli  of i2v-a14b in its less noisy steps, in thousandths; 0 for as in the others
    """

    variant: Variant = "ti2v-5b"
    guidance_2_milli: int = Field(default=0, ge=0, le=30_000)

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "WanSettings":
        """As set. Raises BadSetting with what can be set, and for what the variant would ignore."""
        settings = settings_of(cls, NAME, found)
        if settings.camera == "last_frame" and not settings.card.last_frame:
            raise BadSetting(
                f"'camera' of 'wan' cannot be 'last_frame' with {settings.variant}, which ignores one: take words, or "
                "variant i2v-a14b"
            )
        if settings.guidance_2_milli and settings.variant != "i2v-a14b":
            raise BadSetting(f"{settings.variant} has one model only: guidance_2_milli is for i2v-a14b")
        return settings

    @property
    def card(self) -> Card:
        """The variant's."""
        return CARDS[self.variant]

    def switches(self, card: Card) -> dict[str, str | int | bool]:
        """See ModelSettings."""
        told = super().switches(card) | {"negative_prompt": NEGATIVE_PROMPT}
        return told | ({"guidance_2_milli": self.guidance_2_milli} if self.guidance_2_milli else {})


@dataclass(frozen=True)
class Wan:
    """A Shooter. One picture a pass: the pipeline refuses more."""

    resident: Resident
    settings: WanSettings

    def fits(self, text: str) -> bool:
        """See Shooter."""
        return read_to_its_end(self.resident.pipeline.tokenizer, text, self.resident.card.prompt_tokens)

    def shoot(self, asked: Asked) -> Reel:
        """See Shooter."""
        card = self.resident.card
        with self.resident.alone():
            arguments: dict[str, Any] = {
                "image": asked.first,
                "prompt": asked.text,
                "negative_prompt": NEGATIVE_PROMPT,
                "width": asked.size[0],
                "height": asked.size[1],
                "num_frames": asked.length.frames,
                "num_inference_steps": self.settings.steps or card.steps,
                "guidance_scale": (self.settings.guidance_milli or card.guidance_milli) / 1000,
                "generator": generators([asked.seed])[0],
                "max_sequence_length": card.prompt_tokens,
                "output_type": "np",
            }
            if asked.last is not None:
                arguments["last_image"] = asked.last
            if self.settings.guidance_2_milli:
                arguments["guidance_scale_2"] = self.settings.guidance_2_milli / 1000
            (frames,) = called(self.resident.pipeline, arguments).frames
        return Reel(np.asarray(frames, np.float32))


def refuse_other_variant(home: Home, variant: Variant) -> None:
    """Raises BackendMissing for the folder of another variant: it would film, and ignore what it is told."""
    index = index_of(home.folder)
    held = "ti2v-5b" if index.get("expand_timesteps") else "i2v-a14b" if index.get("boundary_ratio") else "Wan 2.1"
    if held != variant:
        raise BackendMissing(
            f"{home.folder} is {held}, and {variant} is wanted: set VIDEOSTUDIO_WAN_VARIANT to what it is, or name "
            f"another folder; Wan 2.1 is for the backend diffusers_video"
        )


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    settings = WanSettings.of(given.settings)
    return packages_found(), found_of(settings.card, settings, given)


def models(given: Given) -> tuple[Model, ...]:
    """What it loads. Raises BadSetting."""
    settings = WanSettings.of(given.settings)
    return (Model(settings.card, settings),)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = WanSettings.of(given.settings)
    home = home_of(settings.card, settings, given, asked="VIDEOSTUDIO_WAN_MODEL")
    refuse_other_variant(home, settings.variant)
    return Roles(NAME, clips=Clips(Wan(Resident(home, settings.card, settings), settings), NAME))
