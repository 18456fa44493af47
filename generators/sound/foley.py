"""Foley: the effect of a scene's action as a track that lasts as long as the scene and its tail."""

import math

import numpy as np

from videostudio.generators.sound.deeds import Deed
from videostudio.generators.sound.effects import small, steps, ways, work
from videostudio.generators.sound.effects.hit import Effect, Moment
from videostudio.generators.sound.room import rung
from videostudio.generators.sound.surroundings import Surroundings
from videostudio.generators.sound.tone import RATE, Stereo, chance, empty, put, softened
from videostudio.tools.video.loudness import momentary

EFFECTS: dict[str, Effect] = {
    effect.__name__: effect
    for effect in (
        steps.walk,
        steps.run,
        steps.sneak,
        steps.hooves,
        steps.jump,
        steps.dance,
        steps.climb,
        ways.whoosh,
        ways.swing,
        ways.wings,
        ways.buzz,
        ways.splash,
        ways.swim,
        ways.row,
        ways.engine,
        ways.rocket,
        ways.train,
        ways.roll,
        ways.drag,
        ways.fall,
        work.hammer,
        work.dig,
        work.chop,
        work.sizzle,
        work.brew,
        work.saw,
        work.scrub,
        work.write,
        work.keys,
        work.page,
        work.pour,
        work.shutter,
        work.tinker,
        work.strike,
        small.magic,
        small.fade_away,
        small.chime,
        small.bell,
        small.door,
        small.knock,
        small.chomp,
        small.sip,
        small.pop,
        small.grow,
        small.applause,
        small.breath,
        small.rustle,
        small.rattle,
        small.shatter,
        small.blaze,
        small.horn,
    )
}
"""Every effect there is, by the name that `effects.json` calls it by."""

ON_BEAT = frozenset(("walk", "run", "sneak", "hooves", "jump", "dance", "hammer", "dig", "chop", "tinker"))
"""Effects that are heard when a foot or a tool is seen to come down."""

LONGEST_S = 20.0
"""An action is heard for so long at most; then it has become the scene's silence."""
EDGE_S = 0.03
MOST_CREST_DB = 15.0
"""How far an effect's peaks may stand above its loudness."""
PADDING = 19_200
"""Samples of silence around a short effect, so that it has a loudness of 400 ms."""


def foley(deed: Deed, where: Surroundings, seconds: float, n: int, seed: int, beats: tuple[float, ...] = ()) -> Stereo:
    """`n` samples (2, n) of which the scene takes the first `seconds`; fewer where the scene goes on for longer than
    its action is heard. Steps and blows fall on the pictures' `beats` (s), if there are any."""
    heard_s = min(seconds, LONGEST_S)
    tail_s = n / RATE - seconds
    n = min(n, round((heard_s + tail_s) * RATE))
    track = empty(n + RATE)
    shown = beats if deed.effect in ON_BEAT else ()
    moment = Moment(heard_s, where.ground, deed.weight, chance(seed, "effect", deed.effect), shown)
    for hit in EFFECTS[deed.effect](moment):
        if 0 <= hit.at_s < heard_s:
            put(track, hit.sound, hit.at_s, hit.pan, hit.gain)
    # The second behind the end keeps what reaches beyond it from coming round to the beginning.
    track = track[:, :n]
    track -= track.mean(axis=1, keepdims=True)
    if where.echo:
        track = rung(track, where.echo)
    track = _at_peak(track, deed.loudness)
    for channel in track:
        softened(channel, EDGE_S / 10, min(0.4, tail_s + EDGE_S))
    return track


def _at_peak(track: Stereo, loudness: float) -> Stereo:
    """The track with its loudest 400 ms at `loudness` LUFS, or less loud where that would make its peaks stand out:
    a click is too short to measure loud."""
    silence = np.zeros((PADDING, 2), np.float32)
    loudest = float(momentary([silence, track.T, silence]).max())
    peak = max(float(np.abs(track).max()), 1e-6)
    gain_db = min(loudness - loudest, loudness + MOST_CREST_DB - 20 * math.log10(peak))
    return np.asarray(track * np.float32(10 ** (gain_db / 20)))
