"""A studio that makes nothing: scripts, versions and waiting are real, films are only said to be there."""

import asyncio
from pathlib import Path
from typing import Any

from videostudio.agents import planner
from videostudio.agents.house.writer import HouseWriter
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Approval, Brief
from videostudio.film.edits import Redo, Undo
from videostudio.film.errors import FilmNotFound, ScriptError
from videostudio.film.forecast import Forecast, Planned
from videostudio.film.history import History, begun
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.graphs import versions
from videostudio.graphs.decision import Decision, refuse_unseen
from videostudio.graphs.studio import MakeOptions
from videostudio.graphs.versions import Change


class TalkStudio:
    """Behaves towards a conversation as a Studio does. `did` lists what was really done, in order."""

    def __init__(self) -> None:
        self.records: dict[str, FilmRecord] = {}
        self.histories: dict[str, History] = {}
        self.did: list[str] = []

    def opened(self, home: Path | None, on_event: object) -> "TalkStudio":
        """As commands open a studio."""
        return self

    def admitting(self, admits: object, spares: object) -> "TalkStudio":
        """Whoever talks here may have everything."""
        return self

    def folder(self, film: str) -> Path:
        return Path("films") / film

    def film(self, name: str, prompt: str, outcome: FilmOutcome = FilmOutcome.FINISHED, **limits: Any) -> str:
        """Puts a film there."""
        brief = Brief(prompt=prompt, approvals=frozenset({Approval.SCRIPT}), **limits)
        writer = HouseWriter()
        script = asyncio.run(planner.plan(brief, writer.answer, "house"))
        self._put(name, brief, script, outcome)
        return name

    async def make(self, brief: Brief, options: MakeOptions) -> FilmRecord:
        writer = HouseWriter()
        self.did.append(f"make {brief.prompt}")
        return self._put(
            "new-00000000", brief, await planner.plan(brief, writer.answer, "house"), FilmOutcome.AWAITING_SCRIPT
        )

    def show(self, film: str) -> FilmRecord:
        if film not in self.records:
            raise FilmNotFound(f"there is no film '{film}'")
        return self.records[film]

    def history(self, film: str) -> History:
        return self.histories[film]

    async def forecast(self, film: str, change: Change) -> Forecast:
        after, words = self._changed(film, change)
        return self._forecast(film, words, after.current.script)

    async def forecast_render(self, film: str, profile: str) -> Forecast:
        return self._forecast(film, (f"profile {profile}",), self.histories[film].current.script)

    def after(self, film: str, change: Change) -> Script:
        return self._changed(film, change)[0].current.script

    async def edit(self, film: str, change: Change, said: str = "", base: int | None = None) -> FilmRecord:
        if base is not None and base != self.histories[film].head:
            raise ScriptError("the film has changed meanwhile")
        # Somebody else may speak while the film is being made.
        await asyncio.sleep(0)
        self.histories[film], words = self._changed(film, change, said)
        self.did.append(f"edit {film}: {'; '.join(words)}")
        return self._put_script(film)

    async def resume(self, film: str, decision: Decision | None = None) -> FilmRecord:
        assert decision is not None
        refuse_unseen(decision, self.records[film])
        self.did.append(f"{'approve' if decision.approved else 'reject'} {film}{decision.note and ': '}{decision.note}")
        outcome = FilmOutcome.FINISHED if decision.approved else FilmOutcome.REJECTED
        self.records[film] = self.records[film].model_copy(update={"outcome": outcome})
        return self.records[film]

    async def render(self, film: str, profile: str, options: MakeOptions) -> FilmRecord:
        self.did.append(f"render {film} with {profile}")
        return self.records[film].model_copy(update={"film": "other-00000000", "profile": profile})

    def add_image(self, path: Path) -> ArtifactRef:
        return ArtifactRef(sha256="a" * 64, media_type="image/png", size=3)

    def _put(self, film: str, brief: Brief, script: Script, outcome: FilmOutcome) -> FilmRecord:
        self.records[film] = FilmRecord(film=film, profile="preview", outcome=outcome, brief=brief, script=script)
        self.histories[film] = begun(script, versions.now())
        return self.records[film]

    def _put_script(self, film: str) -> FilmRecord:
        script = self.histories[film].current.script
        self.records[film] = self.records[film].model_copy(update={"script": script})
        return self.records[film]

    def _changed(self, film: str, change: Change, said: str = "") -> tuple[History, tuple[str, ...]]:
        history, brief = self.histories[film], self.records[film].brief
        after, words = versions.changed(history, change, brief, said)
        return after, (change.kind,) if isinstance(change, Undo | Redo) else words

    def _forecast(self, film: str, words: tuple[str, ...], script: Script) -> Forecast:
        clip = Planned(stage=Stage.CLIP, about="scene-2", fingerprint="b" * 64, reused=False, seconds=2.0)
        return Forecast(film=film, changes=words, requests=(clip,), workers=1, seconds=2.0, script=script)
