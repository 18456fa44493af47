"""Where the time went, as one small drawing, how many generator calls it took, and what language models cost."""

from videostudio.film.record import Calls, FilmRecord, Spending
from videostudio.film.take import Stage
from videostudio.tools.report.markup import Markup, tag
from videostudio.tools.report.story import Story
from videostudio.tools.report.words import STAGES, seconds_words, stage_name

TOTAL = "total"
"""The run from start to end, among the stages in a record's `seconds`."""

_ROW, _LABEL, _BAR = 30, 150, 380
"""Row height, width of the names and of the longest bar, in px of the drawing."""


def timings(story: Story) -> Markup | None:
    """A bar a stage, in the order in which a film needs them. Stages overlap: they add up to more than the total."""
    seconds = {stage: value for stage, value in story.record.seconds.items() if stage != TOTAL}
    if not seconds:
        return None
    rows = sorted(seconds.items(), key=lambda item: list(STAGES).index(Stage(item[0])) if item[0] in STAGES else 99)
    longest = max(*seconds.values(), 0.001)
    bars = (_bar(row, stage, value, longest) for row, (stage, value) in enumerate(rows))
    words = ", ".join(f"{stage_name(stage)} {seconds_words(value)}" for stage, value in rows)
    box = f"0 0 640 {_ROW * len(rows)}"
    chart = tag("svg", *bars, class_="chart", viewBox=box, role="img", aria_label=f"Time spent: {words}")
    figure = tag("figure", chart, tag("figcaption", _caption(story.record)))
    return tag("section", tag("h2", "Time spent"), figure, id="timings")


def _caption(record: FilmRecord) -> str:
    total = record.seconds.get(TOTAL)
    spent = "" if total is None else f"{seconds_words(total)} in this run; stages work side by side. "
    return " ".join(filter(None, (f"{spent}{_calls(record.calls)}", _spending(record.spent))))


def _bar(row: int, stage: str, value: float, longest: float) -> Markup:
    top, width = row * _ROW, max(2, round(_BAR * value / longest))
    return tag(
        "g",
        tag("text", stage_name(stage), x=_LABEL - 12, y=top + 19, text_anchor="end"),
        tag("rect", x=_LABEL, y=top + 6, width=width, height=_ROW - 12, rx=4),
        tag("text", seconds_words(value), x=_LABEL + width + 10, y=top + 19, class_="figure"),
    )


def _calls(calls: Calls) -> str:
    made = "1 generator call" if calls.made == 1 else f"{calls.made} generator calls"
    reused = f", {calls.reused} found in the store" if calls.reused else ""
    return f"{made}{reused}; {calls.ledger} ever made for this film."


def _spending(spent: Spending) -> str:
    """ "Language models used 1,350 tokens, for 0.012 of their currency, in all runs."; "" where there was none."""
    if not spent.tokens:
        return ""
    money = f", for {spent.money_milli / 1000:g} of their currency" if spent.money_milli else ""
    return f"Language models used {spent.tokens:,} tokens{money}, in all runs of this film."
