"""What was asked for on a command line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from videostudio.apps.desk.wishes import Wishes, wishes_from
from videostudio.film.errors import ReferenceError_


def wishes_of(options: Mapping[str, Any]) -> Wishes:
    """The wishes among a command's options, by their names there. Raises BriefError, ReferenceError_."""
    said = {name: options[name] for name in Wishes.model_fields if options.get(name) is not None}
    named = map(reference_from, options.get("reference") or ())
    turned = {"cards": not options.get("no_cards"), "stand_in": not options.get("no_stand_in")}
    out = {"out": str(said["out"])} if "out" in said else {}
    return wishes_from({**said, **turned, **out, "references": {name: str(path) for name, path in named}})


def reference_from(text: str) -> tuple[str, Path]:
    """The name and the file of NAME=FILE. Raises ReferenceError_."""
    name, equals, file = text.partition("=")
    if not (name.strip() and equals and file.strip()):
        raise ReferenceError_(f'--reference {text!r} is not NAME=FILE: write it like --reference "corgi=my-dog.jpg"')
    if len(name.strip()) > 80:
        raise ReferenceError_(f"--reference: the name has {len(name.strip())} characters, at most 80 are allowed")
    return name.strip(), Path(file.strip()).expanduser()
