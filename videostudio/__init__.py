"""VideoStudio: one sentence becomes a multi-scene film whose people, places and things stay the same."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from videostudio.face import make_film
    from videostudio.film.brief import Brief
    from videostudio.film.record import FilmRecord

__version__ = "0.1.0"
__all__ = ["Brief", "FilmRecord", "__version__", "make_film"]

_HOMES = {
    "make_film": "videostudio.face",
    "Brief": "videostudio.film.brief",
    "FilmRecord": "videostudio.film.record",
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is first asked for, so that `import videostudio` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'videostudio' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
