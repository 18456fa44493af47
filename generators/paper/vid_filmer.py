"""VideoStudio-Vid as a scene filmer: a scene's picture set in motion by its event and its camera (paper, 3.4)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from videostudio.film.camera import CameraMove, Direction
from videostudio.film.errors import BackendMissing, GeneratorError
from videostudio.film.identity import Capabilities, FrameRule, Identity
from videostudio.film.requests import ClipRequest
from videostudio.generators.paper.action import Prototypes, action_vector, named_prototypes, read_prototypes
from videostudio.generators.paper.img_pipeline import free_device
from videostudio.generators.paper.img_regions import SIZE_STEP
from videostudio.generators.paper.verbs import SPACY_MODEL, Parser, installed_parser, verb_phrases
from videostudio.generators.paper.vid_folder import VidWeights
from videostudio.generators.paper.vid_settings import RELEASED, VidSettings
from videostudio.generators.ports import Footage
from videostudio.generators.sizing.sizes import drawn_size
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

if TYPE_CHECKING:
    from videostudio.generators.paper.pooled_text import ClipPooledText

CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""

Dtype = Literal["float32", "float16", "bfloat16"]


class Actions(Protocol):
    """Who tells what is done in a scene, for models that were told it in another way than the paper's."""

    @property
    def name(self) -> str:
        """Changes whenever an answer may."""
        ...

    def asked(self, request: ClipRequest) -> NDArray[np.float32]:
        """(400,) shares of what the request's scene asks for, zeros for nothing that the model knows."""
        ...


