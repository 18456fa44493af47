"""How large a run of VideoStudio-Vid is, and what it is told: `scales/mini.json`, `scales/paper.json`."""

from typing import Any, Literal

from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.training.img.loss import Sigmas
from videostudio.training.img.scale import img_scale
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.scales import scale_named

PACKAGE = "videostudio.training.vid"


class Dropping(Noun):
    """Shares of clips that are told less, so that sampling can be guided. `all` of them lose what the pipeline's
    unconditional half lacks: tokens, text and action. `action` of the others lose only that: clips whose action nobody
    knows are asked for so."""

    all: float = Field(ge=0, le=1)
    action: float = Field(ge=0, le=1)


class VidScale(Noun):
    """width, height  px of a frame, in steps of 8
    frames, fps    of a clip; its middle frame is the reference
    added          what the UNet of clips has beside the image's: see `config_of_clips`
    image          the image UNet's config, for dry runs; none is that of the image model's scale of the same name
    learns         "all" layers, or only those that "added" to the image model's
    sigmas         how noisy clips are, None draws all timesteps alike
    gamma          of min-SNR weighting (Hang et al. 2023, arXiv 2303.09556), None weighs all levels alike
    cached         whether clips are encoded once and kept, rather than each time anew
    aes_score      told with every clip, where the model is told one
    steps, guidance  of the samples that a run shows, and of the settings saved with the model
    """

    width: int = Field(gt=0, multiple_of=8)
    height: int = Field(gt=0, multiple_of=8)
    frames: int = Field(ge=2)
    fps: int = Field(gt=0)
    added: dict[str, Any]
    image: dict[str, Any] = {}
    learns: Literal["all", "added"] = "all"
    sigmas: Sigmas | None = None
    gamma: float | None = Field(default=5.0, gt=0)
    dropping: Dropping
    cached: bool = True
    aes_score: float = 6.0
    steps: int = Field(gt=0)
    guidance: float = Field(ge=1)
    recipe: Recipe


def scale_of(name: str) -> VidScale:
    """The scale `name`. Raises ValueError with those there are."""
    scale = scale_named(name, PACKAGE, VidScale)
    return scale if scale.image else scale.model_copy(update={"image": img_scale(name).unet})
