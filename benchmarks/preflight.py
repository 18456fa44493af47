"""Whether preflight tells how much memory a model takes: three pipelines of medium size, worked out without a weight
and then run on the CPU, each in a process of its own.

`python benchmarks/preflight.py --json`. Measured is the most that the process ever held (VmHWM) above what it held
before the models were made. It takes two minutes of one core and 2 GiB.
"""

import argparse
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from videostudio.generators.diffusion.card import Component

MIB = 2**20
LIMIT = 0.15
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


PART = partial(Component, "diffusers", numbers=0)

_BLOCKS = ("DownEncoderBlock2D",) * 4
_UP = ("UpDecoderBlock2D",) * 4
PIPELINES: dict[str, tuple[dict[str, Component], dict[str, int]]] = {
    "UNet, 512 px": (
        {
            "unet": PART(
                "UNet2DConditionModel",
                config={
                    "block_out_channels": (192, 320, 512),
                    "down_block_types": ("CrossAttnDownBlock2D",) * 3,
                    "up_block_types": ("CrossAttnUpBlock2D",) * 3,
                    "cross_attention_dim": 768,
                    "attention_head_dim": 8,
                },
            ),
            "vae": PART(
                "AutoencoderKL",
                config={
                    "block_out_channels": (64, 128, 256, 256),
                    "down_block_types": _BLOCKS,
                    "up_block_types": _UP,
                    "layers_per_block": 2,
                },
            ),
        },
        {"width": 512, "height": 512, "tokens": 77},
    ),
    "Flux 2, 768 px, 2 references": (
        {
            "transformer": PART(
                "Flux2Transformer2DModel",
                config={
                    "num_layers": 2,
                    "num_single_layers": 6,
                    "num_attention_heads": 8,
                    "joint_attention_dim": 1024,
                    "guidance_embeds": False,
                },
            ),
            "vae": PART(
                "AutoencoderKLFlux2",
                config={
                    "block_out_channels": (32, 64, 128, 128),
                    "down_block_types": _BLOCKS,
                    "up_block_types": _UP,
                    "layers_per_block": 1,
                },
            ),
        },
        {"width": 768, "height": 432, "references": 2, "reference_side": 512},
    ),
    "Wan, 33 frames": (
        {
            "transformer": PART(
                "WanTransformer3DModel",
                config={"num_attention_heads": 8, "ffn_dim": 4096, "num_layers": 12, "text_dim": 1024},
            ),
            "vae": PART("AutoencoderKLWan", config={"base_dim": 48}),
        },
        {"width": 320, "height": 192, "frames": 33},
    ),
}


def main() -> int:
    """0 if every figure is within the limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(measured(options.run)))
        return 0
    rows = []
    for name in PIPELINES:
        row = _in_a_process(name)
        told = f"{name}: {row['told_mib']} MiB told, {row['held_mib']} held, {row['off']:+.1%}"
        print(told, file=sys.stderr, flush=True)
        rows.append(row)
    off = max(abs(row["off"]) for row in rows)
    if options.json:
        print(json.dumps({"benchmark": "preflight", "pipelines": rows, "largest_off": off, "limit": LIMIT}))
    return 0 if off <= LIMIT else 1


def measured(name: str) -> dict[str, Any]:
    """What is told of a pipeline, and what a run of it holds at the most."""
    import diffusers
    import torch

    from videostudio.generators.sizing.known import Footprints
    from videostudio.generators.sizing.need import need
    from videostudio.generators.sizing.probes import PROBES
    from videostudio.generators.sizing.sizes import Shot

    parts, said = PIPELINES[name]
    shot, known = Shot.model_validate(said), Footprints()
    found = {part: known.of(component, shot, 4, on_cpu=True) for part, component in parts.items()}
    told = need(found, offload="none", tiling=False, on_gpu=False).device
    CLEAR.write_text("5")
    before = _held("VmRSS")
    kinds: Any = diffusers
    models = {part: getattr(kinds, each.kind)(**each.config).eval() for part, each in parts.items()}
    with torch.no_grad():
        for part, model in models.items():
            PROBES[parts[part].kind].call(model, shot)
    held = _held("VmHWM") - before
    weights = sum(footprint.weights for footprint in found.values())
    return {
        "name": name,
        "weights_mib": round(weights / MIB),
        "told_mib": round(told / MIB),
        "held_mib": round(held / MIB),
        "off": round(told / held - 1, 3),
    }


def _held(what: str) -> int:
    """Bytes, as the kernel counts them."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{what}:"))
    return int(line.split()[1]) * 1024


def _in_a_process(name: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, "--run", name], capture_output=True, text=True, check=True
    )
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


if __name__ == "__main__":
    sys.exit(main())
