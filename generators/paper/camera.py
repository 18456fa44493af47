"""The paper's camera: once a clip's outline is there, its prediction is moved as the script's camera would move it.

Owns how latents move and the one adjustment of a sampling run (arXiv 2401.01256, camera movement). Knows no network
and keeps no loop: whoever samples calls `CameraGuide.adjusted` before each step of the scheduler.
"""

from dataclasses import dataclass
from typing import Any

import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, SchedulerMixin
from torch import Tensor

from videostudio.film.camera import CameraMove, Flow
from videostudio.film.errors import BackendMissing, StudioError

PREDICTIONS = ("epsilon", "v_prediction")
"""What a network may say of a noisy clip: its noise, as the paper's, or alpha * noise - sigma * clean (Salimans and Ho
2022, arXiv 2202.00512)."""
LATENT_PX = 8
"""Pixels of the frame under one latent, in both directions."""
SCHEDULERS = (DDIMScheduler, DPMSolverMultistepScheduler)
STILL = Flow(0.0, 0.0, 1.0)


def in_latents(flow: Flow) -> Flow:
    """A flow in px of the frame as one in latents: distances shrink, a scale stays what it is."""
    return Flow(flow.dx / LATENT_PX, flow.dy / LATENT_PX, flow.scale)


def repeated(flow: Flow, times: int) -> Flow:
    """`flow` from one frame to the next, over `times` frames; backwards if negative."""
    scale = flow.scale**times
    way = times if flow.scale == 1 else (scale - 1) / (flow.scale - 1)
    return Flow(flow.dx * way, flow.dy * way, scale)


