"""The studies of the mini models: what they make of lines, and each of them on models with random weights."""

import itertools
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from tiny_models import write_models
from torch import nn

from videostudio.evaluation.mini import cast, films, loop, quality, references, unseen
from videostudio.evaluation.mini.judge import Heads, Judge, box_of, colours, looks, regions
from videostudio.evaluation.mini.loop import TAKES, lifted, scenes_of
from videostudio.evaluation.mini.natural import calibration_of, looped
from videostudio.evaluation.mini.sight import DEEP, WIDTH, Seen, Sight, Trunk, to_colours
from videostudio.evaluation.mini.soft import psnr, softened, spoiled
from videostudio.evaluation.mini.studio import Studio, scene_of, story_of
from videostudio.evaluation.mini.study import Study, conclude, findings, interval, rows_of
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import plain
from videostudio.film.identity import Identity
from videostudio.film.requests import Subject
from videostudio.film.score import Score, ScoreSheet
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.generators.mini.settings import MiniSettings
from videostudio.graphs import calibrations
from videostudio.graphs.bootstrap import profile_named
from videostudio.tools.scoring.calibrating import LEAST_AUC
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.world import Split, is_novel, nouns

pytestmark = pytest.mark.usefixtures("one_thread")
FORM = Form(width=32, height=32, fine=1)


