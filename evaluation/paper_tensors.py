"""What is claimed of the released weights without having seen them, asked of the files: names, numbers and configs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from videostudio.generators.paper.img_adapter import expected_shapes, split_content_adapter
from videostudio.generators.paper.img_pipeline import ImgWeights
from videostudio.generators.paper.vid_folder import VidWeights

ADAPTER_SIZES = {"queries": 16, "width": 768, "image": 1280, "context": 768}
"""Of the released Resampler."""
UNET_TENSORS, UNET_NUMBERS = 2276, 2_882_714_180
CONDITIONS = ("aes_condition", "midf_clip_pool_fea_guidance", "action_prob_fea_guidance")
SHOWN = 3


@dataclass(frozen=True)
class Claim:
    """`holds` is None where it cannot be told; what is `needed` has to hold for films to be made."""

    text: str
    holds: bool | None
    found: str
    needed: bool = False


def claims_of_pictures(weights: ImgWeights) -> Iterator[Claim]:
    """Of VideoStudio-Img and its base. Raises BackendMissing for what does not load."""
    import diffusers
    import transformers

    foreground, background = split_content_adapter(weights.adapter)
    tensors = len(foreground["image_proj"]) + len(foreground["ip_adapter"]) + len(background["ip_adapter"])
    yield Claim(
        "the adapter has 51 + 64 tensors, by the expected names", tensors == len(expected_shapes()), f"{tensors}"
    )
    projection = foreground["image_proj"]
    sizes = {
        "queries": projection["latents"].shape[1],
        "width": projection["latents"].shape[2],
        "image": projection["proj_in.weight"].shape[1],
        "context": projection["proj_out.weight"].shape[0],
    }
    kept = sorted({str(each.dtype).removeprefix("torch.") for each in projection.values()})
    yield Claim(f"its Resampler is of {ADAPTER_SIZES}", sizes == ADAPTER_SIZES, f"{sizes}, {', '.join(kept)}")
    untyped: Any = (diffusers, transformers)
    pixels, words = untyped
    yield _whole("the base's UNet", pixels.UNet2DConditionModel, weights.base / "unet")
    yield _whole("the base's text encoder", words.CLIPTextModel, weights.base / "text_encoder")
    yield _whole("the base's VAE", pixels.AutoencoderKL, weights.vae or weights.base / "vae")
    yield _whole("the image encoder", words.CLIPVisionModelWithProjection, weights.image_encoder)


def claims_of_clips(weights: VidWeights) -> Iterator[Claim]:
    """Of VideoStudio-Vid's UNet, which `load_unet` refuses if a tensor is missing, foreign or misshapen."""
    import torch

    from videostudio.generators.paper.vid_config import config_from_state_dict
    from videostudio.generators.paper.vid_weights import load_unet

    unet = load_unet(weights.folder / "unet", dtype=torch.float16)
    state, config = unet.state_dict(), dict(unet.config)
    numbers = sum(each.numel() for each in state.values())
    yield Claim("the video UNet's tensors are exactly its config's", True, f"{len(state)} tensors", needed=True)
    yield Claim(
        f"they are {UNET_TENSORS} with {UNET_NUMBERS} numbers",
        (len(state), numbers) == (UNET_TENSORS, UNET_NUMBERS),
        f"{len(state)} with {numbers}",
    )
    read = config_from_state_dict(state, attention_head_dim=config["attention_head_dim"])
    told = {name: config[name] for name in read}
    differing = [f"{name}: {told[name]} / {read[name]}" for name in read if not _same(told[name], read[name])]
    yield Claim(
        "unet/config.json says what the shapes tell",
        not differing,
        "; ".join(differing) or f"{len(read)} arguments agree",
    )
    conditions = {name: bool(config[name]) for name in CONDITIONS}
    yield Claim("aesthetic score, picture and action are conditions", all(conditions.values()), f"{conditions}")
    yield Claim(
        "the camera is not warped in channels", not config["warping_concate_in_channel"],
        f"warping_concate_in_channel={config['warping_concate_in_channel']}",
    )  # fmt: skip
    yield Claim("heads are a sixty-fourth of the widths", *_heads(config))


def _whole(what: str, kind: Any, folder: Any) -> Claim:
    """Whether a model finds all its tensors in a folder; more than those are told."""
    _, info = kind.from_pretrained(folder, output_loading_info=True, local_files_only=True)
    missing, foreign = sorted(info["missing_keys"]), sorted(info["unexpected_keys"])
    found = f"{len(missing)} missing {_some(missing)}, {len(foreign)} more than wanted {_some(foreign)}"
    return Claim(f"{what} finds all its tensors", not missing, found, needed=True)


def _some(names: list[str]) -> str:
    return f"({', '.join(names[:SHOWN])})" if names else ""


def _same(told: Any, read: Any) -> bool:
    """One number for all levels, or a number for each."""
    told, read = (tuple(each) if isinstance(each, list | tuple) else (each,) for each in (told, read))
    longest = max(len(told), len(read))
    return all(each * (longest // len(each)) == (told if len(told) == longest else read) for each in (told, read))


def _heads(config: dict[str, Any]) -> tuple[bool, str]:
    widths, heads = config["block_out_channels"], config["attention_head_dim"]
    each = tuple(heads) if isinstance(heads, list | tuple) else (heads,) * len(widths)
    return each == tuple(width // 64 for width in widths), f"{each} for {tuple(widths)}"
