"""VideoStudio: one sentence becomes a multi-scene film whose people, places and things stay the same."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from videostudio.apps.agent_tools import film_tools
    from videostudio.apps.desk.films import Film
    from videostudio.apps.desk.wishes import Wishes
    from videostudio.apps.subgraph import film_subgraph
    from videostudio.face import (
        approve,
        cancel,
        chat,
        edit,
        forecast,
        make_film,
        plan,
        redo,
        reject,
        render,
        resume,
        status,
        undo,
    )
    from videostudio.film.brief import Brief
    from videostudio.film.record import FilmRecord

__version__ = "0.1.0"
__all__ = [
    "Brief",
    "Film",
    "FilmRecord",
    "Wishes",
    "__version__",
    "approve",
    "cancel",
    "chat",
    "edit",
    "film_subgraph",
    "film_tools",
    "forecast",
    "make_film",
    "plan",
    "redo",
    "reject",
    "render",
    "resume",
    "status",
    "undo",
]

_HOMES = {
    "Brief": "videostudio.film.brief",
    "Film": "videostudio.apps.desk.films",
    "FilmRecord": "videostudio.film.record",
    "Wishes": "videostudio.apps.desk.wishes",
    "film_subgraph": "videostudio.apps.subgraph",
    "film_tools": "videostudio.apps.agent_tools",
}
"""Where a public name comes from, if not from `videostudio.face`."""


def __getattr__(name: str) -> object:
    """Loads a public name when it is first asked for, so that `import videostudio` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'videostudio' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES.get(name, "videostudio.face")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
