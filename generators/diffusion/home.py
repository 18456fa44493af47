"""Where a pipeline lies on this machine, whether it is what it should be, and what to do where it is not.

A pipeline is a folder with a model_index.json. It may lie anywhere, under the folder of models by its repository's
name, or in the cache of the Hub. Nothing is fetched unless the operator allowed it.
"""

import json
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from videostudio.film.errors import BackendMissing, BadSetting, NotEnoughDisk
from videostudio.generators.diffusion.card import Card
from videostudio.generators.diffusion.settings import ModelSettings
from videostudio.generators.given import Given
from videostudio.generators.inventory import FileFound, PartFound
from videostudio.tools.digests import Digests, revision_of
from videostudio.tools.packages import install_command
from videostudio.tools.preflight import CheckState
from videostudio.tools.store.disk import free_bytes
from videostudio.tools.weights import look_at

INDEX = "model_index.json"
REPOSITORY = re.compile(r"[\w][\w.-]*/[\w][\w.-]*")
FOLDER = re.compile(r"[a-z][a-z0-9_]*")
LIBRARIES = ("diffusers", "transformers")
"""Whose classes a pipeline may consist of."""
TEXTS = ("*.json", "*.txt", "*.model", "*.jinja")
WEIGHTS = "*.safetensors"
"""What is read of a folder: texts, and weights. Pickles are not."""
TWINS = ("*.fp16*", "*.non_ema*")
"""The same weights once more, in other numbers: many gigabytes that nobody reads."""
PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "safetensors")
GIB = 2**30
OFFLINE = ("1", "true", "yes", "on")


@dataclass(frozen=True)
class Home:
    """A folder with weights. `name` is what it is known by: its repository, or the folder's own name."""

    name: str
    folder: Path
    digests: Digests

    @cached_property
    def revision(self) -> str:
        """12 hex digits that change with the weights: the commit in the cache of the Hub, else of their digests, for
        which all are read once."""
        if self.folder.parent.name == "snapshots":
            return self.folder.name[:12]
        named = ((str(path.relative_to(self.folder)), path) for path in files_in(self.folder))
        return revision_of(named, self.digests.sha256)


def home_of(card: Card, settings: ModelSettings, given: Given, *, asked: str, pipeline: bool = True) -> Home:
    """Where the model of `settings` lies, the card's own if they name none; `asked` is the setting that names it.
    What is no `pipeline` may be of any kind. Raises BadSetting for a name that is none, BackendMissing, with what to
    run, for a model that is not here, not whole or of another kind."""
    said = settings.model or card.repository
    folder = _folder(said, card, settings, given)
    if folder is None and not REPOSITORY.fullmatch(said):
        raise BackendMissing(f"there is no folder {said}: name that of {card.name} in {asked}")
    if folder is None:
        raise BackendMissing(
            f"{said} is not on this machine: read its licence, then: "
            f"{fetching(said, card, weights_root(settings, given))}; or name its folder in {asked}"
        )
    if pipeline:
        refuse_foreign(folder, (card.pipeline, *card.indexed_as))
    if faults := list(faults_in(folder)):
        raise BackendMissing(f"{folder} is not whole: {'; '.join(faults)}; fetch it again")
    return Home(said if REPOSITORY.fullmatch(said) else folder.name, folder, given.digests)


def weights_root(settings: ModelSettings, given: Given) -> Path | None:
    """The folder of models; None where nobody named any."""
    return Path(settings.weights).expanduser() if settings.weights else given.weights


def refuse_foreign(folder: Path, pipelines: tuple[str, ...]) -> None:
    """Raises BackendMissing for a folder that is none of `pipelines`, or wants classes of other libraries than
    diffusers and transformers: an index names what is to be imported."""
    try:
        index = index_of(folder)
        held = index["_class_name"]
        parts = {name: part for name, part in index.items() if isinstance(part, list) and len(part) == 2}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackendMissing(f"{folder} is no pipeline that diffusers saved ({error!r} in {INDEX})") from error
    if held not in pipelines:
        raise BackendMissing(
            f"{folder} is a {held}, expected is a {' or '.join(pipelines)}: name another folder or another backend"
        )
    foreign = {name: part[0] for name, part in parts.items() if not _known(part[0])}
    if foreign:
        names = ", ".join(f"{name} of {library}" for name, library in foreign.items())
        raise BackendMissing(f"{folder} wants code from elsewhere ({names}), which was not run: use another copy of it")


def index_of(folder: Path) -> dict[str, Any]:
    """What a folder says it is. Raises OSError and ValueError."""
    held: dict[str, Any] = json.loads((folder / INDEX).read_text("utf-8"))
    return held


def files_in(folder: Path) -> list[Path]:
    """What is read of a pipeline, sorted."""
    found = {path for pattern in (*TEXTS, WEIGHTS) for path in folder.rglob(pattern)}
    return sorted(path for path in found if path.is_file())


