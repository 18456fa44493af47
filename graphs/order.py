"""A film's order: what it was started with, kept in its folder so that it can be resumed from nothing else."""

from pathlib import Path

from pydantic import ValidationError

from videostudio.film.brief import Brief
from videostudio.film.errors import FilmNotFound
from videostudio.film.noun import Noun
from videostudio.film.record import Twin
from videostudio.film.script import Script
from videostudio.graphs.profile import Profile
from videostudio.tools.store.durable import Kind, write_atomic

ORDER_FILE = "order.json"
LEDGER_FILE = "ledger.jsonl"
SPENDING_FILE = "spending.jsonl"
EVENTS_FILE = "events.jsonl"


class FilmOrder(Noun):
    """`upscale` is the style in which small pictures are made large, "" for the profile's usual one; `preflight` is
    what was done so that the profile fits the machine.

    `given` is a script made elsewhere, `twin` the film that it is of, `edited` the script as its user last changed
    it; `out` is the folder the user wants film and report in."""

    film: str
    brief: Brief
    profile: Profile
    upscale: str = ""
    name: str | None = None
    given: Script | None = None
    edited: Script | None = None
    out: str | None = None
    twin: Twin | None = None
    preflight: tuple[str, ...] = ()

    @property
    def script(self) -> Script | None:
        """The script to shoot; None if it is still to be written."""
        return self.edited or self.given


def keep(order: FilmOrder, folder: Path) -> None:
    """Makes the order durable in the film's folder."""
    write_atomic(folder / ORDER_FILE, order.model_dump_json(indent=1).encode(), kind=Kind.FILM)


def published_folder(order: FilmOrder | None, home: Path) -> Path:
    """Where film and report lie: the film's own folder, or one of its name in the folder the user wants."""
    return Path(order.out) / home.name if order is not None and order.out else home


def load(folder: Path) -> FilmOrder | None:
    """The order in a film's folder; None if there is none, or it cannot be read."""
    try:
        return FilmOrder.model_validate_json((folder / ORDER_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def load_or_refuse(folder: Path) -> FilmOrder:
    """The order in a film's folder. Raises FilmNotFound with what to do."""
    order = load(folder)
    if order is None:
        raise FilmNotFound(
            f"the film '{folder.name}' has lost its order ({folder / ORDER_FILE}): give the same sentence to "
            "`videostudio make` again; whatever was made for it is still in the store"
        )
    return order
