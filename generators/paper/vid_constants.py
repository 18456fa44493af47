"""What a clip's tokens are for in VideoStudio-Vid, made once a clip instead of once a step and frame.

Owns how cross attention is computed inside `once_per_clip`. Knows nothing of steps, guidance or what the frames show;
what the other conditions become, `UNet3DConditionXLModel.embed_conditions` gives, for the caller to keep.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from diffusers.models.attention_processor import Attention
from torch import Tensor
from torch.nn import functional as F

from videostudio.film.errors import StudioError
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel


@contextmanager
def once_per_clip(unet: UNet3DConditionXLModel, tokens: Tensor, *, frames: int, guided: bool) -> Iterator[None]:
    """Inside, `unet.denoise(sample, timestep, tokens, addends)` gives the same for less.

    `tokens`: (B, S, X); if `guided` (2B, S, X) with the unconditional half first, which is zero.
    `frames`: T of every sample, the frame of the reference among them.

    - Keys and values of every cross attention are made in the first step, one row a clip, and stay until the end. All
      frames of a clip ask them in one query of T*H*W places.
    - Zero tokens all have the same value, so whatever is asked, their mean is that value. Their half of every cross
      attention is one vector, made in the first step too.

    Nothing is approximated. Weights are only reached by calling their layers, as offloading hooks want it. The
    processors that cross attention had are set aside, and put back at the end.
    Raises StudioError for an unconditional half that is not zero, if the model is in a clip already, and inside for
    other tokens or another number of frames.
    """
    if unet.context_per_clip:
        raise StudioError("this model is in a clip already: leave its once_per_clip before the next one begins")
    silent = len(tokens) // 2 if guided else 0
    if guided and (len(tokens) % 2 or tokens[:silent].any()):
        raise StudioError(
            f"guided tokens are (2B, S, X) and zero in their first half; these, {tuple(tokens.shape)}, are not:"
            " put the unconditional half first, or say guided=False"
        )
    crosses = [module for module in unet.modules() if isinstance(module, Attention) and module.is_cross_attention]
    before = [attention.processor for attention in crosses]
    try:
        unet.context_per_clip = True
        for attention in crosses:
            attention.set_processor(_Kept(tokens, frames, silent))  # type: ignore[arg-type]  # not one of diffusers'
        yield
    finally:
        for attention, processor in zip(crosses, before, strict=True):
            attention.set_processor(processor)
        unet.context_per_clip = False


@dataclass(eq=False)
class _Kept:
    """The processor of one cross attention during one clip. The first `silent` rows of `tokens` are zero."""

    tokens: Tensor
    frames: int
    silent: int
    keys_values: tuple[Tensor, Tensor] | None = field(default=None, init=False)
    to_zeros: Tensor | None = field(default=None, init=False)

    def __call__(
        self,
        attention: Attention,
        hidden_states: Tensor,
        encoder_hidden_states: Tensor,
        attention_mask: None = None,
    ) -> Tensor:
        """hidden_states (R*T, H*W, C), frames of one clip in a row, and the tokens (R, S, X) -> (R*T, H*W, C)."""
        if encoder_hidden_states is not self.tokens:
            raise StudioError("once_per_clip was begun with other tokens: give denoise the very tensor it was given")
        if len(hidden_states) != len(self.tokens) * self.frames:
            raise StudioError(
                f"once_per_clip was begun for {len(self.tokens)} rows of {self.frames} frames, and these are"
                f" {len(hidden_states)} in all: begin it anew for clips of another length"
            )
        asking = hidden_states[self.silent * self.frames :]
        answer = self._answer(attention, asking)
        if not self.silent:
            return answer
        constant = self._to_zeros(attention).expand(len(hidden_states) - len(asking), *answer.shape[1:])
        return torch.cat([constant, answer])

    def _answer(self, attention: Attention, asking: Tensor) -> Tensor:
        if self.keys_values is None:
            heard = self.tokens[self.silent :]
            self.keys_values = _heads(attention.to_k(heard), attention), _heads(attention.to_v(heard), attention)
        clips = len(self.tokens) - self.silent
        query = _heads(attention.to_q(asking).reshape(clips, -1, attention.inner_dim), attention)
        found = F.scaled_dot_product_attention(query, *self.keys_values)
        answer: Tensor = attention.to_out[0](found.transpose(1, 2).reshape(*asking.shape[:2], -1))
        return answer

    def _to_zeros(self, attention: Attention) -> Tensor:
        """(1, 1, C): what zero tokens answer, whatever the question."""
        if self.to_zeros is None:
            self.to_zeros = attention.to_out[0](attention.to_v(self.tokens[:1, :1]))
        return self.to_zeros


def _heads(rows: Tensor, attention: Attention) -> Tensor:
    """(B, N, heads*D) -> (B, heads, N, D)."""
    return rows.reshape(*rows.shape[:2], attention.heads, -1).transpose(1, 2)
