"""The studio: films by name, begun, continued, shown and removed. Every door opens onto this."""

import asyncio
import json
import shutil
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.conversation import Talk
from videostudio.film.edits import Redo, Undo, UseImage
from videostudio.film.errors import FilmNotFound, ReferenceError_, ScriptError, UserError
from videostudio.film.forecast import Forecast
from videostudio.film.history import History
from videostudio.film.record import FilmOutcome, FilmRecord, Twin
from videostudio.film.scene import Scene
from videostudio.film.script import Script, as_written
from videostudio.graphs import announce, bootstrap, order, versions
from videostudio.graphs.decision import Decision, refuse_unseen
from videostudio.graphs.holding import film_held
from videostudio.graphs.machines import Machines, store_of
from videostudio.graphs.order import EVENTS_FILE, LEDGER_FILE, FilmOrder, published_folder
from videostudio.graphs.profile import Profile
from videostudio.graphs.publisher import load_record
from videostudio.graphs.stopping import ask_to_stop, until_stopped
from videostudio.graphs.versions import Change
from videostudio.tools import images
from videostudio.tools.events import Event, EventLog
from videostudio.tools.ledger import Ledger
from videostudio.tools.preflight import Needs, check, estimate, read_machine, refuse_blocked
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.facts import GcFacts
from videostudio.tools.store.upkeep import GRACE_S
from videostudio.tools.workspace import Workspace, film_id


@dataclass(frozen=True)
class MakeOptions:
    """How to make a film, apart from what the film is. `profile` is a name or a profile of one's own; `name`
    names the film; `new` makes another film of the same brief; `out` is a folder to put the film in; `workers`
    is the number of worker processes, None for what the machine carries; `upscale` is the style in which a profile of
    small pictures makes them large, "" for its usual one; `writer` writes the script, "" for the profile's own."""

    profile: str | Profile = "preview"
    writer: str = ""
    name: str | None = None
    new: bool = False
    out: Path | None = None
    workers: int | None = None
    upscale: str = ""


@dataclass(frozen=True)
class FilmSummary:
    """One line of the list of films. `seconds` is film time, 0 before there is a script."""

    id: str
    title: str
    outcome: FilmOutcome
    seconds: float
    folder: Path


class Produces(Protocol):
    """Who makes films: `production.produce`, or somebody quicker who gives the same."""

    def __call__(
        self,
        order: FilmOrder,
        workspace: Workspace,
        *,
        on_event: Callable[[Event], None] | None = None,
        workers: int | None = None,
        decision: Decision | None = None,
        anew: bool = False,
        approved: bool = False,
        admits: Callable[[Script], None] = lambda script: None,
    ) -> Coroutine[Any, Any, FilmRecord]: ...


Admits = Callable[[Script, Brief, str], None]
"""Whether a script may be filmed for whoever asks, with the profile of that name. Raises BeyondLimits."""


Spares = Callable[[int], None]
"""Whether so many bytes more may lie in the workspace. Raises BeyondLimits."""


def _whatever(script: Script, brief: Brief, profile: str) -> None:
    """All that a brief and a script can be."""


def _however_many(added_bytes: int) -> None:
    """As many as the disk has."""


