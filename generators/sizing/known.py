"""Footprints that were worked out before: those that come with the program, for machines without torch, and those of
this machine's cache. What nobody knows yet is worked out where torch is."""

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from videostudio.film.errors import BackendMissing, OperatorError
from videostudio.film.fingerprint import digest
from videostudio.generators.sizing.sizes import Footprint, Shot, Sized
from videostudio.tools.packages import packages_missing
from videostudio.tools.store.durable import Kind, write_atomic

VERSION = 1
"""Raised whenever footprints are worked out in another way."""
PACKAGED = "footprints.json"
_TABLE = TypeAdapter(dict[str, Footprint])


class Footprints:
    """What components take. `folder` keeps what is worked out, None only for this process; `patient` allows what takes
    a minute the first time."""

    def __init__(self, folder: Path | None = None, *, patient: bool = True) -> None:
        self._folder, self._patient = folder, patient
        self._found: dict[str, Footprint] = {}

    def of(self, component: Sized, shot: Shot, number_bytes: int, *, on_cpu: bool = False) -> Footprint:
        """What a component takes, its numbers being of so many bytes. Raises BackendMissing where that would have to be
        worked out, and torch is not installed or nobody is patient."""
        name = name_of(component, shot, number_bytes, on_cpu=on_cpu)
        if name not in self._found:
            self._found[name] = (
                packaged().get(name)
                or self._kept(name)
                or self._worked_out(component, shot, name, number_bytes, on_cpu)
            )
        return self._found[name]

    def all(self) -> Mapping[str, Footprint]:
        """All that was asked for so far, by name."""
        return dict(sorted(self._found.items()))

    def _kept(self, name: str) -> Footprint | None:
        if self._folder is None:
            return None
        try:
            return Footprint.model_validate_json((self._folder / f"{name}.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def _worked_out(self, component: Sized, shot: Shot, name: str, number_bytes: int, on_cpu: bool) -> Footprint:
        if not self._patient:
            raise BackendMissing("it was not worked out yet: `videostudio profiles --fit` does, in some minutes")
        if any(find_spec(package) is None for package in ("torch", "diffusers", "transformers")):
            raise packages_missing("working out how much memory this takes", "torch, diffusers", "diffusion")
        import torch

        from videostudio.generators.sizing.footprint import footprint

        found = footprint(component, shot, torch.float32 if number_bytes == 4 else torch.bfloat16, on_cpu=on_cpu)
        if self._folder is not None:
            # Where nothing can be kept, it is worked out again another time, and that is all.
            with suppress(OperatorError):
                write_atomic(self._folder / f"{name}.json", found.model_dump_json().encode(), kind=Kind.FILM)
        return found


def name_of(component: Sized, shot: Shot, number_bytes: int, *, on_cpu: bool = False) -> str:
    """What a footprint is kept under: all that it depends on, but the versions of the libraries."""
    facts = {
        "version": VERSION,
        "kind": component.kind,
        # As text: configurations hold numbers with a point, and lists of them.
        "config": json.dumps(dict(component.config), sort_keys=True),
        "config_kind": component.config_kind,
        "bytes": 4 if component.single else number_bytes,
        "shot": shot.model_dump(),
    }
    return digest(facts | ({"on_cpu": True} if on_cpu else {}))[:32]


@cache
def packaged() -> Mapping[str, Footprint]:
    """What comes with the program."""
    return _TABLE.validate_json((files("videostudio.generators.sizing") / "data" / PACKAGED).read_bytes())
