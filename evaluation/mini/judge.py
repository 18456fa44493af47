"""The judge of the mini models: who is in a picture, in which colour, and what kind of place it is.

Independent of the loop: other eyes, trained apart (`judge_train`), never asked while a film is made. It knows all
nouns of the world, also those that the models never see. Where the truth says where somebody stands it looks there;
elsewhere it looks everywhere.
"""

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from videostudio.evaluation.mini.sight import WIDTH, Boxes, Rows, Seen, Sight, SightEmbedder, Trunk
from videostudio.film.errors import BackendMissing
from videostudio.training.scenes.world import LOOKS, kinds, nouns, subject

WEIGHTS = Path(__file__).parent / "data" / "mini_judge.safetensors"
HIDDEN = 256
NOBODY = -1
"""The last class of nouns: a region of the place."""
SIDES = (1.0, 0.75, 0.55, 0.4, 0.28)
"""Of the picture's height that a region is high, where nobody knows where to look."""
SHAPES = (0.5, 1.0, 1.8)
"""Widths of a region by its height."""
STRIDE = 0.4
"""Of its own size that a region lies from the next."""
FILM = 192 / 112
"""Width by height of the models' pictures."""


class Heads(nn.Module):
    """(N, WIDTH) regions, or whole pictures for `place` -> logits: nouns (N, nouns + 1), colours (N, colours), places
    (N, kinds)."""

    def __init__(self) -> None:
        super().__init__()
        self.level = nn.LayerNorm(WIDTH)
        self.noun = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, len(nouns()) + 1)
        )
        self.colour = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, len(colours())))
        self.place = nn.Sequential(nn.Dropout(0.1), nn.Linear(WIDTH, len(kinds())))


@dataclass(frozen=True)
class Sentence:
    """What the judge says of a picture. `nouns`: how sure it is of each somewhere in it, in [0, 1], in the order of
    `nouns()`; `place` is a kind."""

    nouns: NDArray[np.float32]
    place: str

    def rank(self, noun: str, others: tuple[str, ...] = ()) -> int:
        """1 for the noun that it is surest of. `others` are in the picture too: what they take away is not counted."""
        known = list(nouns())
        own = self.nouns[known.index(noun)]
        return 1 + sum(bool(value > own) for other, value in zip(known, self.nouns, strict=True) if other not in others)


@dataclass(frozen=True)
class Judge:
    """Eyes and what it makes of what they see."""

    sight: Sight
    heads: Heads

    @cached_property
    def digits(self) -> str:
        """Change with what it learned."""
        found = hashlib.sha256()
        for name, each in sorted(self._state().items()):
            found.update(name.encode() + each.numpy().tobytes())
        return found.hexdigest()[:12]

    @property
    def eye(self) -> SightEmbedder:
        """What it sees with, for who compares pictures."""
        return SightEmbedder(self.sight, self.digits)

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> "Judge":
        """The trained one. Raises BackendMissing."""
        if not path.is_file():
            raise BackendMissing(
                f"{path} is not there: `make study-mini` trains the judge with what `make train-mini` leaves"
            )
        found = cls(Sight(Trunk().eval()), Heads().eval())
        held = load_file(path)
        for part, module in found.parts.items():
            module.load_state_dict(
                {name.removeprefix(f"{part}."): one.float() for name, one in held.items() if name.startswith(part)}
            )
        return found

    @property
    def parts(self) -> dict[str, nn.Module]:
        """What learns, by name."""
        return {"trunk": self.sight.trunk, "heads": self.heads}

    def save(self, path: Path) -> None:
        """For `read`, in halves."""
        path.parent.mkdir(parents=True, exist_ok=True)
        save_file({name: each.half().contiguous() for name, each in self._state().items()}, path)

    def _state(self) -> dict[str, Tensor]:
        return {f"{part}.{name}": one for part, each in self.parts.items() for name, one in each.state_dict().items()}

    def of(self, seen: Seen, shape: float = FILM) -> Sentence:
        """Of a whole picture that is `shape` times as wide as high."""
        return Sentence(self.nouns_at(seen, regions(shape)).max(0), self._place(seen))

    def at(self, seen: Seen, box: Boxes) -> tuple[str, str]:
        """Noun and colour in one place of a picture, `box` (4,)."""
        found = self.nouns_at(seen, box[None])[0]
        colour = self._said(self.heads.colour, seen.regions(box[None]))[0]
        return list(nouns())[int(found.argmax())], colours()[int(colour.argmax())]

    def find(self, seen: Seen, noun: str, shape: float = FILM) -> tuple[Boxes, float]:
        """Where a picture looks most like `noun`, (4,), and how sure that is."""
        anywhere = regions(shape)
        sure = self.nouns_at(seen, anywhere)[:, list(nouns()).index(noun)]
        return anywhere[int(sure.argmax())], float(sure.max())

    @torch.inference_mode()
    def nouns_at(self, seen: Seen, boxes: Boxes) -> NDArray[np.float32]:
        """(N, nouns): how sure it is of each in each region; regions of the place are sure of none."""
        return self._said(self.heads.noun, seen.regions(boxes)).softmax(1)[:, :NOBODY].numpy()

    def _place(self, seen: Seen) -> str:
        return kinds()[int(self._said(self.heads.place, seen.regions(WHOLE))[0].argmax())]

    @torch.inference_mode()
    def _said(self, head: nn.Module, rows: Rows) -> Tensor:
        device = next(self.heads.parameters()).device
        said: Tensor = head(self.heads.level(torch.from_numpy(rows).to(device))).cpu()
        return said


WHOLE = np.array([[0, 0, 1, 1]], np.float32)


@cache
def colours() -> tuple[str, ...]:
    """All that somebody may have, beside looking as usual."""
    return tuple(sorted({looks()[one][1] for one in looks()} - {""}))


@cache
def looks() -> dict[str, tuple[str, str]]:
    """Id of a subject -> its noun and colour, "" for none."""
    known = [subject(noun, look) for noun in nouns() for look in range(LOOKS)]
    return {one.entity.id: (one.noun, one.entity.aspects[0].value if one.entity.aspects else "") for one in known}


@cache
def regions(shape: float) -> Boxes:
    """Where to look in a picture that is `shape` times as wide as high."""
    found = []
    for high in SIDES:
        for wide in (high * each / shape for each in SHAPES):
            if wide <= 1:
                for top in _steps(high):
                    found += [(left, top, left + wide, top + high) for left in _steps(wide)]
    return np.array(found, np.float32)


def _steps(size: float) -> NDArray[np.float64]:
    return np.linspace(0, 1 - size, 1 + round((1 - size) / (STRIDE * size)))


def box_of(mask: NDArray[np.bool_], room: float = 0.08) -> Boxes:
    """(4,): a figure's place from its mask (H, W) that shows something, with a little room around it."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    height, width = mask.shape
    more = room * max(rows[-1] - rows[0], columns[-1] - columns[0])
    corners = (columns[0] - more) / width, (rows[0] - more) / height
    ends = (columns[-1] + 1 + more) / width, (rows[-1] + 1 + more) / height
    return np.clip(np.array([*corners, *ends], np.float32), 0, 1)
