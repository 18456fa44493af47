"""What VideoStudio-Vid learns from one batch: to tell noise from a clip beside the clean latent of its middle frame
(arXiv 2401.01256, section 3.4)."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel
from videostudio.training.trainer.task import Batch
from videostudio.training.vid.scale import Dropping, VidScale


def clip_loss(
    unet: UNet3DConditionXLModel, levels: Tensor, predicts: str, batch: Batch, scale: VidScale, noise: torch.Generator
) -> tuple[Tensor, dict[str, float]]:
    """The loss of B clips, and its parts for the log.

    `levels` (1000,): the share of the clean clip's variance that every timestep leaves (alpha bar).
    `predicts`: one of camera.PREDICTIONS, as the image model that the UNet started from.
    `batch`: as `Encoders.of` gives it, B rows each. The clean latent of the middle frame goes first and is not scored.
    """
    device = levels.device
    clean = batch["latents"].to(device).float().transpose(1, 2)  # (B, C, T, h, w)
    clips, _, frames = clean.shape[:3]
    steps = torch.randint(len(levels), (clips,), generator=noise, device=device)
    added = torch.randn(clean.shape, generator=noise, device=device)
    kept = levels[steps].view(-1, 1, 1, 1, 1)
    noisy = kept.sqrt() * clean + (1 - kept).sqrt() * added
    wanted = added if predicts == "epsilon" else kept.sqrt() * added - (1 - kept).sqrt() * clean
    middle = frames // 2
    sample = torch.cat([clean[:, :, middle : middle + 1], noisy], dim=2)
    tokens, conditions = told(unet, {name: rows.to(device) for name, rows in batch.items()}, scale, noise)
    (found,) = unet(sample, steps, tokens, added_cond_kwargs=conditions, return_dict=False)
    wrong = (found[:, :, 1:].float() - wanted).pow(2).mean((1, 2, 3, 4))
    loss = (wrong * weights(levels[steps], scale.gamma, predicts)).mean()
    halves = {"early": steps >= len(levels) // 2, "late": steps < len(levels) // 2}
    parts = {name: float(wrong[rows].mean()) for name, rows in halves.items() if rows.any()}
    return loss, parts


def weights(kept: Tensor, gamma: float | None, predicts: str) -> Tensor:
    """Of clips whose alpha bar is `kept`: min(SNR, gamma) / SNR for a model of noise, and / (SNR + 1) for one of
    velocities (arXiv 2303.09556, section 3.4); 1 without gamma."""
    if gamma is None:
        return torch.ones_like(kept)
    ratio = kept / (1 - kept)
    return ratio.clamp(max=gamma) / (ratio if predicts == "epsilon" else ratio + 1)


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
