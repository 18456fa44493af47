"""Creatures: artworks of animals, vehicles and things, bent by a smooth field.

- `creature_of(entity, pack) -> Rig | None`: the rig of whatever is no person and no place; `herd`: several of a kind
- `measure`, `anatomy`: how an artwork is built      - `build`: what is known of it then
- `layers`: body, legs and wings cut apart           - `bends`, `warp`: a pose as a field, and its pixels
- `acts`: kind -> motion -> act, from `beast_...`, `bird_acts`, `fish_acts`, `wheel_acts`, `thing_acts`
- `gait`: feet that stay where they are put          - `beats`: the curves of which acts are made
"""

from videostudio.generators.animatic.rigs.creature.herd import Herd
from videostudio.generators.animatic.rigs.creature.rig import Creature, creature_of

__all__ = ["Creature", "Herd", "creature_of"]
