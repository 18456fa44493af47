"""What the paper's models consist of: where each part comes from, where it has to lie, and whether it is there.

A part lies in a folder of its repository's name under the folder of models, as `hf download OWNER/NAME --local-dir
OWNER/NAME` puts it. Licences and sizes are what is known of them: nobody here has seen the files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from videostudio.generators.paper.img_pipeline import ImgWeights
from videostudio.generators.paper.vid_folder import VidWeights
from videostudio.tools.digests import Digests
from videostudio.tools.weights import look_at

RELEASED = "FireCRT/VideoStudio"
"""The authors' repository of weights."""
BASE = "SG161222/Realistic_Vision_V4.0_noVAE"
BASE_VAE = "stabilityai/sd-vae-ft-mse"
VISION = "laion/CLIP-ViT-H-14-laion2B-s32B-b79K"

ADAPTER, IMG_ENCODER, VID = "videostudio-img-combine.bin", "videostudio-img-encoder", "videostudio-vid"
PROTOTYPES = "action_prototypes.npy"
UNVERIFIED = "unverified"
SHARD = re.compile(r"-(\d+)-of-(\d+)\.")


@dataclass(frozen=True)
class Part:
    """needed      file names relative to `folder`, a tuple for each file of which one has to be there; "*" is any text
    numbers     how many the model has: twice as many bytes in half precision, four times in single
    without     what happens without it, "" for a part that must be there
    elsewhere   how to come by it, "" for a part that lies in its repository
    single      whether it is used in single precision wherever it is
    """

    name: str
    what: str
    repository: str
    folder: str
    needed: tuple[tuple[str, ...], ...]
    numbers: int
    licence: str
    without: str = ""
    elsewhere: str = ""
    single: bool = False

    def at(self, models: Path) -> Path:
        """Where it has to lie."""
        return models / self.repository / self.folder

    def bytes_of(self, models: Path, number_bytes: int) -> int:
        """What it takes in memory: as its model is known, or as its files are where they are of a smaller one."""
        there = sum(path.stat().st_size for path in self.files(models))
        known = self.numbers * (4 if self.single else number_bytes)
        return min(known, 2 * there) if there else known

    def files(self, models: Path) -> list[Path]:
        """What is there of it, sorted."""
        there = {path for names in self.needed for name in names for path in self.at(models).glob(name)}
        return sorted(path for path in there if path.is_file())

    def missing(self, models: Path) -> list[str]:
        """What is not there: names to choose from, joined by "or", and shards."""
        folder = self.at(models)
        absent = [" or ".join(names) for names in self.needed if not any(any(folder.glob(name)) for name in names)]
        return [*absent, *_absent_shards(self.files(models))]

    def faults(self, models: Path) -> list[str]:
        """What is there and broken."""
        looked = ((path.relative_to(self.at(models)), look_at(path)) for path in self.files(models))
        return [f"{name} {found.fault}" for name, found in looked if found.fault]


def _model(stem: str) -> tuple[tuple[str, ...], ...]:
    """A model as transformers and diffusers save one: its config, and weights of that name."""
    folder = stem.rpartition("/")[0]
    return ((f"{folder}/config.json".lstrip("/"),), (f"{stem}*.safetensors", f"{stem}*.bin"))


def _tokenizer(folder: str) -> tuple[tuple[str, ...], ...]:
    return ((f"{folder}/tokenizer.json", f"{folder}/vocab.json"),)


PARTS = (
    Part(
        "adapter", "what VideoStudio-Img adds to its base", RELEASED, "", ((ADAPTER,),),
        68_256_768, UNVERIFIED,
    ),
    Part(
        "image-encoder", "what VideoStudio-Img sees references with (CLIP ViT-H/14)", RELEASED,
        IMG_ENCODER, (("config.json",), ("model*.safetensors", "pytorch_model*.bin")),
        632_076_800, UNVERIFIED,
    ),
    Part(
        "base", "draws entities and scenes (Stable Diffusion 1.5)", BASE, "",
        (
            ("model_index.json",), *_model("unet/diffusion_pytorch_model"),
            ("text_encoder/config.json",), ("text_encoder/model*.safetensors", "text_encoder/pytorch_model*.bin"),
            *_tokenizer("tokenizer"),
        ),
        859_520_964 + 123_060_480, f"CreativeML OpenRAIL-M ({UNVERIFIED})",
    ),
    Part(
        "base-vae", "turns what the base draws into pixels", BASE_VAE, "", _model("diffusion_pytorch_model"),
        83_653_863, f"MIT ({UNVERIFIED})",
    ),
    Part(
        "video", "makes clips: UNet, VAE and schedule of VideoStudio-Vid", RELEASED, VID,
        (
            *_model("unet/diffusion_pytorch_model"), *_model("vae/diffusion_pytorch_model"),
            ("scheduler/scheduler_config.json",),
        ),
        2_882_714_180 + 83_653_863, UNVERIFIED,
    ),
    Part(
        "video-text", "reads events for clips (CLIP bigG)", RELEASED, VID,
        (
            ("text_encoder_2/config.json",), ("text_encoder_2/model*.safetensors", "text_encoder_2/pytorch_model*.bin"),
            *_tokenizer("tokenizer_2"),
        ),
        694_659_840, UNVERIFIED,
    ),
    Part(
        "vision", "sees scene images for clips (CLIP ViT-H/14)", VISION, "",
        (("config.json",), ("model*.safetensors", "pytorch_model*.bin")), 630_766_080, f"MIT ({UNVERIFIED})",
        single=True,
    ),
    Part(
        "actions", "the 400 actions as the clip model was trained with them", RELEASED, "", ((PROTOTYPES,),),
        0, UNVERIFIED, without="actions are told by their names instead",
        elsewhere=f"copy videostudio_vid/data/{PROTOTYPES} of the authors' source code there (4 MB)",
    ),
)  # fmt: skip
"""All that is loaded, in the order of its use."""


def img_weights(models: Path, digests: Digests) -> ImgWeights:
    """Where VideoStudio-Img lies under the folder of models."""
    return ImgWeights(
        base=models / BASE,
        adapter=models / RELEASED / ADAPTER,
        image_encoder=models / RELEASED / IMG_ENCODER,
        vae=models / BASE_VAE,
        digest=digests.revision,
    )


def vid_weights(models: Path, digests: Digests) -> VidWeights:
    """Where VideoStudio-Vid lies under the folder of models; without the prototypes, if they are not there."""
    prototypes = models / RELEASED / PROTOTYPES
    return VidWeights(
        folder=models / RELEASED / VID,
        image_encoder=models / VISION,
        prototypes=prototypes if prototypes.is_file() else None,
        digest=digests.revision,
    )


def absent(models: Path) -> Iterator[Part]:
    """The parts without which no film is made and that are not there, or not all of them."""
    yield from (part for part in PARTS if not part.without and part.missing(models))


def are_smaller(models: Path) -> bool:
    """Whether some of what lies there is of a smaller model than the released one, or not all of it is there."""
    return any(part.bytes_of(models, 2) < part.numbers * (4 if part.single else 2) for part in PARTS)


def _absent_shards(files: list[Path]) -> list[str]:
    """Names of shards that others of their set announce and that are not there."""
    announced = {
        SHARD.sub(f"-{number:0{len(found[1])}}-of-{found[2]}.", path.name)
        for path in files
        if (found := SHARD.search(path.name))
        for number in range(1, int(found[2]) + 1)
    }
    return sorted(announced - {path.name for path in files})
