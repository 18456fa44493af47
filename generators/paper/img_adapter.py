"""VideoStudio-Img's checkpoint, taken apart into two IP-Adapters as diffusers loads them.

Owns the checkpoint's format: which tensors there are, and how their sizes hang together. How wide they are is the
affair of the base model they are loaded into (`img_pipeline.py`).

The checkpoint holds one projection of image tokens, `image_proj`, and in `ip_adapter` the keys and values of an added
cross-attention for the foreground (`to_k_ip`, `to_v_ip`) and of another for the background (`to_k_ip_bg`,
`to_v_ip_bg`), at every cross-attention of the UNet. Two adapters that share a projection are the same sum (paper,
section 3.3: y = CA_text + CA_fg + CA_bg). In the released checkpoint the projection is a Resampler; in those trained
here (`videostudio.training.img`) it is an MLP that leaves every token in its place.
"""

import pickle
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from videostudio.film.errors import BackendMissing

if TYPE_CHECKING:
    from torch import Tensor

Adapter = dict[str, dict[str, "Tensor"]]
"""{"image_proj": name -> tensor, "ip_adapter": name -> tensor}."""

PARTS = ("image_proj", "ip_adapter")
FOREGROUND, BACKGROUND = ("to_k_ip", "to_v_ip"), ("to_k_ip_bg", "to_v_ip_bg")
POSITIONS = tuple(range(1, 33, 2))
"""Where cross-attentions stand among the 32 attentions of a UNet of Stable Diffusion 1.5, 2.0 or 2.1, in diffusers'
order."""
SDXL_POSITIONS = 70
RESAMPLED, TOKENWISE = "latents", "proj.3.weight"
"""Tensors that only a Resampler, and only an MLP of single tokens holds."""
DEPTH = 4
"""Layers of the Resampler."""
HEAD = 64
"""Width of one of its heads; diffusers counts heads with it."""
OTHER_PROJECTIONS = {
    "perceiver_resampler.proj_in.weight": "an IP-Adapter-FaceID-Plus",
    "proj.weight": "a plain IP-Adapter (one linear layer instead of a Resampler)",
    "proj.0.weight": "an IP-Adapter-FaceID",
}
"""Tensors that only another adapter's `image_proj` holds."""
FULL = "an IP-Adapter-Full (an MLP instead of a Resampler, and one reference)"
TOLD = 3
"""Names that a message lists, at most."""

Shape = tuple[int | str, ...]
"""Sizes by name: what has one name has one size; "2*inner" is twice as much as "inner"."""


def split_content_adapter(
    checkpoint: Path | Mapping[str, Any], positions: Sequence[int] | None = POSITIONS
) -> tuple[Adapter, Adapter]:
    """A checkpoint, as a file (.bin or .safetensors) or as what is read from one -> the adapters of foreground and
    background, for `load_ip_adapter([foreground, background], ...)`. Both hold the very same projection. `positions`
    are the cross-attentions that it has to serve; None are those that it holds, for bases of other layouts.

    Raises BackendMissing for anything else, with what it is and what was expected; a file's code is never run."""
    name = checkpoint.name if isinstance(checkpoint, Path) else "the checkpoint"
    held = read_checkpoint(checkpoint) if isinstance(checkpoint, Path) else checkpoint
    _refuse_others(name, held, positions)
    foreground = {key: each for key, each in held["ip_adapter"].items() if "_bg." not in key}
    background = {key.replace("_bg.", "."): each for key, each in held["ip_adapter"].items() if "_bg." in key}
    projection = dict(held["image_proj"])
    return (
        {"image_proj": projection, "ip_adapter": foreground},
        {"image_proj": dict(projection), "ip_adapter": background},
    )


def seen_width(adapter: Adapter) -> int:
    """How wide the image tokens are that it reads."""
    projection = adapter["image_proj"]
    return projection["proj_in.weight" if RESAMPLED in projection else "proj.0.weight"].shape[1]


