"""Buttons, fields and folds: what the page is operated with. `do` names an action of `actions`; the page's script sends
it with the fields around it."""

from collections.abc import Iterable, Mapping

from videostudio.tools.report.markup import Attribute, Markup, joined, tag


def button(words: str, do: str, kind: str = "", **data: str | int) -> Markup:
    """A button that does something at once. `data` goes with it."""
    sent = {f"data_{name}": value for name, value in data.items()}
    return tag("button", words, type="button", class_=f"button {kind}".strip(), data_do=do, **sent)


def form(do: str, *inside: str | None, send: str, **data: str | int) -> Markup:
    """Fields that are sent together."""
    sent = {f"data_{name}": value for name, value in data.items()}
    sending = tag("p", tag("button", send, type="submit", class_="button main"), class_="send")
    return tag("form", *inside, sending, data_do=do, class_="form", **sent)


def fold(key: str, words: str, *inside: str | None, kind: str = "") -> Markup:
    """A part that opens when it is wanted."""
    return tag("details", tag("summary", words), *inside, id=key, class_=f"fold {kind}".strip())


def text(key: str, label: str, name: str, value: str, most: int, *, rows: int = 1, hint: str = "") -> Markup:
    """A line of text, or several."""
    facts: dict[str, Attribute] = {"id": key, "name": name, "maxlength": most, "placeholder": hint or None}
    if rows == 1:
        return _labelled(key, label, tag("input", type="text", value=value, **facts))
    return _labelled(key, label, tag("textarea", value, rows=rows, **facts))


def number(key: str, label: str, name: str, value: float, low: float, high: float, step: float) -> Markup:
    """A figure within bounds."""
    inner = tag("input", id=key, name=name, type="number", value=f"{value:g}", min=low, max=high, step=step)
    return _labelled(key, label, inner)


def choice(key: str, label: str, name: str, value: str, choices: Mapping[str, str] | Iterable[str]) -> Markup:
    """One of several: values, or values with the words for them."""
    known = dict(choices) if isinstance(choices, Mapping) else {one: one for one in choices}
    options = (tag("option", words, value=one, selected=one == value) for one, words in known.items())
    return _labelled(key, label, tag("select", *options, id=key, name=name))


def picture(key: str, label: str) -> Markup:
    """A picture of the user's own."""
    return _labelled(key, label, tag("input", id=key, name="picture", type="file", accept="image/*"))


def _labelled(key: str, label: str, control: Markup) -> Markup:
    return tag("p", joined(tag("label", label, for_=key), control), class_="field")
