"""What can be set for models of diffusers on a machine; each family adds its own."""

from typing import Literal

from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.generators.diffusion.card import Card
from videostudio.generators.given import DeviceKind
from videostudio.generators.sizing.need import Offload
from videostudio.tools.packages import packages_missing


class ModelSettings(Noun):
    """model        a folder as diffusers saves a pipeline, or OWNER/NAME of a repository; "" for the family's own
    weights      the folder of models, each in a folder named as its repository is; "" for the workspace's
    download     1 fetches what is missing, unless HF_HUB_OFFLINE forbids it; 0 never does
    device       "cpu", "cuda", "mps" or "xpu"; "" for a GPU where torch finds one
    dtype        "float32", "float16" or "bfloat16"; "" for float32 on the CPU and else bfloat16
    offload      what stays on the device: "none" of it leaves, "model": only the part at work, "group": only a block of
                 it, "leaf": only a layer; slower in this order
    tiling       whether pictures are decoded in tiles: less memory, seams may show
    steps        0 for the family's own
    guidance_milli  in thousandths, 0 for the family's own
    side         root of the area in px at which pictures are made; 0 for the family's own
    """

    model: str = ""
    weights: str = ""
    download: bool = False
    device: DeviceKind = ""
    dtype: Literal["", "float32", "float16", "bfloat16"] = ""
    offload: Offload = "none"
    tiling: bool = False
    steps: int = Field(default=0, ge=0, le=1000)
    guidance_milli: int = Field(default=0, ge=0, le=30_000)
    side: int = Field(default=0, ge=0, le=4096)

    @property
    def on(self) -> str:
        """The device. Raises BackendMissing without torch."""
        return self.device or usual_device()

    @property
    def numbers(self) -> Literal["float32", "float16", "bfloat16"]:
        """How weights are held."""
        return self.dtype or ("float32" if self.on == "cpu" else "bfloat16")

    @property
    def number_bytes(self) -> int:
        """Of one of them."""
        return 4 if self.numbers == "float32" else 2

    def switches(self, card: Card) -> dict[str, str | int | bool]:
        """What of it changes pixels. Where weights wait does not."""
        told: dict[str, str | int | bool] = {
            "device": self.on,
            "dtype": self.numbers,
            "steps": self.steps or card.steps,
            "guidance_milli": self.guidance_milli or card.guidance_milli,
            "side": self.side or card.side,
        }
        return told | ({"tiling": True} if self.tiling else {})


class ImageSettings(ModelSettings):
    """layout          "animatic": a picture begins as the preview would stage it, and references act where it has their
                    figures, as far as the family can do either; "" leaves it to the model
    layout_strength_milli  how much of that picture stays, in thousandths: 0 none, 1000 all of it
    batch           pictures in one pass at most
    """

    layout: Literal["", "animatic"] = ""
    layout_strength_milli: int = Field(default=300, ge=0, le=900)
    batch: int = Field(default=4, ge=1, le=64)

    def switches(self, card: Card) -> dict[str, str | int | bool]:
        """See ModelSettings."""
        told = super().switches(card)
        return told | ({"layout_strength_milli": self.layout_strength_milli} if self.layout else {})


class ClipSettings(ModelSettings):
    """camera        how a scripted camera is asked for: "words"; "last_frame", where the model takes one; "auto": in
                  words, and by the last frame once the critic saw a take that did not follow it
    most_frames   of a clip; 0 for as many as the model can
    """

    camera: Literal["auto", "words", "last_frame"] = "auto"
    most_frames: int = Field(default=0, ge=0)

    def switches(self, card: Card) -> dict[str, str | int | bool]:
        """See ModelSettings."""
        told = super().switches(card)
        told |= {"camera": self.camera} if card.last_frame else {}
        return told | ({"most_frames": self.most_frames} if self.most_frames else {})


def usual_device() -> str:
    """ "cuda" where torch finds a GPU, else "cpu". Raises BackendMissing without torch."""
    try:
        import torch
    except ImportError as error:
        raise packages_missing("diffusers", error, "diffusion") from error
    return "cuda" if torch.cuda.is_available() else "cpu"
