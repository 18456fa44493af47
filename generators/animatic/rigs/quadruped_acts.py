"""Acts of four-legged animals: one function per motion, from a moment to a stance.

Each begins (t = p = 0) the same however long the scene, never stands quite still, and can be named from a still.
"""

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs import quadruped_deeds as deeds
from videostudio.generators.animatic.rigs import quadruped_gaits as gaits
from videostudio.generators.animatic.rigs.quadruped_base import stand
from videostudio.generators.animatic.rigs.quadruped_stance import Act

ACTS: dict[str, Act] = {
    "idle": stand,
    "still": stand,
    "walk": gaits.walk,
    "run": gaits.run,
    "sneak": gaits.sneak,
    "crawl": gaits.crawl,
    "chase": gaits.chase,
    "flee": gaits.flee,
    "follow": gaits.trot,
    "carry": gaits.carry,
    "leave": gaits.leave,
    "push": gaits.push,
    "skip": gaits.skip,
    "roll": deeds.spin,
    "jump": deeds.jump,
    "fly": deeds.fly,
    "launch": deeds.launch,
    "float": deeds.hover,
    "swim": deeds.swim,
    "sail": deeds.sail,
    "drive": deeds.drive,
    "ride": deeds.ride,
    "climb": deeds.climb,
    "fall": deeds.fall,
    "descend": deeds.descend,
    "dance": deeds.dance,
    "spin": deeds.spin,
    "wave": deeds.wave_hello,
    "shake": deeds.shake,
    "look": deeds.look,
    "think": deeds.think,
    "read": deeds.read,
    "write": deeds.write,
    "pray": deeds.pray,
    "eat": deeds.eat,
    "drink": deeds.drink,
    "sleep": deeds.sleep,
    "talk": deeds.talk,
    "argue": deeds.argue,
    "laugh": deeds.laugh,
    "sing": deeds.sing,
    "music": deeds.music,
    "listen": deeds.listen,
    "find": deeds.find,
    "found": deeds.cheer,
    "pick": deeds.pick,
    "lose": deeds.lose,
    "give": deeds.give,
    "receive": deeds.receive,
    "handed": deeds.hover,
    "throw": deeds.throw,
    "thrown": deeds.hover,
    "grow": deeds.grow,
    "shrink": deeds.shrink,
    "appear": deeds.appear,
    "vanish": deeds.vanish,
    "hide": deeds.hide,
    "rest": deeds.rest,
    "work": deeds.work,
    "cook": deeds.cook,
    "build": deeds.build,
    "dig": deeds.dig,
    "paint": deeds.paint,
    "sweep": deeds.sweep,
    "fish": deeds.fish,
    "play": deeds.play,
    "fight": deeds.fight,
    "dodge": deeds.dodge,
    "hug": deeds.hug,
    "cry": deeds.cry,
    "cheer": deeds.cheer,
    "shine": deeds.shine,
}
"""Motion -> what an animal does in it."""


def act_of(motion: str) -> Act:
    """What an animal does in a motion, or in the one most like it; it stands where nothing is like it."""
    known = MOTIONS.get(motion)
    return ACTS.get(motion) or ACTS.get(known.like if known else "", stand)
