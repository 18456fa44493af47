"""One sentence while it is being read: the script as its earlier clauses left it, and what the marks stand for."""

import re
from dataclasses import dataclass

from videostudio.agents.chat.references import MARK, Marked
from videostudio.agents.chat.said import Context, Unclear
from videostudio.film.script import Script


@dataclass
class Turn:
    """`script` is changed by every clause; `recent` are the scenes spoken of last, `cast` the entities."""

    context: Context
    script: Script
    found: Marked
    recent: tuple[str, ...]
    cast: tuple[str, ...] = ()

    def scenes(self, mark: str) -> tuple[str, ...]:
        """The scenes of a mark or of a pronoun ("it"), which are spoken of from now on. Raises Unclear."""
        if mark.startswith("§"):
            self.recent = self.found.ids(mark)
        known = {scene.id for scene in self.script.scenes}
        here = tuple(one for one in self.recent if one in known)
        if not here and len(known) == 1:
            here = tuple(known)
        if not here:
            raise Unclear("Which scene do you mean?", "scene 2", "the last scene", "every scene")
        return here

    def plain(self, words: str) -> str:
        """Words of the speaker's own, without marks: a title may speak of "scene 2" too."""
        return re.sub(r"§([0-9]+)", lambda match: self.found.said[int(match[1])], words).strip()

    def said(self, mark: str) -> str:
        """What stood in the place of a mark."""
        return self.found.said[int(mark.removeprefix(MARK))]

    def about_scenes(self, words: str) -> str:
        """The first mark in `words` that means some of the scenes and not the film; "" where there is none."""
        everyone = len(self.script.scenes)
        for mark in re.findall(rf"{MARK}[0-9]+", words):
            if not self.found.is_film(mark) and len(self.found.ids(mark)) < everyone:
                return str(mark)
        return ""

    def scene(self, mark: str) -> str:
        """The one scene of a mark. Raises Unclear for several."""
        here = self.scenes(mark)
        if len(here) > 1:
            raise Unclear("That is more than one scene. Which one do you mean?", "scene 2", "the last scene")
        return here[0]
