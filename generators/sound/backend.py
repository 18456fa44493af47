"""What the composition root asks for."""

from videostudio.generators.sound.composer import ProceduralComposer


def build() -> ProceduralComposer:
    """The composer; it keeps nothing and needs nothing."""
    return ProceduralComposer()
