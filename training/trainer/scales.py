"""Sizes of a run as data files: `scales/<name>.json` beside the code that reads them."""

import json
from importlib.resources import files
from typing import TypeVar

from videostudio.film.noun import Noun

Scale = TypeVar("Scale", bound=Noun)


def scale_named(name: str, package: str, kind: type[Scale]) -> Scale:
    """The scale `name` of a package, for example "mini" of "videostudio.training.autoencoder". Raises ValueError for
    one that is not there or does not fit `kind`."""
    folder = files(package) / "scales"
    known = sorted(path.name.removesuffix(".json") for path in folder.iterdir() if path.name.endswith(".json"))
    if name not in known:
        raise ValueError(f"{package} has no scale '{name}': use one of {', '.join(known)}")
    return kind.model_validate(json.loads((folder / f"{name}.json").read_text("utf-8")))
