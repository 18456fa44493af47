"""Facts as people say them: the camera, a transition, a score, a length of time."""

from videostudio.film.camera import CameraMove, Direction, ShotSize, Speed
from videostudio.film.scene import Transition, TransitionKind
from videostudio.film.score import Score
from videostudio.film.take import Stage
from videostudio.film.verdict import Outcome

_MOVES = {
    Direction.LEFT: "moves left",
    Direction.RIGHT: "moves right",
    Direction.UP: "rises",
    Direction.DOWN: "sinks",
    Direction.FORWARD: "pushes in",
    Direction.BACKWARD: "pulls back",
}
_SPEEDS = {Speed.SLOW: " slowly", Speed.MEDIUM: "", Speed.FAST: " fast"}

STAGES = {
    Stage.WRITER: "Script",
    Stage.REFERENCE: "Cast",
    Stage.IMAGE: "Scene pictures",
    Stage.CLIP: "Scenes in motion",
    Stage.SCORE: "Checks",
    Stage.SOUND: "Sounds",
    Stage.MUSIC: "Music",
    Stage.CUT: "Cut",
}

OUTCOMES = {
    Outcome.ACCEPTED: "accepted",
    Outcome.ATTEMPTS_EXHAUSTED: "best take kept",
    Outcome.GENERATOR_ERROR: "generator failed",
    Outcome.CRITIC_ERROR: "not judged",
    Outcome.CANCELLED: "cancelled",
    Outcome.OVER_BUDGET: "over budget",
}


def camera_words(move: CameraMove) -> str:
    """ "Camera pushes in slowly"."""
    if move.direction is Direction.STATIC:
        return "Camera holds still"
    return f"Camera {_MOVES[move.direction]}{_SPEEDS[move.speed]}"


def transition_words(transition: Transition, reason: str = "") -> str:
    """How a scene begins, and why; "" for a plain cut without a reason."""
    why = f": {reason}" if reason else ""
    if transition.kind is TransitionKind.CUT:
        return f"Cut{why}" if reason else ""
    through = " through black" if transition.kind is TransitionKind.FADE else ""
    return f"{transition.kind.value.capitalize()}{through}, {transition.duration_ms / 1000:g} s{why}"


def shot_words(shot: ShotSize) -> str:
    """ "Close shot"."""
    return f"{shot.value.capitalize()} shot"


def score_value(score: Score) -> str:
    """The value with its unit, or that there is none."""
    if score.value is None:
        return "not measured"
    if score.unit == "yes/no":
        return "yes" if score.value else "no"
    return f"{score.value:.4g} {score.unit}".strip()


def score_name(score: Score) -> str:
    """What was measured, and of whom."""
    name = score.name.replace("_", " ")
    return f"{name} of {score.about}" if score.about else name


def stage_name(stage: str) -> str:
    """A stage in the record's `seconds`; one we have no word for is shown as it is written."""
    return STAGES[Stage(stage)] if stage in set(Stage) else stage.replace("_", " ").capitalize()


def seconds_words(seconds: float) -> str:
    """ "0.42 s", "12.5 s", "3 min 20 s"."""
    if seconds < 60:
        return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