class Blind(Sight):
    """Sees nothing but colours."""

    def seen(self, picture: Any) -> Seen:
        colours = to_colours(picture)
        return Seen(colours.mean((1, 2))[:, None, None].repeat(DEEP // 3, 2, 2), colours)


@pytest.fixture(scope="module")
def judge() -> Judge:
    torch.manual_seed(0)
    return Judge(Blind(nn.Linear(1, 1)), Heads().eval())


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, judge: Judge) -> Studio:
    root = write_models(tmp_path_factory.mktemp("studio"), clips=False)
    return Studio.of(root / "work", FORM, MiniSettings(weights=str(root), image_steps=1), judge)


def made_up(measure: Any, **changes: Any) -> Study:
    told = {
        "name": "made-up", "question": "Is it?", "conditions": ("a", "b"), "measures": {"x": "a number"},
        "against": "a", "can": "This.", "cannot": "That.", "by": {"steps": 25}, "measure": measure,
    }  # fmt: skip
    return Study(**told | changes)


def test_lines_that_are_there_are_not_measured_again(tmp_path: Path) -> None:
    asked: list[tuple[int, str]] = []

    def measure(unit: int, condition: str) -> dict[str, float | None]:
        asked.append((unit, condition))
        return {"x": unit + (condition == "b")}

    study = made_up(measure)
    rows_of(study, 2, tmp_path)
    (file,) = tmp_path.glob("made-up-*.jsonl")
    file.write_text("\n".join(file.read_text("utf-8").splitlines()[:4]) + '\n{"unit": 1, "cond', "utf-8")
    rows = rows_of(study, 3, tmp_path)
    assert asked == [(0, "a"), (0, "b"), (1, "a"), (1, "b"), (1, "b"), (2, "a"), (2, "b")]
    assert [row["x"] for row in rows] == [0, 1, 1, 2, 2, 3]


def test_lines_of_other_models_are_measured_anew_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def values(x: float, steps: int) -> list[float]:
        study = made_up(lambda unit, condition: {"x": x}, conditions=("a",), by={"steps": steps})
        return [row["x"] for row in rows_of(study, 2, tmp_path)]

    assert values(1, 25) == [1, 1]
    assert values(2, 10) == [2, 2]
    assert "other models, another judge or other steps than in made-up-" in capsys.readouterr().err
    assert values(3, 25) == [1, 1]
    assert len({Judge(Sight(Trunk()), Heads()).digits for _ in range(2)}) == 2


def test_a_film_that_was_cut_off_begins_anew_and_names_are_known_as_what_they_are(tmp_path: Path) -> None:
    left = tmp_path / "film" / "store" / "left"
    left.parent.mkdir(parents=True)
    left.touch()
    assert films.emptied(tmp_path / "film").root == tmp_path / "film"
    assert not left.exists()
    cast = {"fox": EntityKind.ANIMAL, "castle": EntityKind.OBJECT, "moon": EntityKind.PLACE, "bear": EntityKind.PLACE}
    script = Script.model_construct(
        entities=tuple(Entity(id=name, name=name, kind=kind) for name, kind in cast.items())
    )
    assert films.known_of(script) == {"fox", "moon"}


def test_findings_are_means_and_paired_differences() -> None:
    def line(unit: int, condition: str, x: float | None) -> dict[str, Any]:
        return {"unit": unit, "condition": condition, "x": x}

    rows = [line(0, "a", 1.0), line(0, "b", 2.0), line(1, "a", 3.0), line(1, "b", None), line(2, "b", 9.0)]
    found = findings(made_up(None), rows)["conditions"]
    assert found["a"]["x"] == {"mean": interval([1.0, 3.0]), "difference": None}
    assert found["b"]["x"]["mean"]["mean"] == 5.5
    assert found["b"]["x"]["difference"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "of": 1}
    assert interval([]) is None


def test_an_interval_is_as_wide_as_the_theory_says() -> None:
    told = interval(np.random.default_rng(1).normal(5, 2, 400).tolist())
    assert told is not None
    assert told["high"] - told["low"] == pytest.approx(2 * 1.96 * 2 / 20, rel=0.15)


def test_a_study_leaves_findings_a_plot_and_a_page(tmp_path: Path) -> None:
    study = made_up(lambda unit, condition: {"x": float(unit)}, extra=lambda rows: {"more": {"lines": len(rows)}})
    found = conclude(study, 3, tmp_path / "work", tmp_path)
    assert json.loads((tmp_path / "made-up.json").read_text("utf-8")) == found
    assert (tmp_path / "made-up.png").stat().st_size > 1000
    page = (tmp_path / "made-up.md").read_text("utf-8")
    assert "| a | 1.000 (" in page
    assert "**What it does not say.** That." in page
    assert "| lines | 6 |" in page


def drawn(scenes: int, hears: float) -> list[dict[str, Any]]:
    """Lines of a study whose scores tell sound takes from wrong ones as well as `hears` says."""
    chance, rows = np.random.default_rng(0), []
    for unit, take in itertools.product(range(scenes), range(TAKES)):
        right, light = float(chance.random() < 0.6), chance.normal()
        told = {"presence": hears * right + chance.normal(0, 0.3), "daylight": light}
        scores = [Score(name=name, value=value, unit="", explanation="", by="t") for name, value in told.items()]
        rows.append({"unit": unit, "condition": f"take {take + 1}", "truly right": right, "place right": 1.0,
                     "all of the cast right": right, "scores": [plain(one) for one in scores]})  # fmt: skip
    return rows


def test_a_loop_that_hears_the_truth_lifts_and_one_that_does_not_is_not_better() -> None:
    told = lifted(drawn(100, hears=1), Heard.identity)
    assert told["first takes wrong"]["mean"] == pytest.approx(0.4, abs=0.1)
    assert told["takes of a scene"]["mean"] <= 1.8
    assert told["lift of the loop"]["low"] > 0.15
    assert told["loop less shuffled"]["low"] > 0.1
    deaf = lifted(drawn(100, hears=0), Heard.identity)
    assert abs(deaf["lift of the loop"]["mean"]) < 0.1


def test_takes_that_the_judge_found_wrong_are_not_sound_for_the_critic() -> None:
    takes = list(scenes_of(drawn(100, hears=1)).values())
    found = calibration_of(takes, Heard.identity)
    presence, daylight = found.named(Subject.IMAGE, "presence"), found.named(Subject.IMAGE, "daylight")
    assert presence is not None
    assert daylight is not None
    assert (presence.takes, presence.rejects) == (found.takes, True)
    assert found.takes == sum(not take.wrong for one in takes for take in one)
    assert presence.caught is not None
    assert presence.caught > 0.7, "natural failures are many: so are the sound takes that may be lost"
    assert "measured on 0 takes" in daylight.advisory, "no place was wrong"
    assert np.mean([looped(one, found)[0] for one in takes]) <= 1.8
    weak = calibration_of(list(scenes_of(drawn(100, hears=0.3)).values()), Heard.identity).scores[1]
    assert weak.auc is not None
    assert weak.auc < LEAST_AUC, "what would only advise of takes whose failures are rare"
    assert weak.rejects


def test_films_of_the_same_models_are_judged_by_the_studys_calibration(tmp_path: Path) -> None:
    makers = [Identity(backend="t", model=model, code_version=1) for model in ("portraits", "scenes", "clips")]
    found = calibration_of(list(scenes_of(drawn(60, hears=1)).values()), Heard.identity, tuple(makers))
    calibrations.keep(found, tmp_path / "mini.json")

    def amiss(*models: str) -> str:
        stages = (Stage.REFERENCE, Stage.IMAGE, Stage.CLIP)
        drawing = {
            stage: Identity(backend="t", model=model, code_version=1)
            for stage, model in zip(stages, models, strict=True)
        }
        backends: Any = SimpleNamespace(scorer=Heard(), makers=lambda: drawing)
        return calibrations.of(profile_named("mini"), backends, tmp_path)[1]

    assert amiss("portraits", "scenes", "clips") == ""
    assert amiss("portraits", "scenes", "another camera") == "", "it only says what scene images have to be like"
    assert "pictures of t portraits, t scenes, not of" in amiss("portraits", "other scenes", "clips")


def test_the_loops_figures_stand_on_its_page(tmp_path: Path) -> None:
    rows = iter(drawn(12, hears=1))
    study = made_up(
        lambda unit, condition: next(rows),
        conditions=tuple(f"take {take + 1}" for take in range(TAKES)),
        measures={"truly right": "it is"},
        against="take 1",
        extra=lambda rows: {"loop": lifted(rows, Heard.identity)},
    )
    found = conclude(study, 12, tmp_path / "work", tmp_path)
    first = found["loop"]["first takes wrong"]
    line = f"| first takes wrong | {first['mean']:.3f} ({first['low']:.3f} to {first['high']:.3f}) |"
    assert line in (tmp_path / "made-up.md").read_text("utf-8")


def test_what_is_not_found_more_often_than_not_cannot_be_drawn() -> None:
    seen = [("ninja", 0.0), ("ninja", 1.0), ("ninja", 0.0), ("fox", 1.0), ("fox", 0.0), ("owl", 0.0)]
    rows = [
        {"condition": "pairs kept apart", "noun": noun, "entity right": right, "kind": "farm", "place right": 1.0}
        for noun, right in seen
    ]
    rows += [{**rows[3], "condition": "nouns never seen", "entity right": 0.0}] * 3
    assert unseen.wrongly(rows) == {
        "drawn wrongly, nouns": {"ninja": "right 1 of 3 times"},
        "drawn wrongly, kinds of place": {},
    }


def test_stories_keep_their_figure_and_place() -> None:
    story = story_of(3, Split.NOVEL)
    assert len({scene.number for scene in story}) == 4
    assert {(scene.cast, scene.place) for scene in story} == {(story[0].cast, story[0].place)}
    assert len({scene.action for scene in story}) > 1
    assert is_novel(story[0].cast[0].noun)
    crowd = [cast.crowd(0, figures) for figures in (2, 6)]
    assert crowd[1].cast[:2] == crowd[0].cast
    assert len({one.noun for one in crowd[1].cast}) == 6


def test_a_studio_draws_a_take_once(studio: Studio) -> None:
    scene = scene_of(1, Split.TRAIN)
    first = studio.drawn(scene)
    kept = sorted((studio.work / "pictures").iterdir())
    assert first.shape == (32, 32, 3)
    assert np.array_equal(studio.drawn(scene), first)
    assert sorted((studio.work / "pictures").iterdir()) == kept
    assert not np.array_equal(studio.drawn(scene, take=1), first)


class Heard:
    """Scores every take alike."""

    identity = Identity(backend="t", code_version=1)

    def score(self, request: Any, *, artifacts: Any) -> ScoreSheet:
        said = [Score(name="seen", value=value, unit="", explanation="", by="t", about=str(value)) for value in (0, 1)]
        return ScoreSheet(scores=(*said, Score(name="blind", value=None, unit="", explanation="", by="t")))


@pytest.mark.parametrize(
    "study",
    [references.study, quality.study, cast.study, unseen.study,
     lambda studio: loop.study(studio, Heard())],
)  # fmt: skip
def test_every_study_measures_what_it_says(studio: Studio, study: Any) -> None:
    asked = study(studio)
    measured = asked.measure(0, asked.conditions[-1])
    assert set(asked.measures) <= set(measured)
    assert asked.against in asked.conditions
    assert findings(asked, [{"unit": 0, "condition": asked.conditions[-1], **measured}])["units"] == 1
    assert all(measured[name] is None or np.isfinite(measured[name]) for name in asked.measures)


def test_a_picture_is_read_once_for_all_that_the_judge_says_of_it(studio: Studio, judge: Judge) -> None:
    read: list[int] = []

    class Counts(Blind):
        def seen(self, picture: Any) -> Seen:
            read.append(picture.shape[0] * picture.shape[1])
            return super().seen(picture)

    counting = replace(studio, judge=Judge(Counts(nn.Linear(1, 1)), judge.heads))
    study = references.study(counting)
    study.measure(0, "both")
    whole = FORM.width * FORM.height
    # Once by the judge, once as rows of its space, beside the place's reference.
    assert read.count(whole) == 4 + 4 + 1


def test_worse_references_are_worse(studio: Studio) -> None:
    good = studio.reference(scene_of(0, Split.NOVEL).cast[0].entity)
    worse = {name: quality.spoiled(good, one, 0) for name, one in quality.CONDITIONS.items()}
    assert np.array_equal(worse["good"], good)
    assert (worse["mask 15 % smaller"][..., 3] > 127).sum() < 0.9 * (good[..., 3] > 127).sum()
    assert all(not np.array_equal(one, good) for name, one in worse.items() if name != "good")


def test_the_judge_ranks_what_it_is_sure_of(judge: Judge, studio: Studio) -> None:
    picture = studio.reference(scene_of(0, Split.TRAIN).place)
    said = judge.of(judge.sight.seen(picture), 1.0)
    order = [noun for _, noun in sorted(zip(-said.nouns, nouns(), strict=True))]
    assert [said.rank(noun) for noun in order[:3]] == [1, 2, 3]
    assert said.rank(order[2], (order[0],)) == 2
    assert said.rank(order[2], (order[0], order[1])) == 1
    assert looks()["fox"] == ("fox", "")
    assert len(colours()) == 10


def test_regions_are_exact_means() -> None:
    chance = torch.Generator().manual_seed(0)
    deep, colours = torch.rand(DEEP, 4, 6, generator=chance), torch.rand(3, 32, 48, generator=chance)
    boxes = np.array([[0, 0, 1, 1], [1 / 6, 0.25, 0.5, 0.75], [0, 0, 1 / 4, 1]], np.float32)
    rows = torch.from_numpy(Seen(deep, colours).regions(boxes))
    assert rows.shape == (3, WIDTH)
    assert torch.allclose(rows[0, :DEEP], deep.mean((1, 2)), atol=1e-5)
    assert torch.allclose(rows[1, :DEEP], deep[:, 1:3, 1:3].mean((1, 2)), atol=1e-5)
    halved = (deep[:, :, 0] + deep[:, :, 1] / 2).mean(1) / 1.5
    assert torch.allclose(rows[2, :DEEP], halved, atol=1e-5)
    assert torch.allclose(rows[0, -3:], colours.flatten(1).std(1, correction=0), atol=1e-3)


def test_a_box_holds_its_mask_and_regions_hold_the_picture() -> None:
    mask = np.zeros((56, 96), np.bool_)
    mask[10:30, 40:50] = True
    left, top, right, bottom = box_of(mask, room=0.1) * [96, 56, 96, 56]
    assert (left, top, right, bottom) == pytest.approx((38.1, 8.1, 51.9, 31.9), abs=0.2)
    anywhere = regions(192 / 112)
    assert anywhere.min() >= 0
    assert anywhere.max() <= 1 + 1e-6
    assert len(anywhere) < 1000


def test_pictures_are_made_as_soft_as_is_asked() -> None:
    chance = np.random.default_rng(0)
    picture = np.kron(chance.integers(0, 255, (14, 24, 3)), np.ones((8, 8, 1))).astype(np.uint8)
    assert psnr(softened(picture, 26), picture) == pytest.approx(26, abs=0.6)
    made = [spoiled(picture, np.random.default_rng(seed)) for seed in range(6)]
    assert all(one.shape == picture.shape and one.dtype == np.uint8 for one in made)
    assert len({one.tobytes() for one in made}) > 3


def test_the_judges_eyes_read_any_picture_and_share_nothing_with_the_loops() -> None:
    trunk = Trunk().eval()
    for height, width in ((112, 192), (256, 256), (3, 40)):
        picture = np.full((height, width, 3), 90, np.uint8)
        rows = Sight(trunk).seen(picture).regions(np.array([[0, 0, 1, 1]], np.float32))
        assert np.isfinite(rows).all()
    assert sum(each.numel() for each in trunk.parameters()) < 2_000_000
    eye = Judge(Sight(trunk), Heads()).eye
    assert eye.embed_images([np.zeros((8, 8, 4), np.uint8)]).shape == (1, eye.dim)
