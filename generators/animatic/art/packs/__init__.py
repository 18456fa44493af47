"""Packs of artworks behind one port, and the shelf they stand on."""

from videostudio.generators.animatic.art.packs.port import UNITS, ArtPack
from videostudio.generators.animatic.art.packs.shelf import default_pack, installed, note_of, pack_named

__all__ = ["UNITS", "ArtPack", "default_pack", "installed", "note_of", "pack_named"]
