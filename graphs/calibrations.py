"""Which calibration a film is judged by: the user's own of its profile, else the one that comes with the program."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from videostudio.film.calibration import Calibration
from videostudio.film.fingerprint import digest, plain
from videostudio.film.identity import Identity
from videostudio.film.requests import Subject
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.profile import Profile
from videostudio.tools.store.durable import Kind, write_atomic

MEASURED_BY = {"mini": "`make study-mini`"}
"""Calibrations that are not measured as others are, and what measures them: of the takes that a small model was rightly
asked for, many are not sound."""
_MAKERS = {Subject.REFERENCE: 1, Subject.IMAGE: 2, Subject.CLIP: 3, Subject.FILM: 3}
"""How many of those who make references, pictures and clips, in that order, what is scored depends on."""
_SHIPPED = files("videostudio.graphs") / "data"


def of(profile: Profile, backends: Backends, folder: Path) -> tuple[Calibration, str]:
    """The calibration for films of `profile`, `folder` being where the user's own lie, and what is amiss with it, "" if
    nothing is. It has to be measured by the very scorer the film is measured by, with pictures of the same models (of
    the animatic, with the same pack of artworks); where none is, nothing is calibrated. A new version of a generator
    leaves it in use, until somebody calibrates again."""
    name = profile.calibration or profile.name
    own = file_of(name, backends.scorer.identity, backends.makers().values())
    again = f"{MEASURED_BY.get(name, f'`videostudio calibrate --profile {profile.name}`')} measures a new one"
    amiss: list[str] = []
    for found in _found([folder / own, folder / f"{name}.json", _SHIPPED / f"{name}.json"]):
        why = found if isinstance(found, str) else _misfit(found, backends)
        if isinstance(found, Calibration) and not why:
            told = f"{'; '.join(amiss)}: the calibration that comes with the program is used; {again}"
            return found, told if amiss else ""
        amiss.append(why)
    return Calibration(), f"the critic only advises: {'; '.join(amiss) or f'{name!r} is not calibrated'}; {again}"


def shipped(profile: str) -> Calibration:
    """The calibration that comes with the program. Raises FileNotFoundError."""
    return Calibration.model_validate_json((_SHIPPED / f"{profile}.json").read_bytes())


def file_of(name: str, scorer: Identity | None, generators: Iterable[Identity]) -> str:
    """What a user's own calibration called `name` is kept as: with a digest of who measured and whose pictures, so that
    those of several embedders and packs lie beside each other."""
    told = [plain(scorer) if scorer else None, _models(generators)]
    return f"{name}-{digest(told)[:8]}.json"


def keep(calibration: Calibration, file: Path) -> None:
    """Writes a calibration where `of` finds it, or anywhere else."""
    write_atomic(file, (calibration.model_dump_json(indent=1, exclude_defaults=True) + "\n").encode(), kind=Kind.FILM)


def _found(places: Iterable[Traversable]) -> Iterator[Calibration | str]:
    """The calibrations there are; of one that cannot be read, in words that it is so."""
    for file in places:
        if file.is_file():
            try:
                yield Calibration.model_validate_json(file.read_bytes())
            except ValidationError:
                yield f"{file} cannot be read"


def _misfit(calibration: Calibration, backends: Backends) -> str:
    """Why `calibration` is not for films measured with `backends`, "" if it is."""
    then, now = calibration.scorer, backends.scorer.identity
    if then == now:
        most = max((_MAKERS[one.subject] for one in calibration.scores), default=0)
        drawn, draws = _models(calibration.generators)[:most], _models(backends.makers().values())[:most]
        told = f"'{calibration.profile}' is calibrated with pictures of {_in_words(drawn)}, not of {_in_words(draws)}"
        return told if drawn != draws else ""
    told = f"'{calibration.profile}' is calibrated for"
    if then is None or then.in_full != now.in_full:
        return f"{told} {then.in_full if then else 'nobody'}, not for {now.in_full}"
    names = sorted(then.switches.keys() | now.switches.keys())
    changed = [name for name in names if then.switches.get(name) != now.switches.get(name)]
    return f"{told} " + ", ".join(
        f"{name} '{then.switches.get(name, '')}', not '{now.switches.get(name, '')}'" for name in changed
    )


def _models(generators: Iterable[Identity]) -> list[list[str]]:
    """Backend and model of each, which decide how pictures look; versions and settings of theirs do so less."""
    return [[one.backend, one.model] for one in generators]


def _in_words(models: Sequence[Sequence[str]]) -> str:
    return ", ".join(dict.fromkeys(" ".join(filter(None, one)) for one in models)) or "nobody"
