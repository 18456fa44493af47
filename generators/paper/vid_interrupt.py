"""Stopping a clip in the middle of a step: one step of a large model can take many seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from videostudio.generators.interruption import Interrupted, Interrupting
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel


@contextmanager
def stoppable(unet: UNet3DConditionXLModel, interrupting: Interrupting | None) -> Iterator[None]:
    """Inside, `interrupting` is asked before every block of the UNet; Interrupted is raised where it says so."""
    if interrupting is None:
        yield
        return

    def ask(*_: Any) -> None:
        if interrupting():
            raise Interrupted("the clip was stopped, as its caller wanted")

    blocks = [*unet.down_blocks, unet.mid_block, *unet.up_blocks]
    hooks = [block.register_forward_pre_hook(ask) for block in blocks]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
