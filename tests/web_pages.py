"""What the page shows, for tests: films of a rehearsal, looked at as the page looks at them."""

import asyncio
from pathlib import Path

from rehearsed import Rehearsal

from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import SERVED
from videostudio.apps.desk.service import Seat, Service
from videostudio.apps.desk.wishes import Wishes
from videostudio.apps.web.actions import Actions, Answer
from videostudio.apps.web.facts import Facts, Forecasts, gathered
from videostudio.graphs.studio import Studio
from videostudio.tools.workspace import Workspace

STORY = "A dog runs across a meadow. The dog sleeps."


class Looker:
    """Somebody at the page. `token` is theirs, None for whoever sits at the machine."""

    def __init__(self, service: Service, token: str | None = None) -> None:
        self.seat: Seat = service.enter(token)
        self._forecasts = Forecasts()
        self._actions = Actions(self._forecasts)

    async def begin(self, prompt: str = STORY, **wishes: object) -> str:
        """A film that waits with its script, unless `wishes` say otherwise."""
        usual = {"size": "128x128", "fps": 8, "scenes": 2, "approve": "script", **wishes}
        film = self.seat.desk.begin(Wishes.model_validate({"prompt": prompt, **usual}))
        self.seat.jobs.submit(film)
        await self.rest(film)
        return film

    async def do(self, film: str, action: str, **fields: str) -> Answer:
        """Presses a button, or sends a form."""
        return await self._actions.do(self.seat, film, action, fields)

    async def rest(self, film: str) -> Facts:
        """The film once nothing is done to it."""
        await asyncio.wait_for(self.seat.jobs.wait(film), 30)
        return await self.look(film)

    async def look(self, film: str) -> Facts:
        """The film as the page sees it."""
        return await gathered(self.seat, film, self._forecasts)


def service_at(root: Path, **tokens: str) -> Service:
    """A service whose films are rehearsed; `tokens` are guests' tokens, none for a machine of one's own."""
    workspace = Workspace(root).ensure()
    keyring = Keyring.of(workspace, {"VIDEOSTUDIO_TOKEN": tokens.get("owner", "")})
    return Service(workspace, limits=SERVED, keyring=keyring, opens=lambda home: Studio(home, produces=Rehearsal()))
