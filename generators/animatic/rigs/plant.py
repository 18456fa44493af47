"""Things that sway: plants, flags, balloons, kites, lamps. The pack's picture, its foot where it is."""

import math
from dataclasses import dataclass, replace

from videostudio.generators.animatic.rigs.pictured_act import manner_of, stiff
from videostudio.generators.animatic.rigs.pictured_art import Shown
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.warp import Pictured


@dataclass(frozen=True)
class Sway:
    """How it sways: by `bend` degrees, its top by `tip` more, `hertz` times a second; `flutter` is how far what
    hangs ahead of its pole waves (own heights)."""

    bend: float = 5.0
    tip: float = 5.0
    hertz: float = 0.4
    flutter: float = 0.0

    def __call__(self, motion: str, m: Moment) -> Pose:
        pose, how = stiff(motion, m), manner_of(motion)
        lively = 0.7 + 0.3 * how.tail
        wind = math.sin(2 * math.pi * self.hertz * m.t) + 0.35 * math.sin(2 * math.pi * 2.3 * self.hertz * m.t + 1.0)
        own = 0.5 * (how.bow + how.bows * math.sin(2 * math.pi * how.hertz * m.t))
        turns = {"bend": lively * self.bend * wind + own, "sway": self.tip * wind}
        if self.flutter:
            turns |= {"flutter": self.flutter * lively, "phase": (1.3 * m.t) % 1.0}
        return replace(pose, turns=turns, lean=0.3 * pose.lean)


SWAYS: dict[str, Sway] = {
    **dict.fromkeys(
        ("deciduous tree", "evergreen tree", "leafless tree", "Christmas tree", "cactus"), Sway(2.5, 3.0, 0.25)
    ),
    **dict.fromkeys(("palm tree", "bush", "hedge"), Sway(5.0, 5.0, 0.3)),
    **dict.fromkeys(
        ("blossom", "tulip", "rose", "sunflower", "hibiscus", "cherry blossom", "hyacinth", "lotus"),
        Sway(9.0, 7.0, 0.45),
    ),
    **dict.fromkeys(
        ("seedling", "herb", "sheaf of rice", "ear of corn", "potted plant", "grass", "four leaf clover", "shamrock"),
        Sway(9.0, 7.0, 0.5),
    ),
    **dict.fromkeys(
        ("flag", "white flag", "black flag", "triangular flag", "pirate flag", "crossed flags"),
        Sway(1.0, 0.0, 0.4, 0.07),
    ),
    **dict.fromkeys(("balloon", "kite", "hot air balloon", "wind chime", "party popper"), Sway(7.0, 4.0, 0.35)),
    **dict.fromkeys(("candle", "fire", "lantern", "red paper lantern", "campfire", "lamp"), Sway(2.0, 7.0, 0.9)),
    **dict.fromkeys(("ghost", "jack-o-lantern", "scarecrow", "snowman", "snowman without snow"), Sway(5.0, 4.0, 0.4)),
}


def swaying(shown: Shown, sway: Sway) -> Pictured:
    """The rig of a thing that sways."""
    return Pictured(shown.rgba, sway)
