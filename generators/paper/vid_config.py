"""Reads the config of a VideoStudio-Vid UNet off its weights, for folders that have lost theirs.

Only shapes are looked at. They do not tell the number of attention heads, nor the groups and eps of the norms, the
activation, `flip_sin_to_cos`, `freq_shift`, `center_input_sample`, `downsample_padding`, `mid_block_scale_factor`,
`timestep_post_act`, `upcast_attention`; and not `only_cross_attention` where the context is as wide as the level.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.vid_unet import DOWN_BLOCKS, MID_BLOCK, UP_BLOCKS

FOREIGN = {
    r"\.attentions\.\d+\.temp_transformer_blocks\.": "FullCrossAttnDownBlock3D and its like",
    r"^mid_block\.temp_mid_attention": "UNetDownUpMidBlock3DCrossAttn",
    r"^img_text_embedding_cross_attn\.": "text_embedding_guidance",
    r"^text_adapter_proj\.": "insert_text_adapter",
}
"""Pattern of a key -> what of the released code only such a model has, and ours does not."""


def config_from_state_dict(
    state: Mapping[str, Tensor], *, attention_head_dim: int | Sequence[int], addition_time_embed_dim: int = 256
) -> dict[str, Any]:
    """The arguments of `UNet3DConditionXLModel` that shapes can tell; the others keep the class's defaults.

    `state`: the whole state dict, on any device, the meta device too.
    `attention_head_dim`: numbers of heads, which no shape tells. SDXL's, (5, 10, 20), are a sixty-fourth of the widths.
    `addition_time_embed_dim`: believed only where there is no `aes_embedding` to tell it.
    What may differ from level to level is given per level. Raises BackendMissing, by name, for weights of another
    model or of blocks that `UNet3DConditionXLModel` does not have.
    """
    shapes = Shapes({name: tuple(tensor.shape) for name, tensor in state.items()})
    shapes.refuse_foreign()
    levels = shapes.count("down_blocks")
    downs = [f"down_blocks.{i}" for i in range(levels)]
    ups = [f"up_blocks.{levels - 1 - i}" for i in range(levels)]
    widths = tuple(shapes.of(f"{down}.resnets.0.conv1.weight")[0] for down in downs)
    attending = [shapes.attending(down, up) for down, up in zip(downs, ups, strict=True)]
    attending[-1] = attending[-1] or "mid_block"
    embedding, timestep = shapes.of("time_embedding.linear_1.weight")
    return {
        "in_channels": shapes.of("conv_in.weight")[1],
        "out_channels": shapes.of("conv_out.weight")[0],
        "down_block_types": tuple(_named(DOWN_BLOCKS, shapes.attends(down)) for down in downs),
        "mid_block_type": MID_BLOCK,
        "up_block_types": tuple(_named(UP_BLOCKS, shapes.attends(up)) for up in reversed(ups)),
        "only_cross_attention": any(
            shapes.of(f"{block}.attentions.0.transformer_blocks.0.attn1.to_k.weight")[1] != width
            for block, width in zip(attending, widths, strict=True)
            if block not in {None, "mid_block"}
        ),
        "block_out_channels": widths,
        "layers_per_block": tuple(shapes.count(f"{down}.resnets") for down in downs),
        "cross_attention_dim": tuple(
            shapes.of(f"{block or 'mid_block'}.attentions.0.transformer_blocks.0.attn2.to_k.weight")[1]
            for block in attending
        ),
        "transformer_layers_per_block": tuple(
            shapes.count(f"{block}.attentions.0.transformer_blocks") if block else 1 for block in attending
        ),
        "attention_head_dim": attention_head_dim,
        "use_linear_projection": len(shapes.of("mid_block.attentions.0.proj_in.weight")) == 2,
        "addition_time_embed_dim": shapes.columns("aes_embedding.linear_1.weight") or addition_time_embed_dim,
        "resnet_time_scale_shift": (
            "scale_shift" if shapes.of("mid_block.resnets.0.time_emb_proj.weight")[0] == 2 * widths[-1] else "default"
        ),
        "time_embedding_dim": None if embedding == 4 * timestep else embedding,
        "time_cond_proj_dim": shapes.columns("time_embedding.cond_proj.weight"),
        "conv_in_kernel": shapes.of("conv_in.weight")[-1],
        "conv_out_kernel": shapes.of("conv_out.weight")[-1],
        "projection_class_embeddings_input_dim": shapes.of("add_embedding.linear_1.weight")[1],
        "temporal_trans_num_align_spatial": any(
            shapes.count(f"{block}.temp_attentions.0.transformer_blocks") > 1 for block in attending if block
        ),
        "use_transformer_in": shapes.has("temp_transformer_in"),
        "aes_condition": shapes.has("aes_embedding"),
        "temporal_res_use_more_conv": shapes.has("down_blocks.0.temp_convs.0.conv5"),
        "temporal_trans_double_equip": any(shapes.has(f"{block}.temp_attentions_equip") for block in (*downs, *ups)),
        "midf_clip_pool_fea_guidance": shapes.has("midf_clip_pool_embedding"),
        "warping_concate_in_channel": shapes.has("warping_conv_in"),
        "action_prob_fea_guidance": shapes.has("action_prob_embedding"),
    }


class Shapes:
    """Shapes of a state dict's tensors, by name."""

    def __init__(self, shapes: Mapping[str, tuple[int, ...]]) -> None:
        self._shapes = shapes

    def of(self, name: str) -> tuple[int, ...]:
        """The shape of a tensor that every UNet of this kind has. Raises BackendMissing if there is none."""
        if name not in self._shapes:
            raise BackendMissing(f"no tensor {name}: these are not the weights of a UNet3DConditionXLModel")
        return self._shapes[name]

    def columns(self, name: str) -> int | None:
        """Channels that go into a tensor, None if there is no such tensor."""
        return self._shapes[name][1] if name in self._shapes else None

    def has(self, prefix: str) -> bool:
        """Whether there is a module of that name."""
        return any(name.startswith(f"{prefix}.") for name in self._shapes)

    def count(self, prefix: str) -> int:
        """How many members a list of modules has. Raises BackendMissing for none."""
        found = {name[len(prefix) + 1 :].split(".")[0] for name in self._shapes if name.startswith(f"{prefix}.")}
        if not found:
            raise BackendMissing(f"no tensor {prefix}.0: these are not the weights of a UNet3DConditionXLModel")
        return len(found)

    def attends(self, block: str) -> bool:
        """Whether a block has attention."""
        return self.has(f"{block}.attentions")

    def attending(self, *blocks: str) -> str | None:
        """The first of these blocks that has attention."""
        return next((block for block in blocks if self.attends(block)), None)

    def refuse_foreign(self) -> None:
        """Raises BackendMissing, by name, for parts that only other block types of the released code have."""
        for pattern, owner in FOREIGN.items():
            if found := next((name for name in self._shapes if re.search(pattern, name)), None):
                raise BackendMissing(
                    f"the weights are of {owner} ({found}), which UNet3DConditionXLModel does not have"
                )
        blocks = sorted({name.partition(".attentions.")[0] for name in self._shapes if ".attentions." in name})
        if still := [block for block in blocks if not self.has(f"{block}.temp_attentions")]:
            raise BackendMissing(
                f"the weights are of SmallCrossAttnDownBlock3D and its like ({', '.join(still)} without"
                " temp_attentions), which UNet3DConditionXLModel does not have"
            )


def _named(kinds: Mapping[str, bool], attends: bool) -> str:
    return next(name for name, attending in kinds.items() if attending == attends)
