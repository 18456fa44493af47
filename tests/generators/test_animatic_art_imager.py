"""The animatic's entity imager: any entity becomes a figure that stands on the lower edge."""

from pathlib import Path

import numpy as np
import pytest

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.animatic.imager import AnimaticEntityImager


class NoArtifacts:
    def read(self, ref: ArtifactRef) -> bytes:
        raise AssertionError(f"nothing to read: {ref}")

    def path(self, ref: ArtifactRef) -> Path:
        raise AssertionError(f"nothing to read: {ref}")


def request(name: str, kind: EntityKind, head: str = "", seed: int = 1, **aspects: str) -> ReferenceRequest:
    looks = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    entity = Entity(id="subject", name=name, kind=kind, head=head, aspects=looks)
    return ReferenceRequest(entity=entity, width=96, height=128, seed=seed)


@pytest.mark.parametrize(
    ("name", "kind", "head"),
    [
        ("corgi astronaut", EntityKind.ANIMAL, "corgi"),
        ("young man with blue hair", EntityKind.PERSON, "man"),
        ("old oak tree", EntityKind.OBJECT, "tree"),
        ("Mars", EntityKind.PLACE, "Mars"),
        ("😀", EntityKind.OBJECT, "😀"),
        ("<script>", EntityKind.OBJECT, ""),
        ("المدينة", EntityKind.PLACE, ""),
        ("xqzw", EntityKind.ANIMAL, "xqzw"),
    ],
)
def test_any_entity_stands_on_the_lower_edge(name: str, kind: EntityKind, head: str) -> None:
    picture = AnimaticEntityImager().shoot_reference(request(name, kind, head), artifacts=NoArtifacts())
    alpha = picture.pixels[:, :, 3]
    assert picture.pixels.shape == (128, 96, 4)
    assert alpha[-1].max() > 60
    assert 0.03 < np.mean(alpha > 128) < 0.9
    assert alpha[:, 0].max() == 0
