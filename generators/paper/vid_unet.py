"""VideoStudio-Vid's UNet (arXiv 2401.01256, section 3.4), with the released arguments, names and state dict.

Owns the order of the forward pass and where every condition enters. The layers are diffusers' own (`vid_blocks.py`).
Knows nothing of sampling: guidance, the frame of the reference and the warped channels are the caller's.

What does not change over the denoising steps of a clip is made in places of its own: `embed_conditions`, and the
context that every spatial attention of `denoise` is given, which `vid_constants.py` makes use of.
"""

from collections.abc import Mapping, Sequence

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.activations import get_activation
from diffusers.models.attention import AttentionMixin
from diffusers.models.embeddings import TimestepEmbedding, Timesteps
from diffusers.models.modeling_utils import ModelMixin
from diffusers.models.unets.unet_3d_condition import UNet3DConditionOutput
from diffusers.utils.accelerate_utils import apply_forward_hook
from torch import Tensor, nn

from videostudio.film.errors import BackendMissing, StudioError
from videostudio.generators.paper.vid_blocks import (
    TEMPORAL_HEAD,
    DownBlock,
    Level,
    MidBlock,
    Shared,
    UpBlock,
    temporal_transformer,
)

POOL_WIDTH = 1280
"""Channels of a picture's pooled CLIP feature (ViT-H/14)."""

ACTIONS = 400
"""The classes of Kinetics-400."""

TIME_IDS = 6
"""Original height and width, top and left of the crop, wanted height and width; in pixels."""

DOWN_BLOCKS = {"DownBlock3D": False, "CrossAttnDownBlock3D": True}
UP_BLOCKS = {"UpBlock3D": False, "CrossAttnUpBlock3D": True}
"""Block type -> whether it has attention."""

MID_BLOCK = "UNetMidBlock3DCrossAttn"

TRANSFORMER_IN_HEADS, TRANSFORMER_IN_GROUPS = 8, 32
"""Of `temp_transformer_in`, whatever the config says of the other blocks."""


