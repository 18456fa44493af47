"""What can be set of whom the critic looks with, with models that have random weights."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from videostudio.evaluation.shelf import Shelf
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, BadSetting, UnusablePath
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.graphs import calibrations
from videostudio.graphs.bootstrap import build_backends, profile_in, profile_named, resolved, scorer
from videostudio.graphs.eyes import Eyes
from videostudio.tools.embedding.choice import embedder_of
from videostudio.tools.workspace import Workspace

PICTURE = np.random.default_rng(0).integers(0, 256, (54, 96, 3), np.uint8)


@pytest.fixture
def clip_alone(tiny_clip_folder: Path, tmp_path: Path) -> Path:
    """The model without its graphs, as others are."""
    return shutil.copytree(tiny_clip_folder, tmp_path / "clip", ignore=shutil.ignore_patterns("*.onnx"))


def test_a_film_is_looked_at_with_the_model_and_the_locator_that_are_set(
    clip_alone: Path, tiny_dino_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_CRITIC_MODEL", str(clip_alone))
    monkeypatch.setenv("VIDEOSTUDIO_CRITIC_LOCATOR", str(tiny_dino_folder))
    workspace = Workspace(tmp_path / "home")
    backends = build_backends(resolved(profile_named("preview"), workspace))
    identity = backends.scorer.identity
    assert identity.model.endswith("clip-torch clip")
    assert "grounding-dino" in str(identity.switches["resemblance.locator"])
    assert identity.switches["resemblance.device"] == "cpu"
    shelf = Shelf(tmp_path)
    picture = shelf.put_picture(PICTURE)
    fox = CastMember(entity=Entity(id="fox", name="red fox", kind=EntityKind.ANIMAL), reference=picture)
    request = ScoreRequest(subject=Subject.IMAGE, items=(ScoreItem(id="s1", artifact=picture),), cast=(fox,))
    sheet = backends.scorer.score(request, artifacts=shelf)
    assert sheet.value("presence", "fox") is not None
    assert calibrations.of(profile_named("preview"), backends, tmp_path)[1].startswith("the critic only advises")


def test_nothing_set_is_what_comes_along() -> None:
    assert scorer({}).identity == scorer().identity == calibrations.shipped("preview").scorer


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        ({"model": "ViT-B-32", "pretrained": "laion2b_s34b_b79k"}, BackendMissing, "a file as VIDEOSTUDIO_CRITIC_PRE"),
        ({"model": "/nowhere/clip"}, UnusablePath, "no folder"),
        ({"locator": "/nowhere/dino"}, BackendMissing, "no Grounding DINO in /nowhere/dino"),
        ({"model": "ViT-B-32"}, BadSetting, "set both"),
        ({"pretrained": "openai"}, BadSetting, "set both"),
        ({"device": "gpu"}, BadSetting, "settings are model, pretrained, locator, device"),
    ],
)
def test_what_is_missing_is_told_with_what_to_do(
    said: Mapping[str, str], kind: type[Exception], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(kind, match=told):
        scorer(said)


def test_a_model_loads_when_it_first_looks(clip_alone: Path) -> None:
    embedder = embedder_of(clip_alone, "cuda:99")
    assert embedder.identity.switches["device"] == "cuda:99"
    with pytest.raises(BackendMissing, match="no device 'cuda:99'"):
        embedder.embed_images([PICTURE])


def test_a_profile_of_ones_own_sets_it_too(tmp_path: Path, clip_alone: Path) -> None:
    roles = "".join(f'{role} = "animatic"\n' for role in ("entity_imager", "scene_imager", "scene_filmer"))
    (tmp_path / "mine.toml").write_text(f'[roles]\n{roles}\n[critic]\nmodel = "{clip_alone}"\n')
    found = resolved(profile_in(tmp_path / "mine.toml"), Workspace(tmp_path / "home"))
    assert Eyes.of(found.settings["critic"]) == Eyes(model=str(clip_alone))
