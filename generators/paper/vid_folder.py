"""VideoStudio-Vid's folder as released: which parts it has, how each is read, and what does not belong together.

Every part is read as the one class it may be, whatever a `model_index.json` says, and no file's code is run. Weights
are never taken as they come: a tensor that is missing would be made up by the libraries. Small models trained here have
the house CLIP for their encoders (`house_encoders.py`), which lies in every installation and not in their folders.
"""

import json
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from videostudio.film.errors import BackendMissing
from videostudio.tools.digests import revision_of
from videostudio.tools.embedding.folder import revision

PARTS = ("tokenizer_2", "text_encoder_2", "vae", "unet", "scheduler")
"""The first text encoder is not among them: what it says does not reach the UNet."""
IMAGE_ENCODER = "image_encoder"
READ = (".json", ".txt", ".safetensors", ".bin")
WEIGHTS = (".safetensors", ".bin")
HALF = ".fp16."
"""In the names of the files that the released text encoder and VAE are kept in."""
RELEASED_NUMBERS = (2_882_714_180 + 694_659_840, 83_653_863 + 630_766_080)
"""UNet and text encoder, VAE and image encoder at the released widths."""
TOLD = 3
"""Names that a message lists, at most."""

_READING = (OSError, ValueError, RuntimeError, EOFError, KeyError, TypeError)
"""What libraries raise for files that are none of theirs, or half of one."""

Part = TypeVar("Part")


@dataclass(frozen=True)
class VidWeights:
    """Where everything lies.

    folder         the released videostudio-vid
    image_encoder  the folder of CLIP ViT-H/14; None is `folder`'s own image_encoder
    vae            the folder of the VAE; None is `folder`'s own
    prototypes     the released action_prototypes.npy; None makes them of the actions' names
    digest         a file -> digits that change with its bytes
    numbers        how many weights there are: of UNet and text encoder, of VAE and image encoder
    """

    folder: Path
    image_encoder: Path | None = None
    vae: Path | None = None
    prototypes: Path | None = None
    digest: Callable[[Path], str] = revision
    numbers: tuple[int, int] = RELEASED_NUMBERS
    licence: str = "unverified: VideoStudio-Vid's weights came without a licence"

    @property
    def revision(self) -> str:
        """12 hex digits over everything that is read. Reads all weights once. Raises as `refuse_missing`."""
        self.refuse_missing()
        return revision_of(self._files(), self.digest)

    @property
    def folders(self) -> dict[str, Path]:
        """Part -> its folder."""
        parts = {part: self.folder / part for part in PARTS}
        own = {"vae": self.vae} if self.vae else {}
        return parts | own | {IMAGE_ENCODER: self.image_encoder or self.folder / IMAGE_ENCODER}

    def refuse_missing(self) -> None:
        """Raises BackendMissing, with all that is not there, before anything loads."""
        if missing := [f"its {part} ({folder})" for part, folder in self.folders.items() if not folder.is_dir()]:
            raise BackendMissing(f"VideoStudio-Vid lacks {', '.join(missing)}: fetch these folders")
        if self.prototypes is not None and not self.prototypes.is_file():
            raise BackendMissing(f"there is no {self.prototypes}: fetch action_prototypes.npy, or leave it out")

    def _files(self) -> Iterator[tuple[str, Path]]:
        for part, folder in self.folders.items():
            for path in sorted(folder.iterdir()):
                if path.suffix in READ:
                    yield f"{part}/{path.name}", path
        if self.prototypes is not None:
            yield "prototypes", self.prototypes


def load_parts(weights: VidWeights, *, dtype: str) -> dict[str, Any]:
    """Name -> part of a pipeline, on the CPU. `dtype` is "float32", "float16" or "bfloat16", of UNet and text encoder;
    the VAE, which overflows in half precision, and the image encoder are float32.

    Raises BackendMissing for what is not there, is cut off, wants to run code, is another model or lacks tensors, and
    for parts of different models.
    """
    import diffusers
    import torch
    import transformers

    from videostudio.generators.paper.vid_weights import load_unet

    weights.refuse_missing()
    folders = weights.folders
    # Their bars would go to a terminal; how far a film is, its own events say.
    untyped: Any = (diffusers, transformers)
    for library in untyped:
        library.utils.logging.disable_progress_bar()
    kept = getattr(torch, dtype)
    parts = {
        "scheduler": _scheduler(folders["scheduler"]),
        **text_parts(folders["tokenizer_2"], folders["text_encoder_2"], kept),
        "vae": _whole(diffusers.AutoencoderKL, folders["vae"], torch.float32),
        **image_parts(folders[IMAGE_ENCODER]),
        # the largest comes last: what is wrong with another is told before it is read
        "unet": _read(folders["unet"], "UNet3DConditionXLModel", lambda: load_unet(folders["unet"], dtype=kept)),
    }
    refuse_misfit(parts)
    return parts


