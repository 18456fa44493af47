"""An archive of Fluent Emoji's kind with four drawings, for tests that must not depend on the real one."""

import zipfile
from pathlib import Path

from videostudio.generators.animatic.art.packs.fluent import ARCHIVE, Fluent

SHADED = (
    '<g fill="none"><path fill="url(#i{key})" d="M4 8h24v22H4z"/>{more}<defs><linearGradient id="i{key}" x1="0" '
    'x2="0" y1="8" y2="30" gradientUnits="userSpaceOnUse"><stop stop-color="{light}"/><stop offset="1" '
    'stop-color="{dark}"/></linearGradient></defs></g>'
)
EYE = '<circle cx="9" cy="12" r="2" fill="#212121"/>'
DRAWINGS = {
    "dog": SHADED.format(key="dog", light="#ffb060", dark="#c86a20", more=EYE),
    "dog-face": SHADED.format(key="dogface", light="#ffb060", dark="#c86a20", more=EYE),
    "fox": SHADED.format(key="fox", light="#ff9040", dark="#d05010", more='<path fill="#fff" d="M10 22h12v8H10z"/>'),
    "person": SHADED.format(key="person", light="#ffd040", dark="#e0a020", more=EYE),
    "person-dark": SHADED.format(key="persondark", light="#70483a", dark="#503020", more=EYE),
    "sailboat": SHADED.format(
        key="boat", light="#ff6040", dark="#c03020", more='<path fill="#5af" d="M30 24c-1.75 0-1.75 1v6h-29v-6z"/>'
    ),
}


def tiny_archive(folder: Path) -> Path:
    """Writes the archive into `folder`; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / ARCHIVE, "w") as archive:
        for key, body in DRAWINGS.items():
            archive.writestr(key, body)
        archive.writestr("../escape", "<path/>")
        archive.writestr("LICENSE", "MIT")
    return folder / ARCHIVE


def tiny_pack(folder: Path) -> Fluent:
    """A pack that has a dog, its face, a fox, a person in two tones and a boat in the water."""
    return Fluent(tiny_archive(folder))
