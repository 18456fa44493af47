"""The paper's sampler in place of a folder's own."""

from typing import Any

from diffusers import DDIMScheduler, SchedulerMixin

TRAINED = ("num_train_timesteps", "beta_start", "beta_end", "beta_schedule", "prediction_type")
"""What a folder's scheduler tells of the model's training."""


def paper_sampler(own: SchedulerMixin) -> DDIMScheduler:
    """DDIM (section 4) over the levels of noise that a model was trained with; otherwise as the released script for
    pictures has it: nothing is clipped, and the last step ends at training's first level."""
    untyped: Any = own
    ddim: Any = DDIMScheduler
    told = {name: untyped.config[name] for name in TRAINED}
    sampler: DDIMScheduler = ddim(**told, clip_sample=False, set_alpha_to_one=False, steps_offset=1)
    return sampler
