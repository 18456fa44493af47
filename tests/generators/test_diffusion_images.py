"""The three families that draw, on the real pipelines of diffusers at a tiny size with random weights."""

import weakref
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from kept import Memory
from numpy.typing import NDArray
from PIL import Image
from tiny_diffusion import TinyModels

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BadSetting, GeneratorError, StudioError
from videostudio.film.requests import Binding, CastMember, ReferenceRequest, SceneImageRequest
from videostudio.generators.diffusion.painter import Canvas, Wanted

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.usefixtures("one_thread", "small_references"),
]
FAMILIES = ("klein", "qwen", "sdxl")
KEPT = Memory()
NOISE = np.random.default_rng(0).integers(0, 255, (4, 48, 64, 3), np.uint8)
PICTURES = [KEPT.put_picture(each) for each in NOISE]
GIRL = Entity(id="girl", name="girl", kind=EntityKind.PERSON, description="A girl with red hair.")
DOG = Entity(id="dog", name="dog", kind=EntityKind.ANIMAL, description="A brown dog.")
SEA = Entity(id="sea", name="sea", kind=EntityKind.PLACE, description="Grey water.")
PORTRAIT = ReferenceRequest(entity=GIRL, width=64, height=48, seed=7)
SCENE = SceneImageRequest(
    scene_id="s1", attempt=1, event="A girl runs along the sea.", action="run",
    cast=(CastMember(entity=GIRL, reference=PICTURES[0]),), place=CastMember(entity=SEA, reference=PICTURES[1]),
    width=128, height=80, seed=7,
)  # fmt: skip
OTHER_CAST = SCENE.model_copy(update={"cast": (CastMember(entity=GIRL, reference=PICTURES[2]),)})


def drawn(roles: Any, request: SceneImageRequest = SCENE, **changes: Any) -> NDArray[np.int16]:
    made = roles.scene_imager.shoot_image(request.model_copy(update=changes), artifacts=KEPT)
    return np.asarray(made.pixels, np.int16)


def apart(one: NDArray[np.int16], other: NDArray[np.int16]) -> int:
    return int(np.abs(one - other).max())


@pytest.mark.parametrize("family", FAMILIES)
def test_pictures_have_the_requests_size_and_depend_on_seed_and_references(
    tiny_models: TinyModels, family: str
) -> None:
    roles = tiny_models.roles(family)
    first = drawn(roles)
    assert first.shape == (80, 128, 3)
    assert apart(drawn(roles), first) == 0
    assert apart(drawn(roles, seed=8), first) > 0
    assert apart(drawn(roles, OTHER_CAST), first) > 0
    assert apart(drawn(roles, place=CastMember(entity=SEA, reference=PICTURES[3])), first) > 0


@pytest.mark.parametrize("family", FAMILIES)
def test_portraits_in_one_pass_are_those_drawn_alone(tiny_models: TinyModels, family: str) -> None:
    roles = tiny_models.roles(family)
    requests = [PORTRAIT, PORTRAIT.model_copy(update={"entity": DOG, "seed": 8})]
    together = roles.entity_imager.shoot_references(requests, artifacts=KEPT)
    for request, picture in zip(requests, together, strict=True):
        alone = roles.entity_imager.shoot_reference(request, artifacts=KEPT).pixels
        assert alone.shape == (48, 64, 3)
        assert apart(np.asarray(alone, np.int16), np.asarray(picture.pixels, np.int16)) <= 1
    assert apart(*(np.asarray(picture.pixels, np.int16) for picture in together)) > 0


@pytest.mark.parametrize("family", FAMILIES)
def test_scenes_of_different_casts_never_share_a_pass(tiny_models: TinyModels, family: str) -> None:
    roles = tiny_models.roles(family)
    requests = [SCENE, OTHER_CAST, SCENE.model_copy(update={"seed": 8})]
    together = roles.scene_imager.shoot_images(requests, artifacts=KEPT)
    for request, picture in zip(requests, together, strict=True):
        assert apart(np.asarray(picture.pixels, np.int16), drawn(roles, request)) <= 1


