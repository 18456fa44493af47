"""Acts of four-legged animals: one function per motion, from a moment to a stance.

Each begins (t = p = 0) the same however long the scene, never stands quite still, and can be named from a still.
"""

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs import quadruped_airy as airy
from videostudio.generators.animatic.rigs import quadruped_gaits as gaits
from videostudio.generators.animatic.rigs import quadruped_moods as moods
from videostudio.generators.animatic.rigs import quadruped_signs as signs
from videostudio.generators.animatic.rigs import quadruped_works as works
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
    "roll": airy.spin,
    "jump": airy.jump,
    "fly": airy.fly,
    "launch": airy.launch,
    "float": airy.hover,
    "swim": airy.swim,
    "sail": airy.sail,
    "drive": airy.drive,
    "ride": airy.ride,
    "kart": airy.kart,
    "dinghy": airy.dinghy,
    "climb": airy.climb,
    "fall": airy.fall,
    "descend": airy.descend,
    "dance": moods.dance,
    "spin": airy.spin,
    "wave": moods.wave_hello,
    "shake": moods.shake,
    "look": moods.look,
    "think": moods.think,
    "read": works.read,
    "write": works.write,
    "pray": moods.pray,
    "eat": works.eat,
    "drink": works.drink,
    "sleep": moods.sleep,
    "talk": moods.talk,
    "argue": moods.argue,
    "laugh": moods.laugh,
    "sing": moods.sing,
    "music": moods.music,
    "listen": moods.listen,
    "find": works.find,
    "found": moods.cheer,
    "pick": works.pick,
    "lose": moods.lose,
    "give": works.give,
    "receive": works.receive,
    "handed": airy.hover,
    "throw": works.throw,
    "thrown": airy.hover,
    "grow": works.grow,
    "shrink": works.shrink,
    "appear": works.appear,
    "vanish": works.vanish,
    "hide": moods.hide,
    "rest": moods.rest,
    "work": works.work,
    "cook": works.cook,
    "build": works.build,
    "dig": works.dig,
    "paint": works.paint,
    "sweep": works.sweep,
    "fish": works.fish,
    "play": moods.play,
    "fight": moods.fight,
    "dodge": moods.dodge,
    "hug": moods.hug,
    "clap": signs.clap,
    "bow": signs.bow,
    "point": signs.point,
    "gaze": signs.gaze,
    "sneeze": signs.sneeze,
    "yawn": signs.yawn,
    "explode": signs.startle,
    "chop": signs.chop,
    "slice": signs.slice_up,
    "bake": signs.bake,
    "knit": signs.knit,
    "mould": signs.mould,
    "built": works.grow,
    "plant": signs.plant,
    "water": signs.water,
    "pull": signs.pull,
    "cry": moods.cry,
    "cheer": moods.cheer,
    "shine": moods.shine,
}
"""Motion -> what an animal does in it."""


def act_of(motion: str) -> Act:
    """What an animal does in a motion, or in the one most like it; it stands where nothing is like it."""
    known = MOTIONS.get(motion)
    return ACTS.get(motion) or ACTS.get(known.like if known else "", stand)
