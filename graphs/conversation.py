"""Talking about one film: every sentence becomes edits with what they cost, a question, or a word on what waits.

A conversation lies in a file of its own and is read anew for every sentence, so that it can be gone on with from any
door and any process, and so that no two of them ever share anything but the film they may both speak of. There the
versions of the script keep them apart: a change is made to the version its speaker saw, or not at all.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from videostudio.agents.chat.said import Context, Question, Said
from videostudio.agents.editing.apply import edited
from videostudio.film.brief import Approval, Brief
from videostudio.film.conversation import Proposal, Reply, ReplyKind, Spoken, Talk
from videostudio.film.edits import FILM_WORDS, Approve, Redo, Reject, Render, Show, Undo
from videostudio.film.errors import BriefError, FilmBusy, ScriptError, StudioError
from videostudio.film.forecast import Forecast
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.graphs import bootstrap, versions
from videostudio.graphs.decision import Decision
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.graphs.understanding import Understands, reader_of
from videostudio.graphs.versions import Change
from videostudio.tools.locks import film_lock
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.workspace import Workspace

_USUALLY = MakeOptions()
_NO_PROMPTS = frozenset({"", "help", "yes", "no", "ok", "hello", "hi"})
BEGIN = "What is the film about? Say it in a sentence; it waits with its script before anything is drawn."
_STANDS = "What I proposed before still waits for your yes or no."
_TALK_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Asks(StrEnum):
    """When a conversation asks before it changes a film."""

    BEFORE_WORK = "before_work"
    """Wherever something would be made; not where the film waits with its script, which costs nothing to change."""
    ALWAYS = "always"
    NEVER_ACTS = "never_acts"
    """It only says what it would do."""
    LEAVES_WORK = "leaves_work"
    """As BEFORE_WORK; but what is to be done is left to whoever asked, in `Reply.task`."""


class Conversation:
    """One conversation. `brief` is what a film that it begins is to be like, apart from its prompt. `reader` reads what
    is said; None for who is named by the options' writer, or wrote the film."""

    def __init__(
        self,
        studio: Studio,
        workspace: Workspace,
        talk: str | None = None,
        *,
        film: str | None = None,
        brief: Callable[[str], Brief] = lambda prompt: Brief(prompt=prompt),
        options: MakeOptions = _USUALLY,
        asks: Asks = Asks.BEFORE_WORK,
        reader: Understands | None = None,
    ) -> None:
        self.id = talk or f"talk-{secrets.token_hex(4)}"
        if not _TALK_ID.fullmatch(self.id):
            raise BriefError(f"{self.id!r} is no name for a conversation: use a-z, 0-9 and -, at most 40 of them")
        self._studio, self._brief, self._options, self._reader = studio, brief, options, reader
        self._asks, self._workspace = asks, workspace
        self._file = workspace.talks_root / f"{self.id}.json"
        self._lock = workspace.talks_root / f"{self.id}.lock"
        self._film = studio.show(film).film if film is not None else None

    @property
    def talk(self) -> Talk:
        """As it is kept. Raises StudioError for a file that cannot be read, BriefError for another film's."""
        try:
            kept = Talk.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return Talk(id=self.id, film=self._film)
        except (OSError, ValidationError) as error:
            raise StudioError(f"the conversation in {self._file} cannot be read: {error}") from error
        if self._film is not None and kept.film not in (None, self._film):
            raise BriefError(f"the conversation '{self.id}' is about the film '{kept.film}': begin another one")
        return kept if kept.film else kept.model_copy(update={"film": self._film})

    def bring(self, name: str, path: Path) -> Talk:
        """A picture of the speaker's own, for the entity called `name`. Raises ReferenceError_."""
        image = self._studio.add_image(path)
        talk = self.talk
        return self._keep(talk.model_copy(update={"pictures": {**talk.pictures, name: image}}))

    async def propose(self, change: Change, said: str, answer: str = "") -> Reply:
        """The answer to a change that somebody made up without words, `said` for the record; as `say`. `answer` comes
        before what it would cost."""
        with self._alone():
            talk = self.talk
            assert talk.film is not None
            record = self._studio.show(talk.film)
            if talk.proposal is not None and talk.proposal.base != self._head(talk):
                talk = talk.model_copy(update={"proposal": None})
            if isinstance(change, Undo | Redo):
                after, reply = await self._stepped(talk, record, change, said)
            else:
                after, reply = await self._proposed(talk, record, change, said)
            reply = reply.model_copy(update={"text": f"{answer} {reply.text}".strip()})
            return self._spoken(after, said, reply)

    def forget(self) -> None:
        """Removes what was said."""
        self._file.unlink(missing_ok=True)
        self._lock.unlink(missing_ok=True)

    async def say(self, text: str) -> Reply:
        """The answer to a sentence; the first one of a conversation about no film is the prompt of one. Raises the
        error tree; the conversation then stands where it stood."""
        with self._alone():
            talk = self.talk
            after, reply = await (self._answered(talk, text) if talk.film else self._begun(talk, text))
            return self._spoken(after, text, reply)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else says anything meanwhile. Raises FilmBusy."""
        try:
            with film_lock(self._lock):
                yield
        except FilmBusy as busy:
            raise FilmBusy(f"somebody else is at work on it: {busy}") from busy

    async def _begun(self, talk: Talk, prompt: str) -> tuple[Talk, Reply]:
        """A film of the prompt, which waits with its script."""
        if prompt.strip(" ?!.").lower() in _NO_PROMPTS:
            return talk, Reply(kind=ReplyKind.QUESTION, text=BEGIN, choices=("A corgi astronaut explores Mars",))
        brief = self._brief(prompt)
        approvals = brief.approvals | {Approval.SCRIPT}
        waiting = Brief.model_validate({**brief.model_dump(), "approvals": approvals})
        record = await self._studio.make(waiting, self._options)
        return talk.model_copy(update={"film": record.film}), _of_record(record)

    async def _answered(self, talk: Talk, text: str) -> tuple[Talk, Reply]:
        assert talk.film is not None
        record = self._studio.show(talk.film)
        if record.script is None:
            raise versions.unwritten(talk.film)
        if talk.proposal is not None and talk.proposal.base != (head := self._head(talk)):
            # Made for a film that is another one by now: forgotten, and told.
            text = f"The film has changed meanwhile: it has version {head} now. Say again what you want."
            return talk.model_copy(update={"proposal": None}), Reply(kind=ReplyKind.QUESTION, text=text)
        reader = self._reader or reader_of(talk.film, self._options.writer, self._workspace)
        found = await reader(text, self._context(talk, record))
        if isinstance(found, Question):
            text = found.text if talk.proposal is None else f"{found.text} {_STANDS}"
            asked = Reply(kind=ReplyKind.QUESTION, text=text, choices=found.choices)
            return talk, _degraded(asked, found.degraded)
        talk = talk.model_copy(update={"recent": found.recent})
        if len(found.said) == 1 and isinstance(found.said[0], FILM_WORDS):
            talk, reply = await self._obeyed(talk, record, found.said[0], text)
        else:
            talk, reply = await self._proposed(talk, record, found.said, text)
            reply = reply.model_copy(update={"already": found.already})
        return talk, _degraded(reply, found.degraded)

    async def _obeyed(self, talk: Talk, record: FilmRecord, word: Said, text: str) -> tuple[Talk, Reply]:
        match word:
            case Show():
                return talk, Reply(kind=ReplyKind.SHOWN, text=f"the {word.what}", record=record, show=word)
            case Approve() | Reject():
                return await self._decided(talk, record, word)
            case Render():
                forecast = await self._studio.forecast_render(record.film, word.profile)
                proposal = Proposal(render=word, base=self._head(talk), said=text)
                return talk.model_copy(update={"proposal": proposal}), _of_forecast(forecast)
        assert isinstance(word, Undo | Redo)
        return _dropped(talk) if talk.proposal is not None else await self._stepped(talk, record, word, text)

    async def _decided(self, talk: Talk, record: FilmRecord, word: Approve | Reject) -> tuple[Talk, Reply]:
        if self._asks is Asks.NEVER_ACTS:
            return talk, Reply(kind=ReplyKind.SHOWN, text="There is nothing to plan in that: it asks for no change.")
        if isinstance(word, Reject):
            return await self._rejected(talk, record, word)
        return await self._approved(talk, record)

    async def _proposed(self, talk: Talk, record: FilmRecord, said: tuple[Said, ...], text: str) -> tuple[Talk, Reply]:
        """Edits with what they cost. What was proposed before and not answered belongs to them."""
        before = talk.proposal.edits if talk.proposal is not None else ()
        edits = (*before, *(one for one in said if not isinstance(one, FILM_WORDS)))
        words = f"{talk.proposal.said}; {text}" if before and talk.proposal else text
        if self._acts_at_once(record):
            # Nothing is made before the script is approved, so there is nothing to ask.
            return await self._changed(talk, edits, words, self._head(talk))
        forecast = await self._studio.forecast(record.film, edits)
        proposal = Proposal(edits=edits, base=self._head(talk), said=words)
        return talk.model_copy(update={"proposal": proposal}), _of_forecast(forecast)

    async def _stepped(self, talk: Talk, record: FilmRecord, step: Undo | Redo, text: str) -> tuple[Talk, Reply]:
        try:
            forecast = await self._studio.forecast(record.film, step)
        except ScriptError as refused:
            return talk, Reply(kind=ReplyKind.QUESTION, text=f"{refused}.")
        if self._acts_at_once(record):
            return await self._changed(talk, step, text, self._head(talk))
        proposal = Proposal(step=step, base=self._head(talk), said=text)
        return talk.model_copy(update={"proposal": proposal}), _of_forecast(forecast)

    async def _approved(self, talk: Talk, record: FilmRecord) -> tuple[Talk, Reply]:
        proposal = talk.proposal
        if proposal is None:
            if record.outcome.waits:
                if self._asks is Asks.LEAVES_WORK:
                    return talk, Reply(kind=ReplyKind.DONE, text="Yes: it goes on.", task=Approve())
                return talk, _of_record(await self._studio.resume(record.film, Decision(approved=True)))
            return talk, Reply(kind=ReplyKind.SHOWN, text="Nothing waits for your word: say what should change.")
        if proposal.render is not None:
            if self._asks is Asks.LEAVES_WORK:
                return _left(talk, proposal)
            other = await self._studio.render(record.film, proposal.render.profile, self._options)
            return talk.model_copy(update={"proposal": None}), _of_record(other)
        change: Change = proposal.step or proposal.edits
        return await self._changed(talk, change, proposal.said, proposal.base)

    async def _changed(self, talk: Talk, change: Change, said: str, base: int) -> tuple[Talk, Reply]:
        assert talk.film is not None
        if self._asks is Asks.LEAVES_WORK:
            if isinstance(change, Undo | Redo):
                return _left(talk, Proposal(step=change, base=base, said=said))
            # What cannot be is refused now, to whoever said it.
            edited(self._studio.history(talk.film).current.script, change)
            return _left(talk, Proposal(edits=change, base=base, said=said))
        record = await self._studio.edit(talk.film, change, said, base)
        return talk.model_copy(update={"proposal": None}), _of_record(record)

    async def _rejected(self, talk: Talk, record: FilmRecord, word: Reject) -> tuple[Talk, Reply]:
        if talk.proposal is not None:
            return _dropped(talk)
        if record.outcome.waits:
            if self._asks is Asks.LEAVES_WORK:
                return talk, Reply(kind=ReplyKind.DONE, text="No: it is not made.", task=word)
            decision = Decision(approved=False, note=word.note)
            return talk, _of_record(await self._studio.resume(record.film, decision))
        return talk, Reply(kind=ReplyKind.SHOWN, text="Nothing waits for your word: say what should change, or 'undo'.")

    def _acts_at_once(self, record: FilmRecord) -> bool:
        eager = self._asks in (Asks.BEFORE_WORK, Asks.LEAVES_WORK)
        return eager and record.outcome is FilmOutcome.AWAITING_SCRIPT

    def _context(self, talk: Talk, record: FilmRecord) -> Context:
        assert talk.film is not None
        script = self._studio.history(talk.film).current.script
        if talk.proposal is not None and talk.proposal.edits:
            script = edited(script, talk.proposal.edits)
        return Context(
            script=script,
            recent=talk.recent,
            pictures=talk.pictures,
            profiles=tuple(bootstrap.profiles(self._workspace)),
            waiting=talk.proposal is not None or record.outcome.waits,
            spoken=talk.spoken,
        )

    def _head(self, talk: Talk) -> int:
        assert talk.film is not None
        return self._studio.history(talk.film).head

    def _spoken(self, talk: Talk, said: str, reply: Reply) -> Reply:
        """Keeps a turn, and gives its answer."""
        spoken = Spoken(said=said[:4000], answered=reply.text[:4000], when=datetime.now(UTC))
        self._keep(talk.model_copy(update={"spoken": (*talk.spoken, spoken)}))
        return reply

    def _keep(self, talk: Talk) -> Talk:
        write_atomic(self._file, talk.model_dump_json(indent=1).encode(), kind=Kind.FILM)
        return talk


def _degraded(reply: Reply, why: str) -> Reply:
    return reply.model_copy(update={"degraded": why}) if why else reply


def _dropped(talk: Talk) -> tuple[Talk, Reply]:
    dropped = Reply(kind=ReplyKind.SHOWN, text="Dropped: the film stays as it is.")
    return talk.model_copy(update={"proposal": None}), dropped


def _left(talk: Talk, task: Proposal) -> tuple[Talk, Reply]:
    """A change for the door to carry out."""
    done = Reply(kind=ReplyKind.DONE, text=f"It is being done: {task.said}", task=task)
    return talk.model_copy(update={"proposal": None}), done


def _of_forecast(forecast: Forecast) -> Reply:
    return Reply(kind=ReplyKind.PROPOSAL, text=f"{'; '.join(forecast.changes)}. Shall I?", forecast=forecast)


def _of_record(record: FilmRecord) -> Reply:
    if record.outcome is FilmOutcome.AWAITING_SCRIPT:
        return Reply(kind=ReplyKind.WAITING, text="The script waits for your word.", record=record)
    if record.outcome is FilmOutcome.AWAITING_CUT:
        return Reply(kind=ReplyKind.WAITING, text="The scenes wait for your word.", record=record)
    if record.outcome is FilmOutcome.REJECTED:
        return Reply(
            kind=ReplyKind.DONE, text="Rejected: say what should change, and the film begins anew.", record=record
        )
    return Reply(kind=ReplyKind.DONE, text="The film is ready.", record=record)
