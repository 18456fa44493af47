"""Numbers that run away, seen where they first do."""

from typing import TYPE_CHECKING

from videostudio.film.errors import GeneratorError

if TYPE_CHECKING:
    from torch import Tensor


def refuse_wild(numbers: "Tensor", when: str, what: str) -> None:
    """Raises GeneratorError for numbers that are not finite: all that is computed from them would only pass it on."""
    wrong = numbers.isfinite().logical_not()
    if wrong.any():
        raise GeneratorError(
            f"{when} {int(wrong.sum())} of {wrong.numel()} {what} are not finite ({str(numbers.dtype)[6:]}): "
            "try another seed, or float32, as on the CPU"
        )
