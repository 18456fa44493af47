"""How many frames a model is asked for, so that they last as long as a scene."""

from dataclasses import dataclass

from videostudio.film.errors import BadSetting, GeneratorError
from videostudio.film.identity import FrameRule
from videostudio.film.requests import ClipRequest


@dataclass(frozen=True)
class Length:
    """`frames` at `fps` a second; `slowed` if that is not the model's own rate."""

    frames: int
    fps: int
    slowed: bool


def length_of(request: ClipRequest, rule: FrameRule, fps: int, name: str) -> Length:
    """The fewest frames that `rule` allows and the request with its tail lasts for, at `fps`, the model's own rate; a
    longer scene has the most of them, shown slower, down to half as fast. Raises GeneratorError for a scene longer than
    that, before anything loads."""
    total = request.frames + request.tail_frames
    for rate in range(fps, (fps + 1) // 2 - 1, -1):
        # The last film frame shows what stands at the middle of its time (see `conformed`).
        frames = rule.at_least((2 * total - 1) * rate // (2 * request.fps) + 1)
        if rule.most is None or frames <= rule.most:
            return Length(frames, rate, rate < fps)
    assert rule.most is not None, "a rule without an end allows any length"
    most_s, tail_s = rule.most / ((fps + 1) // 2), request.tail_frames / request.fps
    raise GeneratorError(
        f"scene '{request.scene_id}' lasts {total / request.fps:.1f} s with its tail, and {name} films at most "
        f"{rule.most} frames, {rule.most / fps:.1f} s at its own {fps} a second: make the scene shorter than "
        f"{most_s - tail_s:.1f} s, or cut it in two"
    )


def limited(rule: FrameRule, most: int, name: str) -> FrameRule:
    """`rule` with another end, 0 for its own. Raises BadSetting for a number that the model cannot make."""
    if not most:
        return rule
    if rule.at_least(most) != most or (rule.most is not None and most > rule.most):
        below = rule.at_least(most) - rule.step
        end = f", at most {rule.most}" if rule.most is not None else ""
        raise BadSetting(
            f"most_frames cannot be {most}: {name} makes {rule.step}n+{rule.offset} frames{end}; "
            f"the next below is {min(below, rule.most or below)}"
        )
    return rule.model_copy(update={"most": most})
