"""The house CLIP's lessons: losses in closed form, and one real step of the real model on a tiny world."""

import math

import numpy as np
import pytest
import torch
from little_world import SHAPE, tiny_bank, tiny_pool

from videostudio.training import clip_model, clip_world, house_clip, vocabulary
from videostudio.training.clip_batches import Batches, Sizes
from videostudio.training.clip_loss import contrast, distance, same
from videostudio.training.clip_phrases import Phrases
from videostudio.training.clip_pupil import Pupil
from videostudio.training.clip_teacher import SENTENCES, Teacher, packaged

FLAT = torch.tensor(0.0)
"""A scale of e^0 = 1."""


def test_contrast_in_closed_form() -> None:
    eye = torch.eye(2)
    assert float(contrast(eye, eye, FLAT)) == pytest.approx(math.log(1 + math.exp(-1)), abs=1e-6)


def test_pairs_that_mean_the_same_are_no_counter_examples() -> None:
    alike = torch.ones(2, 2, dtype=torch.bool)
    assert float(contrast(torch.eye(2), torch.eye(2), FLAT, alike)) == pytest.approx(0.0, abs=1e-6)


def test_more_counter_examples_cost_more() -> None:
    more = torch.cat([torch.eye(2), torch.eye(2)])
    assert float(contrast(torch.eye(2), more, FLAT)) > float(contrast(torch.eye(2), torch.eye(2), FLAT))


def test_the_scale_is_bounded() -> None:
    eye = torch.eye(2)
    assert float(contrast(eye, eye, torch.tensor(50.0))) == float(contrast(eye, eye, torch.tensor(100.0)))


def test_same_and_distance() -> None:
    assert same(["a", "b", "a"]).tolist() == [[True, False, True], [False, True, False], [True, False, True]]
    assert float(distance(torch.eye(2), torch.eye(2).flip(0))) == pytest.approx(1.0)


def test_batches_are_drawn_from_what_may_be_shown() -> None:
    pool = tiny_pool()
    sizes = Sizes(groups=3, elsewhere=2, frames=4)
    first, again = (next(iter(Batches(pool, tiny_bank(pool), sizes, seed=7))) for _ in range(2))
    assert first.references.shape == first.views.shape == (12, *SHAPE)
    assert first.elsewhere.shape == (2, *SHAPE)
    assert first.frames.shape == first.empty.shape == (4, *SHAPE)
    assert len(first.words) == len(first.individuals) == 12
    assert all(
        (words == "") == (not name.endswith(" 0")) for words, name in zip(first.words, first.individuals, strict=True)
    )
    shown = {pool.things[int(name.split()[0])].calls[0] for name in first.individuals}
    assert first.strangers
    assert not {clip_world.listed([call]) for call in shown} & set(first.strangers)
    assert any("dancing" in caption or "running" in caption or " in the " in caption for caption in first.captions)
    assert np.array_equal(first.views, again.views)
    assert first.captions == again.captions


def test_one_step_of_the_real_model_teaches_something(tmp_path: pytest.TempPathFactory) -> None:
    folder = tmp_path
    vocabulary.write_house_tokenizer(packaged(SENTENCES[0], "model/vocab.txt"), folder)
    tokens = clip_model.read_tokenizer(folder / "tokenizer.json")
    pool = tiny_pool()
    sentences = [clip_world.listed([call]) for thing in pool.things for call in thing.calls]
    teacher = Teacher()
    phrases = Phrases(sentences, teacher(sentences))
    torch.manual_seed(0)
    model = clip_model.built()
    clip_model.started(model, tokens, teacher, Phrases.bert_vocabulary())
    pupil = Pupil(model, teacher.dim)
    pupil.train()
    batch = next(iter(Batches(pool, tiny_bank(pool), Sizes(groups=2, elsewhere=1, frames=2), seed=1)))
    optimiser = torch.optim.AdamW([p for p in pupil.parameters() if p.requires_grad], lr=1e-3)
    totals = []
    for _ in range(3):
        found = house_clip.losses(pupil, batch, tokens, phrases, np.random.default_rng(0))
        total = torch.stack(list(found.values())).sum()
        totals.append(float(total.detach()))
        optimiser.zero_grad()
        torch.autograd.backward(total)
        optimiser.step()
    assert set(found) == set(house_clip.WEIGHTS)
    assert all(math.isfinite(total) for total in totals)
    assert totals[-1] < totals[0]
    stem = model.visual.trunk.conv_stem.weight
    assert stem.grad is None