def warp(latents: Tensor, flow: Flow) -> Tensor:
    """The clip with a camera's motion on top of its own.

    latents: (B, C, F, H, W), any float dtype, and so is the result. flow: from a frame to the next, in latents.
    The frame in the middle stays, as it is the one whose reference the paper trains with; each of the others is
    moved once, by the flows between it and the middle. What comes into sight is the picture mirrored at its edge:
    it goes with the rest of the frame, where smeared edges would stand still and zeros would be a grey wall.
    """
    frames, height, width = latents.shape[2:]
    ways = [repeated(flow, frame - frames // 2) for frame in range(frames)]
    columns = torch.stack([resampling(width, way.scale, way.dx) for way in ways]).to(latents.device)
    rows = torch.stack([resampling(height, way.scale, way.dy) for way in ways]).to(latents.device)
    return torch.einsum("fyv,bcfvu,fxu->bcfyx", rows, latents.float(), columns).to(latents.dtype)


def resampling(size: int, scale: float, shift: float) -> Tensor:
    """(size, size) float32: a row of points times its transpose is the row after a point p, measured from the row's
    centre, has moved to scale * p + shift. Cubic convolution (Keys 1981) with a = -1/2, the one value at which
    points in between lie where they should: torch's own -3/4 moves a slope by up to a twentieth of a latent."""
    centre = (size - 1) / 2
    sources = (torch.arange(size, dtype=torch.float64) - centre - shift) / scale + centre
    points = sources.floor()[:, None] + torch.arange(-1, 3)
    away = (sources[:, None] - points).abs()
    near, far = (1.5 * away - 2.5) * away**2 + 1, ((2.5 - 0.5 * away) * away - 4) * away + 2
    mirrored = points.long() % (2 * size)
    mirrored = torch.minimum(mirrored, 2 * size - 1 - mirrored)
    weights = torch.zeros(size, size, dtype=torch.float64)
    return weights.scatter_add_(1, mirrored, torch.where(away <= 1, near, far)).float()


def known(scheduler: SchedulerMixin) -> Any:
    """`scheduler`, one of SCHEDULERS, whose attributes diffusers does not type. Raises BackendMissing for others."""
    if not isinstance(scheduler, SCHEDULERS):
        raise BackendMissing(
            f"a scripted camera works with DDIMScheduler and DPMSolverMultistepScheduler, not with "
            f"{type(scheduler).__name__}: put one of them into the model's folder"
        )
    solver: Any = scheduler
    if (predicts := solver.config["prediction_type"]) not in PREDICTIONS:
        raise BackendMissing(
            f"a scripted camera needs a model that predicts {' or '.join(PREDICTIONS)}, not '{predicts}': "
            "take another model, or a static camera"
        )
    return solver


def levels(scheduler: Any, step: int) -> tuple[float, float]:
    """(alpha, sigma) before `step`: the sample is alpha * clean + sigma * noise, with squares that sum to 1."""
    solver: Any = scheduler
    if isinstance(scheduler, DDIMScheduler):
        kept = float(solver.alphas_cumprod[solver.timesteps[step]])
        return kept**0.5, (1 - kept) ** 0.5
    ratio = float(solver.sigmas[step])
    alpha = (1 + ratio**2) ** -0.5
    return alpha, ratio * alpha


@dataclass(frozen=True)
class CameraGuide:
    """One clip's camera while it is sampled. `fps` is the model's own; `after_steps` is the paper's T_m, 5 of its 70
    steps; `blend` in [0, 1] is the moved clip's share in the adjusted prediction."""

    move: CameraMove
    fps: int
    after_steps: int = 5
    blend: float = 0.5

    def directed(
        self, step: int, sample: Tensor, prediction: Tensor, scheduler: SchedulerMixin
    ) -> tuple[Tensor, Tensor]:
        """The sample and the prediction to call `scheduler.step` with, for networks of either kind of PREDICTIONS.
        Raises as `adjusted`."""
        solver = known(scheduler)
        if solver.config["prediction_type"] == "epsilon":
            return self.adjusted(step, sample, prediction, scheduler), prediction
        alpha, sigma = levels(solver, step)
        noise = alpha * prediction.float() + sigma * sample.float()
        moved = self.adjusted(step, sample, noise, scheduler)
        if moved is sample:
            return sample, prediction
        # Of one noise and another clean clip the network would have said another velocity.
        clean = (moved.float() - sigma * noise) / alpha
        return moved, (alpha * noise - sigma * clean).to(prediction.dtype)

    def adjusted(self, step: int, sample: Tensor, noise: Tensor, scheduler: SchedulerMixin) -> Tensor:
        """The sample to call `scheduler.step` with in place of `sample`; the same one but at `after_steps`.

        step: steps done so far. sample, noise: (B, C, F, H, W), the noisy latents before that step and what the
        network (guidance included) takes for their noise. At `after_steps` the clean clip in them is blended with
        the moved one and gets the same noise again. A scheduler that remembers predictions forgets those made
        before: they show a camera that stands still. Raises BackendMissing for another scheduler or one that does
        not predict noise, StudioError if the run ends before the camera's turn.
        """
        solver = known(scheduler)
        if self.after_steps >= len(solver.timesteps):
            raise StudioError(
                f"the camera moves after {self.after_steps} steps, and there are {len(solver.timesteps)}: "
                "take more steps or move it earlier"
            )
        flow = self._flow(sample)
        if step != self.after_steps or flow == STILL or self.blend == 0:
            return sample
        alpha, sigma = levels(solver, step)
        clean = (sample.float() - sigma * noise.float()) / alpha
        clean = torch.lerp(clean, warp(clean, flow), self.blend)
        _forget(solver)
        return (alpha * clean + sigma * noise.float()).to(sample.dtype)

    def _flow(self, sample: Tensor) -> Flow:
        height, width = sample.shape[-2:]
        return in_latents(self.move.flow(width * LATENT_PX, height * LATENT_PX, self.fps))


def _forget(scheduler: Any) -> None:
    """The next step of a multistep solver is its first again."""
    solver: Any = scheduler
    if isinstance(scheduler, DPMSolverMultistepScheduler):
        solver.model_outputs = [None] * solver.config["solver_order"]
        solver.lower_order_nums = 0
