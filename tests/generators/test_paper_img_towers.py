"""The house CLIP's towers as a pipeline asks for them, against the CLIP itself."""

from typing import Any

import open_clip
import pytest
import torch

from videostudio.generators.paper.img_house import Clip
from videostudio.generators.paper.img_towers import PLACE_WIDTH, places
from videostudio.tools.embedding.house import FOLDER

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def clip() -> Any:
    return open_clip.create_model(f"local-dir:{FOLDER}", precision="fp32").eval()


@pytest.fixture(scope="module")
def towers() -> dict[str, Any]:
    return Clip(blocks={1: 8.0, 4: 6.0}).towers(FOLDER, {})


def test_words_are_what_the_clip_pools(clip: Any, towers: dict[str, Any]) -> None:
    tokenizer = towers["tokenizer"]
    ids = tokenizer(["a red fox", ""], padding="max_length", max_length=48, return_tensors="pt").input_ids
    with torch.no_grad():
        (hidden,) = towers["text_encoder"](ids)
        pooled = hidden[torch.arange(2), ids.argmax(-1)] @ clip.text.text_projection
        assert torch.allclose(pooled, clip.encode_text(ids), atol=1e-4)
    assert hidden.shape == (2, 48, towers["text_encoder"].config.hidden_size)


def test_pieces_are_the_trunks_features_each_in_its_place(clip: Any, towers: dict[str, Any]) -> None:
    tower, trunk = towers["image_encoder"], clip.visual.trunk
    pixels = torch.randn(1, 3, 128, 128, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        tokens = tower(pixels, output_hidden_states=True).hidden_states[-2]
        fine = trunk.blocks[:2](trunk.bn1(trunk.conv_stem(pixels)))
        coarse = trunk.blocks[2:5](fine)
    assert tokens.shape == (1, 64, tower.config.hidden_size) == (1, 64, 16 * 24 + 112 + PLACE_WIDTH)
    row, column = 3, 5
    token = tokens[0, row * 8 + column]
    piece = fine[0, :, row * 4 : row * 4 + 4, column * 4 : column * 4 + 4]
    assert torch.allclose(token[: 16 * 24], piece.flatten() / 8, atol=1e-5)
    assert torch.allclose(token[16 * 24 : -PLACE_WIDTH], coarse[0, :, row, column] / 6, atol=1e-5)


def test_no_two_places_are_alike() -> None:
    found = places(8)[0]
    apart = torch.cdist(found, found) + torch.eye(64) * 9
    assert apart.min() > 0.3
    assert torch.equal(found[:8, : PLACE_WIDTH // 2], found[8:16, : PLACE_WIDTH // 2])
