"""Where the mini models lie, and whether they are there."""

from collections.abc import Iterable
from pathlib import Path

from videostudio.film.errors import BackendMissing
from videostudio.generators.inventory import FileFound, PartFound
from videostudio.generators.mini.settings import IMG, VID
from videostudio.generators.paper.img_house import HouseImgWeights
from videostudio.generators.paper.vid_folder import VidWeights
from videostudio.tools.digests import Digests
from videostudio.tools.embedding import house
from videostudio.tools.preflight import CheckState
from videostudio.tools.weights import look_at

LICENCE = "Apache-2.0"
WHAT = {IMG: "draws entities and scenes (VideoStudio-Img in small)", VID: "makes clips (VideoStudio-Vid in small)"}
HOW_TO = "train them with `make train-mini` (hours), or name a folder with img/ and vid/ in VIDEOSTUDIO_MINI_WEIGHTS"


def img_weights(models: Path, digests: Digests) -> HouseImgWeights:
    """The image model's."""
    return HouseImgWeights(models / IMG, digest=digests.revision)


def vid_weights(models: Path, digests: Digests) -> VidWeights:
    """The clip model's. Both were trained on one autoencoder, which lies with the image model only, unless the clip
    model brings its own."""
    folder = models / VID
    vae = folder / "vae" if (folder / "vae").is_dir() else models / IMG / "vae"
    weights = _numbers(folder / "unet"), _numbers(vae) + _numbers(house.FOLDER)
    return VidWeights(folder, vae=vae, digest=digests.revision, numbers=weights, licence=LICENCE)


def refuse_absent(models: Path, needed: Iterable[str] = (IMG, VID)) -> None:
    """Raises BackendMissing that says what to run, unless all that is needed is there."""
    if absent := [name for name in needed if not is_there(models, name)]:
        raise BackendMissing(f"the mini models are not here: no {' and no '.join(absent)} in {models}: {HOW_TO}")


def is_there(models: Path, name: str) -> bool:
    """Whether one of both models is in a folder, whole or not."""
    return bool(_weights(models / name / "unet"))


def inventory_of(models: Path, digests: Digests) -> tuple[PartFound, PartFound]:
    """Both models, of images and of clips, with the digests of their files."""
    return _part(IMG, models / IMG, digests), _part(VID, models / VID, digests)


def _part(name: str, folder: Path, digests: Digests) -> PartFound:
    paths = sorted(folder.rglob("*.safetensors"))
    faults = [f"{path.relative_to(folder)} {looked.fault}" for path in paths if (looked := look_at(path)).fault]
    there = bool(_weights(folder / "unet")) and not faults
    found = tuple(
        FileFound(
            name=str(path.relative_to(folder)),
            size=path.stat().st_size,
            tensors=look_at(path).tensors,
            sha256=digests.sha256(path),
        )
        for path in paths
    )
    return PartFound(
        name=name,
        what=WHAT[name],
        state=CheckState.PASSED if there else CheckState.BLOCKED,
        text="all files are there and whole" if there else "; ".join(faults) or f"not in {folder}",
        advice="" if there else HOW_TO,
        folder=str(folder),
        licence=LICENCE,
        files=found,
    )


def _weights(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.safetensors"))


def _numbers(folder: Path) -> int:
    """How many a folder's files hold, by their headers."""
    return sum(look_at(path).numbers or 0 for path in _weights(folder))
