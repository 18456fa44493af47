"""People: house-drawn, soft picture-book figures on joints.

- `person_of(entity) -> Rig | None`: the rig of a person, or of up to five; None for what is none
- `reading`: words -> `design`: what is drawn      - `build`: proportions
- `head`, `face`, `hair`, `hats`, `clothes`, `limbs`, `props`, `pieces`: SVG, painted with `ink`
- `figure`: the parts on joints                    - `painter`: their pixels
- `stance`: where hips, hands and feet are         - `acts`: what they do in every motion
"""

from functools import lru_cache

from videostudio.film.entity import Entity
from videostudio.generators.animatic.rigs.person.group import Group
from videostudio.generators.animatic.rigs.person.reading import count_of, design_of, is_person
from videostudio.generators.animatic.rigs.person.rig import Person

__all__ = ["Group", "Person", "is_person", "person_of"]


@lru_cache(maxsize=256)
def person_of(entity: Entity) -> Person | Group | None:
    """Whoever an entity is, the same in every scene; None if it is not drawn as a person."""
    if not is_person(entity):
        return None
    people = tuple(Person(design_of(entity, number)) for number in range(count_of(entity)))
    return people[0] if len(people) == 1 else Group(people)
