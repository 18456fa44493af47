"""What is done in a clip, as the small clip model was told it."""

from pathlib import Path

import pytest

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing
from videostudio.film.requests import CastMember, ClipRequest
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.mini.actions import NAME, KnownMotions, motion_of

FOX = CastMember(entity=Entity(id="fox", name="fox", kind=EntityKind.ANIMAL, head="fox"))
MARS = CastMember(entity=Entity(id="mars", name="Mars", kind=EntityKind.PLACE))


def request(action: str) -> ClipRequest:
    image = ArtifactRef(sha256="0" * 64, media_type="image/png", size=1)
    return ClipRequest(
        scene_id="s1", attempt=1, event="", action=action, cast=(FOX,), place=MARS, image=image, frames=4,
        tail_frames=0, width=64, height=64, fps=8, seed=1,
    )  # fmt: skip


def test_a_request_asks_for_the_motion_that_the_animatic_would_show() -> None:
    motions = KnownMotions(("idle", "run", "walk"))
    assert motions.asked(request("stroll")).tolist()[:4] == [0, 0, 1, 0]
    assert motions.asked(request("sprint")).sum() == 1
    assert not motions.asked(request("swim")).any(), "the model never saw it"
    assert motion_of("sail", ["fox", "boat"]) in MOTIONS


def test_a_model_keeps_its_own_places_when_the_animatic_learns_more(tmp_path: Path) -> None:
    KnownMotions(("run", "idle")).write(tmp_path)
    read = KnownMotions.read(tmp_path)
    assert read.vector("idle").tolist()[:3] == [0, 1, 0]
    assert read.name != KnownMotions(("idle", "run")).name


@pytest.mark.parametrize("data", ["[", "{}", "[1]"])
def test_a_list_that_is_none_is_refused(tmp_path: Path, data: str) -> None:
    (tmp_path / NAME).write_text(data)
    with pytest.raises(BackendMissing, match=r"actions\.json"):
        KnownMotions.read(tmp_path)
