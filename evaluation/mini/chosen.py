"""Which models a study is of: those that this machine's settings name, unless a folder is given."""

from pathlib import Path

from videostudio.generators.mini.settings import MiniSettings
from videostudio.graphs.settings import settings_of
from videostudio.tools.workspace import Workspace


def chosen(models: Path | None, **changes: int) -> MiniSettings:
    """As films would draw here, but for `changes`. Raises BadSetting."""
    named = {} if models is None else {"weights": str(models)}
    return MiniSettings.of(settings_of("mini", Workspace.default()) | named | changes)
