"""Which packs this machine has, where they lie, and which of them films use unless they are told."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from videostudio.film.errors import BackendMissing
from videostudio.generators.animatic.art.packs.fluent import ARCHIVE, Fluent
from videostudio.generators.animatic.art.packs.noto import PLACES, Noto, font_file
from videostudio.generators.animatic.art.packs.openmoji import OpenMoji
from videostudio.generators.animatic.art.packs.port import ArtPack

FOLDER_VARIABLE = "VIDEOSTUDIO_ART"
NAMES = ("fluent", "openmoji", "noto")
"""All packs there are, the best first."""
INSTALL = "videostudio art install"


def folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where packs are looked for: VIDEOSTUDIO_ART alone if it is set; else the share folder of this Python
    environment, which everything that runs in it finds, then the user's data folder."""
    if own := environment.get(FOLDER_VARIABLE):
        return (Path(own).expanduser().absolute(),)
    user = platformdirs.user_data_path("videostudio", appauthor=False) / "art"
    return (Path(sys.prefix) / "share" / "videostudio" / "art", user)


def installed() -> dict[str, ArtPack]:
    """The packs this machine has by their names, the best first."""
    found: dict[str, ArtPack | None] = {"fluent": _fluent(), "openmoji": OpenMoji(), "noto": _noto()}
    return {name: pack for name in NAMES if (pack := found[name]) is not None}


def pack_named(name: str) -> ArtPack:
    """The pack users call `name`. Raises BackendMissing with what to do."""
    packs = installed()
    if name in packs:
        return packs[name]
    if name == "fluent":
        raise BackendMissing(f"the artwork 'fluent' is not installed: `{INSTALL} fluent` fetches it")
    if name == "noto":
        raise BackendMissing("the font Noto Color Emoji is not installed (Debian: apt install fonts-noto-color-emoji)")
    raise BackendMissing(f"no artwork is called '{name}': there are {', '.join(NAMES)}")


def default_pack() -> ArtPack:
    """What films use unless they are told: Fluent Emoji where it is installed, else OpenMoji."""
    return _fluent() or OpenMoji()


def note_of(pack: ArtPack) -> str:
    """The sentence that a film's report has about the pack it was drawn with, and about what could be had instead."""
    asks = "its credit and licence stay with the film" if pack.attribution else "the film needs no credit for it"
    better = f"; `{INSTALL}` fetches Fluent Emoji, which asks for none" if pack.name == OpenMoji().name else ""
    return f"drawn with {pack.title} {pack.version} ({pack.licence}): {asks}{better}"


def _fluent() -> Fluent | None:
    return next((Fluent(file) for folder in folders() if (file := folder / ARCHIVE).is_file()), None)


def _noto() -> Noto | None:
    file = font_file((*folders(), *PLACES))
    return None if file is None else Noto(file)
