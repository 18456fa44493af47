"""The film's sound as requests and cues: what to ask a composer for, and where in the film it is heard."""

from collections.abc import Iterable, Sequence

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.entity import Entity
from videostudio.film.fingerprint import derive_seed
from videostudio.film.noun import Noun
from videostudio.film.requests import AudioCue, Bus, CutRequest, MusicRequest, MusicScene, SoundActor, SoundRequest
from videostudio.film.scene import Scene, tail_frames
from videostudio.film.script import Script

LOUDNESS_MILLI = -16_000
"""Integrated loudness of a film, in thousandths of LUFS: what web players play as it is."""


class FilmSound(Noun):
    """A film's cues, and what its composer has to say about them."""

    cues: tuple[AudioCue, ...] = ()
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


def music_scenes(script: Script, film: CutRequest) -> tuple[MusicScene, ...]:
    """The film as music sees it: its cards are part of the arrival and of the close."""
    beats = {scene.id: scene.beat for scene in script.scenes}
    cards = ("arrival", "close")
    return tuple(
        MusicScene(beat=beats[shot.scene_id] if shot.scene_id else cards[min(number, 1)], frames=shot.frames)
        for number, shot in enumerate(film.shots)
    )


def music_request(script: Script, scenes: Sequence[MusicScene], brief: Brief) -> MusicRequest:
    """The music under `scenes`. It asks for a mood, not for actions: another action leaves the music as it is."""
    places = dict.fromkeys(scene.background for scene in script.scenes)
    words = (script.title, script.logline, *(_place_words(script.entity(place)) for place in places))
    return MusicRequest(
        scenes=tuple(scenes),
        mood=" ".join(word for word in words if word),
        fps=brief.fps,
        seed=derive_seed("music", brief.seed, script.title),
    )


def sound_request(script: Script, scene: Scene, brief: Brief, beats_ms: tuple[int, ...] = ()) -> SoundRequest:
    """What is heard in one scene, its steps on the beats of its clip; nothing depends on the scenes around."""
    place = script.entity(scene.background)
    cast = (script.entity(entity_id) for entity_id in scene.foreground)
    return SoundRequest(
        scene_id=scene.id,
        place=place.name,
        conditions=_conditions(place),
        event=scene.event,
        action=scene.action,
        cast=tuple(SoundActor(name=entity.name, kind=entity.kind) for entity in cast),
        frames=scene.frames(brief.fps),
        tail_frames=tail_frames(brief.fps),
        fps=brief.fps,
        # By place: scenes in one place share its sound.
        seed=derive_seed("sound", brief.seed, scene.background),
        beats_ms=beats_ms,
    )


def clip_cue(sound: ArtifactRef, start_frame: int, fps: int) -> AudioCue:
    """The sound that came with a clip, which begins at `start_frame` of the film: its place and all that is done and
    said in it. Music gives way to it."""
    return AudioCue(audio=sound, start_ms=start_frame * 1000 // fps, bus=Bus.EFFECTS)


def scene_cues(outputs: dict[str, ArtifactRef], start_frame: int, fps: int) -> Iterable[AudioCue]:
    """The cues of a scene that begins at `start_frame` of the film."""
    start_ms = start_frame * 1000 // fps
    yield AudioCue(audio=outputs["ambience"], start_ms=start_ms, bus=Bus.AMBIENCE)
    if "effects" in outputs:
        yield AudioCue(audio=outputs["effects"], start_ms=start_ms, bus=Bus.EFFECTS)


def _place_words(place: Entity) -> str:
    return f"{place.name} {_conditions(place)}".strip()


def _conditions(place: Entity) -> str:
    """Time, weather and description of a place."""
    return " ".join((*(aspect.value for aspect in place.aspects), place.description)).strip()
