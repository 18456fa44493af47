"""How each kind of model is called while a picture or a clip is made: with tensors of the shapes that its pipeline
gives it. Contents do not matter, and under `imagined` there are none.

Shapes follow diffusers 0.42 and transformers 5: what `__call__` of the pipelines passes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from videostudio.generators.sizing.sizes import Shot

DENOISER, ENCODER, DECODER = "denoiser", "encoder", "decoder"
SEEN = 257
"""Tokens of a picture that CLIP ViT-H/14 has seen."""
GUIDED = 2
"""Rows of a batch in pipelines that make a picture with its words and without at a time; others do so one after the
other."""


@dataclass(frozen=True)
class Probe:
    """`job` is what the model does in a pipeline; `call` does it once. `repeated` are lists of alike layers, one after
    the other, of which a few tell how much memory the work of all takes. From `straight` frames on memory grows in a
    straight line, by what is given: the work itself is done in pieces. 0 where it is not."""

    job: str
    call: Callable[[Any, Shot], object]
    repeated: tuple[str, ...] = ()
    straight: int = 0


def _flux2(model: Any, shot: Shot) -> object:
    config = model.config
    seen = _patches(shot, 16) + shot.references * (shot.reference_side // 16) ** 2
    return model(
        hidden_states=_numbers(model, 1, seen, config.in_channels),
        encoder_hidden_states=_numbers(model, 1, shot.tokens, config.joint_attention_dim),
        timestep=_numbers(model, 1),
        img_ids=torch.zeros(seen, len(config.axes_dims_rope)),
        txt_ids=torch.zeros(shot.tokens, len(config.axes_dims_rope)),
        guidance=_numbers(model, 1) if config.guidance_embeds else None,
        return_dict=False,
    )


def _qwen_image(model: Any, shot: Shot) -> object:
    config, side = model.config, shot.reference_side // 16
    shapes = [(1, shot.height // 16, shot.width // 16), *[(1, side, side)] * shot.references]
    return model(
        hidden_states=_numbers(model, 1, sum(t * h * w for t, h, w in shapes), config.in_channels),
        encoder_hidden_states=_numbers(model, 1, shot.tokens, config.joint_attention_dim),
        encoder_hidden_states_mask=None,
        timestep=_numbers(model, 1),
        img_shapes=[shapes],
        return_dict=False,
    )


def _unet(model: Any, shot: Shot) -> object:
    config = model.config
    more: dict[str, Any] = {}
    if config.addition_embed_type == "text_time":
        pooled = config.projection_class_embeddings_input_dim - 6 * config.addition_time_embed_dim
        more["added_cond_kwargs"] = {
            "text_embeds": _numbers(model, GUIDED, pooled),
            "time_ids": _numbers(model, GUIDED, 6),
        }
    return model(
        _numbers(model, GUIDED, config.in_channels, shot.height // 8, shot.width // 8),
        _numbers(model, 1)[0],
        _numbers(model, GUIDED, min(shot.tokens, 77), config.cross_attention_dim),
        return_dict=False,
        **more,
    )


def _clip_unet(model: Any, shot: Shot) -> object:
    """The paper's, with the frame of the reference before the others, and under both conditions at once."""
    rows = {name: _numbers(model, GUIDED, *shape) for name, shape in model.conditions.items()}
    addends = model.embed_conditions(rows, next(model.parameters()).dtype)
    tokens = _numbers(model, GUIDED, SEEN, model.config["cross_attention_dim"])
    return model.denoise(
        _numbers(model, 1, model.sample_channels, shot.frames + 1, shot.height // 8, shot.width // 8),
        _numbers(model, 1)[0],
        tokens,
        addends,
    )


def _wan(model: Any, shot: Shot) -> object:
    config = model.config
    # Models of 48 channels work on latents that are 16 times smaller, the others on 8 times smaller ones.
    scale = 16 if config.out_channels >= 48 else 8
    latent_frames = (shot.frames - 1) // 4 + 1
    return model(
        hidden_states=_numbers(model, 1, config.in_channels, latent_frames, shot.height // scale, shot.width // scale),
        timestep=torch.zeros(1),
        encoder_hidden_states=_numbers(model, 1, shot.tokens, config.text_dim),
        return_dict=False,
    )


def _ltx2(model: Any, shot: Shot) -> object:
    config = model.config
    frames, height, width = (shot.frames - 1) // 8 + 1, shot.height // 32, shot.width // 32
    # 25 latents of sound for a second, at the model's own rate of 24 frames.
    heard = max(1, shot.frames * 25 // 24)
    return model(
        hidden_states=_numbers(model, GUIDED, frames * height * width, config.in_channels),
        audio_hidden_states=_numbers(model, GUIDED, heard, config.audio_in_channels),
        encoder_hidden_states=_numbers(model, GUIDED, shot.tokens, config.caption_channels),
        audio_encoder_hidden_states=_numbers(model, GUIDED, shot.tokens, config.caption_channels),
        timestep=torch.zeros(GUIDED),
        num_frames=frames,
        height=height,
        width=width,
        audio_num_frames=heard,
        return_dict=False,
    )


def _text(model: Any, shot: Shot) -> object:
    longest = getattr(model.config, "max_position_embeddings", None) or shot.tokens
    words = torch.zeros(1, min(shot.tokens, longest), dtype=torch.long)
    return model(input_ids=words, output_hidden_states=True)


def _causal_text(model: Any, shot: Shot) -> object:
    words = torch.zeros(1, shot.tokens, dtype=torch.long)
    return model(input_ids=words, output_hidden_states=True, use_cache=False)


def _picture_decoder(model: Any, shot: Shot) -> object:
    config = model.config
    scale = 2 ** (len(config.block_out_channels) - 1)
    latents = _numbers(model, 1, config.latent_channels, shot.height // scale, shot.width // scale)
    return model.decode(latents, return_dict=False)


def _chunked_decoder(model: Any, shot: Shot) -> object:
    config = model.config
    scale = getattr(config, "scale_factor_spatial", None) or 8
    latent_frames = (shot.frames - 1) // 4 + 1
    latents = _numbers(model, 1, config.z_dim, latent_frames, shot.height // scale, shot.width // scale)
    return model.decode(latents, return_dict=False)


def _ltx2_decoder(model: Any, shot: Shot) -> object:
    frames, height, width = (shot.frames - 1) // 8 + 1, shot.height // 32, shot.width // 32
    return model.decode(_numbers(model, 1, model.config.latent_channels, frames, height, width), return_dict=False)


PROBES: Mapping[str, Probe] = {
    "Flux2Transformer2DModel": Probe(DENOISER, _flux2, ("transformer_blocks", "single_transformer_blocks")),
    "QwenImageTransformer2DModel": Probe(DENOISER, _qwen_image, ("transformer_blocks",)),
    "UNet2DConditionModel": Probe(DENOISER, _unet),
    "UNet3DConditionXLModel": Probe(DENOISER, _clip_unet),
    "WanTransformer3DModel": Probe(DENOISER, _wan, ("blocks",)),
    "LTX2VideoTransformer3DModel": Probe(DENOISER, _ltx2, ("transformer_blocks",)),
    "CLIPTextModel": Probe(ENCODER, _text),
    "CLIPTextModelWithProjection": Probe(ENCODER, _text),
    "T5EncoderModel": Probe(ENCODER, _text),
    "UMT5EncoderModel": Probe(ENCODER, _text),
    "Qwen3ForCausalLM": Probe(ENCODER, _causal_text),
    "Qwen2_5_VLForConditionalGeneration": Probe(ENCODER, _causal_text),
    "Gemma3ForConditionalGeneration": Probe(ENCODER, _causal_text),
    "AutoencoderKL": Probe(DECODER, _picture_decoder),
    "AutoencoderKLFlux2": Probe(DECODER, _picture_decoder),
    "AutoencoderKLQwenImage": Probe(DECODER, _chunked_decoder),
    "AutoencoderKLWan": Probe(DECODER, _chunked_decoder, straight=9),
    "AutoencoderKLLTX2Video": Probe(DECODER, _ltx2_decoder),
}
"""Class -> how it is called. Models of other kinds are small beside these: their weights are counted, their work is
not."""


def _numbers(model: Any, *shape: int) -> torch.Tensor:
    return torch.zeros(shape, dtype=next(model.parameters()).dtype)


def _patches(shot: Shot, px: int) -> int:
    return (shot.height // px) * (shot.width // px)
