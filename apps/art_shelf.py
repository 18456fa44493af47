"""What the art commands have to say: the packs there are, and what their licences ask."""

import json
from dataclasses import asdict, dataclass

from videostudio.film.errors import BriefError
from videostudio.generators.animatic.art.packs.install import install_fluent
from videostudio.generators.animatic.art.packs.shelf import INSTALL, NAMES, default_pack, installed
from videostudio.tools.preflight import Check, CheckState

CREDIT, NO_CREDIT = "carries its credit and its licence", "needs no credit"


@dataclass(frozen=True)
class Shelved:
    """One pack. `asks` is what its licence wants of a film, "" for nothing; `integrity` is "" where it is not here."""

    name: str
    title: str
    licence: str
    licence_url: str
    asks: str
    installed: bool
    used: bool
    version: str = ""
    integrity: str = ""
    advice: str = ""

    def check(self) -> Check:
        """The pack as `doctor` lists it: what is missing is no fault, only less beautiful."""
        use = "; films use it" if self.used else ""
        text = f"{self.title} ({self.licence}), a film {CREDIT if self.asks else NO_CREDIT}{use}"
        state = CheckState.PASSED if self.installed else CheckState.DEGRADED
        return Check(name=self.name, state=state, text=text, advice=self.advice)


ABSENT = {
    "fluent": Shelved(
        name="fluent",
        title="Fluent Emoji",
        licence="MIT",
        licence_url="https://github.com/microsoft/fluentui-emoji/blob/main/LICENSE",
        asks="",
        installed=False,
        used=False,
        advice=f"`{INSTALL} fluent` fetches it (14 MB, with npm)",
    ),
    "noto": Shelved(
        name="noto",
        title="Noto Color Emoji",
        licence="OFL-1.1",
        licence_url="https://openfontlicense.org",
        asks="",
        installed=False,
        used=False,
        advice="install its font (Debian: apt install fonts-noto-color-emoji)",
    ),
}


def shelf() -> tuple[Shelved, ...]:
    """All packs, the best first."""
    here, usual = installed(), default_pack().name
    return tuple(
        Shelved(
            name=name,
            title=here[name].title,
            licence=here[name].licence,
            licence_url=here[name].licence_url,
            asks=here[name].attribution,
            installed=True,
            used=name == usual,
            version=here[name].version,
            integrity=here[name].integrity,
        )
        if name in here
        else ABSENT[name]
        for name in NAMES
    )


def fetched(pack: str, *, only_if_missing: bool = False) -> str:
    """Installs a pack and says where it is. Raises BriefError for a pack that cannot be fetched."""
    if pack != "fluent":
        raise BriefError(f"only 'fluent' can be fetched, not '{pack}': `videostudio art list` shows all there are")
    if only_if_missing and pack in installed():
        return "Fluent Emoji is here."
    return f"Fluent Emoji is installed: films are drawn with it from now on.\n{install_fluent()}"


def in_words(packs: tuple[Shelved, ...]) -> str:
    """The packs for people."""
    return "\n\n".join(_words(pack) for pack in packs)


def as_json(packs: tuple[Shelved, ...]) -> str:
    """The packs as one JSON object."""
    return json.dumps({"packs": [asdict(pack) for pack in packs]}, ensure_ascii=False)


def _words(pack: Shelved) -> str:
    state = "films use it" if pack.used else "installed" if pack.installed else "not installed"
    lines = [f"{pack.name}: {' '.join((pack.title, pack.version)).strip()} ({state})"]
    lines.append(f"  licence  {pack.licence}, {pack.licence_url}")
    lines.append(f"  a film   {pack.asks or NO_CREDIT}")
    if pack.advice:
        lines.append(f"  to do    {pack.advice}")
    return "\n".join(lines)
