"""Which calibration a film is judged by: the user's own of its profile, else the one that comes with the program."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from videostudio.film.calibration import Calibration
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.profile import Profile
from videostudio.tools.store.durable import Kind, write_atomic


def of(profile: Profile, backends: Backends, folder: Path) -> tuple[Calibration, str]:
    """The calibration for films of `profile`, `folder` being where the user's own lie, and what is amiss with it, "" if
    nothing is. It has to be measured by the very scorer the film is measured by; where none is, nothing is calibrated.
    Its generators are the profile's; a new version of theirs leaves it in use, until somebody calibrates again."""
    name = profile.calibration or profile.name
    again = f"`videostudio calibrate --profile {profile.name}` measures a new one"
    amiss: list[str] = []
    for found in _found(name, folder):
        why = found if isinstance(found, str) else _misfit(found, backends)
        if isinstance(found, Calibration) and not why:
            told = f"{'; '.join(amiss)}: the calibration that comes with the program is used; {again}"
            return found, told if amiss else ""
        amiss.append(why)
    return Calibration(), f"the critic only advises: {'; '.join(amiss) or f'{name!r} is not calibrated'}; {again}"


def shipped(profile: str) -> Calibration:
    """The calibration that comes with the program. Raises FileNotFoundError."""
    file = files("videostudio.graphs") / "data" / f"{profile}.json"
    return Calibration.model_validate_json(file.read_bytes())


def keep(calibration: Calibration, file: Path) -> None:
    """Writes a calibration where `of` finds it, or anywhere else."""
    write_atomic(file, (calibration.model_dump_json(indent=1, exclude_defaults=True) + "\n").encode(), kind=Kind.FILM)


def _found(name: str, folder: Path) -> Iterator[Calibration | str]:
    """The calibrations there are, the user's own first; of one that cannot be read, in words that it is so."""
    places: tuple[Traversable, ...] = (folder, files("videostudio.graphs") / "data")
    for file in (place / f"{name}.json" for place in places):
        if file.is_file():
            try:
                yield Calibration.model_validate_json(file.read_bytes())
            except ValidationError:
                yield f"{file} cannot be read"


def _misfit(calibration: Calibration, backends: Backends) -> str:
    """Why `calibration` is not for films measured with `backends`, "" if it is."""
    then, now = calibration.scorer, backends.scorer.identity
    if then == now:
        return ""
    told = f"'{calibration.profile}' is calibrated for"
    if then is None or then.in_full != now.in_full:
        return f"{told} {then.in_full if then else 'nobody'}, not for {now.in_full}"
    names = sorted(then.switches.keys() | now.switches.keys())
    changed = [name for name in names if then.switches.get(name) != now.switches.get(name)]
    return f"{told} " + ", ".join(
        f"{name} '{then.switches.get(name, '')}', not '{now.switches.get(name, '')}'" for name in changed
    )