@pytest.mark.parametrize("family", ["klein", "sdxl"])
def test_scenes_of_one_cast_are_as_many_together_as_is_set(tiny_models: TinyModels, family: str) -> None:
    imager = tiny_models.roles(family, batch=6).scene_imager
    assert imager.most_together == 6
    other = SCENE.model_copy(update={"seed": 8, "event": "A girl sleeps."})
    assert imager.pass_of(other) == imager.pass_of(SCENE)
    assert imager.pass_of(OTHER_CAST) != imager.pass_of(SCENE)
    laid = tiny_models.roles(family, layout="animatic").scene_imager
    assert laid.pass_of(other) != laid.pass_of(SCENE)


def test_small_and_long_references_are_made_acceptable_to_klein(tiny_models: TinyModels) -> None:
    painter = tiny_models.roles("klein").scene_imager.painter
    odd = tuple(Image.new("RGB", size, "red") for size in ((8, 8), (640, 8)))
    assert painter.paint([Wanted("a girl", 1)], Canvas((64, 64), odd))[0].shape == (64, 64, 3)


def test_kleins_references_have_an_order(tiny_models: TinyModels) -> None:
    painter = tiny_models.roles("klein").scene_imager.painter
    pictures = tuple(_image(each) for each in NOISE[:2])
    one, other = (
        painter.paint([Wanted("a girl", 1)], Canvas((64, 64), each))[0] for each in (pictures, pictures[::-1])
    )
    assert apart(np.asarray(one, np.int16), np.asarray(other, np.int16)) > 0


def test_what_a_model_would_do_wrong_is_refused_before_it_loads(tiny_models: TinyModels) -> None:
    klein, qwen = tiny_models.roles("klein"), tiny_models.roles("qwen")
    picture, two = _image(NOISE[0]), [Wanted("a girl", 1), Wanted("a dog", 2)]
    unloaded = replace(klein.scene_imager.painter, resident=_unloaded(klein))
    with pytest.raises(GeneratorError, match="looks at 4 references at most, 5 were given"):
        unloaded.paint(two, Canvas((64, 64), (picture,) * 5))
    with pytest.raises(GeneratorError, match="whole multiples of 16 px, 72 is none: take 64"):
        unloaded.paint(two, Canvas((64, 72)))
    with pytest.raises(GeneratorError, match="paints one picture a pass, 2 were asked for"):
        qwen.scene_imager.painter.paint(two, Canvas((64, 64), (picture,)))
    with pytest.raises(BadSetting, match="'layout' of 'qwen' cannot be set"):
        tiny_models.roles("qwen", layout="animatic")


def test_more_references_than_a_model_looks_at_are_told(tiny_models: TinyModels) -> None:
    cast = tuple(
        CastMember(entity=Entity(id=f"dog-{n}", name=f"dog {n}", kind=EntityKind.ANIMAL), reference=PICTURES[n % 4])
        for n in range(5)
    )
    request = SCENE.model_copy(update={"cast": cast, "emphasis": ("dog-4",)})
    made = tiny_models.roles("klein").scene_imager.shoot_image(request, artifacts=KEPT)
    assert made.degraded == ("the model looks at 4 references at most, only words tell how dog 2, dog 3 look",)


def test_without_references_the_plain_qwen_draws(tiny_models: TinyModels) -> None:
    roles = tiny_models.roles("qwen")
    bare = {"cast": (CastMember(entity=GIRL),), "place": CastMember(entity=SEA)}
    assert drawn(roles, **bare).shape == (80, 128, 3)
    unbound = drawn(roles, reference_scale_milli=0)
    assert unbound.shape == (80, 128, 3)


def test_both_models_of_qwen_leave_the_device(tiny_models: TinyModels) -> None:
    roles = tiny_models.roles("qwen")
    drawn(roles, cast=(CastMember(entity=GIRL),), place=CastMember(entity=SEA))
    plain = weakref.ref(roles.entity_imager.painter.resident.pipeline)
    roles.scene_imager.leave_device()
    assert plain() is None


