"""The entity designer: every entity gets one canonical description and one reference picture to go by."""

from videostudio.agents.lighting import TOLD, family, in_light_of, without_light
from videostudio.agents.planner import Ask, StandIn, written
from videostudio.agents.wire import DescribeAnswer
from videostudio.film.brief import Brief
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import WriterError
from videostudio.film.fingerprint import derive_seed
from videostudio.film.look import Look
from videostudio.film.requests import ReferenceRequest, WriterRequest, WriterTask
from videostudio.film.script import Script, check_elements, upheld

REFERENCE_PX = 512


async def describe(script: Script, brief: Brief, ask: Ask, stand_in: StandIn | None = None) -> Script:
    """`script` with a description for every entity that has none yet; those that have one keep it, so that
    edits and rewrites never change a face. Raises WriterError, EndpointError, OverBudget."""
    if all(entity.description for entity in script.entities):
        return script
    brief = upheld(brief, script)
    asked = _once_a_place(script)
    question = WriterRequest(
        task=WriterTask.DESCRIBE, prompt=brief.prompt, seed=brief.seed, script=asked, forbidden=brief.forbidden
    )

    def fit(text: str) -> Script:
        described = _with_descriptions(asked, DescribeAnswer.model_validate_json(text))
        return check_elements(_lit_alike(script, described), brief)

    told = await written(question, ask, script.writer, stand_in, fit, "the description of the cast")
    short = told.short("the description of the cast")
    return told.result.model_copy(update={"degraded": (*script.degraded, *short)})


def _once_a_place(script: Script) -> Script:
    """The script with one of each place left to be described: in another light it is the same place, in the same
    words."""
    entities = (
        entity if _asked_for(script, entity) == entity else entity.model_copy(update={"description": entity.name})
        for entity in script.entities
    )
    return script.model_copy(update={"entities": tuple(entities)})


def _lit_alike(script: Script, described: Script) -> Script:
    """`described` with the places that were not asked for in the words and looks of those that were."""
    entities = []
    for entity in script.entities:
        told = described.entity(_asked_for(script, entity).id)
        if told.id != entity.id:
            looks = _merged(entity.aspects, tuple(aspect for aspect in told.aspects if aspect.name not in TOLD))
            words = in_light_of(without_light(told.description), entity)[:2000]
            told = entity.model_copy(update={"description": words, "aspects": looks})
        entities.append(told)
    return Script(**{**dict(described), "entities": tuple(entities)})


def _asked_for(script: Script, entity: Entity) -> Entity:
    """Whose description tells an entity's looks: its own, or that of the same place, best in no light of its own."""
    if entity.description:
        return entity
    bare = [one for one in family(script, entity) if not one.description]
    return min(bare, key=lambda one: sum(aspect.name in TOLD for aspect in one.aspects))


def reference_request(entity: Entity, look: Look, attempt: int) -> ReferenceRequest:
    """What to draw for `entity` at its `attempt`-th try. A place is drawn in the film's own shape, because it
    fills the frame; everything else stands in a square."""
    place = entity.kind is EntityKind.PLACE
    return ReferenceRequest(
        entity=entity,
        style=look.style,
        width=look.width if place else REFERENCE_PX,
        height=look.height if place else REFERENCE_PX,
        seed=derive_seed("reference", look.seed, entity.root, attempt),
        attempt=attempt,
    )


def _with_descriptions(script: Script, answer: DescribeAnswer) -> Script:
    described = {wire.entity_id: wire for wire in answer.entities}
    if missing := [e.id for e in script.entities if not e.description and e.id not in described]:
        raise WriterError(f"no description of {', '.join(missing)}")
    entities = tuple(
        entity
        if entity.description
        else entity.model_copy(
            update={
                "description": described[entity.id].description,
                "aspects": _merged(entity.aspects, described[entity.id].aspects),
            }
        )
        for entity in script.entities
    )
    return Script(**{**dict(script), "entities": entities})


def _merged(own: tuple[Aspect, ...], more: tuple[Aspect, ...]) -> tuple[Aspect, ...]:
    """The prompt's own aspects win over the writer's later ones."""
    names = {aspect.name for aspect in own}
    return own + tuple(aspect for aspect in more if aspect.name not in names)
