"""A language model's scorecard, for people and for machines."""

import json
from collections.abc import Sequence

from videostudio.apps.format import seconds_text
from videostudio.film.llm_scorecard import Scorecard, SentenceScore, StoryScore
from videostudio.film.record import Spending

LONGEST = 110


def scorecard_json(card: Scorecard) -> str:
    """One object: the scorecard, with the sum of it and whether all of it passed."""
    found = card.model_dump(mode="json")
    total = {"spent": card.spent.model_dump(mode="json"), "seconds": round(card.seconds, 1)}
    return json.dumps({**found, **total, "passed": card.passed}, ensure_ascii=False)


def scorecard_in_words(card: Scorecard) -> str:
    """Two tables, and below what went wrong."""
    written = sum(story.valid for story in card.stories)
    heard = sum(sentence.understood for sentence in card.sentences)
    faults = [f"  {story.title}: {_short(story.why)}" for story in card.stories if story.why]
    faults += [_misheard(sentence) for sentence in card.sentences if not sentence.understood]
    parts = (
        f"{card.model} at {card.endpoint}",
        _table(
            ("story", "asked for as", "calls", "entities", "limits", "camera", "tokens", "money", "seconds"),
            [_story(story, card.priced) for story in card.stories],
        ),
        _table(
            ("sentence", "asked for as", "calls", "understood", "tokens", "money", "seconds"),
            [_sentence(sentence, card.priced) for sentence in card.sentences],
        ),
        "What went wrong\n" + "\n".join(faults) if faults else "",
        f"{written} of {len(card.stories)} stories written, {heard} of {len(card.sentences)} sentences understood; "
        f"{card.spent.tokens} tokens, {_money(card.spent, card.priced)} of money, {seconds_text(card.seconds)}.",
    )
    return "\n\n".join(part for part in parts if part)


def _story(story: StoryScore, priced: bool) -> tuple[str, ...]:
    spent = (str(story.spent.tokens), _money(story.spent, priced), f"{story.seconds:.1f}")
    if not story.valid:
        instead = "out of time" if story.late else "no script"
        return (story.title, story.rung or "-", str(story.calls), "-", "-", instead, *spent)
    return (
        story.title,
        story.rung,
        str(story.calls),
        f"{story.entities} of {story.entities_wanted}",
        f"{story.limits} of {story.limits_wanted}",
        f"{story.moves} moves in {story.scenes}",
        *spent,
    )


def _sentence(sentence: SentenceScore, priced: bool) -> tuple[str, ...]:
    understood = "yes" if sentence.understood else "out of time" if sentence.late else "no"
    spent = (str(sentence.spent.tokens), _money(sentence.spent, priced), f"{sentence.seconds:.1f}")
    return (sentence.sentence, sentence.rung or "-", str(sentence.calls), understood, *spent)


def _misheard(sentence: SentenceScore) -> str:
    return f"  {sentence.sentence}\n    wanted: {_short(sentence.wanted)}\n    came:   {_short(sentence.found)}"


def _money(spent: Spending, priced: bool) -> str:
    return f"{spent.money_milli / 1000:.3f}" if priced else "?"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they have to be; numbers stand to the right."""
    if not rows:
        return ""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    right = {at for at, name in enumerate(head) if name in ("calls", "tokens", "money", "seconds")}

    def line(row: Sequence[str]) -> str:
        cells = (cell.rjust(widths[at]) if at in right else cell.ljust(widths[at]) for at, cell in enumerate(row))
        return "  ".join(cells).rstrip()

    return "\n".join(map(line, (head, *rows)))
