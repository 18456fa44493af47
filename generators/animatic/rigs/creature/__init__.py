"""Creatures: artworks of animals, vehicles and things, bent by a smooth field.

- `creature_of(entity, pack) -> Rig | None`: the rig of whatever is no person and no place
"""

from videostudio.generators.animatic.rigs.creature.rig import Creature, creature_of

__all__ = ["Creature", "creature_of"]
