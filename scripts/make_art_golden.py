"""Renews tests/generators/golden/animatic_art.json: the sha256 of the pixels of one small picture per family.

    python scripts/make_art_golden.py

Refuses when pixels changed and the imager's identity did not: raise AnimaticEntityImager.CODE_VERSION first, so
that no stored picture of the old kind is taken for a new one.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art.portrait import portrait
from videostudio.generators.animatic.imager import AnimaticEntityImager

GOLDEN = Path(__file__).parent.parent / "tests" / "generators" / "golden" / "animatic_art.json"
WIDTH, HEIGHT, SEED = 40, 56, 11


def digest(wanted: dict[str, Any]) -> str:
    """The sha256 of the raw RGBA pixels of one entity, as the imager draws it."""
    aspects = tuple(Aspect(name=name, value=value) for name, value in wanted.get("aspects", {}).items())
    entity = Entity(
        id="golden", name=wanted["name"], kind=EntityKind(wanted["kind"]), head=wanted.get("head", ""), aspects=aspects
    )
    return hashlib.sha256(portrait(entity, WIDTH, HEIGHT, SEED).pixels.tobytes()).hexdigest()


def main() -> int:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    identity = AnimaticEntityImager().identity
    made_by = {"code_version": identity.code_version, "revision": identity.revision}
    pictures = [{**wanted, "sha256": digest(wanted)} for wanted in golden["pictures"]]
    known = {picture["name"]: picture["sha256"] for picture in golden["pictures"] if "sha256" in picture}
    changed = [new for new in pictures if known.get(new["name"], new["sha256"]) != new["sha256"]]
    if changed and made_by == golden["made_by"]:
        sys.stderr.write("the pixels changed: raise AnimaticEntityImager.CODE_VERSION, then run this again\n")
        return 1
    lines = ",\n".join(f"  {json.dumps(picture, ensure_ascii=False)}" for picture in pictures)
    GOLDEN.write_text(f'{{\n "made_by": {json.dumps(made_by)},\n "pictures": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
