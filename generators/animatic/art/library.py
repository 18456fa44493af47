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


def edit_of(label: str, pack: ArtPack) -> dict[str, Any]:
    """What is changed on the artwork of a label: `from` another label, in another `colour`, something added or
    removed. What a pack's own table says goes before what holds for all packs."""
    edits = pack_table(pack, "edits")
    found: dict[str, Any] = edits[label] if label in edits else table("variants").get(label, {})
    return found


def sources(label: str, pack: ArtPack) -> tuple[str, ...]:
    """A label, and those whose artworks it is made from: goldfish, fish."""
    chain = [label]
    while (source := edit_of(chain[-1], pack).get("from", chain[-1])) not in chain:
        chain.append(source)
    return tuple(chain)


def source_of(label: str, pack: ArtPack) -> str:
    """The label whose artwork is shown for a label: a polar bear's, in brown, for a bear."""
    return sources(label, pack)[-1]


@lru_cache(maxsize=4)
def concepts(pack: ArtPack) -> tuple[Concept, ...]:
    """All concepts that can be drawn with a pack: its own in the order of their codes, then those drawn by this
    project, where the pack has none of that name."""
    named, own = (_entries(shelf) for shelf in ("openmoji.json", f"{OWN}/index.json"))
    own_labels = {entry["label"] for entry in own}
    drawn = {entry["label"] for entry in named if pack.has(entry["emoji"])}
    made = {label for label in pack_table(pack, "edits") if source_of(label, pack) in (drawn | own_labels) - {label}}
    offered = {entry["label"]: entry for entry in named if entry["label"] in drawn | made}
    offered |= {entry["label"]: entry for entry in own if entry["label"] not in offered}
    made_of = ((label, offered.get(variant["from"])) for label, variant in table("variants").items())
    variants = (entry | {"label": label, "emoji": "", "tags": []} for label, entry in made_of if entry)
    return tuple(_concept(entry, pack) for entry in (*offered.values(), *variants))


@lru_cache(maxsize=4)
def by_label(pack: ArtPack) -> dict[str, Concept]:
    """Concepts by their label as the table of names has it ("T-Rex")."""
    return {concept.label: concept for concept in concepts(pack)}


@lru_cache(maxsize=4)
def by_emoji(pack: ArtPack) -> dict[str, Concept]:
    """Concepts by the emoji itself, without variation selectors."""
    return {concept.emoji: concept for concept in concepts(pack) if concept.emoji}


@lru_cache(maxsize=64)
def own_artwork(code: str, *, soft: bool = False) -> str:
    """An artwork drawn by this project as an SVG document, 72 x 72 units; in the drawing made for packs without
    outlines if it is to be `soft` and there is one. `code` comes from a packaged table."""
    made_soft = DATA / OWN / "soft" / f"{code.removeprefix(OWN + '/')}.svg"
    drawing = made_soft if soft and made_soft.is_file() else DATA / f"{code}.svg"
    return drawing.read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def revision(pack: ArtPack) -> str:
    """The pack's version and 8 hex digits over its integrity and all packaged tables."""
    digest = hashlib.sha256(f"{pack.name} {pack.version} {pack.integrity}\0".encode())
    for folder in (DATA, DATA / OWN, DATA / OWN / "soft", DATA / pack.name):
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.name.endswith((".json", ".svg")):
                digest.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return f"{pack.version}+{digest.hexdigest()[:8]}"


def _entries(shelf: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / shelf).read_text(encoding="utf-8"))
    return found


def _concept(entry: dict[str, Any], pack: ArtPack) -> Concept:
    label, subgroup = entry["label"], entry["subgroup"]
    named = {label, table("variants").get(label, {}).get("from", label)}
    return Concept(
        code=entry["code"],
        label=label,
        emoji=entry["emoji"],
        tags=tuple(entry["tags"]),
        subgroup=subgroup,
        kind=entry["kind"],
        form=_form(label, subgroup, pack),
        facing=_facing(source_of(label, pack), pack),
        height_m=_height_cm(label, subgroup) / 100,
        aloft=bool(named & set(table("curation")["aloft"])),
        afloat=bool(named & set(table("curation")["afloat"])),
    )


def _form(label: str, subgroup: str, pack: ArtPack) -> Form:
    shown = (label, source_of(label, pack))
    for form, labels in pack_table(pack, "curation")["form"].items():
        if any(name in labels for name in shown):
            return cast(Form, form)
    return "bust" if subgroup in BUST_SUBGROUPS else "artwork"


def _facing(label: str, pack: ArtPack) -> Facing:
    sides = pack_table(pack, "curation")["facing"]
    return next((Facing(side) for side, labels in sides.items() if label in labels), Facing.CAMERA)


def _height_cm(label: str, subgroup: str) -> int:
    heights, variant = table("curation")["height_cm"], table("variants").get(label, {})
    usual = heights["by_label"].get(variant.get("from", label), heights["by_subgroup"].get(subgroup, 40))
    return int(heights["by_label"].get(label, variant.get("height_cm", usual)))
