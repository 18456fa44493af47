"""What VideoStudio-Vid is told of a clip: its picture, text, action, size and score, as the released script tells them.

Knows no steps. Where a condition has a half for classifier-free guidance, that comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from videostudio.film.errors import StudioError
from videostudio.generators.paper.vid_unet import ACTIONS, UNet3DConditionXLModel


@dataclass(frozen=True)
class Seen:
    """Pictures as CLIP sees them: `tokens` (B, S, X) of the last layer, `pooled` (B, X) after its norm."""

    tokens: Tensor
    pooled: Tensor


@dataclass(frozen=True)
class Told:
    """All of B clips that stays the same over the steps: `tokens` (G, S, X) and the UNet's `conditions`, with G rows
    each. G is B, or with guidance 2B: B rows of clips without conditions, then B with them."""

    tokens: Tensor
    conditions: dict[str, Tensor]


def frame_of(picture: Image.Image, width: int, height: int) -> Tensor:
    """(3, height, width) float32 in [-1, 1]: all of the picture, squeezed where its proportions are others."""
    shown = picture.convert("RGB").resize((width, height), Image.Resampling.BILINEAR)
    return torch.from_numpy(np.asarray(shown, np.float32)).permute(2, 0, 1) / 127.5 - 1


def seen(pictures: Sequence[Image.Image], side: int, processor: Any, encoder: Any, device: torch.device) -> Seen:
    """The middle square of each picture, first scaled to `side` px, through CLIP's vision model."""
    middle = [
        ImageOps.fit(picture.convert("RGB"), (side, side), Image.Resampling.BILINEAR, centering=(0.5, 0.5))
        for picture in pictures
    ]
    pixels = processor(images=middle, return_tensors="pt").pixel_values
    told = encoder(pixels.to(device, encoder.dtype))
    return Seen(told.last_hidden_state, told.pooler_output)


def told_of(
    unet: UNet3DConditionXLModel,
    pictures: Seen,
    text: Tensor,
    *,
    negative: Tensor | None,
    actions: Tensor | None,
    size: tuple[int, int],
    aes_score: float,
    guided: bool,
) -> Told:
    """`text` and `negative` (B, D) are pooled texts, `actions` (B, 400) shares of Kinetics' actions, None for nothing
    done; `size` is width and height in px.

    Without conditions tokens and actions are zero, and so is the text if there is no negative one; the pooled picture,
    size and score stay. Raises StudioError for actions of another
    shape, and where a model has no use for them.
    """
    clips, taken, device = len(text), unet.conditions, text.device
    if actions is not None and "action_prob_fea" not in taken:
        raise StudioError("this model knows no actions: leave them out")
    if actions is not None and tuple(actions.shape) != (clips, ACTIONS):
        raise StudioError(f"actions of {clips} clips are {(clips, ACTIONS)}, not {tuple(actions.shape)}")
    width, height = size
    rows: Mapping[str, tuple[Tensor | None, Tensor]] = {
        "text_embeds": (negative, text),
        "time_ids": _same(torch.tensor([[height, width, 0, 0, height, width]] * clips)),
        "aes_scores": _same(torch.full((clips,), aes_score)),
        "midf_clip_pool_fea": _same(pictures.pooled),
        "action_prob_fea": (None, torch.zeros(clips, ACTIONS) if actions is None else actions),
    }
    conditions = {name: _halves(*rows[name], guided).to(device, torch.float32) for name in taken}
    return Told(_halves(None, pictures.tokens, guided).to(device, unet.dtype), conditions)


def _same(rows: Tensor) -> tuple[Tensor, Tensor]:
    return rows, rows


def _halves(without: Tensor | None, under: Tensor, guided: bool) -> Tensor:
    if not guided:
        return under
    return torch.cat([torch.zeros_like(under) if without is None else without, under])
