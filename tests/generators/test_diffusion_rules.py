"""What is decided about models of diffusers before they load: where they lie, what they are asked, in which words."""

import json
import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from kept import Memory
from PIL import Image
from repo import REPO
from tiny_diffusion import TINY, TinyModels

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, BadSetting, GeneratorError, NotEnoughDisk
from videostudio.film.identity import FrameRule
from videostudio.film.requests import CastMember, ClipRequest, SceneImageRequest
from videostudio.generators.diffusion import generic_image, generic_video, klein, ltx2, qwen, sdxl, wan
from videostudio.generators.diffusion.card import Card, Component
from videostudio.generators.diffusion.home import fetching
from videostudio.generators.diffusion.last_frame import ends_of
from videostudio.generators.diffusion.lengths import length_of, limited
from videostudio.generators.diffusion.portraits import Portraits
from videostudio.generators.diffusion.shown import shown_of
from videostudio.generators.diffusion.together import in_passes
from videostudio.generators.diffusion.wording import clip_text, scene_text
from videostudio.generators.given import Given
from videostudio.generators.paper import fitting
from videostudio.generators.views import camera_words
from videostudio.graphs.bootstrap import PROFILES
from videostudio.tools.preflight import CheckState

CARDS = (klein.CARD, qwen.CARD, qwen.EDIT_CARD, sdxl.CARD, *wan.CARDS.values(), ltx2.CARD)
PARTS = {f"{card.name}: {name}": part for card in CARDS for name, part in card.components.items()}
PARTS |= {f"{card.name}: unet": card.components["unet"] for card in (fitting.IMAGES, fitting.CLIPS)}
KEPT = Memory()
GREY = KEPT.put_picture(np.full((8, 8, 3), 128, np.uint8))
GIRL = Entity(id="girl", name="girl", kind=EntityKind.PERSON, description="Red hair.")
SEA = Entity(id="sea", name="sea", kind=EntityKind.PLACE, description="Grey water.")
SCENE = SceneImageRequest(
    scene_id="s1", attempt=1, event="A girl runs along the sea.", action="run",
    cast=(CastMember(entity=GIRL, reference=GREY),),
    place=CastMember(entity=SEA, reference=GREY), width=128, height=80, seed=7, style="oil painting",
)  # fmt: skip
CLIP = ClipRequest(
    scene_id="s1", attempt=1, event="A girl runs.", action="run", cast=(), place=CastMember(entity=SEA), image=GREY,
    frames=48, tail_frames=6, width=128, height=80, fps=12, seed=7,
    camera=CameraMove(direction=Direction.FORWARD, speed=Speed.FAST),
)  # fmt: skip
EVER = FrameRule(step=4, offset=1)


def given(**settings: str | int) -> Given:
    return Given(settings={**TINY, **settings})


def test_the_command_of_the_manual_can_be_pasted() -> None:
    manual = (REPO / "docs/backends.md").read_text()
    command = "hf download" + manual.split("```sh\nhf download")[1].split("```")[0]
    root = Path("~/.local/share/videostudio/weights")
    said = fetching("black-forest-labs/FLUX.2-klein-4B", klein.CARD, root)
    assert shlex.split(command.replace("\\\n", "")) == shlex.split(said)


@pytest.mark.parametrize(("plain", "editing", "told"), [("a", "b", "b"), ("a", "", "a"), ("", "b", "b"), ("", "", "")])
def test_a_full_device_is_told_of_whichever_model_can_do_with_less(plain: str, editing: str, told: str) -> None:
    def painter(spared: str) -> Any:
        return SimpleNamespace(resident=SimpleNamespace(use_less_memory=lambda: spared))

    scenes = qwen.QwenScenes(painter(editing), "qwen", plain=Portraits(painter(plain), "qwen"))
    assert scenes.use_less_memory() == told


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if part.numbers > 10**9 else ()) for name, part in PARTS.items()],
)
def test_models_are_as_large_as_their_full_configuration(name: str) -> None:
    held = PARTS[name].on_meta()
    assert sum(weights.numel() for weights in held.parameters()) == PARTS[name].numbers
    assert all(weights.is_meta for weights in held.parameters())


