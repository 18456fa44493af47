"""Acts of people: one function per motion, from a moment to a stance.

Each begins (t = p = 0) the same however long the scene, never stands quite still, and can be named from a still.
"""

from videostudio.generators.animatic.rigs.person.acts import airy, gaits, hands, minds, pairs
from videostudio.generators.animatic.rigs.person.acts.base import stand
from videostudio.generators.animatic.rigs.person.stance import Act

ACTS: dict[str, Act] = {
    "idle": stand,
    "still": stand,
    "walk": gaits.walk,
    "follow": gaits.walk,
    "run": gaits.run,
    "sneak": gaits.sneak,
    "crawl": gaits.crawl,
    "chase": gaits.chase,
    "flee": gaits.flee,
    "leave": gaits.leave,
    "carry": gaits.carry,
    "skip": gaits.skip,
    "push": gaits.push,
    "roll": airy.spin,
    "jump": airy.jump,
    "fly": airy.fly,
    "launch": airy.launch,
    "float": airy.hover,
    "swim": airy.swim,
    "sail": airy.sail,
    "drive": airy.drive,
    "ride": airy.ride,
    "climb": airy.climb,
    "fall": airy.fall,
    "descend": airy.descend,
    "spin": airy.spin,
    "wave": hands.wave_hello,
    "eat": hands.eat,
    "drink": hands.drink,
    "cook": hands.cook,
    "build": hands.build,
    "dig": hands.dig,
    "paint": hands.paint,
    "write": hands.write,
    "sweep": hands.sweep,
    "fish": hands.fish,
    "work": hands.work,
    "play": hands.play,
    "music": hands.music,
    "sing": hands.sing,
    "read": hands.read,
    "find": hands.find,
    "found": minds.cheer,
    "pick": hands.pick,
    "give": hands.give,
    "receive": hands.receive,
    "handed": airy.hover,
    "throw": hands.throw,
    "thrown": airy.spin,
    "argue": hands.argue,
    "talk": hands.talk,
    "listen": hands.listen,
    "look": minds.look,
    "think": minds.think,
    "cry": minds.cry,
    "laugh": minds.laugh,
    "shake": minds.shake,
    "hide": minds.hide,
    "lose": minds.lose,
    "cheer": minds.cheer,
    "dance": minds.dance,
    "sleep": minds.sleep,
    "rest": minds.rest,
    "grow": minds.grow,
    "shrink": minds.shrink,
    "appear": minds.appear,
    "vanish": minds.vanish,
    "shine": minds.shine,
    "pray": minds.pray,
    "hug": pairs.hug,
    "fight": pairs.fight,
    "dodge": pairs.dodge,
}
"""Motion -> what a person does in it."""


def act_of(motion: str) -> Act:
    """What a person does in a motion."""
    return ACTS[motion]
