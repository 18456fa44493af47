"""What of the paper's models is on this machine, what is not, and what to do about it. Loads no model."""

import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psutil

from videostudio.generators.inventory import FileFound, PartFound
from videostudio.generators.paper.img_pipeline import PACKAGES
from videostudio.generators.paper.parts import PARTS, Part
from videostudio.tools.digests import Digests
from videostudio.tools.packages import install_command
from videostudio.tools.preflight import CheckState
from videostudio.tools.scoring.segmenting.choice import best_segmenter
from videostudio.tools.weights import look_at

GIB = 2**30


def inventory_of(models: Path, digests: Digests) -> tuple[PartFound, ...]:
    """Packages, every part of the models under `models` with its digests, what cuts references out, and memory. Reads
    all that is there once."""
    return (_packages(), *(_part(part, models, digests) for part in PARTS), _segmenter(), *_memory(models))


def _packages() -> PartFound:
    what = "runs models"
    if missing := [name for name in PACKAGES if find_spec(name) is None]:
        text, advice = f"not installed: {', '.join(missing)}", install_command("diffusion")
        return PartFound(name="packages", what=what, state=CheckState.BLOCKED, text=text, advice=advice)
    return PartFound(name="packages", what=what, state=CheckState.PASSED, text=f"{', '.join(PACKAGES)} are installed")


def _part(part: Part, models: Path, digests: Digests) -> PartFound:
    missing, faults, files = part.missing(models), part.faults(models), part.files(models)
    state, text, advice = CheckState.PASSED, "all files are there and whole", ""
    if missing or faults:
        state = CheckState.DEGRADED if part.without else CheckState.BLOCKED
        said = [f"lacks {', '.join(missing)}" if files else "not here"] if missing else []
        text = "; ".join((*said, *faults, *((part.without,) if part.without else ())))
        advice = _fetching(part, models)
    return PartFound(
        name=part.name,
        what=part.what,
        state=state,
        text=text,
        advice=advice,
        repository=part.repository,
        folder=str(part.at(models)),
        licence=part.licence,
        half_bytes=2 * part.numbers,
        single_bytes=4 * part.numbers,
        files=tuple(_file(path, part.at(models), digests) for path in files),
    )


def _file(path: Path, folder: Path, digests: Digests) -> FileFound:
    looked = look_at(path)
    return FileFound(
        name=str(path.relative_to(folder)), size=looked.size, tensors=looked.tensors, sha256=digests.sha256(path)
    )


def _fetching(part: Part, models: Path) -> str:
    """How a part comes to where it has to lie."""
    if part.elsewhere:
        return part.elsewhere
    prefix = f"{part.folder}/" if part.folder else ""
    wanted = (prefix + name for names in part.needed for name in names)
    only = dict.fromkeys(f"{name.rpartition('/')[0]}/*" if "/" in name else name for name in wanted)
    patterns = [word for name in only for word in ("--include", name)]
    words = ["hf", "download", part.repository, *patterns, "--local-dir", str(models / part.repository)]
    return f"read its licence, then: {shlex.join(words)}"


def _segmenter() -> PartFound:
    name, what, found = "segmenter", "cuts figures out of their references (U2-Net in the paper)", best_segmenter()
    used = f"{found.identity.backend} {found.identity.model}".strip()
    if "rembg" in found.identity.backend:
        return PartFound(name=name, what=what, state=CheckState.PASSED, text=used)
    advice = f"{install_command('segment')}, and put u2net.onnx of rembg's releases into ~/.u2net"
    text = f"{used} guesses from colours: figures may keep some of their background"
    return PartFound(name=name, what=what, state=CheckState.DEGRADED, text=text, advice=advice)


def _memory(models: Path) -> Iterator[PartFound]:
    """Free memory against what the weights take; what is computed from them comes on top and was never measured."""
    half, single = (sum(part.bytes_of(models, size) for part in PARTS) / GIB for size in (2, 4))
    needed = f"weights take {half:.1f} GiB on a GPU (half precision), {single:.1f} GiB on the CPU; pictures come on top"
    gpu, free = _gpu_gib(), psutil.virtual_memory().available / GIB
    text = f"{needed}; free are {f'{gpu:.1f} GiB on the GPU' if gpu else f'no GPU, {free:.1f} GiB'}"
    enough = gpu > half if gpu else free > single
    advice = "" if enough else "close what else uses memory, or take a larger machine; with a GPU, set the device"
    state = CheckState.PASSED if enough else CheckState.BLOCKED
    yield PartFound(name="memory", what="holds the models", state=state, text=text, advice=advice)
    if not gpu:
        slow = "without a GPU pictures take long and clips far longer: nobody has measured how long"
        yield PartFound(name="speed", what="a GPU", state=CheckState.DEGRADED, text=slow, advice="use an NVIDIA GPU")


def _gpu_gib() -> float:
    """Free memory of the first GPU that torch finds, 0.0 without one."""
    if find_spec("torch") is None:
        return 0.0
    import torch

    return torch.cuda.mem_get_info()[0] / GIB if torch.cuda.is_available() else 0.0