def test_only_permissive_models_are_defaults() -> None:
    said = {"klein": klein.CARD, "wan": wan.CARDS["ti2v-5b"], "qwen": qwen.CARD, "ltx2": ltx2.CARD, "sdxl": sdxl.CARD}
    for name in ("default", "small"):
        profile = PROFILES[name]
        assert all(
            said[each].permissive for each in (profile.entity_imager, profile.scene_imager, profile.scene_filmer)
        )
    assert [name for name, card in said.items() if not card.permissive] == ["ltx2", "sdxl"]
    assert klein.CARD.bytes_of() / 1e9 == pytest.approx(16, abs=0.5)
    assert wan.CARDS["ti2v-5b"].largest_bytes() / 1e9 == pytest.approx(11.4, abs=0.1)


@pytest.mark.parametrize(
    ("frames", "rule", "wanted"),
    [
        (1, EVER, 1),
        (2, EVER, 5),
        (5, EVER, 5),
        (109, EVER, 109),
        (110, EVER, 113),
        (120, FrameRule(step=8, offset=1), 121),
    ],
)
def test_frames_are_rounded_up_to_what_the_model_makes(frames: int, rule: FrameRule, wanted: int) -> None:
    assert rule.at_least(frames) == wanted


def test_clips_last_as_long_as_their_scenes() -> None:
    rule = FrameRule(step=4, offset=1, most=121)
    assert length_of(CLIP, rule, 24, "Wan").frames == 109
    longest = CLIP.model_copy(update={"frames": 114})
    slowed = length_of(longest, rule, 24, "Wan")
    assert (slowed.frames, slowed.fps, slowed.slowed) == (121, 12, True)
    with pytest.raises(GeneratorError, match=r"make the scene shorter than 9\.6 s, or cut it in two"):
        length_of(longest.model_copy(update={"frames": 130}), rule, 24, "Wan")
    assert limited(rule, 0, "Wan") == rule
    assert limited(rule, 81, "Wan").most == 81
    for wrong, below in ((82, 81), (125, 121)):
        with pytest.raises(BadSetting, match=rf"4n\+1 frames, at most 121; the next below is {below}"):
            limited(rule, wrong, "Wan")


def test_a_camera_is_two_windows_of_one_picture() -> None:
    picture = Image.fromarray(np.tile(np.arange(200, dtype=np.uint8)[None, :, None], (100, 1, 3)))
    assert ends_of(picture, CameraMove(), 24, 12) is None
    assert ends_of(picture, CameraMove(direction=Direction.LEFT, speed=Speed.FAST), 120, 12) is None, "too far"

    def middles(direction: Direction) -> tuple[float, float]:
        ends = ends_of(picture, CameraMove(direction=direction, speed=Speed.SLOW), 24, 12)
        assert ends is not None
        assert ends.first.size == ends.last.size == picture.size
        return float(np.mean(ends.first)), float(np.mean(ends.last))

    left, right = middles(Direction.LEFT), middles(Direction.RIGHT)
    assert left[0] > left[1], "it begins at the right and sees ever more of the left"
    assert right == left[::-1]
    nearer = ends_of(picture, CameraMove(direction=Direction.FORWARD, speed=Speed.FAST), 24, 12)
    farther = ends_of(picture, CameraMove(direction=Direction.BACKWARD, speed=Speed.FAST), 24, 12)
    assert nearer is not None
    assert farther is not None
    assert np.std(nearer.last) < np.std(nearer.first)
    assert np.array_equal(nearer.first, picture)
    assert np.array_equal(farther.last, picture)


def test_prompts_name_every_reference_by_its_number() -> None:
    shown = shown_of(SCENE, KEPT, 4)
    prompt = scene_text(SCENE, shown, lambda text: True)
    assert prompt.text == (
        "Image 1 shows the girl; Image 2 shows the sea. A girl runs along the sea. It happens in the sea. Everybody "
        "and everything looks as in the pictures. A medium shot, oil painting. Girl: Red hair. Sea: Grey water."
    )
    harder = SCENE.model_copy(update={"reference_scale_milli": 1500, "emphasis": ("girl",), "single": ("girl",)})
    said = scene_text(harder, shown, lambda text: "hair" not in text, picture="Picture")
    for words in ("Picture 1 shows", "Clearly seen: the girl.", "only one girl", "Keep the girl and the sea exactly"):
        assert words in said.text
    assert (said.left_out, said.cut) == (("girl",), False)
    assert scene_text(SCENE, (), lambda text: False).cut


