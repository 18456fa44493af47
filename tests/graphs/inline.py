"""The film graph without processes: for what cannot be provoked from outside."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from videostudio.evaluation.in_place import InPlaceExecutor, made
from videostudio.film.brief import Brief
from videostudio.film.calibration import Calibration
from videostudio.film.record import FilmRecord
from videostudio.film.requests import Request
from videostudio.graphs import calibrations
from videostudio.graphs.bootstrap import build_backends, profile_named
from videostudio.graphs.executor.port import Done
from videostudio.graphs.order import FilmOrder
from videostudio.graphs.profile import Profile
from videostudio.tools.events import Event
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.store.store import Store

Trouble = Callable[[Request], None]
"""Raises for the requests that are to go wrong."""


class InlineExecutor(InPlaceExecutor):
    """Carries requests out after `trouble` had its chance. `asked` lists them all."""

    def __init__(self, root: Path, profile: Profile, trouble: Trouble) -> None:
        super().__init__(Store(root), build_backends(profile))
        self.trouble = trouble
        self.asked: list[Request] = []

    async def run(self, request: Request) -> Done:
        self.asked.append(request)
        self.trouble(request)
        return await super().run(request)


def film(
    root: Path,
    brief: Brief,
    trouble: Trouble = lambda request: None,
    *,
    profile: Profile | None = None,
    judged: tuple[Scorer, Calibration] | None = None,
    preflight: tuple[str, ...] = (),
    home: str = "film",
    emit: Callable[[Event], object] = lambda event: None,
) -> FilmRecord:
    """The film of `brief`, made in place; `judged` is who measures it and by what, if not the profile's own, and
    `preflight` what was done so that it fits. `home` is its folder: films in several share a store. `emit` hears its
    events."""
    played = profile or profile_named("preview")
    executor = InlineExecutor(root, played, trouble)
    calibration, uncalibrated = calibrations.of(played, executor.backends, root)
    if judged is not None:
        executor.backends, calibration = replace(executor.backends, scorer=judged[0]), judged[1]
    order = FilmOrder(film="inline-00000000", brief=brief, profile=played, preflight=preflight)
    return asyncio.run(made(order, root / home, executor, executor.store, calibration, uncalibrated, emit))
