"""Where open_clip's pretrained weights lie on this machine. Looks first, and fetches only when asked."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from videostudio.film.errors import BackendMissing


@dataclass(frozen=True)
class Found:
    """A file of weights and what open_clip has to be told that belongs to them."""

    weights: Path
    quick_gelu: bool = False
    preprocess: dict[str, Any] = field(default_factory=dict)
    tokenizer: dict[str, Any] = field(default_factory=dict)


def resolve(model: str, pretrained: str, *, download: bool, cache: Path | None) -> Found:
    """A model's name and a tag, or a file, of weights. Raises BackendMissing for unknown names, and for weights that
    are not here while `download` is False."""
    import open_clip

    config = open_clip.get_model_config(model)
    if config is None:
        raise BackendMissing(f"open_clip knows no model {model!r}: choose one of open_clip.list_models()")
    tokenizer = _tokenizer_options(model, config["text_cfg"], download)
    if Path(pretrained).is_file():
        return Found(Path(pretrained), tokenizer=tokenizer)
    tag = open_clip.get_pretrained_cfg(model, pretrained)
    if not tag:
        known = ", ".join(open_clip.list_pretrained_tags_by_model(model)) or "none"
        raise BackendMissing(f"{model} has no weights {pretrained!r}: choose a file or one of {known}")
    weights = _fetched(tag, cache) if download else _cached(tag, cache)
    if weights is None:
        raise BackendMissing(
            f"the weights {model}/{pretrained} are not on this machine: name a file of them, or allow the download"
        )
    preprocess = {key: tag[key] for key in ("mean", "std") if key in tag}
    return Found(weights, tag.get("quick_gelu", False), preprocess, tokenizer)


def _tokenizer_options(model: str, text: dict[str, Any], download: bool) -> dict[str, Any]:
    if text.get("hf_model_name") and not download:
        raise BackendMissing(f"{model} reads texts with {text['hf_model_name']}, fetched apart: allow the download")
    return {"local_files_only": not download} if text.get("hf_tokenizer_name") else {}


def _fetched(tag: dict[str, Any], cache: Path | None) -> Path:
    from open_clip.pretrained import download_pretrained

    return Path(download_pretrained(tag, cache_dir=None if cache is None else str(cache)))


def _cached(tag: dict[str, Any], cache: Path | None) -> Path | None:
    """open_clip fetches from the hub where it can, else from an address; both keep the file's own name."""
    from huggingface_hub import try_to_load_from_cache

    repository, name = os.path.split(tag.get("hf_hub", ""))
    names = [name] if name else ["open_clip_model.safetensors", "open_clip_pytorch_model.bin"]
    hits = [try_to_load_from_cache(repository, each, cache_dir=cache) for each in names] if repository else []
    plain = (cache or Path("~/.cache/clip").expanduser()) / os.path.basename(tag.get("url", ""))
    return next((Path(hit) for hit in (*hits, plain) if isinstance(hit, (str, Path)) and Path(hit).is_file()), None)
