"""The blocks of VideoStudio-Vid's UNet: diffusers' own layers in the released order and under the released names.

Pixels are (B*T, C, H, W) everywhere, frames of one clip in a row. A block knows layers and widths; conditions, clips
and time belong to `vid_unet.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D, TemporalConvLayer
from diffusers.models.transformers.transformer_2d import Transformer2DModel
from diffusers.models.transformers.transformer_temporal import TransformerTemporalModel
from diffusers.models.upsampling import Upsample2D
from torch import Tensor, nn

TEMPORAL_HEAD = 64
"""Channels of a head of every temporal attention, whatever the spatial heads are."""

TEMPORAL_DROPOUT = 0.1


@dataclass(frozen=True)
class Shared:
    """What all blocks of a model have in common; fields are named after the released arguments where there is one."""

    emb_width: int
    norm_eps: float
    norm_num_groups: int
    act_fn: str
    resnet_time_scale_shift: str
    use_linear_projection: bool
    upcast_attention: bool
    only_cross_attention: bool
    zero_init: bool
    align: bool
    more_conv: bool
    double_equip: bool


@dataclass(frozen=True)
class Level:
    """One resolution: `width` channels, `layers` on the way down (one more on the way up), and its attention.

    `depth` spatial transformer blocks of `heads` heads see a context of `context` channels.
    """

    width: int
    layers: int
    depth: int
    heads: int
    context: int


class LongTemporalConv(TemporalConvLayer):
    """A temporal convolution of five steps instead of four: `temporal_res_use_more_conv`."""

    def __init__(self, width: int) -> None:
        super().__init__(width, width, dropout=TEMPORAL_DROPOUT)
        # The last step starts at zero. So did conv4 when it was last; two zeros in a row would never learn.
        for part in self.conv4:
            if isinstance(part, nn.Conv3d):
                part.reset_parameters()
        added = nn.Conv3d(width, width, (3, 1, 1), padding=(1, 0, 0))
        _start_at_zero(added)
        self.conv5 = nn.Sequential(nn.GroupNorm(32, width), nn.SiLU(), nn.Dropout(TEMPORAL_DROPOUT), added)

    def forward(self, hidden_states: Tensor, num_frames: int = 1) -> Tensor:
        """(B*T, C, H, W) of `num_frames` = T -> the same shape."""
        clips = hidden_states.reshape(-1, num_frames, *hidden_states.shape[1:]).transpose(1, 2)
        change: Tensor = clips
        for step in (self.conv1, self.conv2, self.conv3, self.conv4, self.conv5):
            change = step(change)
        return (clips + change).transpose(1, 2).flatten(0, 1)


class Layers(nn.Module):
    """Layers of one resolution. Layer i is resnets[i], temp_convs[i], and whichever of the attentions has an i.

    In training with `gradient_checkpointing`, which diffusers sets, what layers compute inside is computed again for
    their gradients; attention within frames does so by itself.
    """

    gradient_checkpointing = False
    _gradient_checkpointing_func: Callable[..., Tensor]

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self._shared = shared
        self.resnets = nn.ModuleList()
        self.temp_convs = nn.ModuleList()
        self.attentions = nn.ModuleList()
        self.temp_attentions = nn.ModuleList()
        self.temp_attentions_equip = nn.ModuleList()

    def add_convolutions(self, before: int, after: int, *, scale: float = 1.0) -> None:
        """A residual block from `before` to `after` channels, its output divided by `scale`, and a temporal one."""
        shared = self._shared
        self.resnets.append(
            ResnetBlock2D(
                in_channels=before,
                out_channels=after,
                temb_channels=shared.emb_width,
                eps=shared.norm_eps,
                groups=shared.norm_num_groups,
                non_linearity=shared.act_fn,
                time_embedding_norm=shared.resnet_time_scale_shift,
                output_scale_factor=scale,
            )
        )
        longer = shared.more_conv
        conv = LongTemporalConv(after) if longer else TemporalConvLayer(after, after, dropout=TEMPORAL_DROPOUT)
        self.temp_convs.append(conv)

    def add_attentions(self, level: Level, *, equip: bool, only_cross: bool) -> None:
        """Spatial attention to the context, then attention over time, twice if `equip`."""
        shared = self._shared
        self.attentions.append(
            Transformer2DModel(
                level.heads,
                level.width // level.heads,
                in_channels=level.width,
                num_layers=level.depth,
                cross_attention_dim=level.context,
                norm_num_groups=shared.norm_num_groups,
                use_linear_projection=shared.use_linear_projection,
                only_cross_attention=only_cross,
                upcast_attention=shared.upcast_attention,
            )
        )
        self.temp_attentions.append(self._over_time(level.width, level.depth if shared.align else 1))
        if equip:
            self.temp_attentions_equip.append(self._over_time(level.width, 1))

    def layer(self, i: int, x: Tensor, emb: Tensor, context: Tensor, frames: int) -> Tensor:
        """x (B*T, C, H, W), emb (B*T, E), context (B*T, S, X), `frames` = T -> (B*T, C', H, W).

        context is (B, S, X) for attention that spreads it over the frames itself.
        """
        x = self._run(self.resnets[i], x, emb)
        x = self._run(self.temp_convs[i], x, frames)
        if i < len(self.attentions):
            x = self.attentions[i](x, encoder_hidden_states=context, return_dict=False)[0]
        for over_time in (self.temp_attentions, self.temp_attentions_equip):
            if i < len(over_time):
                x = self._run(over_time[i], x, None, None, None, frames, None, False)[0]
        return x

    def _run(self, layer: nn.Module, *inputs: Any) -> Any:
        if self.training and self.gradient_checkpointing:
            return self._gradient_checkpointing_func(layer, *inputs)
        return layer(*inputs)

    def _over_time(self, width: int, depth: int) -> nn.Module:
        shared = self._shared
        return temporal_transformer(
            width,
            heads=width // TEMPORAL_HEAD,
            depth=depth,
            groups=shared.norm_num_groups,
            zero_init=shared.zero_init,
        )


class DownBlock(Layers):
    """`DownBlock3D`, or `CrossAttnDownBlock3D` if `attends`. Halves the resolution at its end if `shrinks`."""

    def __init__(
        self, shared: Shared, level: Level, *, before: int, attends: bool, shrinks: bool, padding: int
    ) -> None:
        super().__init__(shared)
        for i in range(level.layers):
            self.add_convolutions(level.width if i else before, level.width)
            if attends:
                self.add_attentions(level, equip=shared.double_equip, only_cross=shared.only_cross_attention)
        self.downsamplers = nn.ModuleList()
        if shrinks:
            width = level.width
            self.downsamplers.append(Downsample2D(width, use_conv=True, out_channels=width, padding=padding, name="op"))

    def forward(self, x: Tensor, emb: Tensor, context: Tensor, frames: int) -> list[Tensor]:
        """What every layer, and the downsampler, made of x; the last is the block's output. Shapes as in `layer`."""
        made = []
        for i in range(len(self.resnets)):
            x = self.layer(i, x, emb, context, frames)
            made.append(x)
        for downsampler in self.downsamplers:
            made.append(downsampler(x))
        return made


class MidBlock(Layers):
    """`UNetMidBlock3DCrossAttn`: one layer with attention and one without; never attends twice over time."""

    def __init__(self, shared: Shared, level: Level, *, scale: float) -> None:
        super().__init__(shared)
        self.add_convolutions(level.width, level.width, scale=scale)
        self.add_attentions(level, equip=False, only_cross=False)
        self.add_convolutions(level.width, level.width, scale=scale)

    def forward(self, x: Tensor, emb: Tensor, context: Tensor, frames: int) -> Tensor:
        """Shapes as in `layer`."""
        for i in range(len(self.resnets)):
            x = self.layer(i, x, emb, context, frames)
        return x


class UpBlock(Layers):
    """`UpBlock3D`, or `CrossAttnUpBlock3D` if `attends`. Enlarges to the next skip's resolution if `grows`.

    `skips` are the channels of what its layers are handed from the way down, in the order of the layers.
    """

    def __init__(
        self, shared: Shared, level: Level, *, before: int, skips: list[int], attends: bool, grows: bool
    ) -> None:
        super().__init__(shared)
        for i, skip in enumerate(skips):
            self.add_convolutions((level.width if i else before) + skip, level.width)
            if attends:
                self.add_attentions(level, equip=shared.double_equip, only_cross=shared.only_cross_attention)
        self.upsamplers = nn.ModuleList()
        if grows:
            self.upsamplers.append(Upsample2D(level.width, use_conv=True, out_channels=level.width))

    def forward(self, x: Tensor, skips: list[Tensor], emb: Tensor, context: Tensor, frames: int) -> Tensor:
        """Takes one skip off the end of `skips` for every layer. Shapes as in `layer`."""
        for i in range(len(self.resnets)):
            x = self.layer(i, torch.cat([x, skips.pop()], dim=1), emb, context, frames)
        for upsampler in self.upsamplers:
            # The size of the next skip, not twice this one: a side that was odd on the way down comes back as it was.
            x = upsampler(x, skips[-1].shape[-2:])
        return x


def temporal_transformer(
    width: int, *, heads: int, depth: int, groups: int, zero_init: bool
) -> TransformerTemporalModel:
    """Attention of every place to itself in all frames of its clip; it sees no context. Starts as the identity."""
    model: TransformerTemporalModel = TransformerTemporalModel(
        heads, TEMPORAL_HEAD, in_channels=width, num_layers=depth, norm_num_groups=groups
    )
    if zero_init:
        _start_at_zero(model.proj_out)
    return model


def _start_at_zero(layer: nn.Module) -> None:
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
