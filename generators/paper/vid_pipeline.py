"""VideoStudio-Vid as a diffusers pipeline: from pictures of scenes and their texts to clips (arXiv 2401.01256, 3.4).

Owns the order of sampling: what is drawn from the seed, where the reference's frame stands, what a step consists of.
What the model is told is `vid_conditioning.py`'s, guidance `vid_guidance.py`'s, the camera `camera.py`'s, and folders
are read by `vid_folder.py`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from diffusers import AutoencoderKL, DDIMScheduler, DPMSolverMultistepScheduler
from diffusers.pipelines.pipeline_utils import DiffusionPipeline
from diffusers.utils.outputs import BaseOutput
from diffusers.utils.torch_utils import randn_tensor
from numpy.typing import NDArray
from PIL import Image
from torch import Generator, Tensor
from transformers import CLIPImageProcessor, CLIPTextModelWithProjection, CLIPTokenizer, CLIPVisionModel

from videostudio.film.errors import StudioError
from videostudio.generators.paper.camera import LATENT_PX, CameraGuide
from videostudio.generators.paper.finite import refuse_wild
from videostudio.generators.paper.pooled_text import ClipPooledText
from videostudio.generators.paper.vid_checks import Texts, clips_of, one_per_clip, refuse_impossible
from videostudio.generators.paper.vid_conditioning import Told, frame_of, seen, told_of
from videostudio.generators.paper.vid_constants import once_per_clip
from videostudio.generators.paper.vid_folder import VidWeights, load_parts, refuse_misfit
from videostudio.generators.paper.vid_guidance import guidance_by_frame, guided
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel
from videostudio.generators.progress import stepped


@dataclass
class VidOutput(BaseOutput):
    """`frames`: (B, T, H, W, 3) uint8 RGB, None where latents were asked for. `latents`: (B, C, T, H/8, W/8), with the
    C channels of the VAE, 4 in the released one."""

    frames: NDArray[np.uint8] | None
    latents: Tensor


class VideoStudioVidPipeline(DiffusionPipeline):
    """The parts of a released folder, with the image encoder beside them. `pipeline.vae` has the switches for frames
    decoded one by one (`enable_slicing`, on where a folder is loaded) and in tiles (`enable_tiling`)."""

    unet: UNet3DConditionXLModel
    vae: Any
    scheduler: Any
    text_encoder_2: Any
    tokenizer_2: Any
    image_encoder: Any
    feature_extractor: Any

    model_cpu_offload_seq = "text_encoder_2->image_encoder->unet->vae"  # type: ignore[assignment]  # None in the base

    def __init__(
        self,
        tokenizer_2: CLIPTokenizer,
        text_encoder_2: CLIPTextModelWithProjection,
        image_encoder: CLIPVisionModel,
        feature_extractor: CLIPImageProcessor,
        unet: UNet3DConditionXLModel,
        vae: AutoencoderKL,
        scheduler: DDIMScheduler | DPMSolverMultistepScheduler,
    ) -> None:
        """Raises BackendMissing for parts of different models."""
        super().__init__()
        parts: dict[str, Any] = {
            "tokenizer_2": tokenizer_2,
            "text_encoder_2": text_encoder_2,
            "image_encoder": image_encoder,
            "feature_extractor": feature_extractor,
            "unet": unet,
            "vae": vae,
            "scheduler": scheduler,
        }
        refuse_misfit(parts)
        self.register_modules(**parts)  # type: ignore[no-untyped-call]

    @classmethod
    def from_pretrained(  # type: ignore[override]  # the base takes any keyword
        cls,
        folder: str | Path,
        *,
        image_encoder: str | Path | None = None,
        vae: str | Path | None = None,
        dtype: torch.dtype = torch.float32,
    ) -> Self:
        """From a folder as released, or as `save_pretrained` leaves one; nothing is fetched and no code is run.

        `image_encoder`, `vae`: the folder of CLIP ViT-H/14 and of the VAE, where they are not `folder`'s own.
        `dtype`: of the UNet and the text encoder; VAE and image encoder stay float32. Raises as `load_parts`.
        """
        weights = VidWeights(
            Path(folder),
            image_encoder=None if image_encoder is None else Path(image_encoder),
            vae=None if vae is None else Path(vae),
        )
        pipeline = cls(**load_parts(weights, dtype=str(dtype).removeprefix("torch.")))
        pipeline.vae.enable_slicing()
        return pipeline

    @torch.no_grad()
    def __call__(
        self,
        prompt: Texts,
        image: Image.Image | Sequence[Image.Image],
        *,
        generator: Generator | Sequence[Generator],
        actions: Tensor | None = None,
        negative_prompt: Texts | None = None,
        width: int = 512,
        height: int = 320,
        num_frames: int = 16,
        num_inference_steps: int = 70,
        guidance_scale: float | tuple[float, float] = 12.0,
        guidance_rescale: float = 0.0,
        aes_score: float = 6.0,
        eta: float = 1.0,
        camera: CameraGuide | None = None,
        video_warp: Tensor | None = None,
        output_type: str = "np",
    ) -> VidOutput:
        """Films B clips, each as it would be filmed alone.

        `prompt`, `image`: one for all clips, or B. `generator`: one per clip; what is drawn on the CPU does not depend
        on the device.
        `actions`: (B, 400) shares of Kinetics' actions, None for nothing done. `negative_prompt`: None is zeros.
        `width`, `height`: px, in steps of 8. `guidance_scale`: from 1, which films without guidance in half the time;
        a pair is the first and the last frame's. `guidance_rescale`, `eta` (of DDIM): 0 to 1.
        `camera`: of all clips. `video_warp`: (B, 3, T, height, width) in [-1, 1], the picture as the camera moves over
        it, for models that take it, and only for those.
        `output_type`: "np", or "latent" to leave the VAE out.

        Raises OperatorError for what the model cannot do, before anything is computed, StudioError for inputs that do
        not belong together, GeneratorError, with the step, where numbers run away.
        """
        refuse_impossible(width, height, num_frames, num_inference_steps, guidance_scale, guidance_rescale, eta)
        prompts, pictures, generators = clips_of(prompt, image, generator)
        negatives = None if negative_prompt is None else one_per_clip(negative_prompt, len(prompts))
        first, last = guidance_scale if isinstance(guidance_scale, tuple) else (guidance_scale, guidance_scale)
        guides = (first, last) != (1, 1)
        size = (width, height)
        self._refuse_warp(video_warp, (len(prompts), 3, num_frames, height, width))

        with self._offloading():
            device = self._execution_device
            self.scheduler.set_timesteps(num_inference_steps, device=device)
            shape = (self._channels, num_frames, height // LATENT_PX, width // LATENT_PX)
            latents = self._first_latents(shape, generators, device)
            references = self._references(pictures, size, generators, device)
            warped = None if video_warp is None else self._warped(video_warp, generators, device)
            told = self._told(prompts, negatives, pictures, actions, size, aes_score, guides, device)
            addends = self.unet.embed_conditions(told.conditions, self.unet.dtype)
            scales = guidance_by_frame(first, last, num_frames).to(device)

            with once_per_clip(self.unet, told.tokens, frames=num_frames + 1, guided=guides):
                for step, timestep in enumerate(self.scheduler.timesteps):
                    sample = _beside(references, self.scheduler.scale_model_input(latents, timestep), warped)
                    noise = self._noise(sample, timestep, told.tokens, addends)
                    if guides:
                        without, under = noise.chunk(2)
                        noise = guided(without, under, scales, guidance_rescale)
                    if camera is not None:
                        latents, noise = camera.directed(step, latents, noise, self.scheduler)
                    latents = self._stepped(noise, timestep, latents, eta, generators)
                    refuse_wild(
                        latents, f"after step {step + 1} of {num_inference_steps} (timestep {int(timestep)})", "latents"
                    )
                    stepped(step + 1, num_inference_steps)
            return VidOutput(None if output_type == "latent" else self._decoded(latents), latents)

    @property
    def _channels(self) -> int:
        return int(self.vae.config.latent_channels)

    @contextmanager
    def _offloading(self) -> Iterator[None]:
        """Whatever happens, models that were moved to the device are moved back."""
        try:
            yield
        finally:
            self.maybe_free_model_hooks()  # type: ignore[no-untyped-call]

    def _refuse_warp(self, video_warp: Tensor | None, wanted: tuple[int, ...]) -> None:
        takes = self.unet.config["warping_concate_in_channel"]
        if takes != (video_warp is not None):
            said = "takes a warped video: give video_warp" if takes else "takes no warped video: leave video_warp out"
            raise StudioError(f"this model {said}")
        if video_warp is not None and tuple(video_warp.shape) != wanted:
            raise StudioError(f"video_warp of these clips is {wanted}, not {tuple(video_warp.shape)}")

    def _first_latents(self, shape: tuple[int, ...], generators: list[Generator], device: torch.device) -> Tensor:
        drawn = [randn_tensor(shape, generator=one, device=device, dtype=torch.float32) for one in generators]
        latents: Tensor = torch.stack(drawn) * self.scheduler.init_noise_sigma
        return latents

    def _references(
        self, pictures: list[Image.Image], size: tuple[int, int], generators: list[Generator], device: torch.device
    ) -> Tensor:
        """(B, C, 1, H/8, W/8)."""
        frames = [frame_of(picture, *size)[None].to(device) for picture in pictures]
        latents = [self._encoded(frame, one) for frame, one in zip(frames, generators, strict=True)]
        return torch.stack(latents).transpose(1, 2)

    def _warped(self, video: Tensor, generators: list[Generator], device: torch.device) -> Tensor:
        """(B, C, 1 + T, H/8, W/8): beside the reference stands the middle frame."""
        clips = [clip.to(device).transpose(0, 1) for clip in video]
        latents = [self._encoded(clip, one) for clip, one in zip(clips, generators, strict=True)]
        return torch.stack([torch.cat([each[len(each) // 2][None], each]) for each in latents]).transpose(1, 2)

    def _encoded(self, frames: Tensor, generator: Generator) -> Tensor:
        """(N, 3, H, W) in [-1, 1] -> (N, C, H/8, W/8), drawn from the distribution that the VAE gives."""
        latents: Tensor = self.vae.encode(frames.to(self.vae.dtype)).latent_dist.sample(generator)
        refuse_wild(latents, "before the first step, encoded by the VAE,", "latents of the picture")
        scaled: Tensor = latents.float() * self.vae.config.scaling_factor
        return scaled

    def _told(
        self,
        prompts: list[str],
        negatives: list[str] | None,
        pictures: list[Image.Image],
        actions: Tensor | None,
        size: tuple[int, int],
        aes_score: float,
        guides: bool,
        device: torch.device,
    ) -> Told:
        texts = ClipPooledText(self.text_encoder_2, self.tokenizer_2)

        def embed(some: list[str]) -> Tensor:
            return torch.from_numpy(texts.embed(some)).to(device)

        told = told_of(
            self.unet,
            seen(pictures, size[0], self.feature_extractor, self.image_encoder, device),
            embed(prompts),
            negative=None if negatives is None else embed(negatives),
            actions=actions,
            size=size,
            aes_score=aes_score,
            guided=guides,
        )
        for name, rows in {"tokens of the picture": told.tokens, **told.conditions}.items():
            refuse_wild(rows, "before the first step", f"numbers of the {name}")
        return told

    def _noise(self, sample: Tensor, timestep: Tensor, tokens: Tensor, addends: list[Tensor]) -> Tensor:
        """(G, C, T, H/8, W/8) float32, without the reference's frame; `sample` has B rows and that frame first."""
        noise: Tensor = self.unet.denoise(sample.to(self.unet.dtype), timestep, tokens, addends)
        return noise[:, :, 1:].float()

    def _stepped(
        self, noise: Tensor, timestep: Tensor, latents: Tensor, eta: float, generators: list[Generator]
    ) -> Tensor:
        """The scheduler sees (B * T, C, H/8, W/8), as the released script shows it. Noise that it wants to add is drawn
        clip by clip."""
        clips, channels, frames, *sides = latents.shape
        adds = isinstance(self.scheduler, DDIMScheduler) and eta > 0
        how: dict[str, Any] = {"eta": eta} if isinstance(self.scheduler, DDIMScheduler) else {}
        if adds or str(self.scheduler.config.get("algorithm_type")).startswith("sde"):
            shape = (frames, channels, *sides)
            drawn = [randn_tensor(shape, generator=one, device=latents.device) for one in generators]
            how["variance_noise"] = torch.cat(drawn)
        stepped: Tensor = self.scheduler.step(_pictures(noise), timestep, _pictures(latents), **how, return_dict=False)[
            0
        ]
        return stepped.reshape(clips, frames, channels, *sides).transpose(1, 2)

    def _decoded(self, latents: Tensor) -> NDArray[np.uint8]:
        pictures: Tensor = self.vae.decode(
            (_pictures(latents) / self.vae.config.scaling_factor).to(self.vae.dtype), return_dict=False
        )[0]
        refuse_wild(pictures, "after the last step, decoded by the VAE,", "numbers of the frames")
        shown = (pictures * 0.5 + 0.5).clamp(0, 1).mul(255).to(torch.uint8).permute(0, 2, 3, 1)
        return np.asarray(shown.reshape(len(latents), -1, *shown.shape[1:]).cpu().numpy())


def _beside(references: Tensor, latents: Tensor, warped: Tensor | None) -> Tensor:
    """(B, C or 2C, 1 + T, H/8, W/8): the clean reference as the first frame, what is warped in channels of its own."""
    clip = torch.cat([references, latents], dim=2)
    return clip if warped is None else torch.cat([clip, warped], dim=1)


def _pictures(clips: Tensor) -> Tensor:
    """(B, C, T, H, W) -> (B * T, C, H, W)."""
    return clips.transpose(1, 2).flatten(0, 1)
