"""Fluent Emoji by Microsoft, from the archive that `install.py` makes of its npm package."""

import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from videostudio.generators.animatic.art.packs.names import known_emoji, plain_emoji, skin_tone
from videostudio.generators.animatic.art.packs.port import UNITS
from videostudio.generators.animatic.art.raster import render
from videostudio.tools.images import Pixels

NPM_NAME = "@iconify-json/fluent-emoji"
VERSION = "1.2.7"
INTEGRITY = "sha512-D8G6bKAyIsyxP1rzZtIWr/gg/fO4Rg1+DyCWlfqKK4h8W+4Em/Y0P6QYgJUQTlUcagzJvSyg+9OBv4hz4Hc/QA=="
"""What the npm registry publishes for this version; nothing else is ever unpacked."""
ARCHIVE = "fluent-emoji.zip"
OWN_UNITS = 32.0
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Fluent:
    """Soft, rounded drawings with gradients and no outlines. `archive` holds one text of SVG elements per key."""

    archive: Path
    name: str = "fluent"
    title: str = "Fluent Emoji"
    licence: str = "MIT"
    licence_url: str = "https://github.com/microsoft/fluentui-emoji/blob/main/LICENSE"
    attribution: str = ""
    version: str = VERSION
    integrity: str = INTEGRITY
    outline: float = 0.0

    def has(self, emoji: str) -> bool:
        """See ArtPack."""
        return _key(emoji, _keys(self.archive)) is not None

    def svg(self, emoji: str) -> str:
        """See ArtPack."""
        key = _key(emoji, _keys(self.archive))
        if key is None:
            raise KeyError(emoji)
        return f'<g transform="scale({UNITS / OWN_UNITS})">{_body(self.archive, key)}</g>'

    def pixels(self, emoji: str, size_px: int) -> Pixels:
        """See ArtPack."""
        return render(self.svg(emoji), (0.0, 0.0, UNITS, UNITS), size_px, size_px)


def key_of(label: str) -> str:
    """The key under which Fluent Emoji has an emoji, from its name in English: "T-Rex" -> t-rex."""
    ascii_label = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_label.replace("'", "")).strip("-")


def _key(emoji: str, keys: frozenset[str]) -> str | None:
    """Its key in this archive, in its skin tone where there is one; None if it is not there."""
    name = known_emoji().get(plain_emoji(emoji))
    if name is None:
        return None
    key = _exceptions().get(name.label) or key_of(name.label)
    toned = f"{key}-{skin_tone(emoji)}"
    return toned if toned in keys else key if key in keys else None


@cache
def _exceptions() -> dict[str, str]:
    """Label -> key, where the one does not follow from the other."""
    table = files("videostudio.generators.animatic.art") / "data" / "fluent" / "keys.json"
    found: dict[str, str] = json.loads(table.read_text(encoding="utf-8"))
    return found


@cache
def _keys(archive: Path) -> frozenset[str]:
    return frozenset(name for name in _shelf(archive).namelist() if KEY.fullmatch(name))


@lru_cache(maxsize=256)
def _body(archive: Path, key: str) -> str:
    return _shelf(archive).read(key).decode()


@cache
def _shelf(archive: Path) -> zipfile.ZipFile:
    """Left open: reading its list of thousands of names takes longer than painting an artwork."""
    return zipfile.ZipFile(archive)