class Studio:
    """The films of one workspace. `on_event` hears everything that happens to a film while it is made; `admits` is
    asked about every script that is written, changed, or filmed with another profile, before anything is drawn, and
    `spares` about the bytes that new pictures, films and scenes will take."""

    def __init__(
        self,
        workspace: Workspace,
        on_event: Callable[[Event], None] | None = None,
        produces: Produces | None = None,
        admits: Admits = _whatever,
        spares: Spares = _however_many,
    ) -> None:
        self._workspace, self._on_event, self._given_producer = workspace, on_event, produces
        self._admits, self._spares = admits, spares

    def admitting(self, admits: Admits, spares: Spares) -> "Studio":
        """The same films for somebody who may have what `admits` and `spares` let pass."""
        return Studio(self._workspace, self._on_event, self._given_producer, admits, spares)

    async def make(self, brief: Brief, options: MakeOptions = MakeOptions()) -> FilmRecord:
        """The film of `brief`: begun, continued, or given back from the store. Raises the error tree."""
        return await self._made(brief, options, given=None)

    def begin(self, brief: Brief, options: MakeOptions = MakeOptions()) -> str:
        """Only writes the order of the film of `brief` down, durably, and gives the film's id: `resume` makes it.
        Raises the error tree; a film that is being made already is FilmBusy."""
        wanted = self._ordered(brief, options, None)
        folder = self._workspace.film_folder(wanted.film)
        with film_held(folder, self._workspace):
            self._kept(wanted, folder)
        return wanted.film

    def film_of(self, brief: Brief, options: MakeOptions = MakeOptions()) -> str:
        """The id of the film that `make` would make. Raises BriefError."""
        return self._order(brief, _profile(options, self._workspace), options, None).film

    def needs(self, brief: Brief, options: MakeOptions = MakeOptions()) -> Needs:
        """What making the film of `brief` takes. Raises BriefError."""
        return estimate(brief, workers=options.workers or bootstrap.usual_workers(_profile(options, self._workspace)))

    async def plan(self, brief: Brief, options: MakeOptions = MakeOptions()) -> Script:
        """Only the script. What a language model answers is kept, for the film that may follow."""
        from videostudio.graphs.writing import script_for

        profile = bootstrap.resolved(_profile(options, self._workspace), self._workspace)
        script = await script_for(brief, profile, self._workspace)
        self._admits(script, brief, profile.name)
        if self._on_event is not None:
            self._on_event(announce.planned(script))
            for text in script.degraded:
                self._on_event(announce.degraded("", text))
        return script

    async def resume(self, film: str, decision: Decision | None = None, workers: int | None = None) -> FilmRecord:
        """Goes on with a film: after a stop, or with the user's word on what it waits for. Raises ScriptError for a
        word on something that the film does not wait with any more."""
        folder = self._find(film)
        with film_held(folder, self._workspace):
            kept, record = order.load_or_refuse(folder), load_record(folder)
            if decision is not None and record is not None:
                refuse_unseen(decision, record)
            approved = _approved(kept, record)
            making = self._produces(
                self._placed(kept),
                self._workspace,
                on_event=self._on_event,
                workers=workers,
                decision=decision,
                approved=approved,
                admits=self._admits_of(kept),
            )
            return await self._finished(making, kept, folder)

    def stop(self, film: str) -> None:
        """Asks whoever makes the film, in this process or another, to stop: what was finished is kept, and `resume`
        goes on. Nothing happens to a film that nobody is making. Raises FilmNotFound."""
        ask_to_stop(self._find(film))

    def events(self, film: str, after: int = 0) -> list[Event]:
        """What has happened to a film, from the event numbered `after` + 1 on. Raises FilmNotFound."""
        return EventLog(self._find(film) / EVENTS_FILE).read(after)

    def history(self, film: str) -> History:
        """Every version of the film's script. Raises BriefError if it has none yet."""
        folder = self._find(film)
        return versions.load(folder, load_record(folder))

    async def forecast(self, film: str, change: Change) -> Forecast:
        """What a change would cost, without running anything. Raises ScriptError for a change that cannot be."""
        from videostudio.graphs.forecasting import forecast

        folder = self._find(film)
        history, kept = versions.load(folder, load_record(folder)), order.load_or_refuse(folder)
        after, words = self._changed(kept, history, change, "")
        wanted = kept.model_copy(update={"edited": after.current.script})
        return await forecast(self._placed(wanted), self._workspace, words)

    def after(self, film: str, change: Change) -> Script:
        """The film's script after a change that can be and may be. Raises ScriptError, BeyondLimits."""
        folder = self._find(film)
        history = versions.load(folder, load_record(folder))
        return self._changed(order.load_or_refuse(folder), history, change, "")[0].current.script

    async def forecast_make(self, brief: Brief, options: MakeOptions = MakeOptions()) -> Forecast:
        """What the film of `brief` would ask for. Its script is written for that; by a language model, it is kept and
        paid for once."""
        from videostudio.graphs.forecasting import forecast

        wanted = self._order(brief, _profile(options, self._workspace), options, None)
        written = wanted.model_copy(update={"given": await self.plan(brief, options)})
        return await forecast(written, self._workspace, ("a new film",), workers=options.workers)

    async def forecast_render(self, film: str, profile: str) -> Forecast:
        """What the same script would cost with another profile. Raises BriefError as `render` does."""
        from videostudio.graphs.forecasting import forecast

        record = self._with_script(film, profile)
        wanted = self._order(
            record.brief, bootstrap.profile_named(profile, self._workspace), MakeOptions(), record.script
        )
        return await forecast(wanted, self._workspace, (f"the same script with the profile '{profile}'",))

    async def edit(self, film: str, change: Change, said: str = "", base: int | None = None) -> FilmRecord:
        """The film after a change: only what it touches is made. `base` is the version that the speaker saw. Raises
        ScriptError, also where the film has another version by now."""
        folder = self._find(film)
        with film_held(folder, self._workspace):
            record, kept = load_record(folder), order.load_or_refuse(folder)
            before = versions.load(folder, record)
            if base is not None and before.head != base:
                raise ScriptError(
                    f"the film has changed meanwhile: you saw version {base}, it has version {before.head} now. "
                    "Look at it and say again what you want"
                )
            after, _ = self._changed(kept, before, change, said)
            if not isinstance(change, Undo | Redo):
                # Counting what lies in a guest's workspace, and freeing it, takes a while: others are served meanwhile.
                await asyncio.to_thread(self._require_room_for, kept, before.current.script, after.current.script)
            wanted = kept.model_copy(update={"edited": after.current.script})
            # The history first: a version without a film is an edit that can be redone, a film without one is lost.
            versions.keep(after, folder)
            order.keep(wanted, folder)
            approved = _approved(wanted, record)
            making = self._produces(
                self._placed(wanted),
                self._workspace,
                on_event=self._on_event,
                anew=True,
                approved=approved,
                admits=self._admits_of(wanted),
            )
            return await self._finished(making, wanted, folder)

    async def render(self, film: str, profile: str | Profile, options: MakeOptions = MakeOptions()) -> FilmRecord:
        """The script of `film` with other pixels: another film. Raises BriefError if it has no script yet."""
        record = self._with_script(film, profile)
        return await self._made(
            record.brief, replace(options, profile=profile), given=record.script, twin=_twin(record)
        )

    def begin_render(self, film: str, profile: str | Profile, options: MakeOptions = MakeOptions()) -> str:
        """As `begin`, of what `render` would make."""
        record = self._with_script(film, profile)
        wanted = self._ordered(record.brief, replace(options, profile=profile), record.script)
        folder = self._workspace.film_folder(wanted.film)
        with film_held(folder, self._workspace):
            self._kept(wanted.model_copy(update={"twin": _twin(record)}), folder)
        return wanted.film

    def begin_variant(self, film: str, change: Change) -> str:
        """Only notes another film down, durably, and gives its id: that of the script of `film` after a change, with
        the same profile. The same again is the same film. Raises BeyondLimits, and ScriptError, also for a change that
        leads to `film` itself."""
        record, kept = self.show(film), order.load_or_refuse(self._find(film))
        alike = MakeOptions(profile=kept.profile, upscale=kept.upscale)
        wanted = self._ordered(record.brief, alike, self.after(film, change))
        if wanted.film == record.film:
            raise ScriptError(f"that leads to '{record.film}' itself, not to another film: ask for it as an edit of it")
        folder = self._workspace.film_folder(wanted.film)
        # Who is at work on it holds its lock, and its order lies there.
        if order.load(folder) is None:
            with film_held(folder, self._workspace):
                self._kept(wanted.model_copy(update={"twin": _twin(record)}), folder)
        return wanted.film

    def show(self, film: str) -> FilmRecord:
        """What is known of a film. Raises FilmNotFound."""
        return self._record(self._find(film))

    def films(self) -> tuple[FilmSummary, ...]:
        """All films of the workspace, half-made ones too."""
        return tuple(self._summary(self._workspace.film_folder(name)) for name in self._workspace.film_ids())

    def remove(self, film: str) -> None:
        """Removes a film's folder, and what a server keeps of how far it was; its artifacts stay in the store until
        `store gc`. What lies in a folder of the user's own (--out) is theirs and stays."""
        folder = self._find(film)
        with film_held(folder, self._workspace), disk_errors(folder):
            if postgres := Machines.of(self._workspace).postgres.get_secret_value():
                from videostudio.graphs.checkpoints import Checkpoints

                Checkpoints(f"{self._workspace.apart}{folder.name}", folder, postgres).forget()
            shutil.rmtree(folder)

    def folder(self, film: str) -> Path:
        """Where the film and its report lie."""
        home = self._find(film)
        return published_folder(order.load(home), home)

    def keep(self) -> frozenset[str]:
        """What films of this workspace use, conversations about them, and changes that wait for their turn: the
        fingerprints they asked for, and their users' own pictures."""
        folders = (self._workspace.film_folder(name) for name in self._workspace.film_ids())
        spoken_of, to_do = _brought_in(self._workspace.talks_root), _to_do(self._workspace.work_root)
        return frozenset(spoken_of).union(to_do, *(_used_by(folder) for folder in folders))

    def tidy(self, older_than_s: float = GRACE_S) -> GcFacts:
        """Removes from the store what no film uses, of what is older than that."""
        return store_of(self._workspace).gc(self.keep(), older_than_s=older_than_s)

    def add_image(self, path: Path) -> ArtifactRef:
        """A user's picture, checked and put into the store. Raises ReferenceError_."""
        try:
            return self.add_picture(path.read_bytes())
        except OSError as error:
            raise ReferenceError_(f"the picture {path} cannot be opened ({error.strerror}): check its name") from error
        except ReferenceError_ as error:
            raise ReferenceError_(f"{path}: {error}") from error

    def add_picture(self, data: bytes, max_pixels: int = images.MAX_PIXELS) -> ArtifactRef:
        """The bytes of a user's picture, checked and put into the store. Raises ReferenceError_."""
        pixels = images.decode(data, max_pixels=max_pixels)
        height, width = pixels.shape[:2]
        # Stored as decoded, so that no later reader meets the user's own encoding.
        kept = images.encode_png(pixels)
        self._spares(len(kept))
        return store_of(self._workspace.ensure()).put(kept, media_type="image/png", width=width, height=height)

    async def _made(
        self, brief: Brief, options: MakeOptions, given: Script | None, twin: Twin | None = None
    ) -> FilmRecord:
        wanted = self._ordered(brief, options, given).model_copy(update={"twin": twin})
        folder = self._workspace.film_folder(wanted.film)
        with film_held(folder, self._workspace):
            wanted = self._kept(wanted, folder)
            approved = _approved(wanted, load_record(folder))
            making = self._produces(
                wanted,
                self._workspace,
                on_event=self._on_event,
                workers=options.workers,
                approved=approved,
                admits=self._admits_of(wanted),
            )
            return await self._finished(making, wanted, folder)

    def _ordered(self, brief: Brief, options: MakeOptions, given: Script | None) -> FilmOrder:
        """The order of a film that this machine can make. Raises the error tree."""
        self._workspace.ensure()
        if options.out is not None:
            _require_folder(options.out)
        self.require_room(brief if given is None else as_written(given, brief), options)
        return self._order(brief, _profile(options, self._workspace), options, given)

    def require_room(self, brief: Brief, options: MakeOptions = MakeOptions()) -> None:
        """Nothing where this machine can make the film of `brief`. Raises NotEnoughDisk, NotEnoughMemory,
        BackendMissing, BriefError."""
        needs = self.needs(brief, options)
        for place in (self._workspace.root, options.out or self._workspace.root):
            refuse_blocked(check(needs, read_machine(place)))

    def _require_room_for(self, kept: FilmOrder, before: Script, after: Script) -> None:
        """The same of what an edit has to make: the rest is on the disk already, as are versions there were."""
        if new := _other_scenes(before, after):
            total_ms = sum(scene.duration_ms for scene in new)
            part = kept.brief.model_copy(update={"scenes": len(new), "duration_ms": total_ms})
            self.require_room(part, options := MakeOptions(profile=kept.profile))
            self._spares(self.needs(part, options).disk_bytes)

    def _admits_of(self, kept: FilmOrder) -> Callable[[Script], None]:
        return lambda script: self._admits(script, kept.brief, kept.profile.name)

    def _changed(self, kept: FilmOrder, history: History, change: Change, said: str) -> tuple[History, tuple[str, ...]]:
        """The history after a change that is admitted, and the change in words. Every change comes through here."""
        after, words = versions.changed(history, change, kept.brief, said)
        script = after.current.script
        self._admits(script, kept.brief, kept.profile.name)
        for picture in _pictures(script) - _pictures(history.current.script):
            self._require_picture(picture)
        return after, words

    def _require_picture(self, picture: ArtifactRef) -> None:
        """Nothing for a picture that was brought before. Raises ReferenceError_: who says a digest may say any."""
        store = store_of(self._workspace)
        if store.holds(picture):
            height, width = images.decode(store.read(picture)).shape[:2]
            if (picture.width, picture.height) == (width, height):
                return
        raise ReferenceError_(f"there is no picture {picture.sha256[:12]} of that size here: bring its bytes first")

    def _kept(self, wanted: FilmOrder, folder: Path) -> FilmOrder:
        """The order, durable, with the edits that its film has had already. The caller holds the film's lock."""
        from videostudio.graphs.fits import made_to_fit, too_slow

        kept = order.load(folder)
        _refuse_another(kept, wanted)
        if kept is None:
            brief = wanted.brief if wanted.given is None else as_written(wanted.given, wanted.brief)
            self._spares(self.needs(brief, MakeOptions(profile=wanted.profile)).disk_bytes)
        machines = Machines.of(self._workspace)
        profile, done = made_to_fit(wanted.profile, wanted.brief, machines=machines)
        done += too_slow(profile, wanted.brief, store_of(self._workspace))
        edited = kept.edited if kept else None
        wanted = wanted.model_copy(update={"edited": edited, "profile": profile, "preflight": done})
        order.keep(wanted, folder)
        return wanted

    def _placed(self, kept: FilmOrder) -> FilmOrder:
        """An order that was kept, for the machines of this run. It is not kept so: the next run may have others."""
        profile = bootstrap.placed(kept.profile, Machines.of(self._workspace))
        return kept.model_copy(update={"profile": profile})

    @property
    def _produces(self) -> Produces:
        if self._given_producer is not None:
            return self._given_producer
        from videostudio.graphs.production import produce

        return produce

    async def _finished(self, making: Coroutine[Any, Any, FilmRecord], kept: FilmOrder, folder: Path) -> FilmRecord:
        """What a run comes to; of one that was asked to stop, what there is."""
        record = await until_stopped(making, folder)
        return self._record(folder) if record is None else _settled(record, kept, folder)

    def _order(self, brief: Brief, profile: Profile, options: MakeOptions, given: Script | None) -> FilmOrder:
        by = "" if profile.writer == bootstrap.HOUSE else f" by {profile.writer}"
        look = f"{profile.name} {options.upscale}".strip()
        story = f"{look}{by}" if given is None else f"{look} {given.model_dump_json()}"
        nonce = 0
        name = film_id(brief, story, options.name, nonce)
        while options.new and self._workspace.film_folder(name).exists():
            nonce += 1
            named = None if options.name is None else f"{options.name} {nonce + 1}"
            name = film_id(brief, story, named, nonce)
        out = str(options.out.expanduser().absolute()) if options.out else None
        decided = bootstrap.resolved(profile, self._workspace)
        return FilmOrder(
            film=name,
            brief=brief,
            profile=decided,
            upscale=options.upscale,
            name=options.name,
            given=given,
            out=out,
        )

    def _find(self, film: str) -> Path:
        """A film's folder by id, by an unambiguous beginning of it, or by its name."""
        ids = self._workspace.film_ids()
        found = [film_id for film_id in ids if film_id == film] or [i for i in ids if film and i.startswith(film)]
        if not found:
            folders = {i: order.load(self._workspace.film_folder(i)) for i in ids}
            found = [i for i, kept in folders.items() if kept is not None and kept.name == film]
        if len(found) == 1:
            return self._workspace.film_folder(found[0])
        if found:
            raise FilmNotFound(f"{film[:80]!r} may be {', '.join(found)}: say which")
        raise FilmNotFound(f"there is no film {film[:80]!r}: `videostudio films` lists the films there are")

    def _with_script(self, film: str, profile: str | Profile) -> FilmRecord:
        """A film that may be filmed with `profile`, too."""
        record = load_record(self._find(film))
        if record is None or record.script is None:
            raise versions.unwritten(film)
        self._admits(record.script, record.brief, profile if isinstance(profile, str) else profile.name)
        return record

    def _record(self, folder: Path) -> FilmRecord:
        record = load_record(folder)
        if record is not None:
            return record
        kept = order.load_or_refuse(folder)
        return FilmRecord(
            film=kept.film,
            profile=kept.profile.name,
            outcome=FilmOutcome.UNFINISHED,
            brief=kept.brief,
            twin=kept.twin,
        )

    def _summary(self, folder: Path) -> FilmSummary:
        kept = order.load(folder)
        place = published_folder(kept, folder)
        if kept is None and load_record(folder) is None:
            return FilmSummary(folder.name, "(its order is lost: make it again)", FilmOutcome.UNFINISHED, 0.0, place)
        record = self._record(folder)
        title = record.script.title if record.script else record.brief.prompt[:60]
        seconds = record.duration_ms / 1000
        return FilmSummary(folder.name, title, record.outcome, seconds, place)


