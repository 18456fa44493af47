"""One door to all edits: `edited(script, edits)`."""

from collections.abc import Callable, Sequence
from typing import Any

from videostudio.agents.editing import casting, filming, settings, structure
from videostudio.agents.editing.saying import in_words
from videostudio.film import edits as e
from videostudio.film.edits import ScriptEdit
from videostudio.film.errors import ScriptError
from videostudio.film.script import Script

_APPLY: dict[type, Callable[[Script, Any], Script]] = {
    e.TellScene: filming.told,
    e.SetNarration: filming.narrated,
    e.SetJoin: filming.joined,
    e.Retake: filming.retaken,
    e.SetCamera: filming.filmed,
    e.SetStyle: filming.styled,
    e.SetTitle: filming.titled,
    e.SetPlace: settings.placed,
    e.SetTime: settings.timed,
    e.SetWeather: settings.weathered,
    e.SetLength: structure.lengthened,
    e.SetFilmLength: structure.film_lengthened,
    e.OrderScenes: structure.ordered,
    e.AddScene: structure.added,
    e.RemoveScenes: structure.removed,
    e.SplitScene: structure.split,
    e.MergeScenes: structure.merged,
    e.Recast: casting.recast,
    e.Redescribe: casting.redescribed,
    e.UseImage: casting.pictured,
}


class Unchanged(ScriptError):
    """The script is as the edit wants it already; `what` that is, in words."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: it is like that already, so nothing would change")
        self.what = what


def edited(script: Script, edits: Sequence[ScriptEdit]) -> Script:
    """`script` with all `edits`, one after the other, as its next version. Raises ScriptError where an edit names what
    the script does not have or asks for what no film can be, Unchanged where it changes nothing."""
    new = script
    for edit in edits:
        before, new = new, _APPLY[type(edit)](new, edit)
        if new == before:
            raise Unchanged(in_words(before, edit))
    return new.model_copy(update={"version": script.version + 1})
