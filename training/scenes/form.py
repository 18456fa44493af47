"""How scenes are drawn to be learned from."""

from pydantic import Field, model_validator

from videostudio.film.noun import Noun


class Form(Noun):
    """`width` x `height` px of a picture, drawn `fine` times as large and then reduced: that gives smooth edges and
    full colour, and cut-outs of more px than the picture has. `art` is the pack of artworks, `seed` the world's."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    fine: int = Field(default=2, ge=1)
    art: str = "fluent"
    seed: int = 1

    @model_validator(mode="after")
    def _even(self) -> "Form":
        if self.width * self.fine % 2 or self.height * self.fine % 2:
            raise ValueError(f"{self.width} x {self.height} px are drawn with odd sides: give even ones, or fine 2")
        return self
