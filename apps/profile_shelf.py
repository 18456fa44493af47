"""The profiles, for people and for machines: what they are made of, what that takes, and what fits where."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass

from videostudio.apps.format import bytes_text, seconds_text
from videostudio.film.brief import Brief
from videostudio.film.errors import BackendMissing, OperatorError
from videostudio.generators.given import CPU
from videostudio.generators.sizing.fitting import GIB, Device, Fit, Model, State
from videostudio.graphs.bootstrap import build_backends, models, profiles, resolved
from videostudio.graphs.fits import fits
from videostudio.graphs.machines import Machines
from videostudio.graphs.pace import Pace, film_seconds
from videostudio.graphs.profile import Profile
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

USUAL = Brief(prompt="A corgi astronaut explores Mars and finds a flower")
MEMORIES_GIB = (8, 12, 24, 48, 80)
HOST_GIB = 128
"""Memory beside the device that the table takes for granted: offloaded weights lie there."""


@dataclass(frozen=True)
class ModelRow:
    """A model of a profile: who made it, its licence as reported, bytes to fetch in half precision, and what it can."""

    backend: str
    name: str
    repository: str
    licence: str
    permissive: bool
    download: int
    able: tuple[str, ...]


@dataclass(frozen=True)
class ProfileRow:
    """A profile. `roles` are the backends of entities, scenes and clips, `here` says whether it can be used now and
    else what is missing, `fits` how its models fit this machine; `seconds` is the generator time of a usual film by
    what this machine has measured, None where it has not."""

    name: str
    roles: tuple[str, str, str]
    models: tuple[ModelRow, ...]
    ready: bool
    here: str
    fits: tuple[str, ...]
    seconds: float | None


@dataclass(frozen=True)
class FitRow:
    """How a profile fits a device: "pass", "degrade" or "block", and how or why."""

    profile: str
    device: str
    state: str
    text: str


def shelf(workspace: Workspace) -> tuple[ProfileRow, ...]:
    """All profiles that can be named. Raises BadSetting."""
    store, machines = Store(workspace.store_root), Machines.of(workspace)
    return tuple(row_of(resolved(profile, workspace), store, machines) for profile in profiles(workspace).values())


def fit_table(workspace: Workspace) -> tuple[FitRow, ...]:
    """Every profile whose models take memory against devices of several sizes, as it is set up on this machine."""
    devices = [Device(name=f"{gib} GB", memory=gib * GIB, host=HOST_GIB * GIB) for gib in MEMORIES_GIB]
    devices.append(Device(name=CPU, memory=HOST_GIB * GIB, host=HOST_GIB * GIB))
    found = [resolved(profile, workspace) for profile in profiles(workspace).values()]
    return tuple(_fit(profile, device) for profile in found for device in devices if any(models(profile).values()))


def in_words(rows: Sequence[ProfileRow], table: Sequence[FitRow] = ()) -> str:
    """A paragraph a profile, and the table of what fits where."""
    parts = [_paragraph(row) for row in rows]
    if table:
        parts.append(f"What fits where, with {HOST_GIB} GB beside the device\n{markdown(table)}")
    return "\n\n".join(parts)


def as_json(rows: Sequence[ProfileRow], table: Sequence[FitRow] = ()) -> str:
    """`{"profiles": [...], "fit": [...]}`."""
    told = {"profiles": [asdict(row) for row in rows], "fit": [asdict(row) for row in table]}
    return json.dumps(told, ensure_ascii=False)


def markdown(table: Sequence[FitRow]) -> str:
    """The table in Markdown: a line a profile, a column a device."""
    devices = list(dict.fromkeys(row.device for row in table))
    lines = [f"| profile | {' | '.join(devices)} |", "|---" * (len(devices) + 1) + "|"]
    for profile in dict.fromkeys(row.profile for row in table):
        cells = {row.device: row for row in table if row.profile == profile}
        lines.append(f"| {profile} | {' | '.join(_cell(cells[device]) for device in devices)} |")
    return "\n".join(lines)


def row_of(profile: Profile, store: Store, machines: Machines) -> ProfileRow:
    """What is known of a profile that is resolved; `store` has what was made on this machine, `machines` make films.
    Nothing is fetched, no weights are read. Raises BadSetting."""
    rows = tuple(_model(name, model) for name, found in models(profile).items() for model in found)
    here, seconds = "ready", None
    try:
        backends = build_backends(profile, reading=False)
    except OperatorError as missing:
        here = str(missing)
    else:
        # Weights that were not read yet made nothing yet.
        with suppress(BackendMissing):
            seconds = film_seconds(Pace.of_makers(store, backends.makers()), USUAL)
    roles = (profile.entity_imager, profile.scene_imager, profile.scene_filmer)
    return ProfileRow(profile.name, roles, rows, here == "ready", here, tuple(_fits_here(profile, machines)), seconds)


def _model(backend: str, model: Model) -> ModelRow:
    card = model.card
    able = (
        f"{card.max_references} references" if card.max_references else "",
        "last frame" if card.last_frame else "",
        "sound" if card.audio else "",
        f"{card.frames.most} frames at {card.fps} a second" if card.fps else "",
    )
    download = sum(component.bytes_of(2) for component in card.components.values())
    told = tuple(filter(None, able))
    return ModelRow(backend, card.name, card.repository, card.licence, card.permissive, download, told)


def _fits_here(profile: Profile, machines: Machines) -> Iterator[str]:
    if not any(models(profile).values()):
        return
    try:
        for fit in fits(profile, USUAL, patient=False, machines=machines).values():
            yield f"{fit.state.value}: {fit}"
    except BackendMissing as error:
        yield f"not known: {error}"


def _fit(profile: Profile, device: Device) -> FitRow:
    try:
        found = fits(profile, USUAL, device)
    except BackendMissing as error:
        return FitRow(profile.name, device.name, "not known", str(error))
    worst = max(found.values(), key=lambda fit: list(State).index(fit.state))
    changed = [(name, fit) for name, fit in found.items() if fit.state is worst.state]
    return FitRow(profile.name, device.name, worst.state.value, "; ".join(_why(*each) for each in changed))


def _why(backend: str, fit: Fit) -> str:
    match fit.state:
        case State.PASS:
            return f"{backend} {fit.need.device / GIB:.1f}"
        case State.DEGRADE:
            return f"{backend}: {fit.how}"
    beside = f" + {fit.need.host / GIB:.0f} beside" if fit.need.host > fit.device.host else ""
    return f"{backend} needs {fit.need.device / GIB:.1f}{beside}"


def _cell(row: FitRow) -> str:
    return f"{row.state} ({row.text})"


def _paragraph(row: ProfileRow) -> str:
    entities, scenes, clips = row.roles
    who = entities if entities == scenes == clips else f"entities {entities}, scenes {scenes}, clips {clips}"
    lines = [f"{row.name}: {who}", f"  {'ready' if row.ready else f'not ready: {row.here}'}"]
    for model in row.models:
        able = f"; {', '.join(model.able)}" if model.able else ""
        lines.append(
            f"  {model.name} ({model.repository}): {bytes_text(model.download)} to fetch in half precision{able}"
        )
        lines.append(f"    licence: {model.licence}")
    lines += [f"  {text}" for text in row.fits]
    if row.seconds is not None:
        lines.append(f"  a usual film takes about {seconds_text(row.seconds)} of generator time here, as measured")
    return "\n".join(lines)
