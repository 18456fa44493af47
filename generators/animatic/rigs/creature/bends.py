"""Bends: where each point of a creature in a pose comes from in its artwork."""

from dataclasses import dataclass

import numpy as np

from videostudio.generators.animatic.rigs.creature.build import Build, Leg
from videostudio.generators.animatic.rigs.creature.warp import smooth, unbent
from videostudio.generators.animatic.rigs.pose import Pose
from videostudio.generators.animatic.sprites import Matrix
from videostudio.tools.arrays import Doubles


@dataclass(frozen=True)
class Bends:
    """A pose of a build. Turns: `trunk` around the ground below the hind legs, `head`, `tail`, `bend` of the whole
    body sideways, `roll` around the middle. Shifts: `trunk`, `head`, `base` (the ground under it is pulled along),
    `wave` (its height and its phase in turns), `wings` (spread 0..1, beat -1..1), `springs` (heave, squat in
    degrees), and the feet by name;
    legs that are `free` of the ground turn around their hips, ahead if positive,
    as those do that the artwork shows lifted, unless they `step`. `legs` may be `under` the body."""

    build: Build
    pose: Pose

    def turn(self, name: str) -> float:
        return self.pose.turns.get(name, 0.0)

    def shift(self, name: str) -> tuple[float, float]:
        return self.pose.shifts.get(name, (0.0, 0.0))

    def trunk(self) -> Matrix:
        """The body without its bends: own heights at rest -> own heights in the pose."""
        turn = np.radians(self.turn("trunk"))
        cosine, sine = np.cos(turn), np.sin(turn)
        (dx, up), hind = self.shift("trunk"), self.build.hind
        wide, tall = self.pose.wide, self.pose.tall
        return np.array(
            [
                [cosine * wide, -sine * tall, hind * wide - cosine * hind * wide + dx],
                [sine * wide, cosine * tall, -sine * hind * wide - up],
            ]
        )

    def rolled(self) -> Matrix:
        """A rolling thing: turned around its middle, and lifted so that it lies on the ground."""
        turn = np.radians(self.turn("roll"))
        cosine, sine = np.cos(turn), np.sin(turn)
        low = np.hypot(self.build.wide / 2 * sine, 0.5 * cosine)
        wide, tall = self.pose.wide, self.pose.tall
        return np.array(
            [[cosine * wide, -sine * wide, -sine * wide / 2], [sine * tall, cosine * tall, tall * (cosine / 2 - low)]]
        )

    def leg(self, leg: Leg, trunk: Matrix) -> Matrix:
        """A leg: its hip goes with the trunk, its foot stays on the ground unless it hangs."""
        along, up = self.shift(leg.name)
        hip, lifted = trunk @ (*leg.hip, 1.0), leg.foot[1] < -0.04
        does = self.pose.faces.get(leg.name)
        hangs = does == "free" or (lifted and does != "step")
        if hangs:
            swung = -np.radians(self.turn(leg.name))
            cosine, sine = np.cos(swung), np.sin(swung)
            linear = trunk[:, :2] @ np.array([[cosine, -sine], [sine, cosine]])
            hanging = np.column_stack([linear, hip - linear @ leg.hip])
            low = hanging @ (*leg.foot, 1.0)
            if low[1] <= 0 or not lifted:
                return hanging
            along, up = float(low[0]) - leg.foot[0], leg.foot[1]
        foot = np.array([leg.foot[0] + along, leg.foot[1] - up])
        across = np.array([self.pose.wide, 0.0])
        span = np.array(leg.foot) - leg.hip
        down = (foot - hip - across * span[0]) / span[1]
        linear = np.column_stack([across, down])
        return np.column_stack([linear, hip - linear @ leg.hip])

    def back(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        """A point in the pose -> the point of the artwork that is there."""
        inverse = np.linalg.inv(self.trunk()[:, :2])
        origin = self.trunk()[:, 2]
        if base := self.shift("base")[0]:
            x = x - base * np.clip(1 + y, 0, 1) ** 1.5
        x, y = x - origin[0], y - origin[1]
        x, y = inverse[0, 0] * x + inverse[0, 1] * y, inverse[1, 0] * x + inverse[1, 1] * y
        x, y = self._swayed(x, y)
        x, y = self._waved(x, y)
        x, y = self._winged(x, y)
        x, y = self._sprung(x, y)
        return self._limbs(x, y)

    def _limbs(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        build, (along, up) = self.build, self.shift("head")
        if along or up:
            ahead = (x - build.neck[0]) * build.head[0] + (y - build.neck[1]) * build.head[1]
            share = smooth(ahead / 0.3 + 0.3)
            x, y = x - along * share, y + up * share
        x, y = unbent(x, y, build.neck, build.head, self.turn("head"), 0.28)
        return unbent(x, y, build.rump, build.tail, self.turn("tail"), 0.22)

    def _swayed(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        bend = float(np.tan(np.radians(self.turn("bend"))))
        if not bend:
            return x, y
        high = np.clip((1 + y) if self.build.aloft else -y, 0, 1.5)
        return x - (-bend if self.build.aloft else bend) * high**1.6, y

    def _waved(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        high, phase = self.shift("wave")
        if not high:
            return x, y
        build = self.build
        if build.frontal:
            deep = np.clip(1 + y, 0, 1)
            return x - high * deep**1.7 * np.sin(2 * np.pi * (0.8 * deep - phase)), y
        behind = np.clip(0.5 - x / build.wide, 0, 1)
        return x, y - high * (0.12 + behind**1.5) * np.sin(2 * np.pi * (0.75 * behind - phase))

    def _winged(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        spread, beat = self.shift("wings")
        build = self.build
        if not spread or build.wings in ("none", "drawn"):
            return x, y
        if build.wings == "flutter":
            # The pair folds towards its middle, the slim body between stays.
            fold, body = 1 - spread * (0.34 - 0.34 * beat), 0.07
            far = np.abs(x)
            return np.where(far > body, np.sign(x) * (body + (far - body) / fold), x), y
        shoulder = build.neck[1] + 0.18
        aside = smooth((build.neck[0] + 0.05 - x) / 0.2)
        size = 1 - spread * aside * (0.30 - 0.30 * beat)
        return x, np.where(y < shoulder, shoulder + (y - shoulder) / size, y)

    def _sprung(self, x: Doubles, y: Doubles) -> tuple[Doubles, Doubles]:
        heave, squat = self.shift("springs")
        if not (heave or squat):
            return x, y
        above = smooth((-0.22 - y) / 0.2)
        return x, y + above * (heave + np.tan(np.radians(squat)) * x)
