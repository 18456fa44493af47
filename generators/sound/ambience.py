"""Ambience: the layers of a place, each as loud as it should be, as a bed that lasts as long as its scene."""

from collections.abc import Callable

import numpy as np

from videostudio.generators.sound import air, creatures, inhabited, water
from videostudio.generators.sound.surroundings import Surroundings
from videostudio.generators.sound.tone import RATE, Chance, Stereo, chance, looped
from videostudio.tools.video.loudness import QUIETEST, steady_loudness

Layer = Callable[[int, Chance], Stereo]

LAYERS: dict[str, Layer] = {
    layer.__name__: layer
    for layer in (
        water.surf,
        water.open_sea,
        water.lapping,
        water.stream,
        water.rain,
        water.drips,
        water.underwater,
        water.simmer,
        air.breeze,
        air.wind,
        air.high_wind,
        air.sand,
        air.thin_air,
        air.leaves,
        air.snow_hush,
        air.thunder,
        air.fire,
        creatures.songbirds,
        creatures.dawn_chorus,
        creatures.sparrows,
        creatures.gulls,
        creatures.crickets,
        creatures.owl,
        creatures.frogs,
        creatures.bees,
        creatures.cicadas,
        creatures.jungle_calls,
        creatures.farmyard,
        creatures.whale_song,
        inhabited.traffic,
        inhabited.murmur,
        inhabited.audience,
        inhabited.market,
        inhabited.village_bell,
        inhabited.kitchen,
        inhabited.room_tone,
        inhabited.clock_ticks,
        inhabited.keyboards,
        inhabited.pages,
        inhabited.workshop,
        inhabited.hall_air,
        inhabited.cave_air,
        inhabited.deep_space,
        inhabited.ship_hum,
        inhabited.rails,
        inhabited.creaks,
    )
}
"""Every layer there is, by the name that `places.json` calls it by."""

SHORTEST_S, LONGEST_S = 3.0, 10.0
"""A loop's length: a longer scene hears its loop again."""
GRAIN = 4_800
"""Loops are multiples of this: sizes that transforms are quick at."""
FADE_IN_S, FADE_OUT_S = 0.25, 0.5
QUIETEST_LUFS, LOUDEST_LUFS = -36.0, -27.0
"""How loud all layers of a place are together: always to be heard, never in front."""


def ambience(surroundings: Surroundings, n: int, seed: int) -> Stereo:
    """`n` samples of a place, (2, n), faded at both ends."""
    seconds = min(max(n / RATE, SHORTEST_S), LONGEST_S)
    loop = -(-round(seconds * RATE) // GRAIN) * GRAIN
    bed = np.zeros((2, loop), np.float32)
    for name, loudness in sorted(surroundings.layers.items()):
        bed += at_loudness(LAYERS[name](loop, chance(seed, "ambience", name)), loudness)
    if surroundings.layers:
        bed = at_loudness(bed, min(max(steady_loudness(bed), QUIETEST_LUFS), LOUDEST_LUFS))
    return faded(looped(bed, n), FADE_IN_S, FADE_OUT_S)


def at_loudness(bed: Stereo, loudness: float) -> Stereo:
    """A loop at `loudness` LUFS; silence stays silence."""
    bed = bed - bed.mean(axis=1, keepdims=True)
    measured = steady_loudness(bed)
    return bed if measured <= QUIETEST else np.asarray(bed * np.float32(10 ** ((loudness - measured) / 20)))


def faded(bed: Stereo, fade_in_s: float, fade_out_s: float) -> Stereo:
    """(2, n) faded in and out in place: two beds that overlap in their fades add up to an even loudness."""
    n = bed.shape[1]
    for seconds, edge in ((fade_in_s, slice(None, None, 1)), (fade_out_s, slice(None, None, -1))):
        count = min(round(seconds * RATE), n // 2)
        bed[:, edge][:, :count] *= np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32))
    return bed
