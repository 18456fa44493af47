"""The procedural composer: every sound of a film out of numbers. Nothing is recorded, nothing downloaded."""

from dataclasses import dataclass

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import MusicRequest, SoundRequest
from videostudio.generators.ports import Recording, SceneSound
from videostudio.generators.sound.ambience import ambience
from videostudio.generators.sound.deeds import deed_of
from videostudio.generators.sound.foley import foley
from videostudio.generators.sound.identity import CAPABILITIES, IDENTITY
from videostudio.generators.sound.music import played, score_for
from videostudio.generators.sound.surroundings import UNKNOWN, surroundings_of
from videostudio.generators.sound.tone import RATE


@dataclass(frozen=True)
class ProceduralComposer:
    """See Composer."""

    identity: Identity = IDENTITY
    capabilities: Capabilities = CAPABILITIES

    def make_sounds(self, request: SoundRequest) -> SceneSound:
        """See Composer."""
        where = surroundings_of(request.place, request.conditions, request.event)
        deed = deed_of(request.action, request.event, request.cast, where)
        seconds, n = request.frames / request.fps, _samples(request.frames + request.tail_frames, request.fps)
        bed = Recording(block.T for block in ambience(where, n, request.seed))
        track = None if deed is None else foley(deed, where, seconds, n, request.seed, _seconds(request.beats_ms)).T
        unknown = f"no ambience is known for the place '{request.place}': it sounds of mild air"
        return SceneSound(
            ambience=bed,
            effects=None if track is None else Recording(iter((track,))),
            notes=(unknown,) if where.kind == UNKNOWN else (),
        )

    def make_music(self, request: MusicRequest) -> Recording:
        """See Composer."""
        score = score_for(request)
        total = _samples(sum(scene.frames for scene in request.scenes), request.fps)
        return Recording(played(score, total, request.seed), (f"music: {score}",))


def _seconds(beats_ms: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(ms / 1000 for ms in beats_ms)


def _samples(frames: int, fps: int) -> int:
    return frames * RATE // fps
