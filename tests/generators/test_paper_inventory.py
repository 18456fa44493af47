"""What `doctor --profile paper` tells of weights: here, missing, broken, and of which bytes."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from tiny_paper import write_prototypes
from typer.testing import CliRunner

from videostudio.apps.cli import app
from videostudio.film.errors import BackendMissing
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.generators.paper.backend import build
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.inventory import inventory_of
from videostudio.generators.paper.parts import ADAPTER, BASE, PARTS, RELEASED, UNVERIFIED, VID
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.paper.vid_filmer import VideoStudioVid
from videostudio.graphs.bootstrap import build_backends, profile_named
from videostudio.tools.digests import Digests
from videostudio.tools.preflight import CheckState

UNET = f"{RELEASED}/{VID}/unet/diffusion_pytorch_model.safetensors"


def by_name(models: Path) -> dict[str, PartFound]:
    return {part.name: part for part in inventory_of(models, Digests(None))}


def test_all_that_is_there_passes_with_its_digests(paper_models: Path) -> None:
    found = by_name(paper_models)
    states = {part.name: found[part.name].state for part in PARTS}
    assert states.pop("actions") is CheckState.DEGRADED
    assert set(states.values()) == {CheckState.PASSED}
    (adapter,) = found["adapter"].files
    data = (paper_models / RELEASED / ADAPTER).read_bytes()
    assert (adapter.name, adapter.size, adapter.sha256) == (ADAPTER, len(data), hashlib.sha256(data).hexdigest())
    assert any(file.tensors and "unet" in file.name for file in found["video"].files)


def test_nothing_there_is_told_with_where_from_how_large_and_whose(tmp_path: Path) -> None:
    found = by_name(tmp_path / "models")
    for part in PARTS:
        told = found[part.name]
        assert told.repository.count("/") == 1
        assert UNVERIFIED in told.licence
        assert told.files == ()
        assert str(tmp_path / "models" / told.repository) in (told.folder, told.folder.removesuffix(f"/{part.folder}"))
        if not part.without:
            assert told.state is CheckState.BLOCKED
            assert f"hf download {part.repository} --include" in told.advice
            assert told.single_bytes == 2 * told.half_bytes > 10**8
    assert found["actions"].state is CheckState.DEGRADED
    assert not (tmp_path / "models").exists(), "looking makes nothing"


@pytest.mark.parametrize(
    ("name", "part", "broken", "said"),
    [
        (f"{RELEASED}/{ADAPTER}", "adapter", lambda data: data[:-10], "cut off"),
        (UNET, "video", lambda data: data[:-1], "header says"),
        (UNET, "video", lambda data: b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (UNET, "video", lambda data: None, "lacks unet/diffusion_pytorch_model*.safetensors or"),
        (f"{BASE}/model_index.json", "base", lambda data: b"{", "cannot be read"),
    ],
)
def test_what_is_broken_is_named(  # type: ignore[no-untyped-def]
    paper_models: Path, tmp_path: Path, name: str, part: str, broken, said: str
) -> None:
    models = shutil.copytree(paper_models, tmp_path / "models")
    data = broken((models / name).read_bytes())
    (models / name).unlink()
    if data is not None:
        (models / name).write_bytes(data)
    found = by_name(models)
    assert found[part].state is CheckState.BLOCKED
    assert said in found[part].text
    assert found[part].advice
    others = {other.name for other in PARTS} - {part, "actions"}
    assert {found[other].state for other in others} == {CheckState.PASSED}


def test_an_announced_shard_that_is_missing_is_named(paper_models: Path, tmp_path: Path) -> None:
    models = shutil.copytree(paper_models, tmp_path / "models")
    (models / UNET).rename((models / UNET).with_name("diffusion_pytorch_model-00001-of-00002.safetensors"))
    assert "diffusion_pytorch_model-00002-of-00002.safetensors" in by_name(models)["video"].text


def test_prototypes_are_optional_and_used_where_they_are(paper_models: Path, tmp_path: Path) -> None:
    models = shutil.copytree(paper_models, tmp_path / "models")
    given = Given(weights=models, settings={"device": "cpu"})
    without = build(given).scene_filmer.identity
    write_prototypes(models)
    assert by_name(models)["actions"].state is CheckState.PASSED
    assert build(given).scene_filmer.identity != without


def test_a_profiles_roles_share_one_pipeline(paper_models: Path) -> None:
    settings = {"paper": {"weights": str(paper_models), "device": "cpu"}}
    backends = build_backends(profile_named("paper").model_copy(update={"settings": settings}))
    assert isinstance(backends.entity_imager, BasePortraits)
    assert backends.entity_imager.imager is backends.scene_imager


def test_less_memory_for_clips_can_be_set(paper_models: Path) -> None:
    settings = {"device": "cpu", "clip_dtype": "bfloat16", "clip_offload": "1", "clip_tiling": "true"}
    usual, less = (
        build(Given(weights=paper_models, settings=each)).scene_filmer for each in ({"device": "cpu"}, settings)
    )
    assert isinstance(usual, VideoStudioVid)
    assert isinstance(less, VideoStudioVid)
    assert (usual.offload, usual.settings.tiling) == (False, False)
    assert (less.offload, less.settings.tiling) == (True, True)
    assert less.capabilities.memory_mib < usual.capabilities.memory_mib


def test_figures_can_be_kept_where_the_preview_would_stage_them(paper_models: Path) -> None:
    settings = {"device": "cpu", "image_layout": "animatic"}
    free, laid_out = (
        build(Given(weights=paper_models, settings=each)).scene_imager for each in ({"device": "cpu"}, settings)
    )
    assert isinstance(laid_out, VideoStudioImg)
    assert laid_out.layout is not None
    assert laid_out.layout.identity.backend == "animatic"
    assert laid_out.identity != free.identity


def test_the_backend_says_which_parts_are_missing(paper_models: Path, tmp_path: Path) -> None:
    models = shutil.copytree(paper_models, tmp_path / "models")
    (models / RELEASED / ADAPTER).unlink()
    with pytest.raises(BackendMissing, match=r"adapter is not in .*models.*doctor --profile paper"):
        build(Given(weights=models, settings={"device": "cpu"}))


def test_doctor_lists_every_part_of_the_profile_it_is_asked_about(
    paper_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_PAPER_WEIGHTS", str(paper_models))
    monkeypatch.setenv("VIDEOSTUDIO_PAPER_DEVICE", "cpu")
    words = ["doctor", "--profile", "paper", "--home", str(tmp_path)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "pixels by videostudio-img-base v1, videostudio-img v1, videostudio-vid v1" in done.stdout
    assert str(paper_models) in done.stdout
    found = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    parts = {part["name"]: part for part in found["parts"]}
    assert {part.name for part in PARTS} < set(parts)
    digest = hashlib.sha256((paper_models / RELEASED / ADAPTER).read_bytes()).hexdigest()
    assert parts["adapter"]["files"][0]["sha256"] == digest
