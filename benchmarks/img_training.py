"""What a training step of VideoStudio-Img costs: `python benchmarks/img_training.py --json`.

The UNet of the scale `mini` with its branches and two references, and others of other widths and depths: forward,
backward and AdamW on random tensors of the scale's size, in one thread. Figures are processor seconds of the process,
the least of several steps, so that a machine that is busy with something else tells about the same.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import torch
from diffusers import UNet2DConditionModel

from videostudio.training.img.model import ImgModel
from videostudio.training.img.scale import ImgScale, img_scale

TOKENS, SEEN, WORDS = 64, 512, 48
"""Of a reference, as the house CLIP's pieces in the scale `mini`; of a text."""
HALF = {
    "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
    "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"],
}
"""Attention at half of the latents' resolution alone."""
SHAPES: dict[str, dict[str, Any]] = {
    "mini": {},
    "mini, attention at half alone": HALF,
    "64 and 128 wide, two layers": {"block_out_channels": [64, 128], "layers_per_block": 2},
    "64 and 128 wide, two layers, attention at half alone": {
        "block_out_channels": [64, 128],
        "layers_per_block": 2,
    }
    | HALF,
    "96 and 160 wide, two layers": {"block_out_channels": [96, 160], "layers_per_block": 2},
    "96 and 160 wide, two layers, attention at half alone": {
        "block_out_channels": [96, 160],
        "layers_per_block": 2,
    }
    | HALF,
}
WAYS = ("fp32", "fp32, channels last", "bf16")


@dataclass(frozen=True)
class Row:
    """`millions` of weights that learn; `samples_a_second` of one processor."""

    shape: str
    way: str
    millions: float
    seconds_a_step: float
    samples_a_second: float


def rows(scale: ImgScale, batch: int, steps: int) -> Iterator[Row]:
    """Every shape in plain float32, and the scale's own in every way."""
    for shape, changes in SHAPES.items():
        for way in WAYS if shape == "mini" else WAYS[:1]:
            torch.manual_seed(0)
            model = ImgModel(UNet2DConditionModel(**scale.unet | changes), seen=SEEN, tokens=TOKENS)
            seconds = cost(model, scale, way, batch, steps)
            millions = sum(each.numel() for each in model.parameters()) / 1e6
            yield Row(shape, way, round(millions, 2), round(seconds, 3), round(batch / seconds, 1))


def cost(model: ImgModel, scale: ImgScale, way: str, batch: int, steps: int) -> float:
    """Processor seconds of a step, after one that allocates."""
    layout: Any = torch.channels_last if way.endswith("last") else torch.contiguous_format
    model.to(memory_format=layout)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4)
    channels, (height, width) = scale.unet["in_channels"], scale.unet["sample_size"]
    noisy = torch.randn(batch, channels, height, width).contiguous(memory_format=layout)
    words = torch.randn(batch, WORDS, scale.unet["cross_attention_dim"])
    references = [torch.randn(batch, 1, TOKENS, SEEN) for _ in range(2)]
    found = []
    for _ in range(steps + 1):
        before = time.process_time()
        with torch.autocast("cpu", torch.bfloat16, enabled=way == "bf16"):
            on = torch.ones(batch, 2, dtype=torch.bool)
            said = model(noisy, torch.randint(1000, (batch,)), words, references, on)
        said.float().square().mean().backward()
        optimiser.step()
        optimiser.zero_grad()
        found.append(time.process_time() - before)
    return min(found[1:])


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=3)
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    told = rows(img_scale("mini"), wanted.batch, wanted.steps)
    if wanted.json:
        print(json.dumps({"batch": wanted.batch, "rows": [asdict(row) for row in told]}))
        return 0
    for row in told:
        print(f"{row.shape:<54} {row.way:<20} {row.millions:6.2f} M {row.samples_a_second:6.1f} samples/s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
