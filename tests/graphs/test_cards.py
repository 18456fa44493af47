"""The cards of a film: who and what is on them, and where they stand in the cut."""

from pathlib import Path

from filmed import script as corgi_script
from films import small_brief
from inline import film

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import END_MS, TITLE_MS, CaptionMode
from videostudio.film.requests import CutShot
from videostudio.film.scene import TransitionKind
from videostudio.graphs.cards import between_cards, leads
from videostudio.tools.store.store import Store
from videostudio.tools.video.probe import probe

REF = ArtifactRef(sha256="a" * 64, media_type="image/png", size=1)
LICENCE = "Artwork: OpenMoji, CC BY-SA 4.0"


def cards(licences: tuple[str, ...] = ()) -> list[CutShot]:
    script = corgi_script()
    shots = [CutShot(clip=REF, frames=96, scene_id=scene.id) for scene in script.scenes]
    places = {"mars": REF.model_copy(update={"sha256": "b" * 64})}
    return between_cards(shots, script, {"corgi-astronaut": REF, "flower": None, **places}, licences, 24)


def test_the_film_stands_between_its_cards() -> None:
    title, first, *_, end = cards()
    assert title.card is not None
    assert (title.card.text, title.card.line) == (corgi_script().title, corgi_script().logline)
    assert title.card.cast == (REF,)
    assert title.card.place is not None
    assert title.card.place.sha256 == "b" * 64
    assert title.frames == TITLE_MS * 24 // 1000
    assert first.transition.kind is TransitionKind.CROSSFADE
    assert end.card is not None
    assert (end.card.text, end.card.closes, end.frames) == ("The End", True, END_MS * 24 // 1000)
    assert end.scene_id == title.scene_id == ""


def test_credits_stand_only_where_the_artwork_asks_for_them() -> None:
    for licences, credit in (((), ""), ((LICENCE,), LICENCE)):
        end = cards(licences)[-1].card
        assert end is not None
        assert end.credit == credit


def test_the_living_are_the_leads() -> None:
    assert leads(corgi_script()) == ("corgi-astronaut", "flower")


def test_a_whole_film_counts_its_cards(furnished: Path) -> None:
    brief = small_brief(scenes=2, duration_ms=12_000, fps=8, captions=CaptionMode.BURN)
    record = film(furnished / "store", brief)
    assert record.cut is not None
    assert record.script is not None
    assert record.captions is not None
    assert record.script.duration_ms == 8_000
    assert record.duration_ms == 12_000
    store = Store(furnished / "store")
    found = probe(store.path(record.cut))
    assert found.frames == 96
    assert [chapter.start_ms for chapter in found.chapters] == [0, 2000, 6000, 10_000]
    assert [chapter.title for chapter in found.chapters][::3] == ["Title", "The End"]
    assert store.read(record.captions).decode().splitlines()[2].startswith("00:00:02.000")
    assert record.calls.made == 0


def test_a_film_without_cards_is_its_scenes(furnished: Path) -> None:
    record = film(furnished / "store", small_brief(scenes=2, duration_ms=12_000, fps=8, cards=False))
    assert record.cut is not None
    assert (record.cut.frames, len(probe(Store(furnished / "store").path(record.cut)).chapters)) == (96, 2)
