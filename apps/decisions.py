"""The user's word on a film that waits for it."""

from videostudio.apps.desk.words import whole
from videostudio.film.errors import BriefError
from videostudio.graphs.decision import Decision

LONGEST_NOTE = 2000
LONGEST_SEEN = 80
SEEN = "the film's `awaited` as you saw it: a film that waits with something else by now refuses the word"
"""What `seen` is, for who sends it."""


def decision_from(approve: bool, reject: str | None, seen: str = "") -> Decision | None:
    """What --approve and --reject mean together, of what was `seen`; None if neither was given. Raises BriefError for
    both, and for --seen alone."""
    if approve and reject is not None:
        raise BriefError("--approve and --reject together contradict each other: give one of them")
    if reject is not None:
        return decision(False, reject, seen)
    if seen and not approve:
        raise BriefError("--seen says what a yes or no is said to: add --approve or --reject")
    return decision(True, seen=seen) if approve else None


def decision(approved: bool, note: str = "", seen: str = "") -> Decision:
    """A word on what a film waits with, as its user has `seen` it (`FilmRecord.awaited`). Raises BeyondLimits for what
    is too long, BriefError."""
    seen = whole(seen, "what was seen", LONGEST_SEEN)
    return Decision(approved=approved, note=whole(note, "the note", LONGEST_NOTE), seen=seen)
