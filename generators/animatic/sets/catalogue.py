"""All sets by kind."""

from collections.abc import Callable

from videostudio.generators.animatic.sets import beyond, country, halls, indoors, town, travel, waterside
from videostudio.generators.animatic.sets.scenery import Scenery

SETS: dict[str, Callable[[], Scenery]] = {
    "beach": waterside.beach,
    "bedroom": indoors.bedroom,
    "castle": town.castle,
    "cave": beyond.cave,
    "city": town.city,
    "classroom": halls.classroom,
    "desert": country.desert,
    "farm": country.farm,
    "forest": country.forest,
    "garden": country.garden,
    "hall": indoors.hall,
    "harbour": waterside.harbour,
    "hospital": halls.hospital,
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
    "office": halls.office,
    "park": country.park,
    "plain": beyond.stage,
    "restaurant": halls.restaurant,
    "river": waterside.river,
    "road": country.road,
    "sea": waterside.sea,
    "ship": travel.ship,
    "shop": halls.shop,
    "sky": beyond.sky,
    "snow": country.snow,
    "space": beyond.space,
    "spaceship": travel.spaceship,
    "stage": halls.theatre,
    "station": travel.station,
    "street": town.street,
    "train": travel.train,
    "underwater": waterside.underwater,
    "village": country.village,
    "workshop": halls.workshop,
}
"""Kind -> the set. "plain" is the neutral stage for places nobody knows."""
