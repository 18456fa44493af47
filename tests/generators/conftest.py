"""Weights that several tests of generators load."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def paper_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models for profile `paper`, tiny. Copy it before changing it."""
    from tiny_paper import write_models  # noqa: PLC0415 - torch is imported only where a test asks for a model

    return write_models(tmp_path_factory.mktemp("paper") / "models")
