"""How far a film is and how long the rest takes, told from what the executor hears."""

from typing import Any

import pytest

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import ClipRequest, CutRequest, CutShot, MusicRequest, MusicScene, Request
from videostudio.film.scene import Scene
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.graphs.executor.port import Done
from videostudio.graphs.progress import FilmProgress
from videostudio.tools.events import Event, Progress
from videostudio.tools.store.entry import Entry

CLIP = ArtifactRef(sha256="0" * 64, media_type="video/mp4", size=1)
PLACE = Entity(id="park", name="park", kind=EntityKind.PLACE)


class Watched:
    """A film's progress, with a clock that the test turns."""

    def __init__(self, **brief: Any) -> None:
        self.now, self.told = 100.0, []
        self.progress = FilmProgress(self.told.append, Brief(prompt="x", **brief), lambda: self.now)
        scenes = tuple(
            Scene(id=f"scene-{n}", event="It rains.", action="rain", foreground=(), background="park", duration_ms=4000)
            for n in (1, 2, 3, 4)
        )
        self.progress.expect(Script(title="T", logline="L", entities=(PLACE,), scenes=scenes))

    def part(self, request: Request, share: float, after_s: float) -> float | None:
        """Seconds left when `share` of a request is done `after_s` later."""
        self.now += after_s
        self.progress.stepped(request, round(100 * share), 100)
        return self._left()

    def done(self, request: Request, after_s: float) -> float | None:
        self.now += after_s
        self.progress.answered(request, Done(Entry(fingerprint="0" * 64, stage=request.STAGE, outputs={}), made=True))
        return self._left()

    def _left(self) -> float | None:
        told: list[Event] = self.told
        last = [event for event in told if isinstance(event, Progress)][-1]
        return last.eta_s


def clip(number: int) -> ClipRequest:
    wanted = {"scene_id": f"scene-{number}", "attempt": 1, "event": "", "action": "rain", "cast": (), "seed": 1}
    size = {"frames": 96, "tail_frames": 12, "width": 320, "height": 180, "fps": 24}
    return ClipRequest.model_validate({**wanted, **size, "place": {"entity": PLACE}, "image": CLIP})


CUT = CutRequest(shots=(CutShot(clip=CLIP, frames=24),), width=320, height=180, fps=24)
MUSIC = MusicRequest(scenes=(MusicScene(frames=24),), fps=24, seed=1)


def left_after_all_clips(**brief: Any) -> float:
    film = Watched(**brief)
    film.part(clip(1), 0.0, 0.0)
    left = [film.done(clip(number), 3.0) for number in (1, 2, 3, 4)][-1]
    assert left is not None
    return left


def test_cards_and_sound_are_part_of_the_time_left() -> None:
    whole = left_after_all_clips()
    assert whole > left_after_all_clips(cards=False) + 1
    assert whole > left_after_all_clips(silent=True) + 1


def test_a_film_of_another_length_counts_its_cards_only_if_it_has_them() -> None:
    assert left_after_all_clips(duration_ms=11_000) == left_after_all_clips(cards=False)


def test_a_cut_that_is_half_done_is_half_a_cut() -> None:
    film = Watched()
    film.part(clip(1), 0.0, 0.0)
    for number in (1, 2, 3, 4):
        film.done(clip(number), 3.0)
    before = film.done(MUSIC, 0.0)
    half = film.part(CUT, 0.5, 2.0)
    assert before is not None
    assert half is not None
    assert 0 < half < before
    assert film.told[-1].stage is Stage.CUT
    after = film.part(CUT, 1.0, 2.0)
    assert after is not None
    assert before - half == pytest.approx(half - after, rel=0.5)


def test_frames_of_a_first_clip_give_an_estimate() -> None:
    film = Watched()
    assert film.part(clip(1), 0.1, 0.0) is None
    assert film.part(clip(1), 0.5, 2.0) is not None