def test_strengths_act_in_sdxl(tiny_models: TinyModels) -> None:
    roles = tiny_models.roles("sdxl")
    bare = {"cast": (CastMember(entity=GIRL),), "place": CastMember(entity=SEA)}
    assert apart(drawn(roles, reference_scale_milli=0), drawn(roles, **bare)) <= 1
    bound = drawn(roles, bindings=(Binding(entity_id="girl", scale_milli=0),))
    assert apart(bound, drawn(roles, cast=(CastMember(entity=GIRL),))) <= 1
    assert apart(bound, drawn(roles)) > 0


@pytest.mark.parametrize("family", ["klein", "sdxl"])
def test_a_picture_can_begin_with_the_previews_layout(tiny_models: TinyModels, family: str) -> None:
    plain = tiny_models.roles(family, steps=4)
    laid = tiny_models.roles(family, steps=4, layout="animatic", layout_strength_milli=500)
    made = laid.scene_imager.shoot_image(SCENE, artifacts=KEPT)
    assert "50% " in " ".join(made.notes)
    assert apart(np.asarray(made.pixels, np.int16), drawn(plain)) > 2
    assert laid.scene_imager.identity != plain.scene_imager.identity
    assert laid.entity_imager.identity == plain.entity_imager.identity


@pytest.mark.parametrize("offload", ["model", "group", "leaf"])
def test_offloading_changes_no_pixel(tiny_models: TinyModels, offload: str) -> None:
    whole, spared = tiny_models.roles("klein"), tiny_models.roles("klein", offload=offload)
    assert spared.scene_imager.identity == whole.scene_imager.identity
    assert apart(drawn(spared), drawn(whole)) == 0
    assert spared.scene_imager.capabilities.memory_mib < whole.scene_imager.capabilities.memory_mib


def test_a_full_device_is_left_rung_by_rung(tiny_models: TinyModels) -> None:
    roles = tiny_models.roles("klein", batch=2)
    first = drawn(roles)
    imager = roles.scene_imager
    assert imager.use_less_memory() == "with only the part at work on the device"
    assert apart(drawn(roles), first) == 0
    assert imager.use_less_memory() == "with only a block of a part on the device"
    assert imager.use_less_memory() == "with only a layer on the device"
    assert imager.use_less_memory() == ""
    imager.leave_device()
    assert apart(drawn(roles), first) == 0


def test_one_pipeline_has_one_caller(tiny_models: TinyModels) -> None:
    painter = tiny_models.roles("klein").entity_imager.painter
    with painter.resident.alone(), pytest.raises(StudioError, match="at work in another thread"):
        painter.paint([Wanted("a girl", 1)], Canvas((64, 64)))
    assert len(painter.paint([Wanted("a girl", 1)], Canvas((64, 64)))) == 1


def test_numbers_that_run_away_are_seen_at_their_step(tiny_models: TinyModels) -> None:
    painter = tiny_models.roles("klein", batch=3).entity_imager.painter
    with torch.no_grad():
        painter.resident.pipeline.transformer.proj_out.weight.fill_(float("nan"))
    with pytest.raises(GeneratorError, match=r"after step 1 of 2 .* are not finite"):
        painter.paint([Wanted("a girl", 1)], Canvas((64, 64)))


def test_a_users_own_picture_is_its_entitys(tiny_models: TinyModels) -> None:
    own = PORTRAIT.model_copy(update={"entity": GIRL.model_copy(update={"own_image": PICTURES[0]})})
    picture = tiny_models.roles("klein").entity_imager.shoot_reference(own, artifacts=KEPT)
    assert np.array_equal(picture.pixels, NOISE[0])


def _image(pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(pixels)


def _unloaded(roles: Any) -> Any:
    """The backend's pipeline, which would not load: what is refused now never asked for it."""
    resident = roles.scene_imager.painter.resident
    return type(resident)(
        replace(resident.home, folder=resident.home.folder / "nowhere"), resident.card, resident.settings
    )
