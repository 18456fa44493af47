"""The desk: what every door can ask for, in one place.

A door only turns its own words into these calls, and the answers into its own words. Nothing gets past the desk's
limits and its paths.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from videostudio.apps.desk.admission import admit_script, admitted
from videostudio.apps.desk.briefs import Call, as_field, brief_from, options_from
from videostudio.apps.desk.films import Film
from videostudio.apps.desk.limits import MIB, OWN, Limits
from videostudio.apps.desk.paths import ANYWHERE, Paths
from videostudio.apps.desk.wishes import Wishes
from videostudio.apps.desk.words import is_broken, whole
from videostudio.apps.desk.work import Work
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief, OwnImage
from videostudio.film.conversation import Proposal
from videostudio.film.edits import Redo, Undo
from videostudio.film.errors import BeyondLimits, BriefError, ReferenceError_, Unclear
from videostudio.film.forecast import Forecast
from videostudio.film.record import FilmRecord
from videostudio.film.script import Script, as_written
from videostudio.graphs import bootstrap
from videostudio.graphs.conversation import Asks, Conversation
from videostudio.graphs.decision import Decision
from videostudio.graphs.profile_files import SUFFIX
from videostudio.graphs.studio import FilmSummary, MakeOptions, Studio
from videostudio.graphs.versions import Change
from videostudio.tools.events import Event
from videostudio.tools.store.disk import used_bytes
from videostudio.tools.store.upkeep import GRACE_S
from videostudio.tools.workspace import Workspace

LONGEST_NAME = 80
LONGEST_WISH = 4000
"""Characters of one sentence about a film."""

QUIET_S = 60.0
"""After which nobody who brought a picture is still writing down what for."""

_ABOUT_NOTHING = Wishes(prompt="")


class Desk:
    """Films of one workspace, for one guest. `call` says what this door's users call a wish. Every method raises the
    error tree of `videostudio.film.errors`."""

    def __init__(
        self,
        studio: Studio,
        workspace: Workspace,
        *,
        limits: Limits = OWN,
        paths: Paths = ANYWHERE,
        call: Call = as_field,
    ) -> None:
        self.studio = studio.admitting(partial(admit_script, limits=limits), self._spare)
        self.workspace, self.limits = workspace, limits
        self._paths, self._call = paths, call

    def asked_for(self, wishes: Wishes, pictures: Mapping[str, bytes] | None = None) -> tuple[Brief, MakeOptions]:
        """What `wishes` come to, checked: before anything is made, and before a picture is read. `pictures` are the
        bytes of pictures that were brought rather than named, by the name of whom they show."""
        brought = pictures or {}
        options = self.options(wishes)
        brief = admitted(brief_from(wishes, call=self._call), options, self.limits, self.workspace)
        many = len(wishes.references) + len(brought)
        if many > self.limits.pictures:
            raise BeyondLimits(f"references: {many} pictures are too many, at most {self.limits.pictures} here")
        if many:
            self.studio.require_room(brief, options)
        named = {name: self._paths.picture(said, self.limits.picture_bytes) for name, said in wishes.references.items()}
        own = tuple(OwnImage(name=name, image=self.picture(name, data)) for name, data in {**named, **brought}.items())
        return brief.model_copy(update={"own_images": own}), options

    async def make(self, wishes: Wishes, pictures: Mapping[str, bytes] | None = None) -> Film:
        """The film that `wishes` ask for: begun, gone on with, or given back."""
        return self._film(await self.studio.make(*self.asked_for(wishes, pictures)))

    async def make_of(self, brief: Brief, options: MakeOptions) -> Film:
        """The film of a brief that somebody wrote in Python."""
        return self._film(await self.studio.make(admitted(brief, options, self.limits, self.workspace), options))

    async def plan_of(self, brief: Brief, options: MakeOptions) -> Script:
        """Only the script of such a brief."""
        return await self.studio.plan(admitted(brief, options, self.limits, self.workspace), options)

    def begin(self, wishes: Wishes, pictures: Mapping[str, bytes] | None = None) -> str:
        """Only notes the film down, durably, and gives its id; `resume` makes it."""
        return self.studio.begin(*self.asked_for(wishes, pictures))

    async def plan(self, wishes: Wishes) -> Script:
        """Only the script."""
        return await self.studio.plan(*self.asked_for(wishes))

    async def forecast(self, wishes: Wishes) -> Forecast:
        """What the film would ask for; nothing is drawn."""
        return await self.studio.forecast_make(*self.asked_for(wishes))

    async def resume(self, film: str, word: Decision | None = None) -> Film:
        """Goes on with a film: after a stop, or with the user's word on what it waits with (`decision`)."""
        return self._film(await self.studio.resume(film, word))

    async def carry_out(self, film: str, work: Work) -> Film:
        """Does what was asked for, or the rest of it that somebody who died over it left. Raises ScriptError for a
        change of a version that the film has no more."""
        change: Change | None = work.step or work.edits or None
        if change is not None and not work.is_made(self.studio.history(film)):
            return await self.edit(film, change, said=work.said, base=work.base)
        found = await self.resume(film)
        # Where the word was taken already, the film has gone on, and waits no more or for another one.
        if work.decision is not None and found.waiting is work.awaits:
            return await self.resume(film, work.decision)
        return found

    async def edit(self, film: str, change: str | Change, *, said: str = "", base: int | None = None) -> Film:
        """The film after a change, in plain English or as edits. Raises Unclear, with what could be said, for words
        that ask for no change. `base` is the version of the script that its speaker saw."""
        if not isinstance(change, str):
            return self._film(await self.studio.edit(film, change, said, base))
        meant, _ = await self.understood(film, change)
        return await self.edit(film, meant.step or meant.edits, said=meant.said, base=meant.base)

    async def forecast_edit(self, film: str, change: str | Change) -> Forecast:
        """What a change would cost; nothing is changed."""
        if not isinstance(change, str):
            return await self.studio.forecast(film, change)
        return (await self.understood(film, change))[1]

    async def understood(self, film: str, wish: str) -> tuple[Proposal, Forecast]:
        """The edits or the step that a change in plain English comes to, and what it would cost; nothing is changed.
        Raises Unclear, and BriefError for another profile, which is another film."""
        asking = self.talk(film=film, asks=Asks.NEVER_ACTS)
        try:
            reply = await asking.say(whole(wish, "the wish", LONGEST_WISH))
            proposal = asking.talk.proposal
        finally:
            asking.forget()
        if reply.forecast is None or proposal is None:
            raise Unclear(reply.text, reply.choices)
        if (other := proposal.render) is not None:
            raise BriefError(
                f"another profile makes another film: order it with the same prompt and the profile '{other.profile}'"
            )
        return proposal, reply.forecast

    async def undo(self, film: str, steps: int = 1) -> Film:
        """The film as it was, so many changes ago."""
        return await self.edit(film, Undo(steps=steps), said="undo")

    async def redo(self, film: str, steps: int = 1) -> Film:
        """The film after changes that were undone."""
        return await self.edit(film, Redo(steps=steps), said="redo")

    async def render(self, film: str, wishes: Wishes) -> Film:
        """The same script with other pixels, as another film: `profile`, `upscale`, `workers`, `name`, `new` and `out`
        of `wishes` count."""
        options = self._rendering(film, wishes)
        return self._film(await self.studio.render(film, options.profile, options))

    def begin_render(self, film: str, profile: str) -> str:
        """Only notes down, durably, the film that `render` would make of it, and gives its id; `resume` makes it."""
        options = self._rendering(film, Wishes(prompt="", profile=profile))
        return self.studio.begin_render(film, options.profile, options)

    def talk(
        self,
        talk: str | None = None,
        *,
        film: str | None = None,
        wishes: Wishes = _ABOUT_NOTHING,
        asks: Asks = Asks.BEFORE_WORK,
    ) -> Conversation:
        """A conversation, new or gone on with. `wishes` are for the film that it begins, apart from the prompt."""

        def brief(prompt: str) -> Brief:
            return self.asked_for(wishes.model_copy(update={"prompt": prompt}))[0]

        options = self.options(wishes)
        return Conversation(self.studio, self.workspace, talk, film=film, brief=brief, options=options, asks=asks)

    def cancel(self, film: str) -> None:
        """Stops a film that is being made, by whomever; what was finished is kept, and `resume` goes on."""
        self.studio.stop(film)

    def status(self, film: str) -> Film:
        """Where a film stands."""
        return self._film(self.studio.show(film))

    def films(self) -> tuple[FilmSummary, ...]:
        """All films there are."""
        return self.studio.films()

    def remove(self, film: str) -> None:
        """Removes a film."""
        self.studio.remove(film)

    def tidy(self, *, is_quiet: bool) -> None:
        """Frees what removed films of a guest left, but for what was made within the hour, or within the minute where
        it `is_quiet`: nothing else of theirs is being made. The owner's store is tidied when they say so."""
        if self.workspace.is_guests:
            self.studio.tidy(QUIET_S if is_quiet else GRACE_S)

    def events(self, film: str, after: int = 0) -> list[Event]:
        """What happened to a film, after the event of that number."""
        return self.studio.events(film, after)

    def _spare(self, added_bytes: int) -> None:
        most = self.limits.guest_bytes
        if most is None or not self.workspace.is_guests or self._left(most) >= added_bytes:
            return
        self.studio.tidy()
        if (left := self._left(most)) < added_bytes:
            raise BeyondLimits(
                f"your films leave {max(0, left) / MIB:.0f} of the {most / MIB:.0f} MiB that are yours here, and "
                f"{added_bytes / MIB:.0f} MiB are wanted: remove films, and what only they used is freed within an hour"
            )

    def _left(self, most: int) -> int:
        return most - used_bytes(self.workspace.root)

    def _rendering(self, film: str, wishes: Wishes) -> MakeOptions:
        """How `wishes` want a film's script filmed, admitted as the script is now, not as it was ordered."""
        options, record = self.options(wishes), self.status(film).record
        brief = record.brief if record.script is None else as_written(record.script, record.brief)
        admitted(brief, options, self.limits, self.workspace)
        return options

    def options(self, wishes: Wishes) -> MakeOptions:
        """How `wishes` want a film made. The files that they name are those that may be named here."""
        out = None if wishes.out is None else self._paths.allowed(wishes.out)
        options = options_from(wishes, out)
        if not wishes.profile.endswith(SUFFIX):
            return options
        return replace(options, profile=bootstrap.profile_in(self._paths.allowed(wishes.profile)))

    def _film(self, record: FilmRecord) -> Film:
        return Film(record, self.studio.folder(record.film).absolute())

    def picture(self, name: str, data: bytes) -> ArtifactRef:
        """The bytes of a picture of `name`, looked at and kept: for an edit that brings it into a film."""
        if not 0 < len(name) <= LONGEST_NAME or is_broken(name):
            raise ReferenceError_(f"a picture is for a name of 1 to {LONGEST_NAME} characters: say whom it shows")
        if len(data) > self.limits.picture_bytes:
            raise BeyondLimits(
                f"the picture for '{name}' is larger than {self.limits.picture_bytes} bytes: make it smaller"
            )
        try:
            return self.studio.add_picture(data, self.limits.picture_pixels)
        except ReferenceError_ as error:
            raise ReferenceError_(f"the picture for '{name}': {error}") from error


def opened(home: Path | None = None, on_event: Callable[[Event], None] | None = None) -> Desk:
    """The desk of the workspace at `home`, None for the user's own, for whoever sits at the machine."""
    workspace = Workspace.at(home)
    return Desk(Studio(workspace, on_event), workspace)
