"""The cards of a film: what its title card and its end card say and show, and how they are joined."""

from collections import Counter
from collections.abc import Mapping, Sequence

from videostudio.agents.transitions import CROSSFADE
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import END_MS, TITLE_MS
from videostudio.film.entity import EntityKind
from videostudio.film.requests import Card, CutShot
from videostudio.film.scene import frames_in
from videostudio.film.script import Script

END = "The End"
MOST_PICTURED = 2


def between_cards(
    shots: Sequence[CutShot],
    script: Script,
    references: Mapping[str, ArtifactRef | None],
    licences: Sequence[str],
    fps: int,
) -> list[CutShot]:
    """`shots` between the title card, which melts into the first scene, and the end card, into which the last one
    melts and which sinks to black. `licences` are the credits that the artwork asks the film to show."""
    place = references.get(script.scenes[0].background)
    cast = tuple(ref for entity_id in leads(script) if (ref := references.get(entity_id)) is not None)
    title = Card(text=script.title, line=script.logline, cast=cast, place=place)
    end = Card(text=END, credit=" ".join(licences), cast=cast, place=place, closes=True)
    first, *others = shots
    return [
        CutShot(card=title, frames=frames_in(TITLE_MS, fps), chapter="Title"),
        first.model_copy(update={"transition": CROSSFADE}),
        *others,
        CutShot(card=end, frames=frames_in(END_MS, fps), transition=CROSSFADE, chapter=END),
    ]


def leads(script: Script) -> tuple[str, ...]:
    """Whom the film is about: the living ones seen most often, or the things where nobody lives; the earlier first."""
    seen = Counter(entity_id for scene in script.scenes for entity_id in scene.foreground)
    lives = {e.id for e in script.entities if e.kind in (EntityKind.PERSON, EntityKind.ANIMAL)}
    ranked = sorted(seen, key=lambda entity_id: (entity_id not in lives, -seen[entity_id]))
    return tuple(ranked[:MOST_PICTURED])
