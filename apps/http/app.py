"""The application: routes, gate, and the films that an earlier process left unfinished."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from videostudio import __version__
from videostudio.apps.desk.orders import Orders
from videostudio.apps.desk.service import Service
from videostudio.apps.http import directing, faults, videos
from videostudio.apps.http.gate import Gate
from videostudio.apps.http.metrics import CONTENT_TYPE, Metrics
from videostudio.apps.http.seats import Seated, is_owner
from videostudio.apps.http.telling import Streams
from videostudio.film.errors import NotAllowed, VideoStudioError


def built(service: Service) -> FastAPI:
    """The application over `service`. Its lifespan takes up unfinished films, and lets them fall at the end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.recover()
        yield
        await service.close()

    # The pages that FastAPI has of itself load scripts from other hosts.
    app = FastAPI(
        title="VideoStudio",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    metrics = Metrics()
    app.state.service, app.state.orders, app.state.streams = service, Orders(), Streams()
    app.include_router(videos.router)
    app.include_router(directing.router)
    app.add_middleware(Gate, keyring=service.keyring, limits=service.limits, metrics=metrics)
    handlers: dict[type[Exception], Any] = {
        VideoStudioError: faults.of_error,
        HTTPException: faults.of_http,
        RequestValidationError: faults.of_validation,
        ClientDisconnect: faults.of_disconnect,
        Exception: faults.of_bug,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)

    @app.get("/healthz", tags=["machine"])
    async def healthz() -> dict[str, str]:
        """Whether the server answers."""
        return {"status": "ok", "version": __version__}

    @app.get("/metrics", tags=["machine"], response_class=PlainTextResponse)
    def measured(seat: Seated) -> PlainTextResponse:
        """Requests and films in Prometheus' text format, for the machine's owner."""
        if not is_owner(seat):
            raise NotAllowed("what this machine does is its owner's business: their token is VIDEOSTUDIO_TOKEN's")
        states = Counter(job.state.value for one in service.seats for job in one.jobs.jobs())
        return PlainTextResponse(metrics.text(states), media_type=CONTENT_TYPE)

    return app
