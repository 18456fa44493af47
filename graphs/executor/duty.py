"""What a worker is started with."""

from videostudio.film.noun import Noun
from videostudio.graphs.profile import REMOTE, Profile
from videostudio.tools.store.durable import KILL_AT
from videostudio.tools.workspace import HOME_VARIABLE

OURS = "VIDEOSTUDIO_"
TOLD = frozenset({HOME_VARIABLE, "VIDEOSTUDIO_ART", KILL_AT})
"""What every worker is told of the variables of ours. All others are in its profile by now, or are not for it: workers
call no language model, keep no locks and open no doors."""
OF_SERVERS = frozenset({"VIDEOSTUDIO_REMOTE_BASE_URL", "VIDEOSTUDIO_REMOTE_API_KEY"})
"""What a worker that asks a server needs besides: its key, and whose it is."""


class Duty(Noun):
    """`store` is the folder of the artifact store on the worker's machine, `shared` the URL of the store behind it, ""
    for none; `alone` is a worker that has its device for itself."""

    store: str
    profile: Profile
    shared: str = ""
    alone: bool = False

    @property
    def told(self) -> frozenset[str]:
        """The variables of ours that its worker is told of."""
        return TOLD | (OF_SERVERS if REMOTE in self.profile.backends else frozenset())
