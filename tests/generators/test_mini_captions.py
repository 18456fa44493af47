"""Requests in the words of the mini models' captions."""

import json
from importlib.resources import files
from typing import Any

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.mini.captions import CaptionedFilmer, portrait_caption, scene_caption

FOX = Entity(
    id="fox", name="fox", kind=EntityKind.ANIMAL, description="A sly fox.", aspects=(Aspect(name="color", value="red"),)
)
MAN = Entity(id="man", name="man", kind=EntityKind.PERSON, aspects=(Aspect(name="clothes", value="blue"),))
FOREST = Entity(
    id="forest",
    name="forest",
    kind=EntityKind.PLACE,
    aspects=(
        Aspect(name="time", value="Night"),
        Aspect(name="weather", value="rain"),
        Aspect(name="mood", value="sad"),
    ),
)


def caption(*cast: Entity, **changes: Any) -> str:
    request = SceneImageRequest(
        scene_id="s1", attempt=1, event="The fox, who is sly, strolls.", action="walk", width=64, height=64, seed=1,
        cast=tuple(CastMember(entity=one) for one in cast), place=CastMember(entity=FOREST), style="oil",
    )  # fmt: skip
    return scene_caption(request.model_copy(update=changes), lambda text: True).text


def test_a_scene_is_told_as_a_caption_tells_it() -> None:
    assert caption(FOX) == "The red fox walks in the forest at night in the rain."
    assert caption(FOX, MAN) == "The red fox and the man in blue walk in the forest at night in the rain."
    assert caption() == "the forest at night in the rain"


def test_places_have_the_words_that_training_has_for_them() -> None:
    table = json.loads((files("videostudio.training.scenes") / "world.json").read_text("utf-8"))["places"]
    told = {kind: caption(FOX, place=CastMember(entity=place_called(kind))) for kind in table}
    assert told == {kind: f"The red fox walks {word} the {kind}." for kind, word in table.items()}


def place_called(kind: str) -> Entity:
    return Entity(id=kind, name=kind, kind=EntityKind.PLACE)


def test_a_clip_is_asked_for_in_a_captions_words() -> None:
    heard: list[ClipRequest] = []

    class Hears:
        identity = Identity(backend="t", code_version=1)
        capabilities = Capabilities(licence="none")

        def shoot_clip(self, request: ClipRequest, *, artifacts: Any) -> Any:
            heard.append(request)

    filmer = CaptionedFilmer(Hears())
    request = ClipRequest(
        scene_id="s1", attempt=1, event="The fox, who is sly, strolls.", action="run", style="oil", seed=1,
        cast=(CastMember(entity=FOX),), place=CastMember(entity=place_called("moon")), frames=4, tail_frames=0,
        image=ArtifactRef(sha256="0" * 64, media_type="image/png", size=1), width=64, height=64, fps=2,
    )  # fmt: skip
    filmer.shoot_clip(request, artifacts=None)  # type: ignore[arg-type]
    assert (heard[0].event, heard[0].style) == ("The red fox runs on the moon.", "")
    assert heard[0].action == "run", "its vector says it too"
    assert filmer.identity.switches["words"] == "captions 3"


def test_a_second_take_says_first_what_was_missed() -> None:
    assert caption(FOX, MAN, emphasis=("man",)).startswith("The man in blue and the red fox walk")
    assert caption(FOX, place_first=True) == "the forest at night in the rain, the red fox"


def test_an_entity_is_told_by_its_name_and_colour() -> None:
    asked = [ReferenceRequest(entity=one, width=64, height=64, seed=1) for one in (FOX, MAN, FOREST)]
    told = [portrait_caption(request, lambda text: len(text) < 30) for request in asked]
    assert [prompt.text for prompt in told] == [
        "the red fox on a plain ground",
        "the man in blue on a plain ground",
        "the forest at night in the rain",
    ]
    assert [prompt.cut for prompt in told] == [False, True, True]