def faults_in(folder: Path) -> Iterator[str]:
    """What is there and broken, and parts of which only a pickle is there."""
    for path in files_in(folder):
        if fault := look_at(path).fault:
            yield f"{path.relative_to(folder)} {fault}"
    for part in sorted({path.parent for path in folder.rglob("*.bin")}):
        if not any(part.glob("*.safetensors")):
            yield f"{part.relative_to(folder)} has only .bin files, which are not read: fetch .safetensors"


def found_of(card: Card, settings: ModelSettings, given: Given) -> PartFound:
    """What `doctor` says of a model. Reads all of it once, for its digests. Raises BadSetting."""
    said = settings.model or card.repository
    folder, root = _folder(said, card, settings, given), weights_root(settings, given)
    state, text, advice = CheckState.PASSED, "all files are there and whole", ""
    if folder is None:
        state, text = CheckState.BLOCKED, "not here"
        advice = f"read its licence, then: {fetching(said, card, root)}"
    elif faults := list(faults_in(folder)):
        state, text, advice = CheckState.BLOCKED, "; ".join(faults), f"fetch it again: {fetching(said, card, root)}"
    return PartFound(
        name=card.name,
        what=card.pipeline,
        state=state,
        text=text,
        advice=advice,
        repository=said,
        folder=str(folder or ((root / said) if root else said)),
        licence=card.licence,
        half_bytes=card.bytes_of(2),
        single_bytes=card.bytes_of(4),
        files=tuple(_told(path, folder, given.digests) for path in files_in(folder)) if folder else (),
    )


def packages_found() -> PartFound:
    """Whether what runs models is installed."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    return PartFound(
        name="packages",
        what="runs models",
        state=CheckState.BLOCKED if missing else CheckState.PASSED,
        text=f"not installed: {', '.join(missing)}" if missing else f"{', '.join(PACKAGES)} are installed",
        advice=install_command("diffusion") if missing else "",
    )


def wanted_of(card: Card) -> tuple[str, ...]:
    """Patterns of what is read of a model's repository: of a pipeline its texts and the weights of its parts, and not
    the checkpoints for other programs that lie beside them."""
    return card.files or (*TEXTS, *(f"{name}/{WEIGHTS}" for name in card.components or ("*",)))


def fetching(repository: str, card: Card, root: Path | None) -> str:
    """The command that brings a repository to where it is looked for."""
    patterns = [word for pattern in wanted_of(card) for word in ("--include", pattern)]
    patterns += [word for pattern in TWINS for word in ("--exclude", pattern)]
    where = ["--local-dir", str(root / repository)] if root else []
    return shlex.join(["hf", "download", repository, *patterns, *where])


def _folder(said: str, card: Card, settings: ModelSettings, given: Given) -> Path | None:
    path = Path(said).expanduser()
    if path.is_absolute() or path.is_dir():
        return path if path.is_dir() else None
    if not REPOSITORY.fullmatch(said):
        raise BadSetting(f"'{said}' is no model: name a folder, or a repository as OWNER/NAME")
    root = weights_root(settings, given)
    if root is not None and (root / said).is_dir():
        return root / said
    allowed = settings.download and given.fetching and not _offline()
    return _cached(said, card) or (_fetched(said, card) if allowed else None)


def _cached(repository: str, card: Card) -> Path | None:
    """Its newest snapshot in the cache of the Hub."""
    if find_spec("huggingface_hub") is None:
        return None
    from huggingface_hub import try_to_load_from_cache

    known = card.files[0] if card.files else INDEX
    found = try_to_load_from_cache(repository, known)
    return Path(found).parents[known.count("/")] if isinstance(found, str) else None


def _fetched(repository: str, card: Card) -> Path:
    """Raises NotEnoughDisk before anything is fetched, with how much there is of it."""
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    fetch: Any = partial(snapshot_download, repository, allow_patterns=[*wanted_of(card)], ignore_patterns=[*TWINS])
    try:
        files = fetch(dry_run=True)
        needed = sum(file.file_size or 0 for file in files if file.will_download)
        free = free_bytes(Path(constants.HF_HUB_CACHE))
        if needed > free:
            raise NotEnoughDisk(
                f"{repository} has {needed / GIB:.1f} GiB to fetch, and {constants.HF_HUB_CACHE} has room for "
                f"{free / GIB:.1f}: make room there, or set HF_HOME to a folder on a larger disk"
            )
        return Path(fetch())
    except (HfHubHTTPError, OSError) as error:
        raise BackendMissing(f"{repository} could not be fetched: {str(error).splitlines()[0]}") from error


def _known(library: object) -> bool:
    """Whether a part's class is diffusers' or transformers' own; pipelines of diffusers have parts in their folders."""
    if library in (*LIBRARIES, None):
        return True
    package = find_spec("diffusers")
    if package is None or not isinstance(library, str) or not FOLDER.fullmatch(library):
        return False
    return any((Path(root) / "pipelines" / library).is_dir() for root in package.submodule_search_locations or ())


def _offline() -> bool:
    return os.environ.get("HF_HUB_OFFLINE", "").lower() in OFFLINE


def _told(path: Path, folder: Path, digests: Digests) -> FileFound:
    looked = look_at(path)
    return FileFound(
        name=str(path.relative_to(folder)), size=looked.size, tensors=looked.tensors, sha256=digests.sha256(path)
    )
