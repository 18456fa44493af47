"""Warping: one picture that bends like something alive, and pieces of its own that move on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.rigs.body import Body, Grade
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.skeleton import Picture, sprite_affine
from videostudio.generators.animatic.sprites import Matrix, Sprite, lay_on
from videostudio.generators.animatic.yuv import Frame, Pixels

Floats = NDArray[np.float64]
Act = Callable[[str, Moment], Pose]
"""(motion, moment) -> pose. Its `turns` are those of pieces, and what `displaced` knows, by name."""

NODES = 14
"""Knots of the mesh, each way."""
ROOM = 0.34
"""Own heights around a picture into which it may bend."""
NOTHING = "-"


def displaced(bend: Mapping[str, float], x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Where in a picture is found what is seen at (`x` ahead of the middle, `y` above the foot), in own heights.

    - `bend`: the upper part leans over by about so many degrees, the foot stays; `sway`: the same, only the top
    - `swim`: a wave runs along the body, so high at its tail (own heights), at `phase` turns
    - `flutter`: what hangs ahead waves by so much (own heights), at `phase`
    - `stride`: legs (below `knee`) swing by so much, those beside each other in turn, at `phase`
    - `flap`: wings left and right of the middle are seen so narrow (1 is spread)
    - `beat`: what is above `crest` is seen so low (1 is raised)
    - `spin`: all of it turns around its middle by so many degrees (this bends nothing)
    - `nod`: the front end goes down by so much (own heights)
    """
    bent = bend.get("bend", 0.0) * np.pi / 180
    up = np.clip(y, 0.0, 1.2)
    from_x = x - 0.5 * bent * up**2 - bend.get("sway", 0.0) * np.pi / 180 * 0.33 * up**3
    from_y = y + 0.5 * bent * up * x + 0.16 * bent**2 * up**2
    swim = bend.get("swim", 0.0)
    if swim:
        tail = np.clip(0.55 - from_x, 0.0, 1.4) ** 1.5
        from_y = from_y - swim * tail * np.sin(2 * np.pi * (0.85 * from_x + bend.get("phase", 0.0)))
    flutter = bend.get("flutter", 0.0)
    if flutter:
        free = np.clip(from_x + 0.3, 0.0, 1.0) * np.clip((from_y - 0.3) * 6, 0.0, 1.0)
        from_y = from_y - flutter * free * np.sin(2 * np.pi * (1.1 * from_x - bend.get("phase", 0.0)))
    stride = bend.get("stride", 0.0)
    if stride:
        knee = bend.get("knee", 0.35)
        low = np.clip(1 - from_y / knee, 0.0, 1.0)
        from_x = from_x - stride * low * np.sin(2 * np.pi * (2.1 * from_x + bend.get("phase", 0.0)))
    flap = bend.get("flap", 1.0)
    if flap != 1.0:
        core = 0.06
        side = np.clip(np.abs(from_x) - core, 0.0, None)
        from_x = np.sign(from_x) * (np.minimum(np.abs(from_x), core) + side / max(flap, 0.15))
    beat = bend.get("beat", 1.0)
    if beat != 1.0:
        crest = bend.get("crest", 0.55)
        from_y = np.where(from_y > crest, crest + (from_y - crest) / max(beat, 0.2), from_y)
    nod = bend.get("nod", 0.0)
    if nod:
        ahead = np.clip((from_x + 0.05) / 0.45, 0.0, 1.0)
        from_y = from_y + nod * ahead * ahead * (3 - 2 * ahead)
    return from_x, from_y


@dataclass(frozen=True)
class Piece:
    """A picture of its own at (`x` ahead, `y` above the foot; own heights), drawn `behind` the body or before it. It
    turns by the pose's `turns[name]`, moves by its `shifts`, and is not there when its face is "-". `scale` is px of
    the picture per own height."""

    name: str
    picture: Picture
    x: float
    y: float
    scale: float
    behind: bool = False


@dataclass(frozen=True)
class Pictured:
    """The rig of one straight RGBA picture, with pieces; `act` says what it does."""

    rgba: Pixels
    act: Act
    pieces: Sequence[Piece] = ()
    holds: tuple[float, float] | None = None

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        own = self.rgba.shape
        width = max(1, round(own[1] * height / own[0]))
        alpha = self.rgba[..., 3:].astype(np.float32) / 255
        solid = np.concatenate([self.rgba[..., :3] * alpha, self.rgba[..., 3:].astype(np.float32)], axis=2)
        small = cv2.resize(solid, (width, height), interpolation=cv2.INTER_AREA if height < own[0] else cv2.INTER_CUBIC)
        share = np.clip(small[..., 3:], 1e-3, 255) / 255
        straight = np.concatenate([small[..., :3] / share, small[..., 3:]], axis=2)
        return np.asarray(np.rint(np.clip(straight, 0, 255)), np.uint8)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        high = max(2, round(height))
        sprite = Sprite.of(grade(self.rgba), max(2, round(self.rgba.shape[1] * high / self.rgba.shape[0])), high)
        pieces = [
            (piece, Sprite.of(grade(piece.picture.rgba), *piece.picture.rgba.shape[1::-1])) for piece in self.pieces
        ]
        return Bending(self, sprite, pieces)


