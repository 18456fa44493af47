"""Which calibration a film is judged by: the user's own of its profile, else the one that comes with the program."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from videostudio.film.calibration import Calibration
from videostudio.film.identity import Identity
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.profile import Profile
from videostudio.tools.store.durable import Kind, write_atomic


def of(profile: Profile, backends: Backends, folder: Path) -> tuple[Calibration, str]:
    """The calibration for films of `profile`, `folder` being where the user's own lie, and "" - or one in which
    nothing is calibrated, and why. It has to be measured by the very scorer the film is measured by. Its generators
    are the profile's; a new version of theirs leaves it in use, until somebody calibrates again."""
    name = profile.calibration or profile.name
    advice = f"the critic only advises: `videostudio calibrate --profile {profile.name}` lets it reject"
    why = f"profile '{name}' is not calibrated"
    for found in _found(name, folder):
        if why_not := _misfit(found, backends):
            why = why_not
        else:
            return found, ""
    return Calibration(), f"{why}, {advice}"


def shipped(profile: str) -> Calibration:
    """The calibration that comes with the program. Raises FileNotFoundError."""
    file = files("videostudio.graphs") / "data" / f"{profile}.json"
    return Calibration.model_validate_json(file.read_bytes())


def keep(calibration: Calibration, file: Path) -> None:
    """Writes a calibration where `of` finds it, or anywhere else."""
    write_atomic(file, (calibration.model_dump_json(indent=1, exclude_defaults=True) + "\n").encode(), kind=Kind.FILM)


def _found(name: str, folder: Path) -> Iterator[Calibration]:
    own: tuple[Traversable, ...] = (folder / f"{name}.json", files("videostudio.graphs") / "data" / f"{name}.json")
    for file in own:
        if file.is_file():
            try:
                yield Calibration.model_validate_json(file.read_bytes())
            except ValidationError:
                continue


def _misfit(calibration: Calibration, backends: Backends) -> str:
    """Why `calibration` is not for films measured with `backends`, "" if it is."""
    scorer = backends.scorer.identity
    if calibration.scorer != scorer:
        return f"its calibration was measured by {_told(calibration.scorer)}, the film is measured by {_told(scorer)}"
    return ""


def _told(identity: Identity | None) -> str:
    if identity is None:
        return "nobody"
    return " ".join(part for part in (str(identity), identity.model, identity.revision) if part)
