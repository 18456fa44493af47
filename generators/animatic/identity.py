"""Who the animatic is, for fingerprints, and what it can do."""

from videostudio.film.identity import Capabilities, Identity
from videostudio.generators.animatic.art import revision

CODE_VERSION = 2
"""Raise it whenever the same request gives other pixels."""

IDENTITY = Identity(backend="animatic", model="openmoji", revision=revision(), code_version=CODE_VERSION)

CAPABILITIES = Capabilities(
    licence="Apache-2.0; artwork CC BY-SA 4.0",
    attribution="People: drawn by VideoStudio. Other figures: OpenMoji (openmoji.org), CC BY-SA 4.0",
    size_multiple=2,
    memory_mib=250,
)
