"""Acting: placed figures moved by their motions and seen by the camera, frame by frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from videostudio.film.entity import EntityId
from videostudio.generators.animatic.blasts import Blast, Eruption
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.marks import Mark
from videostudio.generators.animatic.outlines import Mask, Seen, around, differing, pieces, solid
from videostudio.generators.animatic.rigs.body import Body, Footed
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.skeleton import times
from videostudio.generators.animatic.rigs.throwing import RELEASE, flight
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.style import PLAIN, Style
from videostudio.generators.animatic.yuv import Frame

FADE = 1.4
"""Heights above the ground after which a shadow is gone."""


@dataclass(frozen=True)
class Hold:
    """A thing in somebody's hands: `by` is the holder's place in the troupe; it comes there from its own place
    `after` s, within `within` s, and is then drawn `scale` as large. If it is thrown, it flies `thrown` heights of the
    holder; 0 is for what is kept."""

    by: int
    after: float
    within: float
    scale: float
    thrown: float = 0.0

    def share(self, seconds: float) -> float:
        """0 at its own place .. 1 in the hands."""
        x = min(max((seconds - self.after) / self.within, 0.0), 1.0)
        return x * x * (3 - 2 * x)


@dataclass(frozen=True)
class Actor:
    """One figure on the stage: `height` px high in frame 0, (`x`, `foot`) is its foot there and `shade` the ground
    below it, all px. `ahead` is +1 or -1 (right, left) for where it goes, `side` for how its body is turned,
    `travel` px a scene. `toward`, `tall` and `holds` see Moment. Below the row `line` (px before the camera) it is
    not seen: there is water, if `foam` floats there, or a hull. `held` says in whose hands it is. `lacks` are
    things that the body would bring along, and that the cast has instead. `plays` is whom of the cast it is."""

    body: Body
    shadow: Sprite | None
    motion: str
    x: float
    foot: float
    shade: float
    height: float
    ahead: int
    side: int
    travel: float
    beat: float
    toward: float | None = None
    tall: float = 1.0
    holds: bool = False
    mark: Mark | Blast | Eruption | None = None
    line: float | None = None
    foam: Sprite | None = None
    held: Hold | None = None
    sole: Sprite | None = None
    lacks: frozenset[str] = frozenset()
    plays: EntityId | Literal[""] = ""

    def pose(self, seconds: float, share: float, length: float) -> Pose:
        """The pose at that moment of a scene of `length` s; `beat` keeps a crowd from moving in step."""
        speed = self.travel / self.height / length
        moment = Moment(seconds + self.beat, share, speed, self.toward, self.tall, self.holds)
        pose = self.body.pose(self.motion, moment)
        return pose.without(self.lacks) if self.lacks else pose


@dataclass(frozen=True)
class Troupe:
    """All actors, in the order in which they are drawn, under one camera. `frames` is the scene's film time, `style`
    that of the film, for marks; actors are in it already. `heard` is whose steps make the scene's sound."""

    actors: Sequence[Actor]
    lens: Lens
    frames: int
    style: Style = PLAIN
    heard: int = 0

    def draw(self, frame: Frame, at: int) -> None:
        """Draws everyone at frame number `at`, shadows first."""
        poses, places = self._poses(at)
        camera = self._camera(at)
        for actor, pose, place in zip(self.actors, poses, places, strict=True):
            self._shade(frame, actor, pose, place, camera, at)
        for index in self._order():
            self._body(frame, self.actors[index], poses[index], places[index], camera)
        for actor, pose in zip(self.actors, poses, strict=True):
            if actor.mark is not None:
                self._mark(frame, actor, actor.mark, pose, at)

    def seen(self) -> dict[EntityId, Seen]:
        """Where everybody is who can be seen in frame 0."""
        boxes = {name: (around(body), pieces(things)) for name, body, things in self._shown()}
        return {name: Seen(box, things) for name, (box, things) in boxes.items() if box is not None}

    def masks(self) -> dict[EntityId, Mask]:
        """(H, W) of each of the cast: where frame 0 shows them, less what others or things hide."""
        return {name: body & ~things for name, body, things in self._shown()}

    def _shown(self) -> Iterator[tuple[EntityId, Mask, Mask]]:
        """Of each of the cast in frame 0, the foremost first: the body, and the things that its act brings along,
        without what others hide of them; both (H, W)."""
        (poses, places), camera = self._poses(0), self._camera(0)
        hidden = np.zeros((self.lens.height, self.lens.width), np.bool_)
        for index in reversed(self._order()):
            actor, pose = replace(self.actors[index], foam=None), poses[index]
            drawn = self._alone(actor, pose, places[index], camera)
            bare = drawn if pose.bare() is pose else self._alone(actor, pose.bare(), places[index], camera)
            if actor.plays:
                yield actor.plays, solid(bare) & ~hidden, differing(drawn, bare) & ~hidden
            hidden |= solid(drawn)

    def _alone(self, actor: Actor, pose: Pose, place: Matrix, camera: Matrix) -> Frame:
        frame = Frame.of(np.zeros((self.lens.height * 3 // 2, self.lens.width), np.uint8))
        self._body(frame, actor, pose, place, camera)
        return frame

    def _poses(self, at: int) -> tuple[list[Pose], list[Matrix]]:
        """Everybody's pose, and their own space -> frame px before the camera."""
        length = self.frames / self.lens.fps
        poses = [actor.pose(at / self.lens.fps, at / self.frames, length) for actor in self.actors]
        places = [_matrix(actor, pose, at / self.frames) for actor, pose in zip(self.actors, poses, strict=True)]
        for index, actor in enumerate(self.actors):
            if actor.held is not None:
                places[index] = self._in_hand(index, actor.held, places, poses, at)
        return poses, places

    def _order(self) -> list[int]:
        """What is held is drawn just after its holder."""
        order = []
        for index, actor in enumerate(self.actors):
            if actor.held is None:
                order += [index, *(i for i, other in enumerate(self.actors) if other.held and other.held.by == index)]
        return order

    def _in_hand(self, index: int, held: Hold, places: list[Matrix], poses: list[Pose], at: int) -> Matrix:
        actor, holder, own = self.actors[index], self.actors[held.by], places[index]
        grip = holder.body.grip(poses[held.by])
        if grip is None:
            return own
        share = held.share(at / self.lens.fps)
        size = 1 + (held.scale - 1) * share
        hand = places[held.by][:, :2] @ np.array(grip) + places[held.by][:, 2]
        spot = own[:, 2] + (hand + np.array((0.0, 0.45 * size * actor.height)) - own[:, 2]) * share
        spot[1] -= 0.12 * holder.height * 4 * share * (1 - share)
        if held.thrown and at / self.frames > RELEASE:
            ahead, up = flight(at / self.frames, held.thrown)
            lifted = max(up * holder.height, 0.3 * size * actor.height)
            spot = np.array([holder.x + holder.ahead * ahead * holder.height, holder.foot - lifted])
            spot[1] += 0.5 * size * actor.height
        return np.column_stack([own[:, :2] * size, spot])

    def _body(self, frame: Frame, actor: Actor, pose: Pose, place: Matrix, camera: Matrix) -> None:
        seen = frame if actor.line is None else _above(frame, camera[1, 1] * actor.line + camera[1, 2])
        onto = camera
        if seen is not None and pose.shown < 1:
            top = camera[1, 1] * (place[1, 2] - pose.shown * pose.tall * actor.height) + camera[1, 2]
            seen, onto = _below(seen, camera, top)
        if seen is not None:
            actor.body.draw(seen, pose, times(onto, place))
        if actor.foam is not None and actor.line is not None:
            left = place[0, 2] + actor.ahead * 0.36 * actor.height * (actor.motion == "swim") - actor.foam.width / 2
            corner = np.array([[1.0, 0.0, left], [0.0, 1.0, actor.line - 0.5 * actor.foam.height]])
            actor.foam.draw(frame, times(camera, corner))

    def _shade(self, frame: Frame, actor: Actor, pose: Pose, place: Matrix, camera: Matrix, at: int) -> None:
        if actor.shadow is None or (actor.held is not None and actor.held.share(at / self.lens.fps) > 0.5):
            return
        actor.shadow.draw(frame, times(camera, _shadow_matrix(actor, pose, at / self.frames)))
        if actor.sole is None or not isinstance(actor.body, Footed):
            return
        for foot in actor.body.feet(pose):
            x, y = place[:, :2] @ np.array(foot) + place[:, 2]
            size = 1 - 5 * max(0.0, actor.shade - y) / actor.height
            if size > 0.3:
                corner = (x - size * actor.sole.width / 2, actor.shade - size * actor.sole.height * 0.5)
                actor.sole.draw(frame, times(camera, np.array([[size, 0.0, corner[0]], [0.0, size, corner[1]]])))

    def _mark(self, frame: Frame, actor: Actor, mark: Mark | Blast | Eruption, pose: Pose, at: int) -> None:
        camera = self._camera(at)
        for sprite, x, y, size in mark.seen(at / self.lens.fps, at / self.frames, self.style):
            scale = size * actor.height / sprite.height
            middle = actor.x + actor.ahead * (actor.travel * at / self.frames + (pose.along + x) * actor.height)
            corner = np.array([middle, actor.foot - y * actor.height]) - scale * sprite.height / 2
            sprite.draw(frame, times(camera, np.array([[scale, 0.0, corner[0]], [0.0, scale, corner[1]]])))

    def _camera(self, at: int) -> Matrix:
        (dx, dy), scale = self.lens.shift(at), self.lens.scale(at)
        x, y = self.lens.width / 2, self.lens.height / 2
        return np.array([[scale, 0.0, x - scale * x + dx], [0.0, scale, y - scale * y + dy]])


def _above(frame: Frame, row: float) -> Frame | None:
    """The frame's rows above one; None if there are none."""
    rows = min(int(row) // 2 * 2, frame.y.shape[0])
    return None if rows < 2 else Frame(frame.buffer, frame.y[:rows], frame.u[: rows // 2], frame.v[: rows // 2])


def _below(frame: Frame, camera: Matrix, row: float) -> tuple[Frame | None, Matrix]:
    """The frame's rows below one, None if there are none, and the camera for them."""
    first = max(0, int(row) // 2 * 2)
    if first >= frame.y.shape[0]:
        return None, camera
    lower = Frame(frame.buffer, frame.y[first:], frame.u[first // 2 :], frame.v[first // 2 :])
    return lower, np.column_stack([camera[:, :2], camera[:, 2] - (0.0, first)])


def _matrix(actor: Actor, pose: Pose, share: float) -> Matrix:
    """The body's own space -> frame px before the camera."""
    x = actor.x + actor.ahead * (actor.travel * share + pose.along * actor.height)
    y = actor.foot - pose.up * actor.height
    turn = np.radians(actor.ahead * pose.lean)
    cosine, sine = np.cos(turn) * actor.height, np.sin(turn) * actor.height
    return np.array([[cosine * actor.side, -sine, x], [sine * actor.side, cosine, y]])


def _shadow_matrix(actor: Actor, pose: Pose, share: float) -> Matrix:
    assert actor.shadow is not None
    high = max(0.0, pose.up + (actor.shade - actor.foot) / actor.height)
    size = max(0.25, 1 - high / FADE)
    x = actor.x + actor.ahead * (
        actor.travel * share + (pose.along + 0.5 * np.sin(np.radians(pose.lean))) * actor.height
    )
    wide = size * min(1.3, max(abs(pose.wide), 0.4))
    at = np.array([x - wide * actor.shadow.width / 2, actor.shade - size * actor.shadow.height * 0.55])
    return np.array([[wide, 0.0, at[0]], [0.0, size, at[1]]])
