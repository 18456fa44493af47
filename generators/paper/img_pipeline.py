"""VideoStudio-Img put together from local folders: a stock StableDiffusionPipeline with both adapters loaded.

Which folders, and what else stands in for the base's own parts, is the affair of the weights: those of the released
model are here, those trained by `videostudio.training.img` in `img_house.py`.

Everything enters through `from_pretrained` and `load_ip_adapter`; torch, diffusers and transformers are imported when
a pipeline is loaded. Nothing is fetched, and no file's code is run.
"""

import gc
import json
import logging
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.img_adapter import POSITIONS, Adapter, seen_width, split_content_adapter
from videostudio.tools.digests import revision_of
from videostudio.tools.embedding.folder import revision
from videostudio.tools.packages import packages_missing

SCHEDULE: dict[str, Any] = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "clip_sample": False,
    "set_alpha_to_one": False,
    "steps_offset": 1,
}
"""The released script's DDIM; it predicts the noise (paper, section 4)."""

PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "safetensors")
CLASS = "StableDiffusionPipeline"
BASE_PARTS = ("unet", "text_encoder", "tokenizer")
"""Folders of a base model that are read; its scheduler and safety checker are not."""
READ = (".json", ".txt", ".safetensors", ".bin")
RELEASED_NUMBERS = 1_796_487_083
"""UNet, text encoder, VAE, ViT-H/14 and two adapters at the released widths."""


class Weights(Protocol):
    """Where a VideoStudio-Img lies and what it is called. `base` is a folder as diffusers saves a pipeline, `adapter`
    the file of what was added to it, for cross-attentions at `positions` (None: all that it holds). `numbers` is how
    many weights there are. `aligned` ones were trained with attention that knows where references stand (img_aligned).
    """

    @property
    def base(self) -> Path: ...

    @property
    def adapter(self) -> Path: ...

    @property
    def positions(self) -> Sequence[int] | None: ...

    @property
    def numbers(self) -> int: ...

    @property
    def aligned(self) -> bool: ...

    @property
    def licence(self) -> str: ...

    @property
    def revision(self) -> str:
        """12 hex digits over everything that is read. Reads all weights once. Raises as `refuse_missing`."""
        ...

    def refuse_missing(self) -> None:
        """Raises BackendMissing for what is not there or of another kind, before anything loads."""
        ...

    def components(self, how: Mapping[str, Any]) -> dict[str, Any]:
        """The parts of the pipeline that are not read from `base`, loaded with the arguments of `how`. Raises
        BackendMissing for what does not load."""
        ...


@dataclass(frozen=True)
class ImgWeights:
    """Where everything lies.

    base           a folder of Stable Diffusion 1.5, 2.0 or 2.1 as diffusers saves one
    adapter        videostudio-img-combine.bin, or the same tensors as .safetensors
    image_encoder  the folder of a CLIP vision model with projection
    vae            the folder of a VAE that takes the place of the base's own, None keeps that
    digest         a file -> digits that change with its bytes
    """

    base: Path
    adapter: Path
    image_encoder: Path
    vae: Path | None = None
    digest: Callable[[Path], str] = revision

    positions = POSITIONS
    numbers = RELEASED_NUMBERS
    aligned = False
    licence = "unverified: VideoStudio-Img's weights came without a licence, the base model has its own"

    @property
    def revision(self) -> str:
        """See Weights."""
        self.refuse_missing()
        return revision_of(self._files(), self.digest)

    def refuse_missing(self) -> None:
        """Raises BackendMissing for a folder that is not there and a base of another kind, before anything loads."""
        folders = {"base": self.base, "image encoder": self.image_encoder} | ({"VAE": self.vae} if self.vae else {})
        for what, folder in folders.items():
            if not folder.is_dir():
                raise BackendMissing(f"VideoStudio-Img needs its {what}, there is no folder {folder}")
        kind = _pipeline_class(self.base)
        if kind != CLASS:
            raise BackendMissing(
                f"{self.base} is a {kind}, expected is a {CLASS}: name a folder of Stable Diffusion 1.5 or 2"
            )
        if not self.adapter.is_file():
            raise BackendMissing(f"there is no {self.adapter}: name the released videostudio-img-combine.bin")

    def components(self, how: Mapping[str, Any]) -> dict[str, Any]:
        """See Weights: schedule, image encoder, and another VAE if one is named."""
        import diffusers
        import transformers

        schedule: Any = diffusers.DDIMScheduler
        parts = {
            "scheduler": schedule(**SCHEDULE),
            "image_encoder": part(transformers.CLIPVisionModelWithProjection, self.image_encoder, how),
            "feature_extractor": transformers.CLIPImageProcessor(),
        }
        if self.vae is not None:
            parts["vae"] = part(diffusers.AutoencoderKL, self.vae, how)
        return parts

    def _files(self) -> Iterator[tuple[str, Path]]:
        parts = {part: self.base / part for part in BASE_PARTS}
        parts |= {"vae": self.vae or self.base / "vae", "image_encoder": self.image_encoder}
        for part, folder in parts.items():
            for path in sorted(folder.iterdir() if folder.is_dir() else ()):
                if path.suffix in READ:
                    yield f"{part}/{path.name}", path
        yield "adapter", self.adapter


