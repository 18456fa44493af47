"""HTML as values: every text is escaped unless it was made here."""

import html
import re

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_VOID = frozenset({"meta", "img", "source", "track", "br", "link", "input"})

Attribute = str | int | float | bool | None


class Markup(str):
    """HTML that stands as it is."""

    __slots__ = ()


def tag(name: str, /, *children: str | None, **attributes: Attribute) -> Markup:
    """One element. Children that are no Markup are escaped, None is left out. Attributes: `class_` is class,
    `aria_label` aria-label; True stands alone, None and False are left out, all others are escaped."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no element's name")
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _VOID:
        return Markup(opening)
    return Markup(f"{opening}{joined(*children)}</{name}>")


def joined(*parts: str | None) -> Markup:
    """Parts one behind the other, escaped unless they are Markup; None is left out."""
    return Markup("".join(_safe(part) for part in parts if part is not None))


def _safe(text: str) -> str:
    return text if isinstance(text, Markup) else html.escape(text)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = "viewBox" if key == "viewBox" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'
