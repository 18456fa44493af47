"""The shelf: what can be drawn with a pack, and the tables about its artworks, read from packaged files only.

Owns no search and no drawing. `revision` changes whenever a table or the pack does.
"""

import hashlib
import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast

from videostudio.film.staging import Facing
from videostudio.generators.animatic.art.concept import Concept, Form
from videostudio.generators.animatic.art.packs import ArtPack

DATA = files("videostudio.generators.animatic.art") / "data"
OWN = "own"
BUST_SUBGROUPS = {"person", "person-gesture", "person-role", "person-fantasy"}


@cache
def table(name: str) -> dict[str, Any]:
    """A packaged table by its file name without ".json"."""
    return cast(dict[str, Any], json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


def pack_table(pack: ArtPack, name: str) -> dict[str, Any]:
    """A table about the artworks of one pack: anchors, animals, curation or edits."""
    return table(f"{pack.name}/{name}")


@lru_cache(maxsize=4)
def concepts(pack: ArtPack) -> tuple[Concept, ...]:
    """All concepts that can be drawn with a pack: its own in the order of their codes, then those drawn by this
    project in its style."""
    shelves = (DATA / "openmoji.json", DATA / OWN / "index.json")
    entries = (entry for shelf in shelves for entry in json.loads(shelf.read_text(encoding="utf-8")))
    return tuple(_concept(entry, pack) for entry in entries if not entry["emoji"] or pack.has(entry["emoji"]))


@lru_cache(maxsize=4)
def by_label(pack: ArtPack) -> dict[str, Concept]:
    """Concepts by their label as the table of names has it ("T-Rex")."""
    return {concept.label: concept for concept in concepts(pack)}


@lru_cache(maxsize=4)
def by_emoji(pack: ArtPack) -> dict[str, Concept]:
    """Concepts by the emoji itself, without variation selectors."""
    return {concept.emoji: concept for concept in concepts(pack) if concept.emoji}


@lru_cache(maxsize=64)
def own_artwork(code: str) -> str:
    """An artwork drawn by this project as an SVG document, 72 x 72 units. `code` comes from a packaged table."""
    return (DATA / f"{code}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def revision(pack: ArtPack) -> str:
    """The pack's version and 8 hex digits over its integrity and all packaged tables."""
    digest = hashlib.sha256(f"{pack.name} {pack.version} {pack.integrity}\0".encode())
    for folder in (DATA, DATA / OWN, DATA / pack.name):
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.name.endswith((".json", ".svg")):
                digest.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return f"{pack.version}+{digest.hexdigest()[:8]}"


def _concept(entry: dict[str, Any], pack: ArtPack) -> Concept:
    label, subgroup = entry["label"], entry["subgroup"]
    return Concept(
        code=entry["code"],
        label=label,
        emoji=entry["emoji"],
        tags=tuple(entry["tags"]),
        subgroup=subgroup,
        kind=entry["kind"],
        form=_form(label, subgroup, pack),
        facing=_facing(pack_table(pack, "edits").get(label, {}).get("from", label), pack),
        height_m=_height_cm(label, subgroup) / 100,
        aloft=label in table("curation")["aloft"],
        afloat=label in table("curation")["afloat"],
    )


def _form(label: str, subgroup: str, pack: ArtPack) -> Form:
    for form, labels in pack_table(pack, "curation")["form"].items():
        if label in labels:
            return cast(Form, form)
    return "bust" if subgroup in BUST_SUBGROUPS else "artwork"


def _facing(label: str, pack: ArtPack) -> Facing:
    sides = pack_table(pack, "curation")["facing"]
    return next((Facing(side) for side, labels in sides.items() if label in labels), Facing.CAMERA)


def _height_cm(label: str, subgroup: str) -> int:
    heights = table("curation")["height_cm"]
    return int(heights["by_label"].get(label, heights["by_subgroup"].get(subgroup, 40)))
