"""Ambience: the layers of a place, each as loud as it should be, as a bed that lasts as long as its scene."""

from collections.abc import Callable, Iterator

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
        water.trickle,
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
        air.dry_grass,
        air.palms,
        air.snow_hush,
        air.thunder,
        air.fire,
        creatures.songbirds,
        creatures.dawn_chorus,
        creatures.sparrows,
        creatures.far_birds,
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
BLOCK = 48_000
GRAIN = 4_800
"""Loops are multiples of this: sizes that transforms are quick at."""
FADE_IN_S, FADE_OUT_S = 0.25, 0.5
QUIETEST_LUFS, LOUDEST_LUFS = -36.0, -27.0
"""How loud all layers of a place are together: always to be heard, never in front."""


def ambience(surroundings: Surroundings, n: int, seed: int) -> Iterator[Stereo]:
    """`n` samples of a place in (2, k) blocks, faded at both ends so that two that overlap there add up to one."""
    loop = _loop(surroundings, n, seed)
    fade_in, fade_out = (min(round(s * RATE), n // 2) for s in (FADE_IN_S, FADE_OUT_S))
    for start in range(0, n, BLOCK):
        block = looped(loop, min(BLOCK, n - start), start % loop.shape[1])
        at = np.arange(start, start + block.shape[1], dtype=np.float32)
        nearness = np.minimum(at / max(1, fade_in), (n - 1 - at) / max(1, fade_out))
        yield block * np.sin(np.pi / 2 * np.minimum(nearness, 1))


def _loop(surroundings: Surroundings, n: int, seed: int) -> Stereo:
    """All layers of a place together, as a loop not much longer than `n`."""
    seconds = min(max(n / RATE, SHORTEST_S), LONGEST_S)
    length = -(-round(seconds * RATE) // GRAIN) * GRAIN
    bed = np.zeros((2, length), np.float32)
    for name, loudness in sorted(surroundings.layers.items()):
        bed += at_loudness(LAYERS[name](length, chance(seed, "ambience", name)), loudness)
    return at_loudness(bed, min(max(steady_loudness(bed), QUIETEST_LUFS), LOUDEST_LUFS))


def at_loudness(bed: Stereo, loudness: float) -> Stereo:
    """A loop at `loudness` LUFS; silence stays silence."""
    bed = bed - bed.mean(axis=1, keepdims=True)
    measured = steady_loudness(bed)
    return bed if measured <= QUIETEST else np.asarray(bed * np.float32(10 ** ((loudness - measured) / 20)))
