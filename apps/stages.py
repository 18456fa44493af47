"""What the stages of a film are called when people read them."""

from videostudio.film.take import Stage

STAGE_WORDS = {
    Stage.WRITER: "script",
    Stage.REFERENCE: "cast",
    Stage.IMAGE: "scene pictures",
    Stage.CLIP: "scenes in motion",
    Stage.SCORE: "checks",
    Stage.SOUND: "sounds",
    Stage.MUSIC: "music",
    Stage.CUT: "cut",
}
