"""What tests of several rooms share."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from once import once

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
def shared_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of tests share. See `once`."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def small_film(shared_root: Path) -> Path:
    """The workspace of one finished film, `films.small_brief()`. Everybody's: copy it before changing it."""
    from films import make  # noqa: PLC0415 - only where a test asks for a film

    return once(shared_root / "small-film", lambda root: asyncio.run(make(root)))


@pytest.fixture
def furnished(small_film: Path, tmp_path: Path) -> Path:
    """A workspace without films, in whose store all that the small film is made of lies already: a test makes only what
    it is about."""
    root = tmp_path / "furnished"
    shutil.copytree(small_film / "store", root / "store")
    return root


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
