"""What the executor hears becomes events: artifacts, costs, and how far the film is against its script."""

import time
from collections.abc import Callable

from videostudio.film.brief import Brief
from videostudio.film.requests import (
    ClipRequest,
    CutRequest,
    MusicRequest,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreRequest,
    SoundRequest,
)
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.graphs.executor.port import Done
from videostudio.tools.eta import WEIGHTS, cut_cost, time_left
from videostudio.tools.events import Cost, Event, Made, Progress, Warned

SHOWN = (Stage.REFERENCE, Stage.IMAGE, Stage.CLIP, Stage.SOUND, Stage.MUSIC, Stage.CUT)
"""The stages people wait for. Writing is instant or has no known end; scoring belongs to what is scored."""

QUIET_S = 0.5
"""Between two events that only move the time left."""


class FilmProgress:
    """A Watcher that emits Made, Cost and Progress events. Counts a scene or entity once per stage, however many
    takes it needs, so that a reshot scene does not make the film look more than done."""

    def __init__(
        self, emit: Callable[[Event], object], brief: Brief, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._emit, self._brief, self._now = emit, brief, now
        self._began, self._spoke = 0.0, 0.0
        self._total: dict[Stage, int] = {}
        self._done: dict[Stage, set[str]] = {stage: set() for stage in SHOWN}
        self._worked: dict[Stage, int] = {}
        self._parts: dict[tuple[Stage, str], float] = {}
        self._weights = WEIGHTS

    def expect(self, script: Script) -> None:
        """The script is known: so much there is to do."""
        scenes, sound = len(script.scenes), not self._brief.silent
        cards = self._brief.has_cards(script.duration_ms)
        self._weights = {**WEIGHTS, Stage.CUT: cut_cost(scenes, sound=sound, cards=cards)}
        self._total = {Stage.REFERENCE: len(script.entities), Stage.IMAGE: scenes, Stage.CLIP: scenes, Stage.CUT: 1}
        if sound:
            self._total |= {Stage.SOUND: scenes, Stage.MUSIC: 1}

    def stepped(self, request: Request, done: int, total: int) -> None:
        """See Watcher."""
        if request.STAGE not in SHOWN:
            return
        self._begin()
        self._parts[request.STAGE, about_what(request)] = done / total
        if self._now() - self._spoke >= QUIET_S:
            self._speak(request.STAGE, about_what(request))

    def told(self, request: Request, text: str) -> None:
        """See Watcher."""
        self._emit(Warned(about=about_what(request), text=text))

    def answered(self, request: Request, done: Done) -> None:
        """See Watcher."""
        stage, about, entry = request.STAGE, about_what(request), done.entry
        for role, ref in entry.outputs.items():
            self._emit(
                Made(
                    about=about,
                    stage=stage,
                    role=role,
                    artifact=ref,
                    fingerprint=entry.fingerprint,
                    reused=not done.made,
                )
            )
        if done.made:
            seconds = entry.seconds_milli / 1000
            cost = Cost(about=about, stage=stage, seconds=seconds, tokens=entry.tokens, money_milli=entry.money_milli)
            self._emit(cost)
        if stage not in SHOWN:
            return
        self._begin()
        self._parts.pop((stage, about), None)
        self._done[stage].add(about)
        if done.made:
            self._worked[stage] = self._worked.get(stage, 0) + 1
        self._speak(stage, about)

    def _begin(self) -> None:
        """Before the first of it is done nothing is known of the pace: starting up is not work."""
        self._began = self._began or self._now()

    def _speak(self, stage: Stage, about: str) -> None:
        self._spoke = self._now()
        step = len(self._done[stage])
        self._emit(
            Progress(
                stage=stage,
                scene_id=about,
                step=step,
                total=max(step, self._total.get(stage, step)),
                eta_s=self._time_left(),
            )
        )

    def _time_left(self) -> float | None:
        """The frames of clips and of the cut count, so that estimates come early and go on to the end."""
        spared = {stage: len(done) - self._worked.get(stage, 0) for stage, done in self._done.items()}
        ahead = {stage: max(0, total - max(0, spared[stage])) for stage, total in self._total.items()}
        behind: dict[Stage, float] = dict(self._worked)
        for (stage, _), part in self._parts.items():
            behind[stage] = behind.get(stage, 0) + part
        left = time_left(behind, ahead, self._now() - self._began, self._weights)
        return None if left is None else round(left, 1)


def about_what(request: Request) -> str:
    match request:
        case ReferenceRequest():
            return request.entity.id
        case SceneImageRequest() | ClipRequest() | SoundRequest():
            return request.scene_id
        case ScoreRequest() if len(request.items) == 1:
            return request.items[0].id
        case CutRequest() | MusicRequest():
            return "film"
    return ""
