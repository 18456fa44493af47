"""What the store's keeper has to say."""

import json
from collections.abc import Sequence

from videostudio.apps.format import bullets, bytes_text, plural
from videostudio.tools.store.facts import GcFacts, Problem, SizeFacts


def collected(freed: Sequence[GcFacts], *, as_json: bool) -> str:
    """What a clean-up took away, of all stores together."""
    facts = GcFacts(**{name: sum(getattr(one, name) for one in freed) for name in GcFacts.model_fields})
    if as_json:
        return facts.model_dump_json()
    gone = f"{plural(facts.artifacts, 'artifact')}, {facts.entries} of their entries, {facts.leftovers} left over"
    return f"Freed {bytes_text(facts.freed_bytes)}: {gone}. What films use is still there."


def verified(problems: Sequence[Problem], *, as_json: bool) -> str:
    """What was found broken."""
    if as_json:
        return json.dumps({"problems": [problem.model_dump() for problem in problems]}, ensure_ascii=False)
    if not problems:
        return "All is as it was written."
    found = bullets(f"{plural(len(problems), 'thing')} broken and set aside", map(_problem, problems))
    return f"{found}\n\nNothing to do: the next film that needs them makes them again."


def measured(facts: SizeFacts, *, as_json: bool) -> str:
    """How much there is."""
    if as_json:
        return facts.model_dump_json()
    lines = [f"{plural(facts.artifacts, 'artifact')}, {bytes_text(facts.artifact_bytes)}"]
    if facts.quarantined:
        lines.append(f"{facts.quarantined} broken and set aside, {bytes_text(facts.quarantined_bytes)}")
    if facts.leftovers:
        lines.append(f"{facts.leftovers} left over by runs that died, {bytes_text(facts.leftover_bytes)}")
    return "\n".join(lines)


def _problem(problem: Problem) -> str:
    where = f", now {problem.set_aside}" if problem.set_aside else ""
    return f"{problem.what}: {problem.reason}{where}"
