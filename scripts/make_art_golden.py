"""Renews tests/generators/golden/animatic_art.json: the sha256 of the pixels of one small picture per family, drawn
with OpenMoji and with Fluent Emoji, which has to be installed.

    python scripts/make_art_golden.py

Refuses when pixels changed and the identity did not: raise CODE_VERSION in generators/animatic/identity.py first,
so that no stored picture of the old kind is taken for a new one.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, pack_named, portrait
from videostudio.generators.animatic.identity import identity_of

GOLDEN = Path(__file__).parent.parent / "tests" / "generators" / "golden" / "animatic_art.json"
WIDTH, HEIGHT, SEED = 40, 56, 11


def digest(wanted: dict[str, Any], pack: ArtPack) -> str:
    """The sha256 of the raw RGBA pixels of one entity, as the imager draws it."""
    aspects = tuple(Aspect(name=name, value=value) for name, value in wanted.get("aspects", {}).items())
    entity = Entity(
        id="golden", name=wanted["name"], kind=EntityKind(wanted["kind"]), head=wanted.get("head", ""), aspects=aspects
    )
    return hashlib.sha256(portrait(entity, WIDTH, HEIGHT, SEED, pack).pixels.tobytes()).hexdigest()


def main() -> int:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    packs = {name: pack_named(name) for name in golden["made_by"]}
    identities = {name: identity_of(pack) for name, pack in packs.items()}
    made_by = {
        name: {"code_version": identity.code_version, "revision": identity.revision}
        for name, identity in identities.items()
    }
    pictures = [
        {**wanted, "sha256": {name: digest(wanted, pack) for name, pack in packs.items()}}
        for wanted in golden["pictures"]
    ]
    for name in packs:
        known = {picture["name"]: picture["sha256"][name] for picture in golden["pictures"] if "sha256" in picture}
        changed = any(known.get(new["name"], new["sha256"][name]) != new["sha256"][name] for new in pictures)
        if changed and made_by[name] == golden["made_by"][name]:
            sys.stderr.write("the pixels changed: raise CODE_VERSION, then run this again\n")
            return 1
    lines = ",\n".join(f"  {json.dumps(picture, ensure_ascii=False)}" for picture in pictures)
    GOLDEN.write_text(f'{{\n "made_by": {json.dumps(made_by)},\n "pictures": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
