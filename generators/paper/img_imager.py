"""VideoStudio-Img as a scene imager: the event in words, the cast and the place in pictures (paper, section 3.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from videostudio.film.errors import GeneratorError
from videostudio.film.fingerprint import digest, plain
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import SceneImageRequest
from videostudio.generators.paper.finite import refuse_wild
from videostudio.generators.paper.img_conditioning import Conditioning, aligned_conditioning, conditioning_of
from videostudio.generators.paper.img_pipeline import Weights, free_device, load_pipeline
from videostudio.generators.paper.img_prompt import AS_RELEASED, Prompt, Wording
from videostudio.generators.paper.img_references import Reference, background_of, foreground_of
from videostudio.generators.paper.img_regions import SIZE_STEP, mask_tensor, regions_of, squares_of
from videostudio.generators.paper.img_settings import RELEASED, ImgSettings
from videostudio.generators.ports import Picture, SceneImager
from videostudio.generators.progress import stepped
from videostudio.generators.sizing.sizes import drawn_size
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""


@dataclass(frozen=True)
class VideoStudioImg:
    """A SceneImager, Leaving. Loads at the first request. `segmenter` finds what is salient in references. `layout` is
    an imager whose staging says where each of the cast belongs: their references then act there and nowhere else, while
    the place acts everywhere, as it was trained to. A model that is aligned always has figures somewhere: in a row
    without a layout."""

    weights: Weights
    segmenter: Segmenter
    settings: ImgSettings = RELEASED
    device: str = "cpu"
    wording: Wording = AS_RELEASED
    layout: SceneImager | None = None

    @cached_property
    def identity(self) -> Identity:
        """Reads all weights once, for their digest."""
        switches: dict[str, str | int | bool] = {
            "device": self.device.partition(":")[0],
            "dtype": self._dtype,
            "steps": self.settings.steps,
            "guidance_milli": self.settings.guidance_milli,
            "foreground_milli": self.settings.foreground_milli,
            "background_milli": self.settings.background_milli,
            "side": self.settings.side,
            "negative_prompt": self.settings.negative_prompt,
            "segmenter": digest(plain(self.segmenter.identity)),
        }
        if self.wording.name:
            switches["wording"] = self.wording.name
        if self.settings.step != SIZE_STEP:
            switches["step"] = self.settings.step
        if self.settings.tight:
            switches["tight"] = True
        if self.layout is not None:
            switches["layout"] = digest(plain(self.layout.identity))
        return Identity(
            backend="videostudio-img",
            model=self.weights.base.name,
            revision=self.weights.revision,
            code_version=CODE_VERSION,
            switches=switches,
        )

    @property
    def capabilities(self) -> Capabilities:
        """Memory is what the weights take, without what is computed from them."""
        return Capabilities(
            licence=self.weights.licence,
            attribution="VideoStudio-Img (Long et al., ECCV 2024)",
            memory_mib=self.weights.numbers * (2 if self._dtype == "float16" else 4) // 2**20,
        )

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager. Drawn at a size the model is at home in, then scaled and cropped to the request's; the same
        request gives the same pixels on the same device. Raises ReferenceError_ for a reference that cannot be read,
        BackendMissing where weights cannot be loaded, and GeneratorError, with the step, where numbers run away."""
        size = drawn_size(request.width, request.height, self.settings.side, self.settings.step)
        cast = [foreground_of(member, artifacts, self.segmenter, tight=self.settings.tight) for member in request.cast]
        figures = [each for each in cast if each is not None]
        place = background_of(request.place, artifacts, self.segmenter)
        staging = None if self.layout is None else self.layout.shoot_image(request, artifacts=artifacts).staging
        if self.weights.aligned:
            squares = {} if staging is None else squares_of(staging, *size)
            conditioning = aligned_conditioning(request, figures, place, self.settings, squares=squares, size=size)
        else:
            regions = {} if staging is None else regions_of(staging, *size)
            conditioning = conditioning_of(request, figures, place, self.settings, regions=regions, size=size)
        prompt = self.wording.scene(request, self.fits)
        drawn = Image.fromarray(self.drawn(prompt.text, conditioning, request.seed, size))
        shown = ImageOps.fit(drawn, (request.width, request.height), Image.Resampling.LANCZOS)
        return Picture(
            np.asarray(shown, np.uint8),
            notes=tuple(_notes(request, prompt, size, staging is not None)),
            degraded=tuple(_degraded(prompt, figures)),
        )

    def drawn(self, prompt: str, conditioning: Conditioning, seed: int, size: tuple[int, int]) -> Pixels:
        """(height, width, 3) of `size` = (width, height), in the settings' steps. Raises as `shoot_image`."""
        import torch

        pipeline, (figures, place) = self._pipeline, conditioning.images
        pipeline.set_ip_adapter_scale(list(conditioning.scales))
        (image,) = pipeline(
            prompt=prompt,
            negative_prompt=self.settings.negative_prompt,
            width=size[0],
            height=size[1],
            num_inference_steps=self.settings.steps,
            guidance_scale=self.settings.guidance_milli / 1000,
            # drawn on the CPU, noise does not depend on the device
            generator=torch.Generator("cpu").manual_seed(seed),
            ip_adapter_image=[list(figures), [place]],
            cross_attention_kwargs=self._placed(conditioning, size),
            callback_on_step_end=self._after_step,
            output_type="np",
        ).images
        if not np.isfinite(image).all():
            raise GeneratorError(
                f"the VAE made no numbers of finite latents ({self._dtype}): use another VAE or the CPU"
            )
        return np.asarray(np.rint(image * 255), np.uint8)

    def _placed(self, conditioning: Conditioning, size: tuple[int, int]) -> dict[str, Any] | None:
        """Where references act, for the UNet."""
        if conditioning.squares:
            import torch

            from videostudio.generators.paper.img_aligned import Layout, told

            squares = torch.tensor([conditioning.squares], device=self.device)
            return told(Layout(squares, size[0] / size[1]))
        if conditioning.regions:
            return {"ip_adapter_masks": [mask_tensor(conditioning.regions, self.device), None]}
        return None

    def fits(self, text: str) -> bool:
        """Whether the model reads a prompt to its end."""
        tokenizer = self._pipeline.tokenizer
        return len(tokenizer.tokenize(text)) + 2 <= int(tokenizer.model_max_length)

    def leave_device(self) -> None:
        """See Leaving."""
        if self.__dict__.pop("_pipeline", None) is not None:
            free_device()

    @cached_property
    def _pipeline(self) -> Any:
        return load_pipeline(self.weights, device=self.device, dtype=self._dtype)

    @property
    def _dtype(self) -> str:
        return "float32" if self.device == "cpu" else "float16"

    def _after_step(self, pipeline: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        """Stops at the first step that went wrong: all later ones would only pass it on."""
        when = f"after step {step + 1} of {self.settings.steps} (timestep {int(timestep)})"
        refuse_wild(tensors["latents"], when, "latents")
        stepped(step + 1, self.settings.steps)
        return tensors


def _notes(request: SceneImageRequest, prompt: Prompt, size: tuple[int, int], placed: bool) -> Iterator[str]:
    if size != (request.width, request.height):
        yield f"drawn at {size[0]} x {size[1]} px"
    if placed:
        yield "references act where the layout has their figures"
    wordy = [member.entity.name for member in (*request.cast, request.place) if member.reference is None]
    if wordy:
        yield f"without a reference, from words alone: {', '.join(wordy)}"
    if prompt.left_out:
        yield f"no room in the prompt for the description of {', '.join(prompt.left_out)}"


def _degraded(prompt: Prompt, figures: Sequence[Reference]) -> Iterator[str]:
    yield from (each.degraded for each in figures if each.degraded)
    if prompt.cut:
        yield f"the prompt is longer than the model reads, its end was not seen: '{prompt.text}'"
