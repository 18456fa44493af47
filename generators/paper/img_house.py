"""A VideoStudio-Img that was trained here (`videostudio.training.img`): a folder, and the CLIP that came with it.

    model_index.json, unet/, vae/, scheduler/   as diffusers saves a StableDiffusionPipeline, less what reads and sees
    adapter.safetensors                         what was added to it, see img_adapter
    clip.json                                   whose words and pieces of pictures it was trained on, see Clip

The CLIP's weights are not copied into the folder: another one under the same name would be as good as noise, so its
digits are compared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from videostudio.film.errors import BackendMissing
from videostudio.film.noun import Noun
from videostudio.generators.paper.img_pipeline import READ
from videostudio.tools.digests import revision_of
from videostudio.tools.embedding.folder import CONFIG, TOKENIZER, WEIGHTS, read_config, require, revision
from videostudio.tools.embedding.house import FOLDER

ADAPTER, CLIP = "adapter.safetensors", "clip.json"
PARTS = ("unet", "vae", "scheduler")
NEEDED = (
    "model_index.json", ADAPTER, CLIP, "unet/config.json", "vae/config.json", "scheduler/scheduler_config.json",
)  # fmt: skip
NUMBER_BYTES = 2
"""Of a weight in the folder, which are halves."""


class Clip(Noun):
    """`revision`: the digits of its weights, "" if any will do. `blocks`: which of its vision tower's blocks make
    tokens, and what their numbers are divided by. `aligned`: attention to them knows where they stand (img_aligned)."""

    name: str = "house_clip"
    revision: str = ""
    blocks: dict[int, float] = Field(min_length=1)
    aligned: bool = False

    def of(self, folder: Path) -> "Clip":
        """The same with the digits of the weights in `folder`. Raises BackendMissing if there are none."""
        require(folder, [WEIGHTS])
        return self.model_copy(update={"revision": revision(folder / WEIGHTS)})

    def towers(self, folder: Path, how: Mapping[str, Any]) -> dict[str, Any]:
        """The components of a pipeline that read and see, from an open_clip folder, without gradients. `how` may name
        a dtype. Raises BackendMissing for a folder that is none or of another model."""
        import open_clip
        import transformers

        from videostudio.generators.paper.img_towers import Pieces, Words

        require(folder, [CONFIG, WEIGHTS, TOKENIZER])
        if self.revision and (found := revision(folder / WEIGHTS)) != self.revision:
            raise BackendMissing(
                f"this model was trained on {self.name} {self.revision}, {folder} is {found}: "
                "install the VideoStudio that it came with, or train it again"
            )
        clip = open_clip.create_model(f"local-dir:{folder}", precision="fp32").eval().requires_grad_(False)
        config = read_config(folder)
        side = {"height": config.pictures.side, "width": config.pictures.side}
        towers: tuple[Any, Any] = (Words(clip), Pieces(clip, self.blocks))
        words, pieces = (tower.eval().to(how.get("dtype")) for tower in towers)
        return {
            "text_encoder": words,
            "tokenizer": transformers.PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True),
            "image_encoder": pieces,
            "feature_extractor": transformers.CLIPImageProcessor(
                size=side,
                do_center_crop=False,
                image_mean=list(config.pictures.mean),
                image_std=list(config.pictures.std),
            ),
        }


@dataclass(frozen=True)
class HouseImgWeights:
    """`folder` as above; `clip` is the CLIP's own, the packaged one unless named."""

    folder: Path
    clip: Path = FOLDER
    digest: Callable[[Path], str] = revision

    positions = None
    licence = "Apache-2.0"

    @property
    def aligned(self) -> bool:
        """See Weights. Raises BackendMissing for a folder that does not say."""
        return self._clip().aligned

    @property
    def base(self) -> Path:
        """See Weights."""
        return self.folder

    @property
    def adapter(self) -> Path:
        """See Weights."""
        return self.folder / ADAPTER

    @property
    def numbers(self) -> int:
        """As many as the files hold; their headers are next to nothing. Raises as `refuse_missing`."""
        self.refuse_missing()
        return sum(path.stat().st_size for _, path in self._files() if path.suffix == ".safetensors") // NUMBER_BYTES

    @property
    def revision(self) -> str:
        """See Weights."""
        self.refuse_missing()
        return revision_of(self._files(), self.digest)

    def refuse_missing(self) -> None:
        """See Weights."""
        missing = [name for name in NEEDED if not (self.folder / name).is_file()]
        if missing:
            raise BackendMissing(
                f"{self.folder} lacks {', '.join(missing)}: name a folder that videostudio.training.img.train wrote"
            )

    def components(self, how: Mapping[str, Any]) -> dict[str, Any]:
        """See Weights: the CLIP's towers."""
        return self._clip().towers(self.clip, how)

    def _clip(self) -> Clip:
        try:
            return Clip.model_validate_json((self.folder / CLIP).read_bytes())
        except (OSError, ValidationError) as error:
            raise BackendMissing(f"{self.folder / CLIP} does not say which CLIP it is of: train it again") from error

    def _files(self) -> Iterator[tuple[str, Path]]:
        yield from ((name, self.folder / name) for name in (ADAPTER, CLIP))
        for part in PARTS:
            for path in sorted((self.folder / part).iterdir()):
                if path.suffix in READ:
                    yield f"{part}/{path.name}", path
        yield "clip", self.clip / WEIGHTS