def read_checkpoint(path: Path) -> Any:
    """What lies in a .safetensors file (tensors named "image_proj.*", "ip_adapter.*") or in one of torch's. Raises
    BackendMissing for a file that is not there, is damaged, or wants to run code."""
    if not path.is_file():
        raise BackendMissing(f"there is no {path}: name the released videostudio-img-combine.bin")
    return _read_safetensors(path) if path.suffix == ".safetensors" else _read_torch(path)


def expected_shapes(positions: Sequence[int] = POSITIONS, *, tokenwise: bool = False) -> dict[str, Shape]:
    """Name -> shape of all tensors, 115 in the released checkpoint, with the sizes that are a model's own by name."""
    shapes = _shapes_of_mlp() if tokenwise else _shapes_of_resampler()
    for position in positions:
        own: Shape = (f"hidden of {position}", "context")
        shapes |= {f"ip_adapter.{position}.{which}.weight": own for which in (*FOREGROUND, *BACKGROUND)}
    return shapes


def _shapes_of_mlp() -> dict[str, Shape]:
    return {
        "image_proj.proj.0.weight": ("image", "image"),
        "image_proj.proj.0.bias": ("image",),
        "image_proj.proj.2.weight": ("context", "image"),
        "image_proj.proj.2.bias": ("context",),
        "image_proj.proj.3.weight": ("context",),
        "image_proj.proj.3.bias": ("context",),
    }


def _shapes_of_resampler() -> dict[str, Shape]:
    shapes: dict[str, Shape] = {
        "image_proj.latents": (1, "queries", "width"),
        "image_proj.proj_in.weight": ("width", "image"),
        "image_proj.proj_in.bias": ("width",),
        "image_proj.proj_out.weight": ("context", "width"),
        "image_proj.proj_out.bias": ("context",),
        "image_proj.norm_out.weight": ("context",),
        "image_proj.norm_out.bias": ("context",),
    }
    for layer in range(DEPTH):
        attention, forward = f"image_proj.layers.{layer}.0", f"image_proj.layers.{layer}.1"
        norms = (f"{attention}.norm1", f"{attention}.norm2", f"{forward}.0")
        shapes |= {f"{norm}.{what}": ("width",) for norm in norms for what in ("weight", "bias")}
        shapes |= {
            f"{attention}.to_q.weight": ("inner", "width"),
            f"{attention}.to_kv.weight": ("2*inner", "width"),
            f"{attention}.to_out.weight": ("width", "inner"),
            f"{forward}.1.weight": ("4*width", "width"),
            f"{forward}.3.weight": ("width", "4*width"),
        }
    return shapes


