"""Pictures keep their bytes as long as the animatic's identity says that they do."""

import hashlib
import json
from pathlib import Path

import pytest

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, installed, portrait
from videostudio.generators.animatic.identity import identity_of

GOLDEN = json.loads((Path(__file__).parent / "golden" / "animatic_art.json").read_text(encoding="utf-8"))
PACKS = [pytest.param(pack, id=name) for name, pack in installed().items() if name in GOLDEN["made_by"]]


@pytest.mark.parametrize("pack", PACKS)
def test_the_golden_pictures_were_made_by_this_identity(pack: ArtPack) -> None:
    identity = identity_of(pack)
    made_by = {"code_version": identity.code_version, "revision": identity.revision}
    assert made_by == GOLDEN["made_by"][pack.name], "run scripts/make_art_golden.py and look at what changed"


@pytest.mark.parametrize("pack", PACKS)
def test_no_byte_changes_under_one_identity(pack: ArtPack) -> None:
    for wanted in GOLDEN["pictures"]:
        aspects = tuple(Aspect(name=name, value=value) for name, value in wanted.get("aspects", {}).items())
        kind = EntityKind(wanted["kind"])
        entity = Entity(id="golden", name=wanted["name"], kind=kind, head=wanted.get("head", ""), aspects=aspects)
        pixels = portrait(entity, 40, 56, 11, pack).pixels
        assert hashlib.sha256(pixels.tobytes()).hexdigest() == wanted["sha256"][pack.name], (
            f"the picture of {wanted['name']} changed: raise CODE_VERSION in generators/animatic/identity.py"
        )
