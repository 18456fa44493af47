"""What can be said, for people: every topic with its examples.

Nothing is imported here, so that `videostudio --help` can show it without loading the grammar that reads it.
"""

EXAMPLES = {
    "Yes": ("yes", "looks good", "go ahead"),
    "Undo and redo": ("undo", "undo the last two changes", "redo"),
    "Another profile": ("render it with the paper profile",),
    "Look": ("show the script", "what happens in scene 2?", "show the versions", "help"),
    "Narration": (
        'the narrator of scene 2 says "Nobody saw it leave."',
        "narration of scene 2: It was late",
        "no narration in scene 3",
    ),
    "Another take": ("another take of scene 2", "shoot scene 2 again"),
    "Joins": ("crossfade between scenes 2 and 3", "fade to black before the last scene"),
    "Time, weather, camera, length": (
        "make scene 2 at night",
        "let it rain in the last scene",
        "scene 2: pan left slowly",
        "a close-up in scene 3",
        "make scene 2 two seconds longer",
        "make the film 20 seconds",
        "scene 1 at dawn and scene 2 in the fog",
    ),
    "Title": ("call the film The Long Way Home",),
    "Style": ("make it look like a watercolour", "style: black and white"),
    "Your own picture": ("use my picture for the dog", "forget my picture of the dog"),
    "Order": (
        "move scene 3 before scene 1",
        "swap scenes 2 and 3",
        "put scene 4 first",
        "reverse the order of the scenes",
    ),
    "Remove": ("remove scene 3", "delete the last scene"),
    "Split": ("split scene 2", "split scene 2: the dog runs / the dog barks"),
    "Merge": ("merge scenes 2 and 3",),
    "Add": ("add a scene after scene 2: the dog sleeps", "add a scene at the end where the dog eats a bone"),
    "Cast": (
        "replace the dog with a cat",
        "make the dog black",
        "give the dog a red collar",
        "the dog has long ears",
        "add a cat to scene 2",
    ),
    "Place": ("move scene 2 to the beach", "scene 2 takes place in a dark forest"),
    "Event": ("in scene 2 the dog jumps over a fence", "scene 2: the dog sleeps"),
    "No": ("no", "reject: the dog is too small"),
}
"""By topic, in the order in which the grammar tries them."""

_WORDS = (
    "Scenes are called: scene 2; scenes 2 and 3; scenes 1 to 3; the last scene; the second one; the next scene; the first two "
    "scenes; the scene where the dog sleeps; every scene; every scene but scene 1; the film; it",
    "What was said before: scene 3 too; do the same in scene 3; no, scene 3 instead; make her older; undo everything; go back "
    "to version 1",
    "Times: midnight, night, dawn, sunrise, sunset, dusk, twilight, noon, day, morning, afternoon, evening",
    "Weather: rain, snow, storm, fog, wind, cloudy, clear",
    "Camera: left, right, up, down, zoom in, zoom out, static; slow, medium, fast; close-up, medium shot, wide shot",
    "Lengths: in seconds; 'longer' is 1.5 times as long, 'shorter' two thirds",
)


def guide() -> tuple[str, ...]:
    """A line for every topic, with its examples, and for how scenes, times, weather, camera and lengths are named."""
    return (
        "Say it in plain English, one or several things in a sentence:",
        *(f"{topic}: {'; '.join(examples)}" for topic, examples in EXAMPLES.items()),
        *_WORDS,
        "What is not clear is asked back. Nothing is made before you say yes.",
    )