@dataclass(frozen=True)
class Bending:
    """A picture that bends, on the stage."""

    rig: Pictured
    sprite: Sprite
    pieces: Sequence[tuple[Piece, Sprite]]

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return self.rig.act(motion, moment)

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        own = np.array([[pose.wide, 0.0], [0.0, pose.tall]])
        stretched = _spun(np.column_stack([place[:, :2] @ own, place[:, 2]]), pose.turns.get("spin", 0.0))
        self._pieces(frame, pose, stretched, behind=True)
        pieces = {"spin", *(piece.name for piece, _ in self.pieces)}
        bends = {name: turn for name, turn in pose.turns.items() if name not in pieces}
        if bends:
            bent(frame, self.sprite, stretched, bends)
        else:
            size = 1 / self.sprite.height
            shift = np.array([[size, 0.0, -0.5 * size * self.sprite.width], [0.0, size, -1.0]])
            self.sprite.draw(
                frame,
                np.column_stack([stretched[:, :2] @ shift[:, :2], stretched[:, :2] @ shift[:, 2] + stretched[:, 2]]),
            )
        self._pieces(frame, pose, stretched, behind=False)

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body."""
        if self.rig.holds is None:
            return None
        x, y = self.rig.holds
        a = np.radians(pose.turns.get("bend", 0.0))
        return (x + 0.5 * a * y * y) * pose.wide, -(y - 0.5 * a * y * x) * pose.tall

    def _pieces(self, frame: Frame, pose: Pose, place: Matrix, *, behind: bool) -> None:
        a, b, u, c, d, v = (float(value) for value in place.reshape(6))
        for piece, sprite in self.pieces:
            if piece.behind is not behind or pose.faces.get(piece.name) == NOTHING:
                continue
            turn = np.radians(pose.turns.get(piece.name, 0.0))
            along, up = pose.shifts.get(piece.name, (0.0, 0.0))
            cosine, sine = float(np.cos(turn)), float(np.sin(turn))
            joint = (cosine, sine, piece.x + along, -sine, cosine, -piece.y - up)
            own = sprite_affine((a, b, u, c, d, v), joint, piece.picture.x, piece.picture.y, piece.scale)
            sprite.draw(frame, np.array(own).reshape(2, 3))


def _spun(place: Matrix, degrees: float) -> Matrix:
    """`place` of a body that is turned around its middle, against the clock."""
    if not degrees:
        return place
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    middle = np.array([0.0, -0.5])
    return np.column_stack([place[:, :2] @ turn, place[:, :2] @ (middle - turn @ middle) + place[:, 2]])


def bent(frame: Frame, sprite: Sprite, place: Matrix, bend: Mapping[str, float]) -> None:
    """Draws a sprite, 1 high on its foot's middle in the space that `place` puts on the frame, bent."""
    half = 0.5 * sprite.width / sprite.height
    corners = np.array([(x, y) for x in (-half - ROOM, half + ROOM) for y in (-1 - ROOM, 0.12)])
    where = corners @ place[:, :2].T + place[:, 2]
    height, width = frame.y.shape
    left, top = (max(0, int(np.floor(value)) // 2 * 2) for value in where.min(axis=0))
    right, bottom = (
        min(side, -(-int(np.ceil(value)) // 2) * 2)
        for value, side in zip(where.max(axis=0), (width, height), strict=True)
    )
    if right <= left or bottom <= top:
        return
    columns, rows = np.meshgrid(np.linspace(left, right - 1, NODES) + 0.5, np.linspace(top, bottom - 1, NODES) + 0.5)
    back = np.linalg.inv(place[:, :2])
    spots = np.stack([columns - place[0, 2], rows - place[1, 2]])
    x, down = np.tensordot(back, spots, axes=1)
    from_x, from_y = displaced(bend, x, -down)
    size = sprite.height
    across, along = _weights(right - left), _weights(bottom - top)
    map_x = along @ ((from_x + half) * size - 0.5).astype(np.float32) @ across.T
    map_y = along @ ((1 - from_y) * size - 0.5).astype(np.float32) @ across.T
    warped = cv2.remap(sprite.yuva, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    lay_on(frame, np.asarray(warped, np.uint8), left, top)


def _weights(count: int) -> NDArray[np.float32]:
    """(count, NODES): how much each knot counts at each of `count` places between the first and the last."""
    at = np.linspace(0.0, NODES - 1.0, count)
    return np.asarray(np.clip(1 - np.abs(at[:, None] - np.arange(NODES)), 0.0, 1.0), np.float32)
