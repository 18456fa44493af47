"""A profile: which backend plays which role, and with which faults, if faults are wanted."""

from videostudio.film.noun import Noun
from videostudio.generators.faults import FaultPlan

REMOTE = "remote"
"""The backend whose pictures and clips a server makes and may bill for."""


class Profile(Noun):
    """`name` is what users say; the roles name backends of the registries in `bootstrap.py`."""

    name: str
    entity_imager: str
    scene_imager: str
    scene_filmer: str
    composer: str = "procedural"
    writer: str = "house"
    faults: FaultPlan | None = None
    calibration: str = ""
    """The calibration it is judged by; "" for the one of its own name."""
    settings: dict[str, dict[str, str | int]] = {}
    """Backend -> what is set for it on this machine."""
    usual: dict[str, dict[str, str | int]] = {}
    """Backend -> what is set for it where this machine says nothing else."""
    weights: str = ""
    """The folder in which backends find models, where their settings name no other."""
    most_workers: int | None = None
    """How many worker processes may have its models in memory at a time, None for as many as there are cores, or one
    where its models fill the machine."""
    cache: str | None = None
    """A folder that backends may keep work in that can be done again at any time."""
    jobs: str = ""
    """The folder in which backends note what they sent to a server."""
    shared: str = ""
    """The address of the store at which they note it instead, where several machines share one of objects."""
    settings_file: str = ""
    """The file in which a key of a server may be set. The key itself is kept nowhere else."""
    art: str = ""
    """The pack of artworks that the animatic draws with; "" for the usual one. A film's order has its name."""

    @property
    def backends(self) -> tuple[str, ...]:
        """Those that play its roles, each once."""
        return tuple(dict.fromkeys((self.entity_imager, self.scene_imager, self.scene_filmer)))