def test_clips_are_told_what_happens_and_where_the_camera_goes() -> None:
    assert clip_text(CLIP, camera=True) == "A girl runs. The camera pushes in quickly."
    assert clip_text(CLIP, camera=False, heard=True) == (
        "A girl runs. Heard are the sounds of what is done and of the sea; nobody speaks, no music."
    )
    said = {camera_words(CameraMove(direction=way, speed=speed)) for way in Direction for speed in Speed}
    assert len(said) == 6 * 3 + 1


def test_what_goes_together_comes_back_in_order() -> None:
    passes: list[list[int]] = []

    def paint(some: list[int], key: str) -> list[str]:
        passes.append(some)
        return [f"{key}{each}" for each in some]

    assert in_passes([1, 2, 3, 4, 5], ["a", "b", "a", "a", "b"], 2, paint) == ["a1", "b2", "a3", "a4", "b5"]
    assert passes == [[1, 3], [4], [2, 5]]


def test_models_are_looked_for_and_missing_ones_told(tmp_path: Path, tiny_models: TinyModels) -> None:
    shelf = tmp_path / "black-forest-labs"
    shelf.mkdir()
    shelf.joinpath("FLUX.2-klein-4B").symlink_to(tiny_models.folder("klein"))
    assert klein.build(Given(weights=tmp_path, settings=TINY)).entity_imager.identity.model == klein.CARD.repository
    with pytest.raises(BackendMissing, match=r"hf download Wan-AI/Wan2.2-TI2V-5B-Diffusers .*VIDEOSTUDIO_WAN_MODEL"):
        wan.build(Given(weights=tmp_path, settings=TINY))
    with pytest.raises(BackendMissing, match=r"there is no folder .*nothing: name that of FLUX.2 klein 4B"):
        klein.build(given(model=str(tmp_path / "nothing")))
    with pytest.raises(BadSetting, match="'klein' is no model: name a folder, or a repository as OWNER/NAME"):
        klein.build(given(model="klein"))
    with pytest.raises(BackendMissing, match="draws no scenes"):
        _ = wan.build(given(model=str(tiny_models.folder("wan")))).scene_imager
    states = {part.name: part.state for part in klein.inventory(Given(weights=tmp_path, settings=TINY))}
    assert states == {"packages": CheckState.PASSED, klein.CARD.name: CheckState.PASSED}
    (*_, absent) = ltx2.inventory(Given(weights=tmp_path, settings=TINY))
    assert absent.state is CheckState.BLOCKED
    assert "hf download Lightricks/LTX-2" in absent.advice


def test_foreign_broken_and_pickled_folders_are_refused(tmp_path: Path, tiny_models: TinyModels) -> None:
    with pytest.raises(BackendMissing, match="is a WanImageToVideoPipeline, expected is a Flux2KleinPipeline"):
        klein.build(given(model=str(tiny_models.folder("wan"))))
    copy = tmp_path / "copy"
    shutil.copytree(tiny_models.folder("klein"), copy)
    index = json.loads((copy / "model_index.json").read_text())
    (copy / "model_index.json").write_text(json.dumps(index | {"vae": ["os", "system"]}))
    with pytest.raises(BackendMissing, match=r"code from elsewhere .vae of os., which was not run"):
        klein.build(given(model=str(copy)))
    (copy / "model_index.json").write_text(json.dumps(index))
    weights = copy / "vae" / "diffusion_pytorch_model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1])
    with pytest.raises(BackendMissing, match="where its header says"):
        klein.build(given(model=str(copy)))
    weights.unlink()
    (copy / "vae" / "diffusion_pytorch_model.bin").write_bytes(b"pickled")
    with pytest.raises(BackendMissing, match=r"vae has only \.bin files, which are not read: fetch \.safetensors"):
        klein.build(given(model=str(copy)))


