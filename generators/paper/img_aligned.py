"""Attention to references that knows where each of them is to stand: VideoStudio-Img as it is trained here.

The paper's cross-attention to local tokens (section 3.3, equation 3) finds by itself which piece of which reference a
place of the picture shows. A model of eleven million weights did not learn that in 64,000 pictures: figures stayed
spots of the right colours (docs/design/0025). So here every token has a point in the picture, its reference being laid
over the box where it belongs, and the logits fall off with the distance between the two, as the prior of a Gaussian:

    softmax(q k / sqrt(d) - |x_q - x_k|^2 / (2 s^2)) v,    s^2 = (cell^2 + spacing^2) / 4

`cell` being the distance of queries, `spacing` that of a reference's tokens. Figures add nothing outside of their
boxes. The place's picture is laid over the whole picture. Lengths are in heights of the picture. No weight is added:
adapters are the same files. Torch is imported; only pipelines that are loaded import this.
"""

from collections.abc import Sequence
from math import isqrt, sqrt
from typing import Any

import torch
from diffusers.models import attention_processor
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

_untyped: Any = attention_processor
Stock = _untyped.IPAdapterAttnProcessor2_0
FIGURES = 0
"""The adapter that looks at figures; the other one looks at the place."""


class Layout:
    """Where references belong: `boxes` (B, n, 3) are the middles (x, y) and the sides of the squares that figures are
    laid over, one behind the other as their tokens are; `aspect` is the picture's width. For all samples alike where B
    is 1."""

    def __init__(self, boxes: Tensor, aspect: float) -> None:
        self._boxes, self._aspect = boxes, aspect
        self._known: dict[tuple[int, int, int], tuple[Tensor, Tensor]] = {}

    def prior(self, branch: int, queries: int, tokens: int) -> tuple[Tensor, Tensor]:
        """What is added to the logits (B, 1, queries, tokens), and how much of what is found counts (B, 1, queries,
        1), 1 or 0; B may be 1. Raises ValueError for a number of queries that is no picture of this aspect."""
        key = (branch, queries, tokens)
        if key not in self._known:
            at, cell = self._cells(queries)
            points, spacing = self._over_figures(tokens) if branch == FIGURES else self._over_picture(tokens)
            apart = (at[:, None] - points[:, None]).square().sum(-1)
            bias = -2 * apart / (cell**2 + spacing.square())[:, None]
            self._known[key] = bias[:, None], self._inside(at, cell, branch)
        return self._known[key]

    def _cells(self, queries: int) -> tuple[Tensor, float]:
        """Where queries are (queries, 2), row by row, and how far apart."""
        rows = round(sqrt(queries / self._aspect))
        columns = queries // max(1, rows)
        if rows * columns != queries:
            raise ValueError(f"{queries} places make no picture that is {self._aspect:.3g} times as wide as high")
        return _grid(rows, columns, self._boxes) * self._boxes.new_tensor([self._aspect, 1.0]), 1 / rows

    def _over_figures(self, tokens: int) -> tuple[Tensor, Tensor]:
        """Where tokens are (B, tokens, 2), and how far apart (B, tokens)."""
        side = isqrt(tokens // self._boxes.shape[1])
        middles, sides = self._boxes[..., None, :2], self._boxes[..., None, 2:]
        points = middles + (_grid(side, side, self._boxes) - 0.5) * sides
        return points.flatten(1, 2), (sides / side).expand(-1, -1, side * side, -1).flatten(1)

    def _over_picture(self, tokens: int) -> tuple[Tensor, Tensor]:
        side = isqrt(tokens)
        points = _grid(side, side, self._boxes) * self._boxes.new_tensor([self._aspect, 1.0])
        return points[None], self._boxes.new_full((1, tokens), (self._aspect + 1) / (2 * side))

    def _inside(self, at: Tensor, cell: float, branch: int) -> Tensor:
        if branch != FIGURES:
            return at.new_ones(1, 1, len(at), 1)
        reach = (self._boxes[..., 2:] + cell) / 2 * (self._boxes[..., 2:] > 0)
        away = (at - self._boxes[..., None, :2]).abs().amax(-1)
        return (away < reach).any(1).to(at)[:, None, :, None]


class AlignedProcessor(Stock):  # type: ignore[misc, valid-type]
    """IPAdapterAttnProcessor2_0 with a Layout in place of its masks, whose way through the UNet it takes; without one
    the same as before."""

    def __call__(
        self,
        attn: Any,
        hidden_states: Tensor,
        encoder_hidden_states: Any = None,
        attention_mask: Tensor | None = None,
        temb: Tensor | None = None,
        scale: float = 1.0,
        ip_adapter_masks: Any = None,
    ) -> Tensor:
        """(B, queries, C), and words with references (B, n, N, X) each -> (B, queries, C)."""
        if not isinstance(ip_adapter_masks, Layout):
            found: Tensor = super().__call__(
                attn, hidden_states, encoder_hidden_states, attention_mask, temb, scale, ip_adapter_masks
            )
            return found
        words, references = encoder_hidden_states
        query = _heads(attn.to_q(hidden_states), attn.heads)
        summed = scaled_dot_product_attention(
            query, _heads(attn.to_k(words), attn.heads), _heads(attn.to_v(words), attn.heads)
        )
        for branch, (tokens, strength) in enumerate(zip(references, self.scale, strict=True)):
            strengths = _each(strength, tokens)
            if not strengths.any():
                continue
            keys = _heads(self.to_k_ip[branch](tokens.flatten(1, 2)), attn.heads)
            values = _heads(self.to_v_ip[branch]((tokens * strengths).flatten(1, 2)), attn.heads)
            bias, counts = ip_adapter_masks.prior(branch, query.shape[2], keys.shape[2])
            bias, counts = (_as_many(each, len(query)) for each in (bias, counts))
            summed = summed + counts * scaled_dot_product_attention(query, keys, values, attn_mask=bias.to(query))
        merged = summed.transpose(1, 2).flatten(2).to(hidden_states.dtype)
        return attn.to_out[1](attn.to_out[0](merged))  # type: ignore[no-any-return]


def align(unet: Any) -> None:
    """Gives a UNet's adapters their place in the picture, as they are trained here."""
    found = dict(unet.attn_processors)
    for name, each in found.items():
        if isinstance(each, Stock):
            width, context = each.to_k_ip[0].out_features, each.to_k_ip[0].in_features
            weight = each.to_k_ip[0].weight
            aligned = AlignedProcessor(width, context, num_tokens=each.num_tokens, scale=each.scale)
            aligned.to(weight.device, weight.dtype).load_state_dict(each.state_dict())
            found[name] = aligned
    unet.set_attn_processor(found)


def told(layout: Layout) -> dict[str, Any]:
    """What a UNet is to be called with beside all else (`cross_attention_kwargs`): the one name that attentions without
    references overlook in silence."""
    return {"ip_adapter_masks": layout}


def _grid(rows: int, columns: int, like: Tensor) -> Tensor:
    """(rows * columns, 2): middles of the cells of the unit square, row by row, each x and y."""
    across = (torch.arange(columns, device=like.device, dtype=like.dtype) + 0.5) / columns
    down = (torch.arange(rows, device=like.device, dtype=like.dtype) + 0.5) / rows
    return torch.stack([across.expand(rows, -1), down[:, None].expand(-1, columns)], -1).flatten(0, 1)


def _heads(tokens: Tensor, heads: int) -> Tensor:
    """(B, L, heads * D) -> (B, heads, L, D)."""
    return tokens.view(*tokens.shape[:2], heads, -1).transpose(1, 2)


def _each(strength: float | Sequence[float], tokens: Tensor) -> Tensor:
    """(1, n, 1, 1): an adapter's scale, or that of each of its references."""
    found = tokens.new_tensor(strength).flatten()
    return found.expand(tokens.shape[1])[None, :, None, None]


def _as_many(each: Tensor, batch: int) -> Tensor:
    """For `batch` samples: guidance asks for all of them twice."""
    return each if len(each) == 1 else each.repeat(batch // len(each), 1, 1, 1)
