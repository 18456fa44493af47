from videostudio.generators.animatic.rigs.creature.beast_acts import ACTS

VEHICLE = ROLLER = ACTS
