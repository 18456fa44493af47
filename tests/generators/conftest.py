"""Weights that several tests of generators load."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from once import once

if TYPE_CHECKING:
    from tiny_diffusion import TinyModels


@pytest.fixture(scope="session")
def paper_models(shared_root: Path) -> Path:
    """A folder of models for profile `paper`, tiny. Copy it before changing it."""
    from tiny_paper import write_models  # noqa: PLC0415 - torch is imported only where a test asks for a model

    return once(shared_root / "paper-models", write_models)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> "TinyModels":
    """Folders of the families of `generators/diffusion`, tiny, each written when it is first asked for."""
    from tiny_diffusion import TinyModels  # noqa: PLC0415 - as above

    return TinyModels(tmp_path_factory.mktemp("diffusion"))


@pytest.fixture(scope="module")
def small_references() -> Iterator[None]:
    """Edit-Plus enlarges references to a million pixels, whatever the model's size: minutes for a tiny one."""
    from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_plus as edit  # noqa: PLC0415 - takes seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edit, "CONDITION_IMAGE_SIZE", 56 * 56)
        patch.setattr(edit, "VAE_IMAGE_SIZE", 64 * 64)
        yield
