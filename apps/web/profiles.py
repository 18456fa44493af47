"""What films can be filmed with, as a choice: what is not set up on this machine says so."""

from videostudio.film.errors import OperatorError
from videostudio.graphs import bootstrap
from videostudio.graphs.profile import Profile
from videostudio.tools.preflight import CheckState
from videostudio.tools.workspace import Workspace


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
