"""How well pictures come back that the autoencoder has never seen, and how large its latents are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from videostudio.training.autoencoder.losses import psnr
from videostudio.training.autoencoder.model import to_model
from videostudio.training.autoencoder.task import View, tensor_of

AT_ONCE = 8


@torch.no_grad()
def sat(model: Any, views: Sequence[View]) -> dict[str, float]:
    """psnr_db: mean over the pictures; psnr_figures_db: of all px of figures together; latents_std: of all latents;
    latents_std_least, latents_std_most: of single channels, which differ much where some are unused."""
    model.eval()
    marks, squares, px, latents = list[float](), 0.0, 0, list[torch.Tensor]()
    for at in range(0, len(views), AT_ONCE):
        pictures, figures = zip(*views[at : at + AT_ONCE], strict=True)
        wanted = to_model(tensor_of(pictures))
        coded = model.encode(wanted).latent_dist.mode()
        decoded = model.decode(coded).sample
        marks += psnr(decoded, wanted).tolist()
        mask = torch.from_numpy(np.stack(figures))[:, None].expand_as(wanted)
        squares += float(((decoded.clamp(-1, 1) - wanted) * 127.5).square()[mask].sum())
        px += int(mask.sum())
        latents.append(coded)
    all_latents = torch.cat(latents)
    channels = all_latents.std((0, 2, 3))
    return {
        "pictures": len(views),
        "psnr_db": round(float(np.mean(marks)), 3),
        "psnr_figures_db": round(float(10 * np.log10(255**2 / max(squares / max(px, 1), 1e-9))), 3),
        "latents_std": round(float(all_latents.std()), 5),
        "latents_std_least": round(float(channels.min()), 5),
        "latents_std_most": round(float(channels.max()), 5),
    }
