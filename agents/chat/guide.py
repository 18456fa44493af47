"""What can be said, for people: the grammar's table in words."""

from videostudio.agents.chat.qualities import LONGER, TIMES, WEATHERS
from videostudio.agents.chat.rules import RULES

SCENES = (
    "scene 2; scenes 2 and 3; scenes 1 to 3; the last scene; the first two scenes; the scene where the dog sleeps; "
    "every scene; the film; it"
)


def guide() -> tuple[str, ...]:
    """A line for every topic, with its examples, and for how scenes, times, weather, camera and lengths are named."""
    return (
        "Say it in plain English, one or several things in a sentence:",
        *(f"{rule.topic}: {'; '.join(rule.examples)}" for rule in RULES),
        f"Scenes are called: {SCENES}",
        f"Times: {', '.join(dict.fromkeys(TIMES.values()))}",
        f"Weather: {', '.join(WEATHERS)}",
        "Camera: left, right, up, down, zoom in, zoom out, static; slow, medium, fast; close-up, medium shot, wide shot",
        f"Lengths: in seconds; 'longer' is {LONGER:g} times as long, 'shorter' two thirds",
        "What is not clear is asked back. Nothing is made before you say yes.",
    )
