"""What `doctor` finds: checks with advice, profiles that work here, where things are, whose art it is."""

import asyncio
import json
import os
import platform
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from videostudio import __version__
from videostudio.apps.art_shelf import shelf
from videostudio.apps.desk.guests import OWNER, Keyring
from videostudio.apps.desk.limits import SETTINGS as LIMITS
from videostudio.apps.desk.limits import served
from videostudio.apps.format import bullets, bytes_text, plural
from videostudio.film.brief import Brief
from videostudio.film.errors import BadSetting, EndpointError, OperatorError
from videostudio.generators.inventory import FileFound, PartFound
from videostudio.graphs.bootstrap import (
    LLM,
    build_backends,
    inventory,
    profile_said,
    resolved,
    rung_memory,
    scorer,
    usual_workers,
)
from videostudio.graphs.bootstrap import profiles as all_profiles
from videostudio.graphs.eyes import CRITIC
from videostudio.graphs.llm_trial import examinee, probe
from videostudio.graphs.profile import Profile
from videostudio.graphs.settings import settings_of
from videostudio.tools.embedding import house
from videostudio.tools.llm.settings import KEY, LlmSettings
from videostudio.tools.preflight import Check, CheckState, check, estimate, read_machine
from videostudio.tools.workspace import Workspace

USUAL_PROFILE = "preview"
_DOORS = {"serve": "uvicorn", "mcp": "mcp", "web": "gradio"}
"""The command that serves a door -> a package that only its extra installs."""
INDENT = " " * 26
USUAL = Brief(prompt="A corgi astronaut explores Mars and finds a flower")