class UNet3DConditionXLModel(ModelMixin, AttentionMixin, ConfigMixin):  # type: ignore[misc]  # diffusers' own bases
    """Predicts the noise of a clip from a picture of its scene, a text, an action and its size.

    The arguments are those of the released config. `attention_head_dim` is the NUMBER of heads, per level.
    `transformer_layers_per_block`, `layers_per_block` and `cross_attention_dim` may be per level, too. Without effect,
    as in the released code: `sample_size`, `dual_cross_attention`, `addition_embed_type`, `resnet_skip_time_act`,
    `resnet_out_scale_factor`, `class_embeddings_concat`, `cross_attention_norm`, `addition_embed_type_num_heads`.

    Raises BackendMissing for what the released code cannot build or run, and for block types that no released
    checkpoint is known to have.
    """

    _supports_gradient_checkpointing = True

    context_per_clip = False
    """Whether attention is given the tokens as they are, one row a clip, and not repeated over frames."""

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(
        self,
        sample_size: int | None = None,
        in_channels: int = 4,
        out_channels: int = 4,
        center_input_sample: bool = False,
        flip_sin_to_cos: bool = True,
        freq_shift: int = 0,
        down_block_types: Sequence[str] = ("DownBlock3D", "CrossAttnDownBlock3D", "CrossAttnDownBlock3D"),
        mid_block_type: str = MID_BLOCK,
        up_block_types: Sequence[str] = ("CrossAttnUpBlock3D", "CrossAttnUpBlock3D", "UpBlock3D"),
        only_cross_attention: bool = False,
        block_out_channels: Sequence[int] = (320, 640, 1280),
        layers_per_block: int | Sequence[int] = 2,
        downsample_padding: int = 1,
        mid_block_scale_factor: float = 1,
        act_fn: str = "silu",
        norm_num_groups: int = 32,
        norm_eps: float = 1e-5,
        cross_attention_dim: int | Sequence[int] = 1280,
        transformer_layers_per_block: int | Sequence[int] = 1,
        attention_head_dim: int | Sequence[int] = 8,
        num_attention_heads: None = None,
        dual_cross_attention: bool = False,
        use_linear_projection: bool = False,
        addition_embed_type: str | None = None,
        addition_time_embed_dim: int | None = None,
        upcast_attention: bool = False,
        resnet_time_scale_shift: str = "default",
        resnet_skip_time_act: bool = False,
        resnet_out_scale_factor: float = 1.0,
        time_embedding_dim: int | None = None,
        timestep_post_act: str | None = None,
        time_cond_proj_dim: int | None = None,
        conv_in_kernel: int = 3,
        conv_out_kernel: int = 3,
        projection_class_embeddings_input_dim: int | None = None,
        class_embeddings_concat: bool = False,
        cross_attention_norm: str | None = None,
        addition_embed_type_num_heads: int = 64,
        temporal_transformer_zero_init: bool = True,
        temporal_trans_num_align_spatial: bool = False,
        use_transformer_in: bool = True,
        aes_condition: bool = False,
        temporal_res_use_more_conv: bool = False,
        temporal_trans_double_equip: bool = False,
        midf_clip_pool_fea_guidance: bool = False,
        text_embedding_guidance: bool = False,
        warping_concate_in_channel: bool = False,
        insert_text_adapter: bool = False,
        action_prob_fea_guidance: bool = False,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        _refuse_broken(
            num_attention_heads=num_attention_heads,
            text_embedding_guidance=text_embedding_guidance,
            insert_text_adapter=insert_text_adapter,
        )
        _refuse_unknown_blocks(down_block_types, mid_block_type, up_block_types)
        if addition_time_embed_dim is None or projection_class_embeddings_input_dim is None:
            raise BackendMissing(
                "a UNet3DConditionXLModel needs addition_time_embed_dim and projection_class_embeddings_input_dim:"
                " the released ones are 256 and 2816"
            )
        levels = _levels(
            block_out_channels=block_out_channels,
            down_block_types=down_block_types,
            up_block_types=up_block_types,
            layers_per_block=layers_per_block,
            transformer_layers_per_block=transformer_layers_per_block,
            attention_head_dim=attention_head_dim,
            cross_attention_dim=cross_attention_dim,
        )
        first = levels[0].width
        width = time_embedding_dim or 4 * first
        shared = Shared(
            emb_width=width,
            norm_eps=norm_eps,
            norm_num_groups=norm_num_groups,
            act_fn=act_fn,
            resnet_time_scale_shift=resnet_time_scale_shift,
            use_linear_projection=use_linear_projection,
            upcast_attention=upcast_attention,
            only_cross_attention=only_cross_attention,
            zero_init=temporal_transformer_zero_init,
            align=temporal_trans_num_align_spatial,
            more_conv=temporal_res_use_more_conv,
            double_equip=temporal_trans_double_equip,
        )

        self.conv_in = nn.Conv2d(in_channels, first, conv_in_kernel, padding=(conv_in_kernel - 1) // 2)
        if warping_concate_in_channel:
            self.warping_conv_in = nn.Conv2d(2 * in_channels, first, conv_in_kernel, padding=(conv_in_kernel - 1) // 2)

        self.time_proj = Timesteps(first, flip_sin_to_cos, freq_shift)
        self.time_embedding = TimestepEmbedding(
            first, width, act_fn=act_fn, post_act_fn=timestep_post_act, cond_proj_dim=time_cond_proj_dim
        )
        if use_transformer_in:
            self.temp_transformer_in = temporal_transformer(
                first,
                heads=TRANSFORMER_IN_HEADS,
                depth=1,
                groups=TRANSFORMER_IN_GROUPS,
                zero_init=temporal_transformer_zero_init,
            )

        self.add_time_proj = Timesteps(addition_time_embed_dim, flip_sin_to_cos, freq_shift)
        self.add_embedding = TimestepEmbedding(projection_class_embeddings_input_dim, width)
        if aes_condition:
            self.aes_time_proj = Timesteps(addition_time_embed_dim, flip_sin_to_cos, freq_shift)
            self.aes_embedding = TimestepEmbedding(addition_time_embed_dim, width)
        if midf_clip_pool_fea_guidance:
            self.midf_clip_pool_embedding = TimestepEmbedding(POOL_WIDTH, width)
        if action_prob_fea_guidance:
            self.action_prob_embedding = TimestepEmbedding(ACTIONS, width)

        skips = [first]
        before = first
        self.down_blocks = nn.ModuleList()
        for level, kind in zip(levels, down_block_types, strict=True):
            shrinks = level is not levels[-1]
            self.down_blocks.append(
                DownBlock(
                    shared,
                    level,
                    before=before,
                    attends=DOWN_BLOCKS[kind],
                    shrinks=shrinks,
                    padding=downsample_padding,
                )
            )
            before = level.width
            skips += [before] * (level.layers + shrinks)

        self.mid_block = MidBlock(shared, levels[-1], scale=mid_block_scale_factor)

        self.up_blocks = nn.ModuleList()
        for level, kind in zip(reversed(levels), up_block_types, strict=True):
            taken = [skips.pop() for _ in range(level.layers + 1)]
            grows = level is not levels[0]
            self.up_blocks.append(
                UpBlock(shared, level, before=before, skips=taken, attends=UP_BLOCKS[kind], grows=grows)
            )
            before = level.width

        self.conv_norm_out = nn.GroupNorm(norm_num_groups, first, eps=norm_eps)
        self.conv_act = get_activation(act_fn)
        self.conv_out = nn.Conv2d(first, out_channels, conv_out_kernel, padding=(conv_out_kernel - 1) // 2)

    @property
    def sample_channels(self) -> int:
        """Channels of `sample`: with `warping_concate_in_channel` the noisy clip's and the warped one's."""
        halves = 2 if self.config["warping_concate_in_channel"] else 1
        return int(self.config["in_channels"]) * halves

    @property
    def conditions(self) -> dict[str, tuple[int, ...]]:
        """Name -> shape, per clip, of the conditions that the model takes, in the order in which they are added."""
        config = self.config
        text = config["projection_class_embeddings_input_dim"] - TIME_IDS * config["addition_time_embed_dim"]
        taken: dict[str, tuple[int, ...]] = {"text_embeds": (text,), "time_ids": (TIME_IDS,)}
        if config["aes_condition"]:
            taken["aes_scores"] = ()
        if config["midf_clip_pool_fea_guidance"]:
            taken["midf_clip_pool_fea"] = (POOL_WIDTH,)
        if config["action_prob_fea_guidance"]:
            taken["action_prob_fea"] = (ACTIONS,)
        return taken

    def forward(
        self,
        sample: Tensor,
        timestep: Tensor | float,
        encoder_hidden_states: Tensor,
        *,
        added_cond_kwargs: Mapping[str, Tensor],
        timestep_cond: Tensor | None = None,
        return_dict: bool = True,
    ) -> UNet3DConditionOutput | tuple[Tensor]:
        """The noise in a clip.

        `sample`: (B, `sample_channels`, T, H, W), the frame of the reference among the T.
        `timestep`: a number, or (B,).
        `encoder_hidden_states`: (B, S, X), tokens of the scene's picture; the same for all frames.
        `added_cond_kwargs`: the `conditions`, each with B rows.
        `timestep_cond`: (B, `time_cond_proj_dim`), guidance told to a distilled model.
        Returns (B, `out_channels`, T, H, W). Raises StudioError where a shape or a condition is not as said here.
        """
        self._check(sample, timestep, encoder_hidden_states, added_cond_kwargs, timestep_cond)
        addends = self.embed_conditions(added_cond_kwargs, sample.dtype)
        noise = self.denoise(sample, timestep, encoder_hidden_states, addends, timestep_cond)
        return UNet3DConditionOutput(sample=noise) if return_dict else (noise,)

    @apply_forward_hook  # type: ignore[untyped-decorator]
    def embed_conditions(self, conditions: Mapping[str, Tensor], dtype: torch.dtype) -> list[Tensor]:
        """What is added to the embedding of the time, in order: (B, E) each. The same at every timestep."""
        text, time_ids = conditions["text_embeds"], conditions["time_ids"]
        sizes = self.add_time_proj(time_ids.flatten()).reshape(len(text), -1)
        addends = [self.add_embedding(torch.cat([text, sizes], dim=-1).to(dtype))]
        if self.config["aes_condition"]:
            addends.append(self.aes_embedding(self.aes_time_proj(conditions["aes_scores"]).to(dtype)))
        if self.config["midf_clip_pool_fea_guidance"]:
            addends.append(self.midf_clip_pool_embedding(conditions["midf_clip_pool_fea"].to(dtype)))
        if self.config["action_prob_fea_guidance"]:
            addends.append(self.action_prob_embedding(conditions["action_prob_fea"].to(dtype)))
        return addends

    @apply_forward_hook  # type: ignore[untyped-decorator]
    def denoise(
        self,
        sample: Tensor,
        timestep: Tensor | float,
        tokens: Tensor,
        addends: list[Tensor],
        timestep_cond: Tensor | None = None,
    ) -> Tensor:
        """As `forward`, with the conditions embedded already and nothing checked.

        `tokens` and `addends` may have G*B rows for a `sample` of B: each clip is then seen under G conditions, row
        g*B + b of what is returned is clip b under the g-th, and what comes before all conditions is computed once.
        """
        frames, views = sample.shape[2], len(tokens) // len(sample)
        if self.config["center_input_sample"]:
            sample = 2 * sample - 1
        times = torch.as_tensor(timestep, device=sample.device).expand(len(sample))
        emb = self.time_embedding(self.time_proj(times).to(sample.dtype), timestep_cond).repeat(views, 1)
        for addend in addends:
            emb = emb + addend
        emb = emb.repeat_interleave(frames, dim=0)
        context = tokens if self.context_per_clip else tokens.repeat_interleave(frames, dim=0)

        x = sample.transpose(1, 2).flatten(0, 1)
        x = self.warping_conv_in(x) if self.config["warping_concate_in_channel"] else self.conv_in(x)
        if self.config["use_transformer_in"]:
            x = self.temp_transformer_in(x, num_frames=frames, return_dict=False)[0]
        x = x.repeat(views, 1, 1, 1)

        skips = [x]
        for down in self.down_blocks:
            skips += down(skips[-1], emb, context, frames)
        x = self.mid_block(skips[-1], emb, context, frames)
        for up in self.up_blocks:
            x = up(x, skips, emb, context, frames)

        noise: Tensor = self.conv_out(self.conv_act(self.conv_norm_out(x)))
        return noise.reshape(-1, frames, *noise.shape[1:]).transpose(1, 2)

    def _check(
        self,
        sample: Tensor,
        timestep: Tensor | float,
        tokens: Tensor,
        conditions: Mapping[str, Tensor],
        timestep_cond: Tensor | None,
    ) -> None:
        channels = self.sample_channels
        if sample.ndim != 5 or 0 in sample.shape:
            raise StudioError(f"a clip is (B, {channels}, T, H, W) with no side of 0, not {tuple(sample.shape)}")
        if sample.shape[1] != channels:
            warping = self.config["warping_concate_in_channel"]
            halves = f": {channels // 2} of the noisy clip and as many of the warped one" if warping else ""
            raise StudioError(
                f"this model takes {channels} channels{halves}; the clip {tuple(sample.shape)} has {sample.shape[1]}"
            )
        clips = len(sample)
        if isinstance(timestep, Tensor) and tuple(timestep.shape) not in {(), (1,), (clips,)}:
            raise StudioError(f"the timestep of {clips} clips is a number or ({clips},), not {tuple(timestep.shape)}")
        wanted = set(_per_level("cross_attention_dim", self.config["cross_attention_dim"], len(self.down_blocks)))
        if tokens.ndim != 3 or len(tokens) != clips or wanted != {tokens.shape[-1]}:
            raise StudioError(
                f"the tokens of {clips} clips are ({clips}, S, {' and '.join(map(str, sorted(wanted)))}), one row a"
                f" clip and not one a frame; these are {tuple(tokens.shape)}"
            )
        self._check_conditions(clips, conditions)
        guidance = self.config["time_cond_proj_dim"]
        if timestep_cond is not None and (guidance is None or tuple(timestep_cond.shape) != (clips, guidance)):
            raise StudioError(
                f"timestep_cond of shape {tuple(timestep_cond.shape)}: this model has time_cond_proj_dim={guidance}"
            )

    def _check_conditions(self, clips: int, conditions: Mapping[str, Tensor]) -> None:
        taken = self.conditions
        if missing := [name for name in taken if name not in conditions]:
            raise StudioError(f"this model also needs the conditions {', '.join(missing)}")
        if unused := sorted(set(conditions) - set(taken)):
            # The released code drops them without a word: a film would then miss its action, and nobody would know.
            raise StudioError(f"this model has no use for the conditions {', '.join(unused)}: leave them out")
        for name, shape in taken.items():
            if tuple(conditions[name].shape) != (clips, *shape):
                raise StudioError(
                    f"{name} of {clips} clips is {(clips, *shape)}, one row a clip and not one a frame;"
                    f" this is {tuple(conditions[name].shape)}"
                )


def _refuse_broken(**flags: object) -> None:
    if given := [f"{name}={value}" for name, value in flags.items() if value is not None and value is not False]:
        raise BackendMissing(
            f"{', '.join(given)}: the released code cannot be run so, and neither can this; leave it out of the config"
        )


def _refuse_unknown_blocks(down: Sequence[str], mid: str, up: Sequence[str]) -> None:
    unknown = [kind for kind in down if kind not in DOWN_BLOCKS]
    unknown += [mid] * (mid != MID_BLOCK)
    unknown += [kind for kind in up if kind not in UP_BLOCKS]
    if unknown:
        raise BackendMissing(
            f"unknown block types {', '.join(unknown)}: there are {', '.join((*DOWN_BLOCKS, MID_BLOCK, *UP_BLOCKS))}"
        )


def _per_level(name: str, value: int | Sequence[int], levels: int) -> tuple[int, ...]:
    values = (value,) * levels if isinstance(value, int) else tuple(value)
    if len(values) != levels:
        raise BackendMissing(f"{name}={values} is for {len(values)} levels, and block_out_channels has {levels}")
    return values


def _levels(
    *,
    block_out_channels: Sequence[int],
    down_block_types: Sequence[str],
    up_block_types: Sequence[str],
    **per_level: int | Sequence[int],
) -> list[Level]:
    count = len(block_out_channels)
    for name, kinds in {"down_block_types": down_block_types, "up_block_types": up_block_types}.items():
        if len(kinds) != count:
            raise BackendMissing(f"{name} has {len(kinds)} blocks, and block_out_channels {count} levels")
    attends = [
        DOWN_BLOCKS[down] or UP_BLOCKS[up] for down, up in zip(down_block_types, reversed(up_block_types), strict=True)
    ]
    attends[-1] = True  # the block in the middle always does
    for width, attending in zip(block_out_channels, attends, strict=True):
        if attending and width < TEMPORAL_HEAD:
            raise BackendMissing(
                f"a level with attention has at least {TEMPORAL_HEAD} channels, the width of one temporal head:"
                f" block_out_channels={tuple(block_out_channels)}"
            )
    rows = {name: _per_level(name, value, count) for name, value in per_level.items()}
    return [
        Level(
            width=width,
            layers=rows["layers_per_block"][i],
            depth=rows["transformer_layers_per_block"][i],
            heads=rows["attention_head_dim"][i],
            context=rows["cross_attention_dim"][i],
        )
        for i, width in enumerate(block_out_channels)
    ]
