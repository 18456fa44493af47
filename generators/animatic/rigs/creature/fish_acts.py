from videostudio.generators.animatic.rigs.creature.beast_acts import ACTS

__all__ = ["ACTS"]