def text_parts(words: Path, folder: Path, dtype: Any) -> dict[str, Any]:
    """What reads texts: a tokenizer's folder and a text encoder's, the house CLIP's if that is the one it names. Raises
    as `load_parts`."""
    import transformers

    if _is_house(folder, "HouseText"):
        from videostudio.generators.paper.house_encoders import HouseText, house_tokenizer

        return {"tokenizer_2": house_tokenizer(), "text_encoder_2": HouseText.from_pretrained(folder)}
    kind: Any = transformers.CLIPTokenizer
    tokenizer = _read(words, kind.__name__, lambda: kind.from_pretrained(words, local_files_only=True))
    encoder = _whole(transformers.CLIPTextModelWithProjection, folder, dtype)
    return {"tokenizer_2": tokenizer, "text_encoder_2": encoder}


def image_parts(folder: Path) -> dict[str, Any]:
    """What sees pictures, by an image encoder's folder, as `text_parts`. Raises as `load_parts`."""
    import torch
    import transformers

    if _is_house(folder, "HouseVision"):
        from videostudio.generators.paper.house_encoders import HouseVision, house_processor

        return {IMAGE_ENCODER: HouseVision.from_pretrained(folder), "feature_extractor": house_processor()}
    encoder = _whole(transformers.CLIPVisionModel, folder, torch.float32)
    side = encoder.config.image_size
    processor = transformers.CLIPImageProcessor(size={"shortest_edge": side}, crop_size={"height": side, "width": side})
    return {IMAGE_ENCODER: encoder, "feature_extractor": processor}


def _is_house(folder: Path, name: str) -> bool:
    """Whether a part is the installation's own encoder of that name."""
    try:
        return bool(json.loads((folder / "config.json").read_text("utf-8")).get("_class_name") == name)
    except (OSError, ValueError, AttributeError):
        return False  # whoever reads it as another model says what is wrong with it


def refuse_misfit(parts: dict[str, Any]) -> None:
    """Raises BackendMissing where parts come from different models."""
    from videostudio.generators.paper.camera import LATENT_PX
    from videostudio.generators.paper.vid_unet import POOL_WIDTH

    unet, vae, text, encoder = (parts[name] for name in ("unet", "vae", "text_encoder_2", IMAGE_ENCODER))
    context = unet.config.cross_attention_dim
    wide = {context} if isinstance(context, int) else set(context)
    wide |= {POOL_WIDTH} if "midf_clip_pool_fea" in unet.conditions else set()
    latents = {unet.config.in_channels, unet.config.out_channels}
    fits = {
        "its image encoder's tokens": (wide, encoder.config.hidden_size),
        "its pooled texts": ({unet.conditions["text_embeds"][0]}, text.config.projection_dim),
        "the channels of its latents": (latents, vae.config.latent_channels),
        "the pixels of a latent": ({LATENT_PX}, 2 ** (len(vae.config.block_out_channels) - 1)),
        "the words of its tokenizer": ({text.config.vocab_size}, len(parts["tokenizer_2"])),
        "a text's length": ({text.config.max_position_embeddings}, parts["tokenizer_2"].model_max_length),
    }
    for what, (wanted, found) in fits.items():
        if wanted != {found}:
            numbers = " and ".join(map(str, sorted(wanted)))
            raise BackendMissing(
                f"VideoStudio-Vid's parts come from different models: {what} are {found}, expected are {numbers}"
            )


def _scheduler(folder: Path) -> Any:
    """The scheduler that a folder names, if it is one that the camera knows."""
    from videostudio.generators.paper.camera import SCHEDULERS

    known = {kind.__name__: kind for kind in SCHEDULERS}
    config = folder / "scheduler_config.json"
    try:
        name = str(json.loads(config.read_text("utf-8"))["_class_name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackendMissing(f"{config} does not say which scheduler it is of ({error!r}): fetch it again") from error
    if name not in known:
        raise BackendMissing(f"{folder} is of a {name}, VideoStudio-Vid samples with {' or '.join(known)}")
    kind: Any = known[name]
    return _read(folder, name, lambda: kind.from_pretrained(folder, local_files_only=True))


def _whole(kind: Any, folder: Path, dtype: Any) -> Any:
    """A model of `kind` whose every tensor was in the folder; a folder may hold more, as a whole CLIP does."""
    files = [path.name for path in folder.iterdir() if path.suffix in WEIGHTS]
    variant = "fp16" if files and all(HALF in name for name in files) else None
    how = {"variant": variant, "dtype": dtype, "local_files_only": True, "output_loading_info": True}
    model, info = _read(folder, kind.__name__, lambda: kind.from_pretrained(folder, **how))
    if missing := sorted(info["missing_keys"]):
        more = f" and {len(missing) - TOLD} more" if len(missing) > TOLD else ""
        raise BackendMissing(
            f"{folder} lacks tensors of a {kind.__name__} ({', '.join(missing[:TOLD])}{more}): fetch it again"
        )
    return model.eval()


def _read(folder: Path, kind: str, read: Callable[[], Part]) -> Part:
    """What `read` gives. Raises BackendMissing for whatever a library says of a file that is not what it should be."""
    import safetensors

    try:
        return read()
    except BackendMissing:
        raise
    except pickle.UnpicklingError:
        # torch's own message advises to load the file without this protection.
        raise BackendMissing(
            f"{folder} holds a file that cannot be read without running code, which was not done: "
            "fetch it as .safetensors"
        ) from None
    except (*_READING, safetensors.SafetensorError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise BackendMissing(f"{folder} does not load as a {kind}: {first}; fetch it again") from error
