"""The device that a model on torch is asked to run on."""

from videostudio.film.errors import BackendMissing


def usable(device: str) -> str:
    """`device`, as torch names it: cpu, cuda, cuda:1, mps. Raises BackendMissing where this machine has none such."""
    import torch

    kind, _, number = device.partition(":")
    count = {"cpu": 1, "cuda": torch.cuda.device_count(), "mps": int(torch.backends.mps.is_available())}.get(kind, 0)
    if int(number or 0) >= count:
        raise BackendMissing(f"torch sees no device '{device}' on this machine: use cpu, or install torch for it")
    return device
