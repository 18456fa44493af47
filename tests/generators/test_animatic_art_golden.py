"""Pictures keep their bytes as long as the imager's identity says that they do."""

import hashlib
import json
from pathlib import Path

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art import pack_named, portrait
from videostudio.generators.animatic.imager import AnimaticEntityImager

OPENMOJI = pack_named("openmoji")

GOLDEN = json.loads((Path(__file__).parent / "golden" / "animatic_art.json").read_text(encoding="utf-8"))


def test_the_golden_pictures_were_made_by_this_identity() -> None:
    identity = AnimaticEntityImager(OPENMOJI).identity
    made_by = {"code_version": identity.code_version, "revision": identity.revision}
    assert made_by == GOLDEN["made_by"], "run scripts/make_art_golden.py and look at what changed"


def test_no_byte_changes_under_one_identity() -> None:
    for wanted in GOLDEN["pictures"]:
        aspects = tuple(Aspect(name=name, value=value) for name, value in wanted.get("aspects", {}).items())
        kind = EntityKind(wanted["kind"])
        entity = Entity(id="golden", name=wanted["name"], kind=kind, head=wanted.get("head", ""), aspects=aspects)
        pixels = portrait(entity, 40, 56, 11, OPENMOJI).pixels
        assert hashlib.sha256(pixels.tobytes()).hexdigest() == wanted["sha256"], (
            f"the picture of {wanted['name']} changed: raise AnimaticEntityImager.CODE_VERSION"
        )
