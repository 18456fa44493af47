"""The paper's sampler in place of a folder's own."""

from diffusers import DDIMScheduler, DPMSolverMultistepScheduler


def paper_sampler(own: DDIMScheduler | DPMSolverMultistepScheduler) -> DDIMScheduler:
    """DDIM (section 4) over the noise levels that a model was trained with, which the folder's scheduler tells."""
    told = {name: own.config[name] for name in ("num_train_timesteps", "beta_start", "beta_end", "beta_schedule")}
    predicts = own.config["prediction_type"]
    # As the release has them for its other model: no clipping, and the first level stays what training had.
    return DDIMScheduler(**told, prediction_type=predicts, clip_sample=False, set_alpha_to_one=False, steps_offset=1)
