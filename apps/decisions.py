"""The user's word on a film that waits for it."""

from videostudio.apps.desk.words import whole
from videostudio.film.errors import BriefError
from videostudio.graphs.decision import Decision

LONGEST_NOTE = 2000


def decision_from(approve: bool, reject: str | None) -> Decision | None:
    """What --approve and --reject mean together; None if neither was given. Raises BriefError for both."""
    if approve and reject is not None:
        raise BriefError("--approve and --reject together contradict each other: give one of them")
    if reject is not None:
        return decision(False, reject)
    return decision(True) if approve else None


def decision(approved: bool, note: str = "") -> Decision:
    """A word on what a film waits with. Raises BeyondLimits for a note that is too long, BriefError."""
    return Decision(approved=approved, note=whole(note, "the note", LONGEST_NOTE))
