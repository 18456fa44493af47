"""Whether the films of a manifest can be made, all of them looked at before the first is begun."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from videostudio.apps.batch.manifest import Broken, Item
from videostudio.apps.desk.admission import together
from videostudio.apps.desk.desk import Desk
from videostudio.film.brief import Brief
from videostudio.film.errors import FilmNotFound, VideoStudioError
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.graphs import bootstrap
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.preflight import check, read_machine, refuse_blocked

MADE = (FilmOutcome.FINISHED, FilmOutcome.DEGRADED)


@dataclass(frozen=True)
class Admitted:
    """An item that can be made. `film` is the id that its brief gives it, `made` its film if that is there already."""

    number: int
    brief: Brief
    options: MakeOptions
    film: str
    made: FilmRecord | None = None


def admit(items: Sequence[Item | Broken], desk: Desk, at_once: int) -> list[Admitted | Broken]:
    """Every item, admitted or told why not. Raises OperatorError where the machine has no room for all of them."""
    found = [_admitted(item, desk, at_once) if isinstance(item, Item) else item for item in items]
    wanted = {one.film: one for one in found if isinstance(one, Admitted) and one.made is None}
    needs = together((desk.studio.needs(one.brief, one.options) for one in wanted.values()), at_once)
    refuse_blocked(check(needs, read_machine(desk.workspace.ensure().root)))
    return found


def _admitted(item: Item, desk: Desk, at_once: int) -> Admitted | Broken:
    try:
        brief, options = desk.asked_for(item.wishes)
        options = replace(options, workers=options.workers or _share(options, desk, at_once))
        film = desk.studio.film_of(brief, options)
        return Admitted(item.number, brief, options, film, _made(film, brief, desk))
    except VideoStudioError as error:
        return Broken(item.number, " ".join(item.wishes.prompt.split())[:60], error)


def _share(options: MakeOptions, desk: Desk, at_once: int) -> int:
    """The workers that a film gets where so many share the machine."""
    profile = bootstrap.made_with(options.profile, desk.workspace, options.upscale, options.writer)
    return max(1, bootstrap.usual_workers(profile) // at_once)


def _made(film: str, brief: Brief, desk: Desk) -> FilmRecord | None:
    """The film if it is there and whole: of this brief, and with its file where people look for it."""
    try:
        found = desk.status(film)
    except FilmNotFound:
        return None
    whole = found.outcome in MADE and found.record.brief == brief and "film" in found.paths
    return found.record if whole else None
