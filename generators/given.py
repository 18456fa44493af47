"""What a backend is built from: all that a profile and this machine decide about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BeforeValidator, SecretStr, ValidationError

from videostudio.film.errors import BadSetting
from videostudio.film.noun import Noun
from videostudio.tools.digests import Digests
from videostudio.tools.embedding.nearest import Near

Settings = TypeVar("Settings", bound=Noun)

GPU, CPU = "cuda", "cpu"
"""The kinds of device that workers are given, as settings and torch name them."""


def _kind_of_device(said: object) -> object:
    if isinstance(said, str) and said.startswith("cuda:"):
        raise ValueError(f"workers see one GPU each: say --devices {said}, or set VIDEOSTUDIO_MACHINES_DEVICES")
    return said


DeviceKind = Annotated[Literal["", "cpu", "cuda", "mps", "xpu"], BeforeValidator(_kind_of_device)]
"""Where a model is to work, "" for a GPU where torch finds one. Which GPU is no affair of a backend."""


class Nearest(Protocol):
    """Who knows words by what they mean."""

    @property
    def identity(self) -> str:
        """Changes whenever an answer may."""
        ...

    def near(self, word: str, kind: str, among: Collection[str]) -> Near | None:
        """The nearest word of a kind that is in `among`; None where none is near enough."""
        ...


@dataclass(frozen=True)
class Given:
    """cache     a folder for work that can be done again at any time, None for none
    weights   the folder of models, each in a folder named as its repository is, None for none
    settings  what the operator of this machine set for this backend, by name; those of the environment are texts
    art       the pack of artworks to draw with, "" for the usual one
    jobs      the folder in which a backend notes what it sent to a server, None for none
    shared    the address at which it notes that instead, for other machines that may go on; "" for none
    key       for the server that the settings name, empty for none
    nearest   is asked about words that no table has; None leaves them unknown
    fetching  whether weights that are missing may be fetched now, where settings allow it: somebody makes a film
    reading   whether weights may be read for their digests, which takes minutes the first time
    """

    cache: Path | None = None
    weights: Path | None = None
    settings: Mapping[str, str | int] = field(default_factory=dict)
    art: str = ""
    jobs: Path | None = None
    key: SecretStr = field(default_factory=lambda: SecretStr(""))
    nearest: Nearest | None = None
    fetching: bool = False
    reading: bool = True
    shared: str = ""

    @property
    def digests(self) -> Digests:
        """Digests of weights, kept where the backend may keep work."""
        return Digests(self.cache / "digests" if self.cache else None, self.reading)


def settings_of(kind: type[Settings], backend: str, found: Mapping[str, str | int]) -> Settings:
    """What was set for `backend`, as its `kind` of settings; texts of numbers are numbers. Raises BadSetting with what
    can be set."""
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise BadSetting(
            f"the setting '{name}' of '{backend}' cannot be '{first['input']}' ({first['msg']}): settings are "
            f"{', '.join(kind.model_fields)}, in the workspace's settings.json or as VIDEOSTUDIO_{backend.upper()}_NAME"
        ) from error