def test_a_file_that_is_no_plus_adapter_is_refused(tmp_path: Path, tiny_models: TinyModels) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415 - belongs to an extra

    copy = tmp_path / "adapter"
    shutil.copytree(tiny_models.folder("ip-adapter"), copy)
    base = {"model": str(tiny_models.folder("sdxl")), "adapter": str(copy)}
    for held, why in (("image_proj.proj.weight", "no IP-Adapter-Plus"), ("lora.weight", "no IP-Adapter \\('lora")):
        save_file({held: np.zeros(1, np.float32)}, copy / sdxl.ADAPTER)
        with pytest.raises(BackendMissing, match=why):
            _ = sdxl.build(given(**base)).entity_imager.painter.resident.pipeline  # type: ignore[attr-defined]
    (copy / sdxl.ADAPTER).unlink()
    with pytest.raises(BackendMissing, match=r"has no sdxl_models/.*: fetch it of h94/IP-Adapter"):
        sdxl.build(given(**base))


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"pipeline": "os.system"}, "has to be one that diffusers has, such as"),
        ({"pipeline": "DiffusionPipelin"}, "has to be one that diffusers has: did you mean DiffusionPipeline"),
        ({"pipeline": "QwenImagePipelin"}, "did you mean QwenImagePipeline"),
        ({"pipeline": "QwenImagePipeline", "references_argument": "pictures"}, "QwenImagePipeline takes prompt"),
        ({"pipeline": "QwenImagePipeline", "arguments": '{"cfg": 1}'}, "'arguments' of 'diffusers_image' names cfg"),
        ({"pipeline": "QwenImagePipeline", "arguments": "cfg=1"}, "is no JSON"),
        ({"pipeline": "QwenImagePipeline", "arguments": '{"latents": [1]}'}, "with plain values"),
        (
            {"pipeline": "FluxKontextPipeline", "references_argument": "image"},
            "has to be 'one' for FluxKontextPipeline",
        ),
        ({"pipeline": ""}, "needs 'pipeline'"),
        ({"pipeline": "WanPipeline"}, "cannot be WanPipeline, which films: see diffusers_video"),
        ({"pipeline": "QwenImagePipeline", "device": "cuda:1"}, "say --devices cuda:1"),
    ],
)
def test_settings_name_only_pipelines_of_diffusers_and_their_arguments(settings: dict[str, str], why: str) -> None:
    with pytest.raises(BadSetting, match=why):
        generic_image.GenericImageSettings.of({"model": "/nowhere", **settings})


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (generic_image.GenericImageSettings, {"guidance_argument": "true_cfg_scale", "prompt_tokens": 77}),
        (generic_image.GenericImageSettings, {"size_multiple": 32, "references_as": "one", "max_references": 2}),
        (generic_video.GenericVideoSettings, {"frame_step": 8, "frame_offset": 0, "image_argument": "picture"}),
    ],
)
def test_whatever_is_set_of_any_pipeline_is_in_its_identity(
    kind: type[generic_image.GenericImageSettings | generic_video.GenericVideoSettings],
    changes: dict[str, str | int],
) -> None:
    usual = {"pipeline": "P", "model": "o/m", "device": "cpu"}

    def switches(**more: str | int) -> dict[str, str | int | bool]:
        settings = kind.model_validate({**usual, **more})
        return settings.switches(settings.card)

    for setting, value in changes.items():
        assert switches(**{setting: value}) != switches(), setting
    for setting, value in {"licence": "x", "offload": "leaf", "weights": "/w", "download": 1}.items():
        assert switches(**{setting: value}) == switches(), setting


