"""Several scorers as one: nothing is lost, and a broken file is shown to the first alone."""

from pathlib import Path

import numpy as np
import pytest
from colour_embedder import Colours

from videostudio.evaluation.shelf import Shelf
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import fingerprint
from videostudio.film.identity import Identity
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.graphs import bootstrap
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.appearance import AppearanceScorer
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer
from videostudio.tools.scoring.segmenting.grab_cut import GrabCut
from videostudio.tools.scoring.segmenting.port import Matte

PICTURE = np.random.default_rng(0).integers(0, 256, (54, 96, 3), np.uint8)


def asked(picture: ArtifactRef, place: ArtifactRef) -> ScoreRequest:
    member = CastMember(entity=Entity(id="park", name="park", kind=EntityKind.PLACE, head="park"), reference=place)
    items = (ScoreItem(id="s1", artifact=picture),)
    return ScoreRequest(subject=Subject.IMAGE, items=items, place=member, width=96, height=54)


def test_every_part_adds_its_scores_under_its_own_name(tmp_path: Path) -> None:
    shelf, parts = Shelf(tmp_path), (ChecksScorer(), AppearanceScorer())
    picture = shelf.put_picture(PICTURE)
    request = asked(picture, picture)
    alone = [score for part in parts for score in part.score(request, artifacts=shelf).scores]
    assert list(JoinedScorer(parts).score(request, artifacts=shelf).scores) == alone
    assert {score.by for score in alone} == {str(part.identity) for part in parts}


def test_a_broken_file_is_no_question_for_the_others(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    request = asked(shelf.put_file(broken, "image/png"), shelf.put_picture(PICTURE))
    sheet = JoinedScorer((ChecksScorer(), AppearanceScorer())).score(request, artifacts=shelf)
    assert [(score.name, score.value) for score in sheet.scores] == [("decodable", 0.0)]


def test_other_parts_are_another_scorer() -> None:
    known = {
        JoinedScorer(parts).identity.model_dump_json()
        for parts in ((ChecksScorer(),), (AppearanceScorer(),), (ChecksScorer(), AppearanceScorer()))
    }
    assert len(known) == 3


class Whole:
    """A segmenter that takes all of a picture for its subject."""

    identity = Identity(backend="whole", code_version=1)

    def segment(self, picture: Pixels) -> Matte:
        return Matte(np.ones(picture.shape[:2], np.float32))


def test_another_segmenter_is_another_scorer_and_signs_otherwise(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    picture = shelf.put_picture(PICTURE)
    scorers = [JoinedScorer((ResemblanceScorer(Colours(), segmenter=one),)) for one in (Whole(), GrabCut())]
    one, other = (scorer.identity for scorer in scorers)
    assert {name for name in one.switches if one.switches[name] != other.switches[name]} == {"resemblance.segmenter"}
    request = asked(picture, picture)
    assert fingerprint(request, one) != fingerprint(request, other)
    signed = [{score.by for score in scorer.score(request, artifacts=shelf).scores} for scorer in scorers]
    assert signed[0] != signed[1]


def test_in_a_style_nothing_is_held_against_references(tmp_path: Path) -> None:
    shelf, crew = Shelf(tmp_path), JoinedScorer((ChecksScorer(), AppearanceScorer()))
    picture = shelf.put_picture(PICTURE)
    plain = asked(picture, picture)
    told = {s.name: s for s in crew.score(plain.model_copy(update={"style": "sepia"}), artifacts=shelf).scores}
    assert told["daylight"].value is None
    assert "sepia" in told["daylight"].explanation
    for score in crew.score(plain, artifacts=shelf).scores:
        assert score.value is not None
        assert score.name == "daylight" or told[score.name] == score


def test_the_crew_measures_with_checks_colours_and_the_house_clip() -> None:
    parts = bootstrap.scorer().identity.model.split(" + ")
    assert [part.split(" v")[0] for part in parts] == ["checks", "appearance", "resemblance"]
    assert parts[-1].endswith("house_clip")


def test_an_installation_without_the_house_clip_measures_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.house, "missing", lambda: "it is not here")
    assert "resemblance" not in bootstrap.scorer().identity.model