def _twin(record: FilmRecord) -> Twin:
    """What the report of another film of the same script shows of this one."""
    chosen = {scene.id: scene.chosen_take for scene in record.scenes}
    pictures = {
        scene_id: take.image for scene_id, take in chosen.items() if take is not None and take.image is not None
    }
    return Twin(film=record.film, profile=record.profile, pictures=pictures)


def _profile(options: MakeOptions, workspace: Workspace) -> Profile:
    """The profile that the options come to. Raises BriefError."""
    return bootstrap.made_with(options.profile, workspace, options.upscale, options.writer)


def _pictures(script: Script) -> frozenset[ArtifactRef]:
    """The users' own."""
    return frozenset(entity.own_image for entity in script.entities if entity.own_image is not None)


def _brought_in(talks: Path) -> Iterator[str]:
    """The sha256 of pictures that were brought into a conversation, or wait in one for a yes."""
    for file in talks.glob("*.json"):
        with suppress(OSError, ValidationError):
            talk = Talk.model_validate_json(file.read_bytes())
            edits = talk.proposal.edits if talk.proposal is not None else ()
            brought = [edit.image for edit in edits if isinstance(edit, UseImage)]
            yield from (one.sha256 for one in (*talk.pictures.values(), *brought) if one is not None)


def _to_do(works: Path) -> Iterator[str]:
    """The sha256 of what is named in the work on films that a served door has noted down."""
    for file in works.glob("*.json"):
        with suppress(OSError, ValueError):
            yield from _digests(json.loads(file.read_bytes()))


