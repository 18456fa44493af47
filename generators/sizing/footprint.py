"""What a model takes: its weights, the largest part of them that has to be there at a time, and what its work adds.

Needs torch; what is known of models without it lies in `known.py`.
"""

from collections.abc import Iterator
from typing import Any

import torch

from videostudio.generators.sizing.live import imagined, watched
from videostudio.generators.sizing.probes import DECODER, PROBES, Probe
from videostudio.generators.sizing.sizes import Footprint, Shot, Sized

KEPT = 2
"""How often a clip that is made of tiles lies in memory at the most: as tiles that overlap, and whole. Tiled for real,
109 frames of 1280 x 704 px took 1.2 times what they give beside the work of one tile."""
ENOUGH = 2
"""Alike layers that are kept to find out what the work of all takes: they come one after the other."""


def footprint(component: Sized, shot: Shot, dtype: torch.dtype, *, on_cpu: bool = False) -> Footprint:
    """What a component takes for `shot`, in `dtype` unless it is always used in single precision; `on_cpu` with what a
    CPU takes for its work besides (see LiveBytes)."""
    model = component.on_meta().eval()
    with imagined():
        _imagine(model, torch.float32 if component.single else dtype)
        weights, block, leaf = _weights(model), _block(model), _leaf(model)
        if (probe := PROBES.get(component.kind)) is None:
            return Footprint(weights=weights, block=block, leaf=leaf)
        for name in probe.repeated:
            layers = getattr(model, name)
            setattr(model, name, layers[: min(ENOUGH, len(layers))])
        work = worked(component.kind, model, shot, on_cpu=on_cpu)
        tiled: int | None = work
        if probe.job == DECODER and hasattr(model, "enable_tiling"):
            tiled = _worked_in_tiles(component.kind, model, shot, on_cpu)
    return Footprint(weights=weights, block=block, leaf=leaf, work=work, work_tiled=tiled)


def worked(kind: str, model: Any, shot: Shot, *, on_cpu: bool = False) -> int:
    """Bytes that one call of `model` needs at the most, its inputs and what it gives included."""
    probe = PROBES[kind]
    if not probe.straight or shot.frames <= 2 * probe.straight:
        return _peak(probe, model, shot, on_cpu)
    near, far = (
        _peak(probe, model, shot.model_copy(update={"frames": times * probe.straight}), on_cpu) for times in (1, 2)
    )
    return near + (far - near) * (shot.frames - probe.straight) // probe.straight


def _worked_in_tiles(kind: str, model: Any, shot: Shot, on_cpu: bool) -> int | None:
    model.enable_tiling()
    if not PROBES[kind].straight:
        try:
            return worked(kind, model, shot, on_cpu=on_cpu)
        except RuntimeError:
            # LTX-2's pads by reflection, and cannot where the last tile is one latent high.
            return None
    # Clips have hundreds of tiles, which are all alike: one, and what all give, whole tiles and the picture of them.
    model.disable_tiling()
    sides = {"width": model.tile_sample_min_width, "height": model.tile_sample_min_height}
    tile = shot.model_copy(update={name: min(side, getattr(shot, name)) for name, side in sides.items()})
    given: int = 3 * shot.frames * shot.width * shot.height * next(model.parameters()).itemsize
    return worked(kind, model, tile, on_cpu=on_cpu) + KEPT * given


def _peak(probe: Probe, model: Any, shot: Shot, on_cpu: bool) -> int:
    with watched(on_cpu=on_cpu) as live, torch.no_grad():
        probe.call(model, shot)
    return live.peak


def _imagine(model: torch.nn.Module, dtype: torch.dtype) -> None:
    """Gives every tensor of a model on the meta device another without content that says it lies on the CPU: on meta
    itself attention would be worked out as nobody does it, with all its products at once."""
    made: dict[int, torch.Tensor] = {}

    def like(tensor: torch.Tensor) -> torch.Tensor:
        if id(tensor) not in made:
            kept = dtype if tensor.dtype.is_floating_point else tensor.dtype
            made[id(tensor)] = torch.zeros(tensor.shape, dtype=kept)
        return made[id(tensor)]

    for module in model.modules():
        for name, parameter in module._parameters.items():
            if parameter is not None:
                module._parameters[name] = torch.nn.Parameter(like(parameter), requires_grad=False)
        for name, buffer in module._buffers.items():
            if buffer is not None:
                module._buffers[name] = like(buffer)
        for name, value in vars(module).items():
            # Some keep what they look up outside of buffers.
            if isinstance(value, torch.Tensor):
                setattr(module, name, torch.zeros(value.shape, dtype=value.dtype))


def _weights(model: torch.nn.Module) -> int:
    return sum(tensor.untyped_storage().nbytes() for tensor in _once(model))


def _once(model: torch.nn.Module) -> Iterator[torch.Tensor]:
    """Parameters and buffers; those that share their numbers once."""
    seen: set[int] = set()
    for tensor in (*model.parameters(), *model.buffers()):
        if id(tensor.untyped_storage()) not in seen:
            seen.add(id(tensor.untyped_storage()))
            yield tensor


def _block(model: torch.nn.Module) -> int:
    """As diffusers' offloading by blocks does it: lists of blocks directly below the model go block by block, one being
    fetched while another is at work; all else stays."""
    lists = [child for child in model.children() if isinstance(child, torch.nn.ModuleList | torch.nn.Sequential)]
    blocks = [_weights(block) for each in lists for block in each]
    if not blocks:
        return _weights(model)
    return _weights(model) - sum(blocks) + min(2 * max(blocks), sum(blocks))


def _leaf(model: torch.nn.Module) -> int:
    leaves = [_weights(module) for module in model.modules() if not [*module.children()]]
    return min(2 * max(leaves, default=0), _weights(model))
