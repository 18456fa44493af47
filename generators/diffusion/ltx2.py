"""LTX-2: clips with their sound, from a first frame and, where one is wanted, a last."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from videostudio.film.identity import FrameRule
from videostudio.generators.diffusion.card import UNVERIFIED, Card, Component
from videostudio.generators.diffusion.clips import Asked, Clips, Reel
from videostudio.generators.diffusion.heard import Heard
from videostudio.generators.diffusion.home import found_of, home_of, packages_found
from videostudio.generators.diffusion.painter import read_to_its_end
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.settings import ClipSettings
from videostudio.generators.given import Given, settings_of
from videostudio.generators.inventory import PartFound
from videostudio.generators.sizing.fitting import Model

NAME = "ltx2"
NEGATIVE_PROMPT = "worst quality, inconsistent motion, blurry, jittery, distorted, static, subtitles, speech, music"

CARD = Card(
    name="LTX-2",
    repository="Lightricks/LTX-2",
    pipeline="LTX2ConditionPipeline",
    indexed_as=("LTX2Pipeline", "LTX2ImageToVideoPipeline"),
    licence=f"LTX-2 Community: free below 10 million dollars of revenue a year ({UNVERIFIED})",
    permissive=False,
    attribution="LTX-2 (Lightricks)",
    components={
        "text_encoder": Component(
            "transformers", "Gemma3ForConditionalGeneration", 12_202_563_392,
            {
                "text_config": {
                    "vocab_size": 262_208, "hidden_size": 3840, "intermediate_size": 15_360, "num_hidden_layers": 48,
                    "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256,
                },
                "vision_config": {
                    "hidden_size": 1152, "intermediate_size": 4304, "num_hidden_layers": 27, "num_attention_heads": 16,
                    "image_size": 896, "patch_size": 14,
                },
            },
            "Gemma3Config", source=f"Gemma 3 12B as published ({UNVERIFIED} here)",
        ),
        "connectors": Component("ltx2", "LTX2TextConnectors", 1_431_475_200),
        "transformer": Component("diffusers", "LTX2VideoTransformer3DModel", 18_876_174_592),
        "vae": Component(
            "diffusers", "AutoencoderKLLTX2Video", 1_222_479_601,
            # Left to themselves, the ratios would be those of four halvings in each direction.
            {"spatial_compression_ratio": 32, "temporal_compression_ratio": 8},
            source=f"diffusers' defaults, and the ratios that sizes and frames follow ({UNVERIFIED})",
        ),
        "audio_vae": Component("diffusers", "AutoencoderKLLTX2Audio", 53_248_146),
        "vocoder": Component("ltx2", "LTX2Vocoder", 55_592_802),
    },
    size_multiple=32,
    side=627,
    prompt_tokens=1024,
    steps=30,
    guidance_milli=3000,
    last_frame=True,
    audio=True,
    frames=FrameRule(step=8, offset=1, most=241),
    fps=24,
)  # fmt: skip
"""At home at 768 x 512 px. The most frames are half of what is reported to work, for memory's sake."""


class LtxSettings(ClipSettings):
    """See ClipSettings."""

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "LtxSettings":
        """As set. Raises BadSetting with what can be set."""
        return settings_of(cls, NAME, found)

    def switches(self, card: Card) -> dict[str, str | int | bool]:
        """See ModelSettings."""
        return super().switches(card) | {"negative_prompt": NEGATIVE_PROMPT}


@dataclass(frozen=True)
class Ltx2:
    """A Shooter."""

    resident: Resident
    settings: ClipSettings

    def fits(self, text: str) -> bool:
        """See Shooter."""
        return read_to_its_end(self.resident.pipeline.tokenizer, text, CARD.prompt_tokens)

    def shoot(self, asked: Asked) -> Reel:
        """See Shooter. A clip of fewer frames a second is as long as its sound."""
        from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

        held = [LTX2VideoCondition(frames=asked.first, index=0, strength=1.0)]
        if asked.last is not None:
            held.append(LTX2VideoCondition(frames=asked.last, index=-1, strength=1.0))
        with self.resident.alone():
            pipeline = self.resident.pipeline
            arguments = {
                "conditions": held,
                "prompt": asked.text,
                "negative_prompt": NEGATIVE_PROMPT,
                "width": asked.size[0],
                "height": asked.size[1],
                "num_frames": asked.length.frames,
                "frame_rate": float(asked.length.fps),
                "num_inference_steps": self.settings.steps or CARD.steps,
                "guidance_scale": (self.settings.guidance_milli or CARD.guidance_milli) / 1000,
                "generator": generators([asked.seed])[0],
                "max_sequence_length": CARD.prompt_tokens,
                "output_type": "np",
            }
            made = called(pipeline, arguments)
            rate = int(pipeline.vocoder.config.output_sampling_rate)
        samples = made.audio[0].float().cpu().numpy()
        return Reel(np.asarray(made.frames[0], np.float32), Heard(np.clip(samples, -1, 1), rate))


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    return packages_found(), found_of(CARD, LtxSettings.of(given.settings), given)


def models(given: Given) -> tuple[Model, ...]:
    """What it loads, one at a time. Raises BadSetting."""
    return (Model(CARD, LtxSettings.of(given.settings)),)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = LtxSettings.of(given.settings)
    home = home_of(CARD, settings, given, asked="VIDEOSTUDIO_LTX2_MODEL")
    return Roles(NAME, clips=Clips(Ltx2(Resident(home, CARD, settings), settings), NAME))
