"""What the paper's two models take, which stay in memory together: for whether they fit. Needs no torch until something
has to be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from videostudio.film.identity import FrameRule
from videostudio.generators.diffusion.card import Card, Component
from videostudio.generators.diffusion.sdxl import CARD as SDXL
from videostudio.generators.paper.img_regions import SIZE_STEP
from videostudio.generators.paper.parts import PARTS, UNVERIFIED
from videostudio.generators.paper.settings import PaperSettings
from videostudio.generators.sizing.fitting import Asked, Device, Model, Rung
from videostudio.generators.sizing.known import Footprints
from videostudio.generators.sizing.need import Need, Offload, need

ADAPTER = "adapter"
_NUMBERS = {part.name: part.numbers for part in PARTS}


class Own(Component):
    """One of the paper's own, in classes built on diffusers'. Of the adapter there are only its weights."""

    def on_meta(self) -> Any:
        """See Component."""
        import torch

        with torch.device("meta"):
            if self.kind == ADAPTER:
                return torch.nn.Linear(self.numbers, 1, bias=False)
            from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

            return UNet3DConditionXLModel(**self.config)


VAE = Component(
    "diffusers",
    "AutoencoderKL",
    _NUMBERS["base-vae"],
    {**SDXL.components["vae"].config, "sample_size": 512},
    source="Stable Diffusion 1.5 as published",
)
IMAGES = Card(
    name="VideoStudio-Img",
    repository="FireCRT/VideoStudio",
    pipeline="StableDiffusionPipeline",
    licence=f"CreativeML OpenRAIL-M ({UNVERIFIED})",
    permissive=False,
    attribution="VideoStudio-Img (Long et al., ECCV 2024)",
    components={
        "text_encoder": SDXL.components["text_encoder"],
        "unet": Component(
            "diffusers", "UNet2DConditionModel", 859_520_964, {"sample_size": 64, "cross_attention_dim": 768},
            source="Stable Diffusion 1.5 as published",
        ),
        "adapter": Own("diffusers", ADAPTER, _NUMBERS["adapter"]),
        "image_encoder": SDXL.components["image_encoder"],
        "vae": VAE,
    },
    size_multiple=SIZE_STEP,
    side=512,
    prompt_tokens=77,
    steps=60,
    guidance_milli=7500,
    max_references=16,
)  # fmt: skip
CLIPS = Card(
    name="VideoStudio-Vid",
    repository="FireCRT/VideoStudio",
    pipeline="VideoStudioVidPipeline",
    licence=UNVERIFIED,
    permissive=False,
    attribution="VideoStudio-Vid (Long et al., ECCV 2024)",
    components={
        "text_encoder_2": SDXL.components["text_encoder_2"],
        "image_encoder": Component(
            "transformers", "CLIPVisionModel", _NUMBERS["vision"], SDXL.components["image_encoder"].config,
            "CLIPVisionConfig", single=True, source="CLIP ViT-H/14",
        ),
        "unet": Own(
            "diffusers", "UNet3DConditionXLModel", 2_882_714_180,
            {
                "transformer_layers_per_block": (1, 2, 10), "attention_head_dim": (5, 10, 20),
                "use_linear_projection": True, "addition_time_embed_dim": 256,
                "projection_class_embeddings_input_dim": 2816, "aes_condition": True,
                "midf_clip_pool_fea_guidance": True, "action_prob_fea_guidance": True,
            },
            source="SDXL's depths, as the released code asks for",
        ),
        "vae": VAE,
    },
    size_multiple=SIZE_STEP,
    side=405,
    prompt_tokens=77,
    steps=70,
    guidance_milli=12_000,
    frames=FrameRule(step=16, most=16),
    fps=8,
)  # fmt: skip


@dataclass(frozen=True)
class _Set:
    """What is set for one of the models; see SettingsLike."""

    offload: Offload = "none"
    tiling: bool = False
    side: int = 0
    dtype: str = ""


@dataclass(frozen=True, kw_only=True)
class Clips(Model):
    """The clip model, while the image model stays where it is."""

    images: Model

    def need(self, rung: Rung, asked: Asked, device: Device, known: Footprints) -> Need:
        """See Model."""
        own = super().need(rung, asked, device, known)
        return Need(device=own.device + held(self.images, asked, device, known), host=own.host)

    def told_as(self, changed: Mapping[str, str | int]) -> dict[str, str | int]:
        """See Model."""
        said = {f"clip_{name}": value for name, value in changed.items()}
        return said | ({"clip_offload": 1} if "offload" in changed else {})


@dataclass(frozen=True, kw_only=True)
class Images(Model):
    """The image model, while the clip model stays where it is: beside the device, where that is offloaded."""

    clips: Model

    def need(self, rung: Rung, asked: Asked, device: Device, known: Footprints) -> Need:
        """See Model. No rung changes how pictures are drawn."""
        own = super().need(self.rung, asked, device, known)
        standing = held(self.clips, asked, device, known)
        if rung.offload == "none" or not device.on_gpu:
            return Need(device=own.device + standing)
        return Need(device=own.device, host=standing)

    def side(self, rung: Rung) -> int:
        """See Model."""
        return super().side(self.rung)


def held(model: Model, asked: Asked, device: Device, known: Footprints) -> int:
    """Bytes of a model's weights, waste included."""
    shot, size, on_cpu = model.shot(model.rung, asked), model.number_bytes(device), not device.on_gpu
    parts = {
        name: known.of(component, shot, size, on_cpu=on_cpu).model_copy(update={"work": 0})
        for name, component in model.card.components.items()
    }
    return need(parts, offload="none", tiling=False, on_gpu=False).device


def models(settings: PaperSettings) -> tuple[Model, ...]:
    """What the backend loads, the one that can be made to fit first."""
    offload: Offload = "model" if settings.clip_offload else "none"
    clips = _Set(offload, settings.clip_tiling, settings.clip_side, settings.clip_dtype)
    drawn = _Set(side=settings.image_side)
    return (
        Clips(card=CLIPS, settings=clips, offloads=("none", "model"), images=Model(IMAGES, drawn)),
        Images(card=IMAGES, settings=drawn, clips=Model(CLIPS, clips)),
    )
