"""What a brief asks for beyond what its filmer can do, known before any weights load."""

from videostudio.film.brief import DEFAULT_SCENE_MS, Brief
from videostudio.film.identity import Capabilities
from videostudio.film.scene import LONGEST_TRANSITION_MS


def too_long_for(brief: Brief, filmer: Capabilities) -> str:
    """That the scenes of `brief` last longer than a clip of `filmer` at its own rate, with what to do; "" if they do
    not, or if it films any length."""
    most, fps = filmer.frame_rule.most, filmer.native_fps
    if most is None or fps is None:
        return ""
    scene_ms = brief.scenes_ms // brief.scenes if brief.scenes_ms and brief.scenes else DEFAULT_SCENE_MS
    lasts_ms, able_ms = scene_ms + LONGEST_TRANSITION_MS, most * 1000 // fps
    if lasts_ms <= able_ms:
        return ""
    return (
        f"scenes of about {lasts_ms / 1000:.1f} s with their tail, where this profile films {able_ms / 1000:.1f} s "
        f"({most} frames at {fps} a second): they will fall short of it; give --scenes and "
        f"{(able_ms - LONGEST_TRANSITION_MS) / 1000:.1f} --seconds for each"
    )
