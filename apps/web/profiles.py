"""What films can be filmed with, as a choice: what is not set up on this machine says so."""

from videostudio.film.errors import BadSetting, OperatorError
from videostudio.graphs import bootstrap
from videostudio.graphs.profile import Profile
from videostudio.tools.preflight import CheckState
from videostudio.tools.workspace import Workspace


class ProfileChoices:
    """The choice of everybody at one page: a guest is shown no profile of the machine's owner. Raises BadSetting where
    the operator allows none that there is."""

    def __init__(self, workspace: Workspace, allowed: tuple[str, ...]) -> None:
        self._workspace, self._allowed = workspace, allowed
        self._known: dict[Workspace, dict[str, str]] = {}
        if not self.of(workspace):
            raise BadSetting("doors.profiles names no profile that there is: `videostudio profiles` lists them")

    def of(self, workspace: Workspace) -> dict[str, str]:
        """Name -> words, of what whoever has `workspace` may choose; looked up once."""
        if workspace not in self._known:
            self._known[workspace] = profile_choices(workspace, self._allowed)
        return self._known[workspace]

    @property
    def everybodys(self) -> dict[str, str]:
        """Name -> words, of what anybody may choose."""
        return {name: words for name, words in self.of(self._workspace).items() if name in bootstrap.PROFILES}


def profile_choices(workspace: Workspace, allowed: tuple[str, ...]) -> dict[str, str]:
    """Name -> words, of the profiles in `allowed`, or of all there are."""
    known = bootstrap.profiles(workspace)
    return {name: _words(profile) for name, profile in known.items() if not allowed or name in allowed}


def _words(profile: Profile) -> str:
    try:
        missing = any(part.state is CheckState.BLOCKED for part in bootstrap.inventory(profile))
    except OperatorError:
        missing = True
    return f"{profile.name} (not set up here)" if missing else profile.name
