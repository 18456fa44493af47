"""Who the animatic is, for fingerprints, and what it can do: both follow from the pack it draws with."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from videostudio.film.identity import Capabilities, Identity
from videostudio.generators.animatic.art import ArtPack, revision

CODE_VERSION = 8
"""Raise it whenever the same request gives other pixels or another staging."""
DATA = (".json", ".svg")
"""What data is kept in."""


def identity_of(pack: ArtPack) -> Identity:
    """The animatic that draws with a pack: other pictures, other fingerprints."""
    return Identity(
        backend="animatic", model=pack.name, revision=f"{revision(pack)}.{_tables()}", code_version=CODE_VERSION
    )


def tables(folder: Traversable) -> dict[str, bytes]:
    """Name below `folder` -> content of all data on motions, places and bodies; that on artworks is in the pack's
    revision."""
    found: dict[str, bytes] = {}
    for item in folder.iterdir():
        if item.is_dir() and item.name != "art":
            found |= {f"{item.name}/{name}": content for name, content in tables(item).items()}
        elif item.name.endswith(DATA):
            found[item.name] = item.read_bytes()
    return found


def digest(contents: dict[str, bytes]) -> str:
    """6 hex digits over names and contents."""
    one = hashlib.sha256()
    for name, content in sorted(contents.items()):
        one.update(name.encode() + b"\0" + content + b"\0")
    return one.hexdigest()[:6]


@cache
def _tables() -> str:
    return digest(tables(files("videostudio.generators.animatic")))


def capabilities_of(pack: ArtPack) -> Capabilities:
    """What the animatic can do with a pack, and what the pack's licence asks of a film."""
    return Capabilities(
        licence=f"Apache-2.0; artwork {pack.title}: {pack.licence}",
        attribution=pack.attribution,
        size_multiple=2,
        memory_mib=250,
    )
