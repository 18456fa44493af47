"""What tests of several rooms share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Tests run beside each other already: two threads each on as many cores mostly wait for one another. Read when
# libraries are imported, and by every process that a test starts.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@pytest.fixture(scope="module")
def one_thread() -> Iterator[None]:
    """Tiny sums are faster on one: others would wait for each other on a busy machine."""
    import torch  # noqa: PLC0415 - only where a test asks for a model

    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


@pytest.fixture(scope="session")
def tiny_clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder as the house CLIP's, tiny and with random weights. Copy it before changing it."""
    from tiny_clip import write_tiny  # noqa: PLC0415 - torch is imported only where a test asks for a model

    return write_tiny(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def tiny_dino_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Grounding DINO and its processor, tiny and with random weights."""
    from tiny_dino import write_tiny_dino  # noqa: PLC0415 - transformers takes seconds

    return write_tiny_dino(tmp_path_factory.mktemp("models") / "dino")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a Postgres server of our own."""
    from postgres import serving  # noqa: PLC0415 - starts nothing before a test asks

    with serving() as address:
        yield address
