"""Profile `paper` from end to end: a film of three scenes with tiny weights in the released formats, by `make`."""

import asyncio
from pathlib import Path

import pytest

from videostudio.film.brief import Brief
from videostudio.film.identity import Identity
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.take import Stage
from videostudio.film.verdict import Outcome, VerdictKind
from videostudio.graphs.bootstrap import build_backends, profile_named, resolved
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.tools.store.store import Store
from videostudio.tools.video.probe import probe
from videostudio.tools.workspace import Workspace

BRIEF = Brief(
    prompt="A dog runs across a meadow and finds a red ball", scenes=3, duration_ms=6000, width=256, height=144,
    fps=12, silent=True,
)  # fmt: skip
SETTINGS = {"DEVICE": "cpu", "IMAGE_STEPS": "1", "CLIP_STEPS": "2", "IMAGE_SIDE": "64", "CLIP_SIDE": "64"}


def make(root: Path, models: Path) -> FilmRecord:
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {**SETTINGS, "WEIGHTS": str(models)}.items():
            environment.setenv(f"VIDEOSTUDIO_PAPER_{name}", value)
        return asyncio.run(Studio(Workspace(root)).make(BRIEF, MakeOptions(profile="paper")))


@pytest.fixture(scope="module")
def made(paper_models: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FilmRecord]:
    root = tmp_path_factory.mktemp("studio")
    return root, make(root, paper_models)


def test_the_film_is_as_long_and_large_as_its_brief(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    facts = probe(Studio(Workspace(root)).folder(record.film) / "film.mp4")
    assert (facts.frames, facts.fps, facts.width, facts.height) == (72, 12, 256, 144)
    assert len(record.scenes) == 3
    assert record.calls.made == record.calls.ledger == len(record.cast) + 2 * 3


def test_an_uncalibrated_critic_advises_and_rejects_nothing(made: tuple[Path, FilmRecord]) -> None:
    _, record = made
    assert [scene.outcome for scene in record.scenes] == [Outcome.ACCEPTED] * 3
    (first, *others) = [take.verdict for scene in record.scenes for take in scene.takes]
    assert len(others) == 2, "each scene is shot once"
    assert first is not None
    assert {verdict.kind for verdict in (first, *others) if verdict} == {VerdictKind.ACCEPT}
    assert all(scene.takes[0].scores for scene in record.scenes), "measured all the same"


def test_what_fell_short_is_said(made: tuple[Path, FilmRecord]) -> None:
    _, record = made
    assert record.outcome is FilmOutcome.DEGRADED
    told = " ".join(record.degraded)
    for words in ("the critic only advises: 'paper' is not calibrated", "its 16 frames are shown at"):
        assert words in told
    notes = " ".join(record.notes)
    assert "filmed at 64 x 64 px in 16 frames" in notes
    assert "`videostudio calibrate --profile paper` would let the critic reject takes" in notes
    assert "as long as this film's took" in notes


def test_the_record_names_who_made_it_and_the_digests_of_their_weights(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    names = {stage: identity.backend for stage, identity in record.makers.items()}
    assert names == {
        Stage.REFERENCE: "videostudio-img-base",
        Stage.IMAGE: "videostudio-img",
        Stage.CLIP: "videostudio-vid",
    }
    assert all(len(identity.revision) == 12 for identity in record.makers.values())
    entries = Store(Workspace(root).store_root)
    taken = record.scenes[0].takes[0].requests
    for stage in (Stage.IMAGE, Stage.CLIP):
        entry = entries.find(taken[stage])
        assert entry is not None
        assert Identity.model_validate(entry.identity).revision == record.makers[stage].revision
    report = (Studio(Workspace(root)).folder(record.film) / "report.html").read_text()
    assert record.makers[Stage.CLIP].revision in report
    assert set(record.licences) == {
        "VideoStudio-Img (Long et al., ECCV 2024)",
        "VideoStudio-Vid (Long et al., ECCV 2024)",
    }


def test_the_same_words_render_nothing_again(made: tuple[Path, FilmRecord], paper_models: Path) -> None:
    root, record = made
    again = make(root, paper_models)
    assert (again.film, again.cut) == (record.film, record.cut)
    assert (again.calls.made, again.calls.reused) == (0, record.calls.made)


def test_other_settings_are_other_pixels(paper_models: Path, tmp_path: Path) -> None:
    found = {"weights": str(paper_models), "device": "cpu"}
    decided = resolved(profile_named("paper"), Workspace(tmp_path))
    plain, slower = (
        build_backends(decided.model_copy(update={"settings": {"paper": settings}})).makers()
        for settings in (found, {**found, "clip_steps": 71, "image_steps": 61})
    )
    assert all(plain[stage] != slower[stage] for stage in plain)
