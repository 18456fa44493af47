"""VideoStudio: one sentence becomes a multi-scene film whose people, places and things stay the same."""

__version__ = "0.1.0"
