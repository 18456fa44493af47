"""How a run learns: everything about it that is not the model, the data or the loss."""

from typing import Literal

from pydantic import Field

from videostudio.film.noun import Noun

Precision = Literal["fp32", "bf16", "fp16"]


class Recipe(Noun):
    """One run. A step takes `accumulate` batches of `batch` samples on each device; the rate rises over `warmup` steps
    to `learning_rate` and then stays there ("constant", as the paper's, section 4.1) or falls to 1/50 of it
    ("cosine"). `ema_decay` is how much of the averaged weights a step keeps, `clip_norm` the largest norm of a step's
    gradients. A checkpoint is written every `checkpoint_every_s` seconds, and when the run is told to stop; samples
    are drawn every `sample_every` steps."""

    steps: int = Field(gt=0)
    batch: int = Field(gt=0)
    accumulate: int = Field(default=1, gt=0)
    learning_rate: float = Field(gt=0)
    schedule: Literal["constant", "cosine"] = "constant"
    warmup: int = Field(default=0, ge=0)
    weight_decay: float = Field(default=0.01, ge=0)
    betas: tuple[float, float] = (0.9, 0.999)
    precision: Precision = "fp32"
    ema_decay: float = Field(default=0.999, ge=0, lt=1)
    clip_norm: float = Field(default=1.0, gt=0)
    gradient_checkpointing: bool = False
    checkpoint_every_s: float = Field(default=300, gt=0)
    sample_every: int = Field(default=500, gt=0)
    seed: int = Field(default=0, ge=0, lt=2**32)