def _read_torch(path: Path) -> Any:
    import torch

    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        # torch's own message advises to load the file without this protection.
        wanted = re.search(r"GLOBAL ([\w.]+)", str(error))
        what = f"wants to run {wanted[1]}" if wanted else "is no file of tensors that can be read without running code"
        raise BackendMissing(
            f"{path} {what}, which was not done: fetch the checkpoint from its authors, or as .safetensors"
        ) from None
    except (RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _read_safetensors(path: Path) -> Mapping[str, Any]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        flat = load_file(path)
    except (SafetensorError, OSError) as error:
        raise _damaged(path, error) from error
    held: dict[str, Any] = {}
    for name, tensor in flat.items():
        part, _, key = name.partition(".")
        held.setdefault(part, {})[key] = tensor
    return held


def _damaged(path: Path, error: Exception) -> BackendMissing:
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return BackendMissing(f"{path} is damaged or cut off ({path.stat().st_size} bytes: {first}): fetch it again")


def _refuse_others(name: str, held: Any, positions: Sequence[int] | None) -> None:
    """Raises BackendMissing unless `held` is a checkpoint of VideoStudio-Img, with what it is as far as that can be
    told."""
    if not isinstance(held, Mapping) or set(held) != set(PARTS) or not all(isinstance(held[p], Mapping) for p in PARTS):
        inside = (
            _listed(sorted(map(str, held))) or "nothing" if isinstance(held, Mapping) else f"a {type(held).__name__}"
        )
        raise BackendMissing(
            f"{name} is no adapter: it holds {inside}, expected are {' and '.join(PARTS)} "
            "(the released videostudio-img-combine.bin)"
        )
    if kind := _other_kind(held, positions):
        raise BackendMissing(
            f"{name} is {kind}; expected is VideoStudio-Img's: a Resampler of {DEPTH} layers, and foreground and "
            f"background at the {len(POSITIONS)} cross-attentions of Stable Diffusion 1.5 or 2 (numbered 1 to 31)"
        )
    served = _held_positions(held) if positions is None else positions
    expected = expected_shapes(served, tokenwise=TOKENWISE in held["image_proj"])
    _refuse_incomplete(name, held, expected)
    _refuse_misshapen(name, held, expected)


def _held_positions(held: Mapping[str, Any]) -> list[int]:
    numbers = {str(key).split(".")[0] for key in held["ip_adapter"]}
    return sorted(int(number) for number in numbers if number.isdecimal())


def _other_kind(held: Mapping[str, Any], expected: Sequence[int] | None) -> str:
    """The name of another kind of adapter, "" where there is no sign of one."""
    attentions, projection = held["ip_adapter"], held["image_proj"]
    one_reference = bool(attentions) and not any("_bg." in str(key) for key in attentions)
    if TOKENWISE in projection and one_reference:
        return FULL
    for sign, kind in OTHER_PROJECTIONS.items():
        if sign in projection and TOKENWISE not in projection:
            return kind
    positions = _held_positions(held)
    if expected is not None and len(positions) > len(expected):
        whose = "SDXL" if len(positions) == SDXL_POSITIONS else "another base model"
        return f"an adapter of {whose} ({len(positions)} cross-attentions, numbered {positions[0]} to {positions[-1]})"
    if one_reference:
        return "an IP-Adapter-Plus of one reference (no to_k_ip_bg, to_v_ip_bg)"
    return ""


def _refuse_incomplete(name: str, held: Mapping[str, Any], shapes: Mapping[str, Shape]) -> None:
    found, expected = {key for key, _ in _tensors(held)}, set(shapes)
    missing, strange = sorted(expected - found), sorted(found - expected)
    if not missing and not strange:
        return
    told = [f"lacks {len(missing)} of {len(expected)} tensors ({_listed(missing)})"] if missing else []
    told += [f"holds {len(strange)} that do not belong there ({_listed(strange)})"] if strange else []
    raise BackendMissing(f"{name} {' and '.join(told)}: fetch the released videostudio-img-combine.bin again")


def _refuse_misshapen(name: str, held: Mapping[str, Any], expected: Mapping[str, Shape]) -> None:
    from torch import Tensor

    tensors, sizes = dict(_tensors(held)), dict[str, int]()
    for key, each in tensors.items():
        if not isinstance(each, Tensor) or not each.is_floating_point():
            raise BackendMissing(f"{name}: {key} is {_what(each)}, expected are floating point tensors")
        for size, dimension in zip(each.shape, expected[key], strict=False):
            if isinstance(dimension, str) and "*" not in dimension:
                sizes.setdefault(dimension, size)
    for key, each in tensors.items():
        wanted = tuple(_size(dimension, sizes) for dimension in expected[key])
        if tuple(each.shape) != wanted:
            raise BackendMissing(
                f"{name}: {key} is {tuple(each.shape)}, expected is {wanted}, that is {expected[key]}: "
                "its parts come from different models"
            )
    if sizes.get("inner", HEAD) % HEAD:
        raise BackendMissing(f"{name}: its Resampler is {sizes['inner']} wide, expected are whole heads of {HEAD}")


def _size(dimension: int | str, sizes: Mapping[str, int]) -> int:
    if isinstance(dimension, int):
        return dimension
    times, _, of = dimension.rpartition("*")
    return int(times or 1) * sizes.get(of, 0)


def _tensors(held: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for part in PARTS:
        for key, each in held[part].items():
            yield f"{part}.{key}", each


def _what(held: Any) -> str:
    return str(getattr(held, "dtype", type(held).__name__))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return ", ".join(names[:TOLD]) + more
