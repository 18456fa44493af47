"""What VideoStudio-Vid learns from one batch: to tell noise from a clip beside the clean latent of its middle frame
(arXiv 2401.01256, section 3.4)."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel
from videostudio.training.img.loss import Prediction, min_snr, noised, target_of, timesteps_of
from videostudio.training.trainer.task import Batch
from videostudio.training.vid.scale import Dropping, VidScale


def clip_loss(
    unet: UNet3DConditionXLModel,
    levels: Tensor,
    prediction: Prediction,
    batch: Batch,
    scale: VidScale,
    noise: torch.Generator,
) -> tuple[Tensor, dict[str, float]]:
    """The loss of B clips, and its parts for the log.

    `levels` (1000,): the share of the clean clip's variance that every timestep leaves (alpha bar).
    `prediction`: as of the image model that the UNet started from.
    `batch`: as `Encoders.of` gives it, B rows each. The clean latent of the middle frame goes first and is not scored.
    """
    device = levels.device
    clean = batch["latents"].to(device).float().transpose(1, 2)  # (B, C, T, h, w)
    clips, middle = len(clean), clean.shape[2] // 2
    flat = clean.flatten(1, 2)
    steps = timesteps_of(scale.sigmas, levels, clips, noise).to(device)
    added = torch.randn(flat.shape, generator=noise, device=device)
    signal = levels[steps]
    noisy = noised(flat, added, signal).view_as(clean)
    wanted = target_of(prediction, flat, added, signal).view_as(clean)
    sample = torch.cat([clean[:, :, middle : middle + 1], noisy], dim=2)
    tokens, conditions = told(unet, {name: rows.to(device) for name, rows in batch.items()}, scale, noise)
    (found,) = unet(sample, steps, tokens, added_cond_kwargs=conditions, return_dict=False)
    wrong = (found[:, :, 1:].float() - wanted).square().mean((1, 2, 3, 4))
    loss = (wrong if scale.gamma is None else wrong * min_snr(prediction, signal, scale.gamma)).mean()
    halves = {"early": steps >= len(levels) // 2, "late": steps < len(levels) // 2}
    parts = {name: float(wrong.detach()[rows].mean()) for name, rows in halves.items() if rows.any()}
    return loss, parts


def told(
    unet: UNet3DConditionXLModel, rows: Mapping[str, Tensor], scale: VidScale, noise: torch.Generator
) -> tuple[Tensor, dict[str, Tensor]]:
    """Tokens and conditions of B clips, with what is left out of them. What the pipeline tells without guidance too -
    the pooled picture, size and score - stays."""
    clips, device = len(rows["text"]), rows["text"].device
    silent, idle = left_out(clips, scale.dropping, noise, device)
    tokens = rows["tokens"].float().masked_fill(silent[:, None, None], 0)
    size = torch.tensor([scale.height, scale.width, 0, 0, scale.height, scale.width], device=device)
    every: dict[str, Any] = {
        "text_embeds": rows["text"].masked_fill(silent[:, None], 0),
        "time_ids": size.repeat(clips, 1),
        "aes_scores": torch.full((clips,), scale.aes_score, device=device),
        "midf_clip_pool_fea": rows["pooled"],
        "action_prob_fea": rows["action"].masked_fill((silent | idle)[:, None], 0),
    }
    return tokens, {name: every[name] for name in unet.conditions}


def left_out(clips: int, dropping: Dropping, noise: torch.Generator, device: torch.device) -> tuple[Tensor, Tensor]:
    """(B,) each: whose tokens, text and action are left out, and whose action is."""
    draws = torch.rand((2, clips), generator=noise, device=device)
    return draws[0] < dropping.all, draws[1] < dropping.action
