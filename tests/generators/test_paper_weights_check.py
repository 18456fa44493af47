"""The check for somebody who has the released weights, on tiny ones: it looks at everything and says what it sees."""

from pathlib import Path

import pytest

from videostudio.evaluation.paper_weights import main

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # of diffusers' solvers
    pytest.mark.usefixtures("one_thread"),
]

SETTINGS = {"DEVICE": "cpu", "IMAGE_STEPS": "2", "CLIP_STEPS": "2", "IMAGE_SIDE": "64", "CLIP_SIDE": "64"}


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(f"VIDEOSTUDIO_PAPER_{name}", value)
    monkeypatch.setenv("VIDEOSTUDIO_HOME", str(tmp_path / "home"))


def rows(printed: str) -> dict[str, list[str]]:
    """First cell -> the others, of all tables."""
    lines = (line.strip("| ").split(" | ") for line in printed.splitlines() if line.startswith("| "))
    return {first: rest for first, *rest in lines}


def test_it_looks_at_everything_and_says_what_holds(
    paper_models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--weights", str(paper_models), "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    told = rows(printed)
    held = {claim: answers[0] for claim, answers in told.items() if answers[0] in {"yes", "**no**"}}
    assert {claim for claim, holds in held.items() if holds == "**no**"} == {
        claim for claim in held if claim.startswith(("its Resampler is of", "they are 2276 with", "memory is at least"))
    }, "tiny weights are as the released ones but for their sizes"
    assert held["the adapter has 51 + 64 tensors, by the expected names"] == "yes"
    assert held["unet/config.json says what the shapes tell"] == "yes"
    assert held["references change the scene"] == held["the camera changes the clip"] == "yes"
    shots = [name for name in told if name.startswith(("reference-", "scene-", "clip-"))]
    assert len(shots) == 6
    assert all(int(told[name][0]) == 2 and (tmp_path / "out" / f"{name}.png").is_file() for name in shots)
    assert "sha256" in printed


def test_without_weights_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--weights", str(tmp_path / "nothing"), "--out", str(tmp_path / "out")]) == 3
    assert "Not here or broken: adapter, image-encoder" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
