"""The five families at a tiny size with random weights, in folders as diffusers saves pipelines, made offline: real
classes of diffusers and transformers, tokenizers out of their alphabets."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers.pipelines import ltx2
from safetensors.torch import save_file
from tiny_img import letter_tokenizer
from tokenizers.pre_tokenizers import ByteLevel

from videostudio.generators.given import Given

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
TINY = {"side": 64, "steps": 2, "device": "cpu"}
"""What is set for all of them."""
QWEN_SPECIALS = ("<|im_start|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
ASCII = [chr(code) for code in range(32, 127)]


def write_klein(folder: Path) -> Path:
    """FLUX.2 klein: 27 layers of text, since its pipeline reads the 9th, 18th and 27th."""

    torch.manual_seed(0)
    tokenizer = _qwen_tokenizer()
    text = transformers.Qwen3ForCausalLM(transformers.Qwen3Config(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=16, num_hidden_layers=27, num_attention_heads=2,
        num_key_value_heads=1, head_dim=8,
    )).eval()  # fmt: skip
    diffusers.Flux2KleinPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=diffusers.AutoencoderKLFlux2(
            block_out_channels=(4, 4, 4, 4), layers_per_block=1, latent_channels=4, norm_num_groups=2, sample_size=32,
        ),
        text_encoder=text,
        tokenizer=tokenizer,
        transformer=diffusers.Flux2Transformer2DModel(
            in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2,
            joint_attention_dim=48, axes_dims_rope=(4, 4, 4, 4), guidance_embeds=False,
        ),
        is_distilled=True,
    ).save_pretrained(folder)  # fmt: skip
    return folder


def write_qwen(folder: Path) -> Path:
    """Qwen-Image."""

    diffusers.QwenImagePipeline(**_qwen_parts()).save_pretrained(folder)
    return folder


def write_qwen_edit(folder: Path) -> Path:
    """Qwen-Image-Edit of 2509: the same parts, and what prepares pictures for the text encoder."""

    parts = _qwen_parts()
    processor = transformers.Qwen2VLProcessor(
        image_processor=transformers.Qwen2VLImageProcessor(min_pixels=28 * 28, max_pixels=28 * 28 * 4),
        tokenizer=parts["tokenizer"],
        video_processor=transformers.Qwen2VLVideoProcessor(),
        chat_template=TEMPLATE,
    )
    diffusers.QwenImageEditPlusPipeline(**parts, processor=processor).save_pretrained(folder)
    return folder


def write_sdxl(folder: Path) -> Path:
    """Stable Diffusion XL."""

    torch.manual_seed(0)
    tokenizer = letter_tokenizer()
    reads = transformers.CLIPTextConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=16, num_attention_heads=2, num_hidden_layers=2,
        projection_dim=16, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
    )  # fmt: skip
    diffusers.StableDiffusionXLPipeline(
        vae=diffusers.AutoencoderKL(
            down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
            block_out_channels=(4, 4, 4, 4), layers_per_block=1, norm_num_groups=2, sample_size=64,
        ),
        text_encoder=transformers.CLIPTextModel(reads).eval(),
        text_encoder_2=transformers.CLIPTextModelWithProjection(reads).eval(),
        tokenizer=tokenizer,
        tokenizer_2=letter_tokenizer(),
        unet=diffusers.UNet2DConditionModel(
            sample_size=8, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), attention_head_dim=(2, 4),
            transformer_layers_per_block=(1, 1), cross_attention_dim=32, use_linear_projection=True,
            addition_embed_type="text_time", addition_time_embed_dim=8,
            projection_class_embeddings_input_dim=6 * 8 + 16,
        ),
        scheduler=diffusers.EulerDiscreteScheduler(),
    ).save_pretrained(folder)  # fmt: skip
    return folder


def write_ip_adapter(folder: Path) -> Path:
    """An IP-Adapter-Plus for it, and its image encoder, as their repository has them."""

    torch.manual_seed(1)
    # 16 heads of 64, as every released one: the number of heads is read from the width of their queries.
    wide, inner, seen, context = 8, 64, 16, 32
    state: dict[str, Any] = {
        "latents": torch.randn(1, 3, wide), "proj_in.weight": torch.randn(wide, seen),
        "proj_in.bias": torch.zeros(wide),
        "proj_out.weight": torch.randn(context, wide), "proj_out.bias": torch.zeros(context),
        "norm_out.weight": torch.ones(context), "norm_out.bias": torch.zeros(context),
    }  # fmt: skip
    for at in range(4):
        state |= {
            f"layers.{at}.0.norm1.weight": torch.ones(wide), f"layers.{at}.0.norm1.bias": torch.zeros(wide),
            f"layers.{at}.0.norm2.weight": torch.ones(wide), f"layers.{at}.0.norm2.bias": torch.zeros(wide),
            f"layers.{at}.0.to_q.weight": torch.randn(inner, wide),
            f"layers.{at}.0.to_kv.weight": torch.randn(2 * inner, wide),
            f"layers.{at}.0.to_out.weight": torch.randn(wide, inner) / 8,
            f"layers.{at}.1.0.weight": torch.ones(wide), f"layers.{at}.1.0.bias": torch.zeros(wide),
            f"layers.{at}.1.1.weight": torch.randn(4 * wide, wide),
            f"layers.{at}.1.3.weight": torch.randn(wide, 4 * wide),
        }  # fmt: skip
    tensors = {f"image_proj.{name}": tensor for name, tensor in state.items()}
    unet: Any = diffusers.UNet2DConditionModel.from_pretrained(folder.parent / "sdxl" / "unet")
    for at, name in enumerate(unet.attn_processors):
        if "attn2" in name:
            width = unet.get_submodule(name.removesuffix(".processor")).to_k.weight.shape[0]
            for key in ("to_k_ip", "to_v_ip"):
                tensors[f"ip_adapter.{at}.{key}.weight"] = torch.randn(width, context)
    (folder / "sdxl_models").mkdir(parents=True)
    save_file(tensors, folder / "sdxl_models" / "ip-adapter-plus_sdxl_vit-h.safetensors")
    transformers.CLIPVisionModelWithProjection(transformers.CLIPVisionConfig(
        hidden_size=seen, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2, image_size=32, patch_size=8,
        projection_dim=8,
    )).save_pretrained(folder / "models" / "image_encoder")  # fmt: skip
    return folder


def write_wan(folder: Path, variant: str = "ti2v-5b") -> Path:
    """Wan 2.2, either variant."""

    torch.manual_seed(0)
    tokenizer, small = _t5_tokenizer(), variant == "ti2v-5b"
    reads = transformers.UMT5EncoderModel(transformers.UMT5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2,
        feed_forward_proj="gated-gelu", dropout_rate=0.0,
    )).eval()  # fmt: skip
    of_5b: dict[str, Any] = {
        "z_dim": 48, "is_residual": True, "in_channels": 12, "out_channels": 12, "patch_size": 2,
        "scale_factor_spatial": 16, "latents_mean": [0.0] * 48, "latents_std": [1.0] * 48,
    }  # fmt: skip
    vae = diffusers.AutoencoderKLWan(
        base_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True],
        **(of_5b if small else {}),
    )  # fmt: skip
    channels = {"in_channels": 48, "out_channels": 48} if small else {"in_channels": 36, "out_channels": 16}

    def denoiser() -> Any:
        return diffusers.WanTransformer3DModel(
            num_attention_heads=2, attention_head_dim=12, text_dim=16, freq_dim=16, ffn_dim=16, num_layers=2,
            rope_max_seq_len=64, **channels,
        )  # fmt: skip

    diffusers.WanImageToVideoPipeline(
        tokenizer=tokenizer,
        text_encoder=reads,
        vae=vae,
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        transformer=denoiser(),
        transformer_2=None if small else denoiser(),
        boundary_ratio=None if small else 0.9,
        expand_timesteps=small,
    ).save_pretrained(folder)
    return folder


def write_ltx2(folder: Path) -> Path:
    """LTX-2 with its sound."""

    torch.manual_seed(0)
    tokenizer = _gemma_tokenizer()
    reads = transformers.Gemma3ForConditionalGeneration(transformers.Gemma3Config(
        text_config={
            "vocab_size": len(tokenizer), "hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 2,
            "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16,
            "layer_types": ["sliding_attention", "full_attention"], "sliding_window": 64,
        },
        vision_config={
            "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
            "image_size": 32, "patch_size": 8,
        },
        mm_tokens_per_image=4,
    )).eval()  # fmt: skip
    diffusers.LTX2ConditionPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, base_shift=0.95, max_shift=2.05),
        vae=diffusers.AutoencoderKLLTX2Video(
            latent_channels=4, block_out_channels=(8, 16, 32, 64), decoder_block_out_channels=(8, 16, 32),
            layers_per_block=(1, 1, 1, 1, 1), decoder_layers_per_block=(1, 1, 1, 1),
            spatial_compression_ratio=32, temporal_compression_ratio=8,
        ),
        audio_vae=diffusers.AutoencoderKLLTX2Audio(
            base_channels=8, output_channels=2, ch_mult=(1, 1, 1), num_res_blocks=1, in_channels=2, resolution=32,
            latent_channels=2, mel_bins=16,
        ),
        text_encoder=reads,
        tokenizer=tokenizer,
        connectors=ltx2.LTX2TextConnectors(
            caption_channels=32, text_proj_in_factor=3, video_connector_num_attention_heads=4,
            video_connector_attention_head_dim=8, video_connector_num_layers=1,
            video_connector_num_learnable_registers=None, audio_connector_num_attention_heads=4,
            audio_connector_attention_head_dim=8, audio_connector_num_layers=1,
            audio_connector_num_learnable_registers=None, connector_rope_base_seq_len=32,
            rope_double_precision=False,
        ),
        transformer=diffusers.LTX2VideoTransformer3DModel(
            in_channels=4, out_channels=4, num_attention_heads=2, attention_head_dim=8, cross_attention_dim=16,
            audio_in_channels=8, audio_out_channels=8, audio_num_attention_heads=2, audio_attention_head_dim=4,
            audio_cross_attention_dim=8, num_layers=2, caption_channels=32, rope_double_precision=False,
        ),
        vocoder=ltx2.LTX2Vocoder(
            in_channels=32, hidden_channels=32, out_channels=2, upsample_kernel_sizes=[16, 15, 8, 4, 4],
            upsample_factors=[6, 5, 2, 2, 2], resnet_kernel_sizes=[3], resnet_dilations=[[1, 3, 5]],
        ),
    ).save_pretrained(folder)  # fmt: skip
    return folder


def _qwen_parts() -> dict[str, Any]:

    torch.manual_seed(0)
    tokenizer = _qwen_tokenizer()
    ids = {
        name: tokenizer.convert_tokens_to_ids(f"<|{name}|>")
        for name in ("image_pad", "video_pad", "vision_start", "vision_end")
    }
    reads = transformers.Qwen2_5_VLForConditionalGeneration(transformers.Qwen2_5_VLConfig(
        text_config={
            "vocab_size": len(tokenizer), "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
            "num_attention_heads": 2, "num_key_value_heads": 1,
            "rope_parameters": {"rope_type": "default", "mrope_section": [1, 1, 2], "rope_theta": 10_000.0},
        },
        vision_config={
            "depth": 1, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2, "out_hidden_size": 16,
            "fullatt_block_indexes": [0],
        },
        image_token_id=ids["image_pad"], video_token_id=ids["video_pad"],
        vision_start_token_id=ids["vision_start"], vision_end_token_id=ids["vision_end"],
    )).eval()  # fmt: skip
    parts: dict[str, Any] = {
        "scheduler": diffusers.FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        "vae": diffusers.AutoencoderKLQwenImage(
            base_dim=4, z_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True],
            latents_mean=[0.0] * 4, latents_std=[1.0] * 4,
        ),
        "text_encoder": reads,
        "tokenizer": tokenizer,
        "transformer": diffusers.QwenImageTransformer2DModel(
            patch_size=2, in_channels=16, out_channels=4, num_layers=1, attention_head_dim=16, num_attention_heads=2,
            joint_attention_dim=16, axes_dims_rope=(8, 4, 4),
        ),
    }  # fmt: skip
    with torch.no_grad():  # left as they are made, references are less than a level of 255
        parts["vae"].decoder.conv_out.weight.mul_(20)
        parts["transformer"].proj_out.weight.mul_(10)
    return parts


def _qwen_tokenizer() -> Any:

    words = [*sorted(ByteLevel.alphabet()), "<|endoftext|>", "<|im_end|>", *QWEN_SPECIALS]
    tokenizer = transformers.Qwen2Tokenizer(
        vocab={word: at for at, word in enumerate(words)}, merges=[], eos_token="<|im_end|>", unk_token="<|endoftext|>",
        pad_token="<|endoftext|>", extra_special_tokens=list(QWEN_SPECIALS), model_max_length=4096,
    )  # fmt: skip
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def _t5_tokenizer() -> Any:

    letters = [(letter, -3.0) for letter in ASCII if letter != " "]
    return transformers.T5Tokenizer(
        vocab=[("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), *letters], extra_ids=0, model_max_length=512
    )


def _gemma_tokenizer() -> Any:

    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "▁"]
    words = [*specials, *(letter for letter in ASCII if letter != " "), *(f"<0x{code:02X}>" for code in range(256))]
    words += ["<start_of_image>", "<end_of_image>", "<image_soft_token>"]
    return transformers.GemmaTokenizer(
        vocab={word: at for at, word in enumerate(words)}, merges=[], model_max_length=1024, padding_side="left",
    )  # fmt: skip


@dataclass(frozen=True)
class TinyModels:
    """Folders under `root`, and backends that have loaded them once."""

    root: Path

    def folder(self, name: str) -> Path:
        """Writes it, if it is not there."""
        folder = self.root / name
        if not folder.exists():
            if name == "ip-adapter":
                self.folder("sdxl")
            WRITERS[name](folder)
        return folder

    def named(self, family: str) -> dict[str, str]:
        """The settings of a family that name its folders."""
        return {setting: str(self.folder(name)) for setting, name in FOLDERS[family].items()}

    def roles(self, family: str, **settings: str | int) -> Any:
        """The family's backend; with the same settings it is the same one."""
        return _built(self, family, tuple(sorted(settings.items())))


@cache
def _built(models: TinyModels, family: str, settings: tuple[tuple[str, str | int], ...]) -> Any:
    module = import_module(f"videostudio.generators.diffusion.{MODULES.get(family, family)}")
    variant = {"variant": "i2v-a14b"} if family == "wan14b" else {}
    return module.build(Given(settings={**TINY, **variant, **models.named(family), **dict(settings)}))


WRITERS = {
    "klein": write_klein,
    "qwen": write_qwen,
    "qwen-edit": write_qwen_edit,
    "sdxl": write_sdxl,
    "ip-adapter": write_ip_adapter,
    "wan": write_wan,
    "wan14b": lambda folder: write_wan(folder, "i2v-a14b"),
    "ltx2": write_ltx2,
}
FOLDERS = {
    "klein": {"model": "klein"},
    "qwen": {"model": "qwen", "edit_model": "qwen-edit"},
    "sdxl": {"model": "sdxl", "adapter": "ip-adapter"},
    "wan": {"model": "wan"},
    "wan14b": {"model": "wan14b"},
    "ltx2": {"model": "ltx2"},
}
MODULES = {"wan14b": "wan"}
