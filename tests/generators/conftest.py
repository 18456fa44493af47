"""Weights that several tests of generators load."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def one_thread() -> Iterator[None]:
    """Tiny sums are faster on one: others would wait for each other on a busy machine."""
    import torch  # noqa: PLC0415 - only where a test asks for a model

    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


@pytest.fixture(scope="session")
def paper_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models for profile `paper`, tiny. Copy it before changing it."""
    from tiny_paper import write_models  # noqa: PLC0415 - torch is imported only where a test asks for a model

    return write_models(tmp_path_factory.mktemp("paper") / "models")
