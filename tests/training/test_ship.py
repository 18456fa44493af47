"""Mini models made part of the package: no part twice, small, as good as before, and with a card that says so."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from tiny_models import write_models

from videostudio.film.errors import BackendMissing
from videostudio.generators.given import Given
from videostudio.generators.mini.backend import build
from videostudio.generators.paper.eight_bits import packed, unpacked
from videostudio.generators.paper.vid_weights import load_unet
from videostudio.training import ship as shipping
from videostudio.training.ship import main, ship

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_models(tmp_path_factory.mktemp("models"))


def test_rows_in_eight_bits_are_nearly_what_they_were() -> None:
    state = {"a": torch.randn(40, 50, 3), "b": torch.randn(40), "c": torch.zeros(40, 50), "d": torch.arange(5)}
    small = packed(state)
    assert {name: each.dtype for name, each in small.items() if name in "abd"} == {
        "a": torch.int8, "b": torch.float16, "d": torch.int64,
    }  # fmt: skip
    back = unpacked(small)
    assert set(back) == set(state)
    assert ((back["a"] - state["a"]).abs().amax((1, 2)) <= state["a"].abs().amax((1, 2)) / 200).all()
    assert not back["c"].any()
    assert torch.equal(unpacked(state)["a"], state["a"])


def test_what_ships_is_smaller_and_films_like_the_whole(models: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    size = ship(models, out)
    before = sum(path.stat().st_size for path in models.rglob("*") if path.is_file())
    assert size < 0.8 * before
    assert not (out / "vid" / "vae").exists()
    whole, small = (load_unet(root / "vid" / "unet", dtype=torch.float32).state_dict() for root in (models, out))
    apart = [float((whole[name] - small[name]).norm() / whole[name].norm().clamp_min(1e-3)) for name in whole]
    assert 0 < max(apart) < 0.02
    assert load_file(out / "img" / "adapter.safetensors").keys() == load_file(models / "img/adapter.safetensors").keys()
    memory = [
        build(Given(settings={"weights": str(root)})).scene_filmer.capabilities.memory_mib for root in (models, out)
    ]
    assert memory[1] == pytest.approx(memory[0], rel=0.1, abs=1)


def test_it_is_shipped_again_from_what_was_shipped(models: Path, tmp_path: Path) -> None:
    ship(models, tmp_path / "one")
    (tmp_path / "one" / "README.md").write_text("card", "utf-8")
    ship(models, tmp_path / "two")
    ship(tmp_path / "one", tmp_path / "two")
    files = ("vid/unet/diffusion_pytorch_model.safetensors", "README.md")
    assert all((tmp_path / "one" / one).read_bytes() == (tmp_path / "two" / one).read_bytes() for one in files)


def test_what_is_too_large_or_absent_is_refused(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shipping, "MOST_MB", 0.1)
    assert main(["--models", str(models), "--out", str(tmp_path / "data")]) == 2
    assert "at most 0.1 come with a package" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
    with pytest.raises(BackendMissing, match="no img in"):
        ship(tmp_path, tmp_path / "data")


def test_an_image_model_ships_alone(models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(models / "img", tmp_path / "trained" / "models" / "img")
    (tmp_path / "trained" / "autoencoder").mkdir()
    (tmp_path / "trained" / "autoencoder" / "exam.json").write_text(json.dumps(EXAM))
    out = tmp_path / "data"
    assert main(["--models", str(tmp_path / "trained" / "models"), "--out", str(out), "--studies", str(tmp_path)]) == 0
    told = (out / "README.md").read_text("utf-8")
    assert "model of clips is not among them" in told
    assert "without a model of clips" in capsys.readouterr().err
    assert "30.5 dB on 256 pictures" in told, "the exam comes along"
    assert "No study was made of them yet" in told
    assert main(["--out", str(tmp_path / "nothing")]) == 3
    assert "no img in" in capsys.readouterr().err


EXAM = {"psnr_db": 30.54, "psnr_figures_db": 27.1, "pictures": 256}


def test_the_card_is_written_again_from_what_studies_found(models: Path, tmp_path: Path) -> None:
    def told(mean: float) -> dict[str, float]:
        return {"mean": mean, "low": mean - 0.06, "high": mean + 0.06, "of": 150}

    def study(name: str, measures: dict[str, float], **more: Any) -> None:
        condition = {measure: {"mean": told(mean), "difference": None} for measure, mean in measures.items()}
        found = {"question": "Does it?", "units": 150, "conditions": {"both": condition}, **more}
        (tmp_path / f"{name}.json").write_text(json.dumps(found))

    out = tmp_path / "data"
    assert main(["--models", str(models), "--out", str(out), "--studies", str(tmp_path)]) == 0
    study("references", {"entity right": 0.81, "Scene Consistency, judge": 0.9})
    study("loop", {"truly right": 0.7}, loop={"lift of the loop": told(0.16)})
    study("unseen", {"entity right": 0.8}, **{"drawn wrongly, nouns": {"ninja": "right 0 of 3 times"}})
    (tmp_path / "critic.json").write_text("[]")
    assert main(["--out", str(out), "--studies", str(tmp_path)]) == 0
    card = (out / "README.md").read_text("utf-8")
    assert "  - Scene Consistency, judge: both 0.90 (0.84 to 0.96)" in card
    assert "  - lift of the loop: 0.16 (0.10 to 0.22)" in card
    assert "- drawn wrongly, nouns: ninja (right 0 of 3 times)" in card
    assert "evaluation/mini/data/mini_judge.json" in card
    assert "Microsoft Corporation, MIT" in card
    assert "dB" not in card
