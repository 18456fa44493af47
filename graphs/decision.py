"""What a user answers when the film waits for them."""

from typing import Annotated

from pydantic import Field

from videostudio.film.noun import Noun


class Decision(Noun):
    """Approved or not, and why."""

    approved: bool
    note: Annotated[str, Field(max_length=2000)] = ""
