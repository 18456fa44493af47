"""Sound made of numbers: ambience, effects and music, synthesised from a seed. It takes no decisions of a film."""
