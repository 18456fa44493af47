"""All sets by kind."""

from collections.abc import Callable

from videostudio.generators.animatic.sets import beyond, country, indoors, town, waterside
from videostudio.generators.animatic.sets.scenery import Scenery

SETS: dict[str, Callable[[], Scenery]] = {
    "beach": waterside.beach,
    "bedroom": indoors.bedroom,
    "castle": town.castle,
    "cave": beyond.cave,
    "city": town.city,
    "desert": country.desert,
    "farm": country.farm,
    "forest": country.forest,
    "garden": country.garden,
    "hall": indoors.hall,
    "harbour": waterside.harbour,
    "jungle": country.jungle,
    "kitchen": indoors.kitchen,
    "lake": waterside.lake,
    "library": indoors.library,
    "living room": indoors.living,
    "market": town.market,
    "mars": beyond.mars,
    "meadow": country.meadow,
    "moon": beyond.moon,
    "mountains": country.mountains,
    "office": indoors.office,
    "park": country.park,
    "plain": beyond.stage,
    "river": waterside.river,
    "sea": waterside.sea,
    "sky": beyond.sky,
    "snow": country.snow,
    "space": beyond.space,
    "street": town.street,
    "underwater": waterside.underwater,
    "village": country.village,
}
"""Kind -> the set. "plain" is the neutral stage for places nobody knows."""
