"""Who the animatic is, for fingerprints, and what it can do: both follow from the pack it draws with."""

from videostudio.film.identity import Capabilities, Identity
from videostudio.generators.animatic.art import ArtPack, revision

CODE_VERSION = 3
"""Raise it whenever the same request gives other pixels."""


def identity_of(pack: ArtPack) -> Identity:
    """The animatic that draws with a pack: other pictures, other fingerprints."""
    return Identity(backend="animatic", model=pack.name, revision=revision(pack), code_version=CODE_VERSION)


def capabilities_of(pack: ArtPack) -> Capabilities:
    """What the animatic can do with a pack, and what the pack's licence asks of a film."""
    return Capabilities(
        licence=f"Apache-2.0; artwork {pack.title}: {pack.licence}",
        attribution=pack.attribution,
        size_multiple=2,
        memory_mib=250,
    )