def _digests(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(sha256 := value.get("sha256"), str):
            yield sha256
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _digests(one)


def _used_by(folder: Path) -> frozenset[str]:
    kept = order.load(folder)
    own = frozenset(own.image.sha256 for own in kept.brief.own_images) if kept else frozenset()
    return Ledger(folder / LEDGER_FILE).fingerprints() | own | versions.own_images(folder)


def _other_scenes(before: Script, after: Script) -> tuple[Scene, ...]:
    """The scenes of `after` that `before` does not have, or where somebody looks otherwise."""
    looks = {entity.id: entity for entity in before.entities} if before.style == after.style else {}
    same = {one.id for one in after.entities if looks.get(one.id) == one}
    return tuple(
        scene
        for scene in after.scenes
        if scene not in before.scenes or not {*scene.foreground, scene.background} <= same
    )


def _approved(kept: FilmOrder, record: FilmRecord | None) -> bool:
    """Whether the user's word on an edit was their word on its script: it is, unless they have not said yes to any
    script of this film."""
    waits = (FilmOutcome.AWAITING_SCRIPT, FilmOutcome.REJECTED)
    return kept.edited is not None and record is not None and record.outcome not in waits


def _settled(record: FilmRecord, kept: FilmOrder, folder: Path) -> FilmRecord:
    """Keeps the script of an edited film as it was filmed, where it was filmed as another one than was kept."""
    if kept.edited is None or record.script is None or record.outcome is FilmOutcome.AWAITING_SCRIPT:
        return record
    history = versions.load(folder, record)
    if (settled := versions.settled(history, record.script)) != history:
        versions.keep(settled, folder)
    if kept.edited != record.script:
        order.keep(kept.model_copy(update={"edited": record.script}), folder)
    return record


def _require_folder(out: Path) -> None:
    with disk_errors(out):
        out.expanduser().mkdir(parents=True, exist_ok=True)


def _refuse_another(kept: FilmOrder | None, wanted: FilmOrder) -> None:
    """A named film is one brief's: another brief under its name would overwrite it."""
    if kept is not None and (kept.brief, kept.given) != (wanted.brief, wanted.given):
        raise UserError(
            f"there is already a film called '{wanted.name}' with another brief: choose another --name, "
            "or add --new to keep both"
        )