def test_a_last_frame_that_any_pipeline_would_ignore_is_refused(tiny_models: TinyModels) -> None:
    with pytest.raises(BadSetting, match="TI2V-5B's kind, which ignores a last frame"):
        generic_video.build(given(
            pipeline="WanImageToVideoPipeline", model=str(tiny_models.folder("wan")), last_argument="last_image",
        ))  # fmt: skip


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the Hub."""
    from huggingface_hub import constants  # noqa: PLC0415 - belongs to an extra

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_only_parts_of_the_pipeline_are_fetched_and_only_where_there_is_room(
    hub: Path, tiny_models: TinyModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub  # noqa: PLC0415 - belongs to an extra
    from huggingface_hub.utils import filter_repo_objects  # noqa: PLC0415

    there = (
        "model_index.json", "sd_xl_base_1.0.safetensors", "tokenizer/merges.txt", "unet/config.json",
        "unet/diffusion_pytorch_model.safetensors", "unet/diffusion_pytorch_model.fp16.safetensors",
        "vae_1_0/diffusion_pytorch_model.safetensors", "vae/diffusion_pytorch_model.safetensors",
    )  # fmt: skip
    fetched: list[str] = []

    def snapshot(repository: str, *, dry_run: bool = False, **patterns: Any) -> object:
        names = list(filter_repo_objects(there, **patterns))
        if dry_run:
            size = 2**60 if fetched else 1
            return [SimpleNamespace(file_size=size, will_download=True) for _ in names]
        fetched.extend(names)
        return str(tiny_models.folder("sdxl"))

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    settings = {**TINY, "adapter": str(tiny_models.folder("ip-adapter")), "download": 1}
    with pytest.raises(BackendMissing, match=r"--include 'unet/\*\.safetensors' .*--exclude '\*\.fp16\*'"):
        sdxl.build(Given(settings=settings))
    assert not fetched, "nobody makes a film"
    sdxl.build(Given(settings=settings, fetching=True))
    assert sorted(set(there) - set(fetched)) == sorted((there[1], there[5], there[6]))
    with pytest.raises(NotEnoughDisk, match=r"has \d+\.0 GiB to fetch, and .*hub has room for"):
        sdxl.build(Given(settings=settings, fetching=True))


def test_adapters_in_the_hubs_cache_are_found(hub: Path, tiny_models: TinyModels) -> None:
    repository = hub / "models--h94--IP-Adapter"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("a" * 40)
    shutil.copytree(tiny_models.folder("ip-adapter"), repository / "snapshots" / ("a" * 40))
    scenes = sdxl.build(given(model=str(tiny_models.folder("sdxl")))).scene_imager
    assert scenes.identity.switches["adapter"] == "a" * 12


def test_weights_that_may_not_be_read_have_no_digest(tmp_path: Path, tiny_models: TinyModels) -> None:
    told = replace(given(model=str(tiny_models.folder("klein"))), cache=tmp_path)
    with pytest.raises(BackendMissing, match="was not read yet"):
        _ = klein.build(replace(told, reading=False)).entity_imager.identity
    known = klein.build(told).entity_imager.identity
    assert klein.build(replace(told, reading=False)).entity_imager.identity == known


@pytest.mark.usefixtures("one_thread")
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_any_pipeline_draws_and_films_by_configuration(tiny_models: TinyModels) -> None:
    drawing = generic_image.build(given(
        pipeline="QwenImagePipeline", model=str(tiny_models.folder("qwen")), guidance_argument="true_cfg_scale",
        guidance_milli=2000, arguments='{"negative_prompt": " "}', licence="Apache-2.0",
    ))  # fmt: skip
    picture = drawing.scene_imager.shoot_image(SCENE, artifacts=KEPT)
    assert picture.pixels.shape == (80, 128, 3)
    assert (
        "only words tell how sea, girl look" in picture.degraded[0]
        or "only words tell how girl, sea look" in picture.degraded[0]
    )
    assert drawing.scene_imager.capabilities.licence == "Apache-2.0"
    filming = generic_video.build(given(
        pipeline="WanImageToVideoPipeline", model=str(tiny_models.folder("wan14b")), last_argument="last_image",
        camera="last_frame", fps=16, frame_most=81,
    ))  # fmt: skip
    footage = filming.scene_filmer.shoot_clip(CLIP.model_copy(update={"frames": 6, "tail_frames": 0}), artifacts=KEPT)
    assert len(list(footage.frames)) == 9
    assert "the camera is led by the clip's last frame" in footage.notes


def test_a_card_says_what_it_takes() -> None:
    card = Card(
        name="x", repository="o/x", pipeline="P", licence="l", permissive=True, attribution="", size_multiple=8,
        side=64, prompt_tokens=9, steps=1, guidance_milli=1000,
        components={"a": Component("diffusers", "A", 10**9), "b": Component("diffusers", "B", 10**8, single=True)},
    )  # fmt: skip
    assert (card.bytes_of(), card.bytes_of(4), card.largest_bytes()) == (2_400_000_000, 4_400_000_000, 2_000_000_000)
    assert card.capabilities("model").memory_mib == 2_000_000_000 // 2**20
