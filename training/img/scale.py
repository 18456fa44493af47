"""How large a VideoStudio-Img is, and how each stage of it learns: the files in `scales/`."""

from typing import Any, Literal

from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.generators.paper.img_house import Clip
from videostudio.training.autoencoder.model import config
from videostudio.training.autoencoder.train import Scale
from videostudio.training.img.dropout import Rates
from videostudio.training.img.loss import Sigmas
from videostudio.training.scenes.references import GOOD, Quality
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.scales import scale_named

PACKAGE = "videostudio.training.img"
StageName = Literal["base", "adapters"]


class Stage(Noun):
    """One run. `learns`: everything, or what was added for references with the rest frozen (paper, section 3.3).
    `sigmas`: how noisy samples are, None draws all timesteps alike. `snr_gamma` is min-SNR's, None weighs all levels
    of noise alike. `figure_weight`: how much the error counts where figures are, of what it counts elsewhere; it moves
    no optimum, but small figures are learnt sooner. `cached`: samples are encoded once and kept, else each time anew
    and cropped at random. `references`: how they are cut from the pictures. `portraits`: so many more pictures, of the
    shards' number, show a figure alone on plain ground or an empty place by turns, and have no references."""

    learns: Literal["everything", "adapters"]
    recipe: Recipe
    rates: Rates
    sigmas: Sigmas | None = None
    snr_gamma: float | None = Field(default=None, gt=0)
    figure_weight: float = Field(default=1, gt=0)
    cached: bool = True
    references: Quality = GOOD
    portraits: float = Field(default=0, ge=0, le=1)


class Towers(Noun):
    """Sizes of a base's own text and image encoder, as transformers' configs take them."""

    text: dict[str, Any]
    image: dict[str, Any]


class Sampling(Noun):
    """How samples are drawn to look at."""

    steps: int = Field(gt=0)
    guidance: float = Field(gt=0)


class ImgScale(Noun):
    """width, height  px of a picture
    unet, vae         configs of diffusers' UNet2DConditionModel and AutoencoderKL; that of the autoencoder's own scale
                      of the same name, where the file has none
    schedule          of its DDIMScheduler
    clip              which CLIP reads and sees; None is a base's own, of the sizes in `towers`
    """

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    unet: dict[str, Any]
    vae: dict[str, Any] = {}
    schedule: dict[str, Any]
    clip: Clip | None = None
    towers: Towers | None = None
    sampling: Sampling
    stages: dict[StageName, Stage] = Field(min_length=1)


def img_scale(name: str) -> ImgScale:
    """The scale of that name. Raises ValueError for one that is not there."""
    scale = scale_named(name, PACKAGE, ImgScale)
    if scale.vae:
        return scale
    return scale.model_copy(update={"vae": config(scale_named(name, "videostudio.training.autoencoder", Scale).shape)})
