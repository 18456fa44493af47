"""Stable Diffusion XL with two IP-Adapter-Plus: one for figures, one for the place, as VideoStudio-Img has them.

Regions and strengths of single references act here; models that look at pictures themselves know neither.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps
from pydantic import Field

from videostudio.film.errors import BackendMissing, GeneratorError
from videostudio.film.fingerprint import digest, plain
from videostudio.film.identity import Identity
from videostudio.film.requests import SceneImageRequest
from videostudio.generators.diffusion.card import UNVERIFIED, Card, Component
from videostudio.generators.diffusion.home import Home, found_of, home_of, packages_found
from videostudio.generators.diffusion.imagers import ScenesTogether
from videostudio.generators.diffusion.layout import Layout, layout_of
from videostudio.generators.diffusion.painter import (
    Canvas,
    Wanted,
    canvas_size,
    pixels_of,
    refuse_unable,
)
from videostudio.generators.diffusion.portraits import Portraits
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.roles import Roles, stager_of
from videostudio.generators.diffusion.running import called, generators
from videostudio.generators.diffusion.settings import ImageSettings
from videostudio.generators.diffusion.together import in_passes
from videostudio.generators.given import Given, settings_of
from videostudio.generators.inventory import PartFound
from videostudio.generators.paper.img_conditioning import Conditioning, conditioning_of
from videostudio.generators.paper.img_pipeline import part
from videostudio.generators.paper.img_prompt import Prompt, prompt_of
from videostudio.generators.paper.img_references import Reference, background_of, blank, foreground_of
from videostudio.generators.paper.img_regions import mask_tensor, regions_of
from videostudio.generators.paper.img_settings import NEGATIVE_PROMPT, ImgSettings
from videostudio.generators.ports import Picture, SceneImager
from videostudio.generators.sizing.fitting import Model
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.tools.store.port import Artifacts

NAME = "sdxl"
CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""
ADAPTER = "sdxl_models/ip-adapter-plus_sdxl_vit-h.safetensors"
ENCODER = "models/image_encoder"
"""Where they lie in the repository of adapters. The plain encoder of SDXL is another, larger one."""

CARD = Card(
    name="Stable Diffusion XL",
    repository="stabilityai/stable-diffusion-xl-base-1.0",
    pipeline="StableDiffusionXLPipeline",
    indexed_as=("StableDiffusionXLImg2ImgPipeline",),
    licence=f"CreativeML OpenRAIL++-M ({UNVERIFIED})",
    permissive=False,
    attribution="Stable Diffusion XL (Stability AI)",
    components={
        "text_encoder": Component(
            "transformers", "CLIPTextModel", 123_060_480,
            {
                "vocab_size": 49_408, "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
                "num_attention_heads": 12,
            },
            "CLIPTextConfig", source="CLIP ViT-L/14",
        ),
        "text_encoder_2": Component(
            "transformers", "CLIPTextModelWithProjection", 694_659_840,
            {
                "vocab_size": 49_408, "hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32,
                "num_attention_heads": 20, "projection_dim": 1280,
            },
            "CLIPTextConfig", source="CLIP ViT-bigG/14",
        ),
        "unet": Component(
            "diffusers", "UNet2DConditionModel", 2_567_463_684,
            {
                "sample_size": 128, "block_out_channels": (320, 640, 1280),
                "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
                "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
                "transformer_layers_per_block": (1, 2, 10), "attention_head_dim": (5, 10, 20),
                "cross_attention_dim": 2048, "use_linear_projection": True, "addition_embed_type": "text_time",
                "addition_time_embed_dim": 256, "projection_class_embeddings_input_dim": 2816,
            },
            source="SDXL as published",
        ),
        "vae": Component(
            "diffusers", "AutoencoderKL", 83_653_863,
            {
                "block_out_channels": (128, 256, 512, 512), "down_block_types": ("DownEncoderBlock2D",) * 4,
                "up_block_types": ("UpDecoderBlock2D",) * 4, "layers_per_block": 2, "sample_size": 1024,
            },
            source="SDXL as published",
        ),
        "image_encoder": Component(
            "transformers", "CLIPVisionModelWithProjection", 632_076_800,
            {
                "hidden_size": 1280, "intermediate_size": 5120, "num_hidden_layers": 32, "num_attention_heads": 16,
                "patch_size": 14, "image_size": 224, "projection_dim": 1024, "hidden_act": "gelu",
            },
            "CLIPVisionConfig", source="CLIP ViT-H/14",
        ),
    },
    size_multiple=64,
    side=1024,
    prompt_tokens=77,
    steps=30,
    guidance_milli=5000,
    max_references=16,
    prompt_batching=True,
)  # fmt: skip
"""Sides are multiples of 64 px, so that masks of regions halve evenly. Two adapters of some 0.4 GB each come on top of
its components."""

ADAPTER_CARD = replace(
    CARD,
    name="IP-Adapter-Plus for SDXL",
    repository="h94/IP-Adapter",
    licence=f"Apache-2.0 ({UNVERIFIED})",
    permissive=True,
    components={"image_encoder": CARD.components["image_encoder"]},
    files=(ADAPTER, f"{ENCODER}/config.json", f"{ENCODER}/model.safetensors"),
)


class SdxlSettings(ImageSettings):
    """adapter           as `model`, of the adapters and their image encoder
    foreground_milli  how strongly references of figures act at a request's 1000, in thousandths
    background_milli  how strongly that of the place does
    """

    adapter: str = ""
    foreground_milli: int = Field(default=600, ge=0, le=2000)
    background_milli: int = Field(default=400, ge=0, le=2000)

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "SdxlSettings":
        """As set. Raises BadSetting with what can be set."""
        return settings_of(cls, NAME, found)

    @property
    def of_adapter(self) -> "SdxlSettings":
        """For the adapters."""
        return self.model_copy(update={"model": self.adapter})

    @property
    def strengths(self) -> ImgSettings:
        """As VideoStudio-Img has them."""
        return ImgSettings(foreground_milli=self.foreground_milli, background_milli=self.background_milli)


NOTHING = Conditioning(((blank(),), blank()), (0.0, 0.0))
"""Both adapters rest at scale 0, which diffusers skips; a picture has to be there all the same."""


@dataclass(frozen=True)
class Sdxl:
    """A Painter; what it paints from words alone has no references."""

    resident: Resident
    settings: SdxlSettings

    def fits(self, text: str) -> bool:
        """See Painter. The second text encoder reads as many tokens."""
        tokenizer = self.resident.pipeline.tokenizer
        return len(tokenizer.tokenize(text)) + 2 <= CARD.prompt_tokens

    def paint(self, wanted: Sequence[Wanted], canvas: Canvas) -> list[Pixels]:
        """See Painter. Raises GeneratorError for references, which `draw` takes."""
        if canvas.references:
            raise GeneratorError("SDXL is told figures and places apart: give references as a conditioning")
        return self.draw(wanted, canvas, NOTHING)

    def draw(self, wanted: Sequence[Wanted], canvas: Canvas, told: Conditioning) -> list[Pixels]:
        """As `paint`, with references. All pictures of a pass have those of `told`: embeddings of each prompt's own
        would be mixed up without a word. Scales are state of the pipeline, so they are set in every pass."""
        refuse_unable(CARD, wanted, canvas)
        with self.resident.alone():
            begun = canvas.layout is not None and canvas.layout.strength > 0
            pipeline = self.resident.pipeline
            pipeline.set_ip_adapter_scale(list(told.scales))
            masks = [mask_tensor(told.regions, self.settings.on), None] if told.regions else None
            arguments: dict[str, Any] = {
                "prompt": [each.prompt for each in wanted],
                "negative_prompt": [NEGATIVE_PROMPT] * len(wanted),
                "num_inference_steps": self.settings.steps or CARD.steps,
                "guidance_scale": (self.settings.guidance_milli or CARD.guidance_milli) / 1000,
                "generator": generators([each.seed for each in wanted]),
                "ip_adapter_image": [list(told.images[0]), [told.images[1]]],
                "cross_attention_kwargs": None if masks is None else {"ip_adapter_masks": masks},
                "output_type": "np",
            }
            if begun:
                assert canvas.layout is not None
                pipeline = self.resident.sibling("StableDiffusionXLImg2ImgPipeline")
                arguments |= {"image": [canvas.layout.start] * len(wanted), "strength": 1 - canvas.layout.strength}
            else:
                arguments |= {"width": canvas.size[0], "height": canvas.size[1]}
            made = called(pipeline, arguments).images
        return pixels_of(made, CARD, self.settings.numbers)


@dataclass(frozen=True)
class _Sitting:
    """A scene with all that acts on it."""

    prompt: Prompt
    figures: tuple[Reference, ...]
    told: Conditioning
    canvas: Canvas


@dataclass(frozen=True)
class SdxlScenes(ScenesTogether[Sdxl]):
    """A SceneImager, ImagesTogether, Thrifty and Leaving. `stager` says where each of the cast belongs: their
    references act there and nowhere else, and the picture begins as it would be staged."""

    adapter: Home
    segmenter: Segmenter
    stager: SceneImager | None = None

    @cached_property
    def identity(self) -> Identity:
        """Reads all weights once, for their digest, unless the Hub named them."""
        settings, home = self.painter.settings, self.painter.resident.home
        switches = settings.switches(CARD) | {
            "adapter": self.adapter.revision,
            "foreground_milli": settings.foreground_milli,
            "background_milli": settings.background_milli,
            "negative_prompt": NEGATIVE_PROMPT,
            "segmenter": digest(plain(self.segmenter.identity)),
        }
        if self.stager is not None:
            switches["layout"] = digest(plain(self.stager.identity))
        return Identity(
            backend=f"{NAME}-scenes",
            model=home.name,
            revision=home.revision,
            code_version=CODE_VERSION,
            switches=switches,
        )

    def pass_of(self, request: SceneImageRequest) -> Hashable:
        """See ImagesTogether: size, references and how they act. With a layout every scene is a pass of its own."""
        if self.stager is not None:
            return request
        acting = tuple(member.reference for member in (*request.cast, request.place))
        return self._size(request), acting, request.reference_scale_milli, request.bindings

    def shoot_images(self, requests: Sequence[SceneImageRequest], *, artifacts: Artifacts) -> Sequence[Picture]:
        """See ImagesTogether. Only scenes whose references are the same and act alike go together, and none that begin
        with a layout of their own."""
        sittings = [self._sitting(request, artifacts) for request in requests]
        wanted = [Wanted(each.prompt.text, request.seed) for each, request in zip(sittings, requests, strict=True)]
        passes = [self.pass_of(request) for request in requests]
        first = dict(reversed(list(zip(passes, sittings, strict=True))))
        painted = in_passes(
            wanted,
            passes,
            self.most_together,
            lambda some, key: self.painter.draw(some, first[key].canvas, first[key].told),
        )
        return [_picture(*each) for each in zip(requests, painted, sittings, strict=True)]

    def _size(self, request: SceneImageRequest) -> tuple[int, int]:
        return canvas_size(request.width, request.height, CARD, self.painter.settings)

    def _sitting(self, request: SceneImageRequest, artifacts: Artifacts) -> _Sitting:
        settings, size = self.painter.settings, self._size(request)
        cast = [foreground_of(member, artifacts, self.segmenter) for member in request.cast]
        figures = tuple(each for each in cast if each is not None)
        place = background_of(request.place, artifacts, self.segmenter)
        layout = layout_of(request, self.stager, settings.layout_strength_milli, size, artifacts)
        regions = {} if layout is None or layout.staging is None else regions_of(layout.staging, *size)
        told = conditioning_of(request, figures, place, settings.strengths, regions=regions, size=size)
        return _Sitting(prompt_of(request, self.painter.fits), figures, told, Canvas(size, layout=layout))


def load_adapters(pipeline: Any, path: Path) -> None:
    """The adapter of `path` twice, for figures and for the place. Raises BackendMissing for a file that does not
    belong to the pipeline."""
    from safetensors.torch import load_file

    state: dict[str, dict[str, Any]] = {"image_proj": {}, "ip_adapter": {}}
    for key, tensor in load_file(path).items():
        kind, _, rest = key.partition(".")
        if kind not in state:
            raise BackendMissing(f"{path} is no IP-Adapter ('{key}'): fetch {ADAPTER} of {ADAPTER_CARD.repository}")
        state[kind][rest] = tensor
    if "latents" not in state["image_proj"]:
        raise BackendMissing(f"{path} is no IP-Adapter-Plus: fetch {ADAPTER} of {ADAPTER_CARD.repository}")
    try:
        pipeline.load_ip_adapter([state, state], subfolder=["", ""], weight_name=["", ""], image_encoder_folder=None)
    except (RuntimeError, ValueError, KeyError) as error:
        raise BackendMissing(
            f"{path} does not fit its base ({str(error).splitlines()[0]}): fetch {ADAPTER} of {ADAPTER_CARD.repository}"
        ) from error
    pipeline.set_ip_adapter_scale([0.0, 0.0])


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    settings = SdxlSettings.of(given.settings)
    return packages_found(), found_of(CARD, settings, given), found_of(ADAPTER_CARD, settings.of_adapter, given)


def models(given: Given) -> tuple[Model, ...]:
    """What it loads, one at a time. Raises BadSetting."""
    return (Model(CARD, SdxlSettings.of(given.settings)),)


def build(given: Given) -> Roles:
    """The backend. Raises BadSetting, and BackendMissing for weights that are not here."""
    settings = SdxlSettings.of(given.settings)
    home = home_of(CARD, settings, given, asked="VIDEOSTUDIO_SDXL_MODEL")
    adapter = home_of(ADAPTER_CARD, settings.of_adapter, given, asked="VIDEOSTUDIO_SDXL_ADAPTER", pipeline=False)
    for needed in (ADAPTER, ENCODER):
        if not (adapter.folder / needed).exists():
            raise BackendMissing(f"{adapter.folder} has no {needed}: fetch it of {ADAPTER_CARD.repository}")

    def encoder(how: Mapping[str, Any]) -> dict[str, Any]:
        import transformers

        seen = part(transformers.CLIPVisionModelWithProjection, adapter.folder / ENCODER, how)
        side = seen.config.image_size
        return {
            "image_encoder": seen,
            "feature_extractor": transformers.CLIPImageProcessor(size=side, crop_size=side),
        }

    resident = Resident(home, CARD, settings, encoder, lambda loaded: load_adapters(loaded, adapter.folder / ADAPTER))
    painter = Sdxl(resident, settings)
    scenes = SdxlScenes(painter, adapter, best_segmenter(), stager_of(settings, given))
    return Roles(NAME, Portraits(painter, NAME), scenes)


def _picture(request: SceneImageRequest, pixels: Pixels, sitting: _Sitting) -> Picture:
    fitted = ImageOps.fit(Image.fromarray(pixels), (request.width, request.height), Image.Resampling.LANCZOS)
    return Picture(
        np.asarray(fitted, np.uint8),
        notes=tuple(_notes(request, pixels, sitting)),
        degraded=tuple(_degraded(sitting)),
    )


def _notes(request: SceneImageRequest, pixels: Pixels, sitting: _Sitting) -> Iterator[str]:
    height, width = pixels.shape[:2]
    if (width, height) != (request.width, request.height):
        yield f"drawn at {width} x {height} px"
    layout: Layout | None = sitting.canvas.layout
    if layout is not None:
        yield f"references act where the preview has their figures, {layout.strength:.0%} of its picture stays"
    if sitting.prompt.left_out:
        yield f"no room in the prompt for the description of {', '.join(sitting.prompt.left_out)}"


def _degraded(sitting: _Sitting) -> Iterator[str]:
    yield from (each.degraded for each in sitting.figures if each.degraded)
    if sitting.prompt.cut:
        yield f"the prompt is longer than the model reads, its end was not seen: '{sitting.prompt.text}'"
