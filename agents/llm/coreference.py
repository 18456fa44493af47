"""The co-reference stage: every sentence stands for itself, with names instead of pronouns."""

from collections.abc import Iterator

from videostudio.agents.llm.events import naming_faults
from videostudio.agents.llm.shapes import ScriptShape, SentencesShape, schema_of
from videostudio.agents.llm.turns import Faults, Interview, system, user
from videostudio.agents.prompts import render

TOKENS, TOKENS_PER_SENTENCE = 200, 60


async def resolved(interview: Interview, script: ScriptShape, story: str) -> ScriptShape:
    """`script` with all of its events in names. Asks only where one is not, and only about those. Raises WriterError
    when that cannot be had."""
    amiss = {number for number, _ in _amiss(script)}
    if not amiss:
        return script
    lines = "\n".join(
        f"scene-{number} ({', '.join(scene.foreground) or 'nobody'}; in: {scene.background}): {scene.event}"
        for number, scene in enumerate(script.scenes, 1)
        if number in amiss
    )
    told = await interview.ask(
        (
            system(render("coreference", schema=schema_of(SentencesShape))),
            user(render("coreference_task", story=story, scenes=lines)),
        ),
        SentencesShape,
        max_tokens=TOKENS + TOKENS_PER_SENTENCE * len(amiss),
        check=lambda answer: _check(_retold(script, answer, amiss)),
        sentences=len(amiss),
    )
    return _retold(script, told.answer, amiss)


def _retold(script: ScriptShape, answer: SentencesShape, amiss: set[int]) -> ScriptShape:
    """The script with the answer's sentences; those of scenes that were not asked about are passed over."""
    events = {sentence.scene: sentence.event for sentence in answer.sentences}
    if missing := [f"scene-{number}" for number in sorted(amiss) if f"scene-{number}" not in events]:
        raise Faults([f"there is no sentence for {', '.join(missing)}"])
    scenes = [
        scene.model_copy(update={"event": events[f"scene-{number}"]}) if number in amiss else scene
        for number, scene in enumerate(script.scenes, 1)
    ]
    return script.model_copy(update={"scenes": scenes})


def _check(script: ScriptShape) -> None:
    if faults := [f"scene-{number} {fault}" for number, fault in _amiss(script)]:
        raise Faults(faults)


def _amiss(script: ScriptShape) -> Iterator[tuple[int, str]]:
    """What keeps sentences from standing for themselves, by number of the scene."""
    nouns = {entity.name: entity.noun for entity in script.entities}
    for number, scene in enumerate(script.scenes, 1):
        seen = ((name, nouns[name]) for name in scene.foreground)
        yield from ((number, fault) for fault in naming_faults(scene.event, seen))
