"""Where the time went, as one small drawing, and how many generator calls it took."""

from videostudio.film.record import Calls
from videostudio.tools.report.markup import Markup, tag
from videostudio.tools.report.story import Story
from videostudio.tools.report.words import seconds_words, stage_name

_ROW, _LABEL, _BAR = 30, 150, 380
"""Row height, width of the names and of the longest bar, in px of the drawing."""


def timings(story: Story) -> Markup | None:
    """A bar a stage, in the order in which the film needed them."""
    seconds = story.record.seconds
    if not seconds:
        return None
    longest = max(*seconds.values(), 0.001)
    bars = (_bar(row, stage, value, longest) for row, (stage, value) in enumerate(seconds.items()))
    words = ", ".join(f"{stage_name(stage)} {seconds_words(value)}" for stage, value in seconds.items())
    height = _ROW * len(seconds)
    chart = tag(
        "svg", *bars, class_="chart", viewBox=f"0 0 640 {height}", role="img", aria_label=f"Time spent: {words}"
    )
    caption = tag("figcaption", f"{seconds_words(sum(seconds.values()))} in this run. {_calls(story.record.calls)}")
    return tag("section", tag("h2", "Time spent"), tag("figure", chart, caption), id="timings")


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
