"""How well the house writer understands prompts, against hand-made gold: entities, kinds, attributes, pronouns,
places and order.

`python benchmarks/writer.py --set open --json` prints one JSON object; `--misses` adds every miss, in words.
The gold's conventions stand in the `about` of `benchmarks/data/writer_<set>.json`. Rates are in [0, 1].
"""

import argparse
import asyncio
import json
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from videostudio.agents.house.forms import singular, verb_form
from videostudio.agents.house.reading import resolve_pronouns
from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.wire import ScriptAnswer, WireEntity
from videostudio.film.entity import EntityKind
from videostudio.film.requests import WriterRequest, WriterTask

DATA = Path(__file__).parent / "data"
THIRD_PERSON = r"he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves"


@dataclass
class Tally:
    """Hits and misses of one measure."""

    hits: int = 0
    misses: list[str] = field(default_factory=list)

    def note(self, hit: bool, miss: str) -> None:
        if hit:
            self.hits += 1
        else:
            self.misses.append(miss)

    @property
    def rate(self) -> float | None:
        total = self.hits + len(self.misses)
        return round(self.hits / total, 4) if total else None


def words(text: str) -> list[str]:
    """Lower-case words in the singular."""
    return [singular(word) for word in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", text.lower())]


def same_entity(gold: dict[str, Any], entity: WireEntity) -> bool:
    """Head or name (or another expression of the gold's) stands for the same: the head's words are in the
    entity's name or head, and no gold modifier contradicts because heads repeat rarely."""
    ours = set(words(entity.name)) | set(words(entity.head))
    if set(words(gold["head"])) <= ours or set(words(gold["name"])) <= ours:
        return True
    return any(set(words(also)) <= ours for also in gold.get("also", ()))


def best_match(gold: dict[str, Any], entities: list[WireEntity]) -> WireEntity | None:
    """The entity for a gold one: same name before same head."""
    same = [entity for entity in entities if same_entity(gold, entity)]
    exact = [e for e in same if words(e.name) == words(gold["name"])]
    return next(iter(exact or same), None)


def has_attribute(attribute: str, entity: WireEntity) -> bool:
    ours = set(words(entity.name))
    for aspect in entity.aspects:
        ours |= set(words(aspect.name)) | set(words(aspect.value))
    return set(words(attribute)) <= ours


def verb_sequence(answer: ScriptAnswer) -> list[set[str]]:
    """For every scene, in order: its action, and then the verbs of its sentence one by one."""
    sequence: list[set[str]] = []
    for scene in answer.scenes:
        lemmas = [form.lemma for word in re.findall(r"[a-z']+", scene.event.lower()) if (form := verb_form(word))]
        sequence += [{lemma} for lemma in lemmas]
        if scene.action not in lemmas:
            sequence.append({scene.action})
    return sequence


def in_order(verbs: list[str], sequence: list[set[str]]) -> tuple[bool, list[str]]:
    """Whether the gold verbs that the script has stand in the gold's order, and which it does not have at all."""
    missing = [verb for verb in verbs if not any(verb in each for each in sequence)]
    at = 0
    for verb in (verb for verb in verbs if verb not in missing):
        while at < len(sequence) and verb not in sequence[at]:
            at += 1
        if at == len(sequence):
            return False, missing
        at += 1
    return True, missing


def score(prompt: dict[str, Any], tallies: dict[str, Tally]) -> None:
    """Adds one prompt's hits and misses to the tallies."""
    request = WriterRequest(task=WriterTask.SCRIPT, prompt=prompt["prompt"])
    answer = ScriptAnswer.model_validate_json(asyncio.run(HouseWriter().answer(request)))
    things = [entity for entity in answer.entities if entity.kind != "place"]
    score_entities(prompt, list(answer.entities), things, tallies)
    score_pronouns(prompt, list(answer.entities), tallies)
    places = [entity for entity in answer.entities if entity.kind == "place"]
    for place in prompt["places"]:
        hit = any(set(words(place)) <= set(words(each.name)) for each in places)
        tallies["places"].note(hit, f"{prompt['id']}: {place} not in {[each.name for each in places]}")
    verbs = [event["verb"] for event in prompt["events"]]
    ordered, missing = in_order(verbs, verb_sequence(answer))
    tallies["order"].note(ordered, f"{prompt['id']}: {verbs} in {[scene.event for scene in answer.scenes]}")
    for verb in verbs:
        tallies["events"].note(verb not in missing, f"{prompt['id']}: {verb}")


def score_entities(
    prompt: dict[str, Any], entities: list[WireEntity], things: list[WireEntity], tallies: dict[str, Tally]
) -> None:
    """Recall of required entities, precision of ours, kinds and attributes of those found."""
    for gold in prompt["entities"]:
        found = best_match(gold, things) or best_match(gold, entities)
        if gold["required"]:
            tallies["entities"].note(found is not None, f"{prompt['id']}: {gold['name']}")
        if found is None:
            continue
        tallies["kinds"].note(found.kind == gold["kind"], f"{prompt['id']}: {gold['name']} is {found.kind}")
        for attribute in gold["attributes"]:
            tallies["attributes"].note(has_attribute(attribute, found), f"{prompt['id']}: {gold['name']}: {attribute}")
    for entity in things:
        expected = any(same_entity(gold, entity) for gold in prompt["entities"])
        tallies["precision"].note(expected, f"{prompt['id']}: {entity.name} is not in the gold")


def score_pronouns(prompt: dict[str, Any], entities: list[WireEntity], tallies: dict[str, Tally]) -> None:
    """Every pronoun against the figures the grammar's own trace gives it."""
    text = prompt["prompt"]
    trace = {start: names for _, start, names in resolve_pronouns(text)}
    seen: dict[str, int] = defaultdict(int)
    gold = {(each["pronoun"].lower(), each["occurrence"]): each["refers_to"] for each in prompt["pronouns"]}
    by_name = {each["name"]: each for each in prompt["entities"]}
    for match in re.finditer(rf"\b({THIRD_PERSON})\b", text.lower()):
        seen[match[1]] += 1
        wanted = gold.get((match[1], seen[match[1]]))
        if wanted is None:
            continue
        ours = trace.get(match.start())
        hit = ours is not None and same_referents(wanted, ours, by_name, entities)
        tallies["pronouns"].note(hit, f"{prompt['id']}: {match[1]} {seen[match[1]]} is {wanted}, not {ours}")


def same_referents(wanted: list[str], ours: tuple[str, ...], gold: dict[str, Any], entities: list[WireEntity]) -> bool:
    """Whether our names and the gold's are the same entities, one for one."""
    if len(wanted) != len(ours):
        return False
    named = {entity.name: entity for entity in entities}
    left = list(ours)
    for want in wanted:
        for name in left:
            entity = named.get(name) or WireEntity(name=name, head=name.split()[-1], kind=EntityKind.OBJECT)
            if want == name or same_entity(gold.get(want, {"head": want.split()[-1], "name": want}), entity):
                left.remove(name)
                break
        else:
            return False
    return True


def measure(name: str) -> dict[str, Any]:
    """All figures of the set `open` or `sealed`."""
    prompts = json.loads((DATA / f"writer_{name}.json").read_text("utf-8"))["prompts"]
    tallies: dict[str, Tally] = defaultdict(Tally)
    started = time.perf_counter()
    for prompt in prompts:
        score(prompt, tallies)
    seconds = time.perf_counter() - started
    return {
        "set": name,
        "prompts": len(prompts),
        "rates": {measure: tally.rate for measure, tally in tallies.items()},
        "counts": {measure: [tally.hits, tally.hits + len(tally.misses)] for measure, tally in tallies.items()},
        "misses": {measure: tally.misses for measure, tally in tallies.items()},
        "seconds": round(seconds, 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("open", "sealed", "fresh"), default="open")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--misses", action="store_true", help="with every miss")
    options = parser.parse_args()
    figures = measure(options.set)
    misses = figures.pop("misses")
    if options.misses:
        figures["misses"] = misses
    if options.json:
        sys.stdout.write(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
        return
    for measured, rate in figures["rates"].items():
        hits, total = figures["counts"][measured]
        sys.stdout.write(f"{measured:12} {rate if rate is not None else '-':>7}  {hits}/{total}\n")
        for miss in misses[measured] if options.misses else ():
            sys.stdout.write(f"    {miss}\n")


if __name__ == "__main__":
    main()