@dataclass(frozen=True)
class Findings:
    """All that was looked at. `artwork` are the packs of pictures, `licences` the credits that films carry; `parts` are
    what the profile that was asked about needs."""

    checks: tuple[Check, ...]
    profiles: tuple[Check, ...]
    artwork: tuple[Check, ...]
    places: dict[str, Path]
    licences: tuple[str, ...]
    parts: tuple[PartFound, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something stands in the way of a film."""
        states = [found.state for found in (*self.checks, *self.profiles)] + [part.state for part in self.parts]
        return CheckState.BLOCKED in states


def checkup(workspace: Workspace, wanted: str | None = None, *, ask_llm: bool = False) -> Findings:
    """Looks at this machine, and changes nothing on it but what it remembers of large files and endpoints. `wanted` is
    a profile that somebody wants to use, None for the usual one: what others lack is no fault of the machine. Only with
    `ask_llm` is the language model asked anything. Raises BriefError for a profile that there is not, BadSetting."""
    asked = profile_said(wanted or USUAL_PROFILE, workspace)
    profiles = {name: resolved(profile, workspace) for name, profile in all_profiles(workspace).items()}
    works = {name: _profile(profile, needed=name == asked.name) for name, profile in profiles.items()}
    able = [profiles[name] for name, found in works.items() if found.state is CheckState.PASSED]
    needs = estimate(USUAL, workers=usual_workers(asked))
    return Findings(
        checks=(
            _place(workspace),
            _writer(workspace, ask_llm),
            _critic(resolved(asked, workspace)),
            _doors(workspace),
            *check(needs, read_machine(workspace.root)),
        ),
        profiles=tuple(works.values()),
        artwork=tuple(pack.check() for pack in shelf() if pack.installed or pack.name == "fluent"),
        places={"films": workspace.films_root, "store": workspace.store_root, "cache": workspace.cache_root},
        licences=tuple(_licences(able)),
        parts=inventory(profiles[asked.name]) if wanted else (),
    )


def in_words(findings: Findings) -> str:
    """The findings for people, with what to do about each."""
    head = f"VideoStudio {__version__}, Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    places = "\n".join(f"  {name:<7} {path}" for name, path in findings.places.items())
    parts = [
        head,
        "This machine, for a usual film\n" + "\n".join(map(_line, findings.checks)),
        "Profiles\n" + "\n".join(map(_line, findings.profiles)),
        "What the profile needs\n" + "\n".join(map(_part, findings.parts)) if findings.parts else "",
        "Artwork\n" + "\n".join(map(_line, findings.artwork)),
        f"Where things are\n{places}",
        bullets("Credits that films carry", findings.licences),
    ]
    return "\n\n".join(part for part in parts if part)


def as_json(findings: Findings) -> str:
    """The findings as one JSON object."""
    return json.dumps(
        {
            "version": __version__,
            "python": platform.python_version(),
            "checks": [found.model_dump(mode="json") for found in findings.checks],
            "profiles": [found.model_dump(mode="json") for found in findings.profiles],
            "artwork": [found.model_dump(mode="json") for found in findings.artwork],
            "places": {name: str(path) for name, path in findings.places.items()},
            "licences": list(findings.licences),
            "parts": [found.model_dump(mode="json") for found in findings.parts],
        },
        ensure_ascii=False,
    )


def _place(workspace: Workspace) -> Check:
    """Whether the workspace can be written to."""
    nearest = next(path for path in (workspace.root, *workspace.root.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
        return Check(name="workspace", state=CheckState.PASSED, text=f"{workspace.root} can be written to")
    fault = "may not be written to" if nearest.is_dir() else "is a file where a folder is wanted"
    advice = "set VIDEOSTUDIO_HOME to a folder of your own, or give --home DIR"
    return Check(name="workspace", state=CheckState.BLOCKED, text=f"{nearest} {fault}", advice=advice)


def _writer(workspace: Workspace, ask: bool) -> Check:
    """Which language model can write scripts and read what is said, as far as this machine knows; `ask` asks it. Its
    key is not shown."""
    found = settings_of(LLM, workspace)
    if not found:
        text = "the house writer; no language model: VIDEOSTUDIO_LLM_BASE_URL and VIDEOSTUDIO_LLM_MODEL are not set"
        return Check(name="writer", state=CheckState.PASSED, text=text)
    try:
        settings = LlmSettings.of(found)
    except BadSetting as error:
        advice = "films are written by the house writer until it is mended"
        return Check(name="writer", state=CheckState.DEGRADED, text=str(error), advice=advice)
    key = "with a key" if found.get(KEY) else "without a key"
    text = f"the house writer; with --writer llm {settings.model} at {settings.base_url} {key}, "
    if ask and (why := _unanswered(workspace)):
        advice = "mend what it names, or leave out --writer llm; `videostudio check-llm` tells more"
        return Check(name="writer", state=CheckState.DEGRADED, text=f"{text}which cannot be used: {why}", advice=advice)
    memory = rung_memory(workspace)
    answers, calls = memory.known(settings), memory.known(settings, tools=True)
    known = [f"answers in {answers}" if answers else "", f"is talked with by {calls}" if calls else ""]
    told = f"which {' and '.join(filter(None, known))}" if any(known) else "not asked yet: --ask-llm asks it"
    return Check(name="writer", state=CheckState.PASSED, text=f"{text}{told}")


def _unanswered(workspace: Workspace) -> str:
    """Asks the language model, keeps what it understands, and says why it is of no use; "" if it is."""
    asked = examinee(workspace)
    try:
        answers, calls = asyncio.run(probe(asked))
    except EndpointError as error:
        return str(error)
    asked.remembered(workspace)
    if answers and calls:
        return ""
    return "it gave no JSON as it was asked to" if not answers else "it could not say what a plain sentence asks for"


def _critic(profile: Profile) -> Check:
    """Whether the critic has eyes: without the house CLIP it sees colours and light, but not who is who."""
    settings = profile.settings.get(CRITIC, {})
    if (why := house.missing()) and "model" not in settings:
        return Check(name="critic", state=CheckState.DEGRADED, text="sees colours and light only", advice=why)
    try:
        told = f"looks with {scorer(settings).identity.model}"
    except OperatorError as missing:
        advice = "mend what it names, or unset VIDEOSTUDIO_CRITIC_... (`critic` in settings.json)"
        return Check(name="critic", state=CheckState.BLOCKED, text=str(missing), advice=advice)
    return Check(name="critic", state=CheckState.PASSED, text=told)


def _doors(workspace: Workspace) -> Check:
    """Which doors can be served, who has a token, and which limits the operator has set."""
    there = [command for command, package in _DOORS.items() if find_spec(package)]
    text = f"{', '.join(there) or 'none'} can be served"
    if absent := [command for command in _DOORS if command not in there]:
        text += f"; {', '.join(absent)}: packages are missing, the command says which"
    try:
        guests = [name for name in Keyring.of(workspace).names if name != OWNER]
        served(workspace)
    except BadSetting as error:
        advice = "mend what it names: no door is served before"
        return Check(name="doors", state=CheckState.DEGRADED, text=f"{text}; {error}", advice=advice)
    limits = ", ".join(settings_of(LIMITS, workspace)) or "the usual"
    return Check(
        name="doors",
        state=CheckState.PASSED,
        text=f"{text}; {plural(len(guests), 'guest')} with a token; limits set: {limits}",
    )


def _profile(profile: Profile, *, needed: bool) -> Check:
    """Whether the backends of `profile` are installed."""
    try:
        backends = build_backends(profile)
    except OperatorError as missing:
        state = CheckState.BLOCKED if needed else CheckState.ABSENT
        advice = "install what it names, or use another profile"
        return Check(name=profile.name, state=state, text=str(missing), advice=advice if needed else "")
    roles = (backends.entity_imager, backends.scene_imager, backends.scene_filmer)
    makers = ", ".join(dict.fromkeys(str(role.identity) for role in roles))
    return Check(name=profile.name, state=CheckState.PASSED, text=f"pixels by {makers}")


def _licences(able: list[Profile]) -> list[str]:
    """What films of these profiles have to say, each sentence once."""
    known = [capabilities for profile in able for capabilities in build_backends(profile).capabilities()]
    return list(dict.fromkeys(can.attribution for can in known if can.attribution))


def _part(found: PartFound) -> str:
    """A part for people: what it is for, how it was found, what it is like, and what to do."""
    sizes = f"{bytes_text(found.half_bytes)} in half precision, {bytes_text(found.single_bytes)} in single"
    facts = (sizes if found.half_bytes else "", f"licence: {found.licence}")
    origin = f"from {found.repository}: {'; '.join(filter(None, facts))}" if found.repository else ""
    where = f"in {found.folder}" if found.folder else ""
    lines = (f"{found.what}: {found.text}", origin, where, *map(_file, found.files))
    told = f"\n{INDENT}".join(line for line in lines if line)
    advice = f"\n{INDENT}what to do: {found.advice}" if found.advice else ""
    return f"  {found.state:<9} {found.name:<13} {told}{advice}"


def _file(found: FileFound) -> str:
    tensors = f", {found.tensors} tensors" if found.tensors is not None else ""
    return f"{found.name}: {bytes_text(found.size)}{tensors}, sha256 {found.sha256}"


def _line(found: Check) -> str:
    line = f"  {found.state:<9} {found.name:<10} {found.text}"
    return f"{line}\n{'':<23}what to do: {found.advice}" if found.advice else line