@dataclass(frozen=True)
class VideoStudioVid:
    """A SceneFilmer, Leaving. Loads at the first request. Without `actions` the event's verbs tell what is done. The
    `dtype` is float32 on the CPU and else float16 where it is None. `offload` keeps on the device only the part that is
    at work."""

    weights: VidWeights
    settings: VidSettings = RELEASED
    device: str = "cpu"
    actions: Actions | None = None
    dtype: Dtype | None = None
    offload: bool = False

    @cached_property
    def identity(self) -> Identity:
        """Reads all weights once, for their digest."""
        settings = {name: value for name, value in asdict(self.settings).items() if value is not None}
        if self.settings.step == SIZE_STEP:
            del settings["step"]
        told = {
            "device": self.device.partition(":")[0],
            "dtype": self._dtype,
            "verbs": self._verbs,
        }
        return Identity(
            backend="videostudio-vid",
            model=self.weights.folder.name,
            revision=self.weights.revision,
            code_version=CODE_VERSION,
            switches=settings | told,
        )

    @property
    def capabilities(self) -> Capabilities:
        """Memory is what the weights take, without what is computed from them."""
        halved, whole = self.weights.numbers
        return Capabilities(
            licence=self.weights.licence,
            attribution="VideoStudio-Vid (Long et al., ECCV 2024)",
            frame_rule=FrameRule(step=self.settings.frames, most=self.settings.frames),
            native_fps=self.settings.fps,
            memory_mib=(halved * (4 if self._dtype == "float32" else 2) + whole * 4) // 2**20,
        )

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Filmed in the model's own frames and at a size that it is at home in; what lasts longer is
        shown slower, with the camera as fast as scripted. Frames have the request's proportions. The same request gives
        the same pixels on the same device. Raises ReferenceError_ for a picture that cannot be read, BackendMissing
        where weights cannot be loaded, GeneratorError for a scene too long and, with the step, where numbers run
        away."""
        fps = shown_fps(request, self.settings)
        size = drawn_size(request.width, request.height, self.settings.side, self.settings.step)
        picture = Image.fromarray(np.ascontiguousarray(decode(artifacts.read(request.image))[..., :3]))
        text = " ".join(filter(None, (request.event, request.style)))
        actions = self._actions(request)
        frames = self._filmed(text, picture, actions, request, size, fps)
        width, height = unsqueezed(size, request.width, request.height)
        return Footage(
            _scaled(frames, width, height),
            width,
            height,
            fps,
            notes=tuple(self._notes(size, actions)),
            degraded=tuple(self._degraded(text, request, fps)),
        )

    def leave_device(self) -> None:
        """See Leaving."""
        if self.__dict__.pop("_pipeline", None) is not None:
            free_device()

    @cached_property
    def _pipeline(self) -> Any:
        import torch

        from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline
        from videostudio.generators.paper.vid_sampler import paper_sampler

        dtype: torch.dtype = getattr(torch, self._dtype)
        weights = self.weights
        pipeline = VideoStudioVidPipeline.from_pretrained(
            weights.folder, image_encoder=weights.image_encoder, vae=weights.vae, dtype=dtype
        )
        if self.settings.sampler == "ddim":
            pipeline.scheduler = paper_sampler(pipeline.scheduler)
        if self.settings.tiling:
            pipeline.vae.enable_tiling()
        if not self.offload:
            return pipeline.to(self.device)
        pipeline.enable_model_cpu_offload(device=self.device)
        return pipeline

    @property
    def _dtype(self) -> Dtype:
        return self.dtype or ("float32" if self.device == "cpu" else "float16")

    @property
    def _verbs(self) -> str:
        """Who reads what is done."""
        if self.actions is not None:
            return self.actions.name
        return "grammar" if find_spec(SPACY_MODEL) is None else SPACY_MODEL

    @cached_property
    def _parser(self) -> Parser | None:
        return installed_parser()

    @cached_property
    def _text(self) -> "ClipPooledText":
        from videostudio.generators.paper.pooled_text import ClipPooledText

        return ClipPooledText(self._pipeline.text_encoder_2, self._pipeline.tokenizer_2)

    @cached_property
    def _prototypes(self) -> Prototypes:
        path = self.weights.prototypes
        rows = named_prototypes(self._text) if path is None else read_prototypes(path)
        width = int(self._pipeline.text_encoder_2.config.projection_dim)
        if rows.shape[1] != width:
            raise BackendMissing(
                f"{path} holds prototypes of {rows.shape[1]} numbers, the text encoder gives {width}: leave them out, "
                "and the actions' names are taken"
            )
        return rows

    def _actions(self, request: ClipRequest) -> NDArray[np.float32] | None:
        """(400,), None for a model that knows no actions."""
        if "action_prob_fea" not in self._pipeline.unet.conditions:
            return None
        if self.actions is not None:
            return self.actions.asked(request)
        phrases = verb_phrases(request.event, request.action, self._parser)
        return action_vector(phrases, self._text, self._prototypes)

    def _filmed(
        self,
        text: str,
        picture: Image.Image,
        actions: NDArray[np.float32] | None,
        request: ClipRequest,
        size: tuple[int, int],
        fps: int,
    ) -> NDArray[np.uint8]:
        """(frames, height, width, 3)."""
        import torch

        from videostudio.generators.paper.vid_warp import filmed_by

        settings, pipeline = self.settings, self._pipeline
        takes_warp = pipeline.unet.config.warping_concate_in_channel
        found = pipeline(
            text,
            picture,
            # drawn on the CPU, noise does not depend on the device
            generator=torch.Generator("cpu").manual_seed(request.seed),
            actions=None if actions is None else torch.from_numpy(actions)[None],
            width=size[0],
            height=size[1],
            num_frames=settings.frames,
            num_inference_steps=settings.steps,
            guidance_scale=settings.guidance,
            guidance_rescale=settings.rescale_milli / 1000,
            aes_score=settings.aes_milli / 1000,
            eta=settings.eta_milli / 1000,
            camera=None if takes_warp else self._camera(request.camera, fps),
            video_warp=filmed_by(request.camera, picture, size, settings.frames, fps) if takes_warp else None,
        )
        frames: NDArray[np.uint8] = found.frames[0]
        return frames

    def _camera(self, move: CameraMove, fps: int) -> Any:
        from videostudio.generators.paper.camera import CameraGuide

        if move.direction == Direction.STATIC:
            return None
        return CameraGuide(move, fps, self.settings.camera_after, self.settings.camera_blend_milli / 1000)

    def _notes(self, size: tuple[int, int], actions: NDArray[np.float32] | None) -> Iterator[str]:
        yield f"filmed at {size[0]} x {size[1]} px in {self.settings.frames} frames"
        if actions is not None and not actions.any():
            yield "what is done is like none of the actions that the model knows: the picture and the text move it"

    def _degraded(self, text: str, request: ClipRequest, fps: int) -> Iterator[str]:
        settings, tokenizer = self.settings, self._pipeline.tokenizer_2
        if fps < settings.fps:
            seconds = (request.frames + request.tail_frames) / request.fps
            yield (
                f"the model films {settings.frames / settings.fps:.1f} s and the scene lasts {seconds:.1f} s with its "
                f"tail: its {settings.frames} frames are shown at {fps} instead of {settings.fps} a second"
            )
        if len(tokenizer.tokenize(text)) + 2 > int(tokenizer.model_max_length):
            yield f"the text is longer than the model reads, its end was not seen: '{text}'"


def shown_fps(request: ClipRequest, settings: VidSettings) -> int:
    """Frames a second, at most the model's own, at which its frames last as long as the request with its tail. Raises
    GeneratorError for a scene that not even one frame a second lasts for."""
    total = request.frames + request.tail_frames
    for fps in range(settings.fps, 0, -1):
        # The last film frame shows what stands at the middle of its time (see `conformed`).
        if (2 * total - 1) * fps // (2 * request.fps) < settings.frames:
            return fps
    raise GeneratorError(
        f"a scene of {total / request.fps:.1f} s with its tail, and VideoStudio-Vid makes {settings.frames} frames: "
        f"make it shorter than {settings.frames} s"
    )


def unsqueezed(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """px in even numbers, at least `size`, of the proportions of `width` x `height`: the picture was squeezed to `size`
    without cropping, and its frames are stretched back."""
    across, down = size
    if width * down > across * height:
        return 2 * round(down * width / height / 2), down
    return across, 2 * round(across * height / width / 2)


def _scaled(frames: NDArray[np.uint8], width: int, height: int) -> Iterator[Pixels]:
    for frame in frames:
        yield np.asarray(Image.fromarray(frame).resize((width, height), Image.Resampling.BICUBIC), np.uint8)