def load_pipeline(weights: Weights, *, device: str = "cpu", dtype: str = "float32") -> Any:
    """A StableDiffusionPipeline with the foreground as its adapter 0 and the background as 1, both at scale 0.
    `dtype` is "float32" or "float16".

    Raises BackendMissing for folders that are not there or no such models, for an adapter that is not VideoStudio-Img's
    or was made for a base of other widths, and if the packages are not installed."""
    weights.refuse_missing()
    _refuse_without_packages()
    foreground, background = split_content_adapter(weights.adapter, weights.positions)
    pipeline = _pipeline(weights, dtype)
    _refuse_misfit(foreground, pipeline, weights)
    pipeline.load_ip_adapter(
        [foreground, background], subfolder=["", ""], weight_name=["", ""], image_encoder_folder=None
    )
    if weights.aligned:
        from videostudio.generators.paper.img_aligned import align

        align(pipeline.unet)
    pipeline.set_ip_adapter_scale([0.0, 0.0])
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(device)


def _refuse_without_packages() -> None:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise packages_missing("VideoStudio-Img", ", ".join(missing), "diffusion")


def _pipeline(weights: Weights, dtype: str) -> Any:
    import diffusers
    import torch

    how = {"local_files_only": True, "dtype": getattr(torch, dtype)}
    # The pictures of a film pass its own critic; the checker blacks out what it takes for nudity without a word.
    unchecked = {"safety_checker": None, "requires_safety_checker": False}
    with quietly():
        return part(diffusers.StableDiffusionPipeline, weights.base, how | weights.components(how) | unchecked)


def free_device() -> None:
    """Gives back the memory of models that nobody holds any more."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


@contextmanager
def quietly() -> Iterator[None]:
    """Keeps libraries from showing bars, since how far a film is its own events say, and diffusers from remarking on
    parts that are of another class than Stable Diffusion's own, or none: which they may be is checked here."""
    import diffusers
    import transformers

    untyped: Any = (diffusers, transformers)
    for library in untyped:
        library.utils.logging.disable_progress_bar()
    logger = logging.getLogger("diffusers.pipelines.pipeline_utils")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def part(kind: Any, folder: Path, how: Mapping[str, Any]) -> Any:
    """A `kind` of model read from `folder`. Raises BackendMissing where it is none, or holds code to run."""
    try:
        return kind.from_pretrained(folder, **how)
    except pickle.UnpicklingError:
        # torch's own message advises to load the file without this protection.
        raise BackendMissing(
            f"{folder} holds a file that cannot be read without running code, which was not done: "
            "fetch it as .safetensors"
        ) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise BackendMissing(f"{folder} does not load as a {kind.__name__}: {_first_line(error)}") from error


def _refuse_misfit(adapter: Adapter, pipeline: Any, weights: Weights) -> None:
    """Both adapters have the same widths, so one is enough."""
    unet, encoder = pipeline.unet, pipeline.image_encoder
    attentions = list(unet.attn_processors)
    cross = {at: name for at, name in enumerate(attentions) if name.endswith("attn2.processor")}
    positions = sorted(int(key.split(".")[0]) for key in adapter["ip_adapter"] if key.endswith("to_k_ip.weight"))
    if list(cross) != positions:
        raise BackendMissing(
            f"{weights.base} has {len(cross)} cross-attentions among {len(attentions)} attentions, expected are "
            f"{len(positions)} among {2 * len(positions)}, as the base has them that {weights.adapter} was made for"
        )
    for position, name in cross.items():
        own = tuple(unet.get_submodule(name.removesuffix(".processor")).to_k.weight.shape)
        held = tuple(adapter["ip_adapter"][f"{position}.to_k_ip.weight"].shape)
        if own != held:
            raise BackendMissing(
                f"{weights.adapter} is made for keys of {held} at cross-attention {position}, {weights.base} has "
                f"{own}: an adapter belongs to one base (768 wide tokens in Stable Diffusion 1.5, 1024 in 2)"
            )
    seen = seen_width(adapter)
    if seen != encoder.config.hidden_size:
        raise BackendMissing(
            f"{weights.adapter} reads image tokens {seen} wide, the image encoder beside it gives "
            f"{encoder.config.hidden_size}: the released one belongs to CLIP ViT-H/14 (1280)"
        )


def _pipeline_class(folder: Path) -> str:
    try:
        return str(json.loads((folder / "model_index.json").read_text("utf-8"))["_class_name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackendMissing(f"{folder} is no pipeline that diffusers saved ({error!r} in model_index.json)") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
