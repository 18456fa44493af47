"""What served doors share: guests by their tokens, each with a desk and jobs of their own, and one machine."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.films import Film
from videostudio.apps.desk.guests import OWNER, Guest, Keyring, all_guests
from videostudio.apps.desk.jobs import Jobs
from videostudio.apps.desk.limits import Limits, served
from videostudio.apps.desk.paths import NOWHERE
from videostudio.apps.desk.rates import Rates
from videostudio.film.errors import FilmNotFound
from videostudio.graphs.studio import Studio
from videostudio.tools.workspace import Workspace


@dataclass(frozen=True)
class Seat:
    """A guest who was let in."""

    guest: Guest
    desk: Desk
    jobs: Jobs

    def film(self, film: str) -> Film:
        """A film by its whole id. Raises FilmNotFound."""
        found = self.desk.status(film)
        # A desk knows films by names and beginnings of ids too: people type those, programs do not.
        if found.id != film:
            raise FilmNotFound(f"there is no film {film[:80]!r}: its id is what the answer to its order said")
        return found


class Service:
    """One for all served doors of a process, made inside its event loop. `limits` are the machine's own for None."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        limits: Limits | None = None,
        keyring: Keyring | None = None,
        opens: Callable[[Workspace], Studio] = Studio,
    ) -> None:
        self.limits = limits or served(workspace)
        self.keyring = keyring or Keyring.of(workspace)
        self.workspace, self._opens = workspace, opens
        self._rates = Rates(self.limits.requests_per_minute)
        self._turns = asyncio.Semaphore(self.limits.films_at_once)
        self._seats: dict[str, Seat] = {}

    def enter(self, token: str | None) -> Seat:
        """Lets whoever has `token` in, if they do not ask too often. Raises NotAllowed, TooBusy."""
        guest = self.keyring.guest(token)
        self._rates.take(guest.name)
        return self._seat(guest)

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Who was let in since the start, or had work left from before."""
        return tuple(self._seats.values())

    def recover(self, *names: str) -> None:
        """Takes up the films that were being made when the last process ended, of the guests of these names, of all
        where none is given."""
        for name in names or (OWNER, *all_guests(self.workspace)):
            self._seat(self.keyring.named(name)).jobs.recover()

    async def close(self) -> None:
        """Lets all work fall; `recover` takes it up."""
        await asyncio.gather(*(seat.jobs.close() for seat in self._seats.values()))

    def _seat(self, guest: Guest) -> Seat:
        if guest.name not in self._seats:
            desk = Desk(self._opens(guest.workspace), guest.workspace, limits=self.limits, paths=NOWHERE)
            self._seats[guest.name] = Seat(guest, desk, Jobs(desk, self._turns))
        return self._seats[guest.name]
