"""The base of every noun: a frozen pydantic model that refuses unknown fields."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value. Equal content means equal value; unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
