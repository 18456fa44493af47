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

from videostudio.agents.chat.again import are_alike, is_instead, takes_back
from videostudio.agents.chat.said import Context, Question, Said
from videostudio.agents.editing.apply import edited
from videostudio.film.brief import Approval, Brief
from videostudio.film.conversation import Proposal, Reply, ReplyKind, Spoken, Talk
from videostudio.film.edits import FILM_WORDS, Approve, Redo, Reject, Render, ScriptEdit, Show, Undo
from videostudio.film.errors import BriefError, FilmBusy, ScriptError, StudioError
from videostudio.film.forecast import Forecast
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.script import Script, against
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
        """A picture of the speaker's own, for the entity called `name`. Raises ReferenceError_, FilmBusy."""
        image = self._studio.add_image(path)
        with self._alone():
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
                pending = talk.proposal
                if pending is not None and pending.step is None:
                    after, reply = talk, _first(pending)
                else:
                    after, reply = await self._stepped(talk, record, change, said)
            else:
                after, reply = await self._proposed(talk, record, change, said, self._head(talk))
            reply = reply.model_copy(update={"text": f"{answer} {reply.text}".strip()})
            return self._spoken(after, said, reply)

    def forget(self) -> None:
        """Removes what was said."""
        self._file.unlink(missing_ok=True)
        self._lock.unlink(missing_ok=True)

    async def say(self, text: str, seen: str = "") -> Reply:
        """The answer to a sentence; the first one of a conversation about no film is the prompt of one. `seen` is what
        the film waits with as its speaker sees it (`FilmRecord.awaited`), "" where only this conversation shows it.
        Raises the error tree; the conversation then stands where it stood."""
        with self._alone():
            talk = self.talk
            talk = talk.model_copy(update={"seen": seen}) if seen else talk
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
        # What is asked for is asked of this version, however long it takes to read and to reckon.
        head = self._head(talk)
        if talk.proposal is not None and talk.proposal.base != head:
            # Made for a film that is another one by now: forgotten, and told.
            text = f"The film has changed meanwhile: it has version {head} now. Say again what you want."
            return talk.model_copy(update={"proposal": None}), Reply(kind=ReplyKind.QUESTION, text=text)
        reader = self._reader or reader_of(talk.film, self._options.writer, self._workspace)
        pending, instead = talk.proposal, is_instead(text)
        about = _without_last(talk) if instead else talk
        found = await reader(text, self._context(about, record, is_pending=pending is not None))
        if instead and not isinstance(found, Question) and not _gives_way(talk, found.said, text):
            # It is about something else than the last wish, which stands, and which it is read with.
            about, instead = talk, False
            if pending is not None:
                found = await reader(text, self._context(talk, record, is_pending=True))
        if isinstance(found, Question):
            text = found.text if talk.proposal is None else f"{found.text} {_STANDS}"
            asked = Reply(kind=ReplyKind.QUESTION, text=text, choices=found.choices)
            return talk, _degraded(asked, found.degraded)
        spoken_of = {"recent": found.recent, "cast": found.cast or talk.cast}
        talk, about = (one.model_copy(update=spoken_of) for one in (talk, about))
        if len(found.said) == 1 and isinstance(word := found.said[0], FILM_WORDS):
            instead = instead and isinstance(word, Render)
            talk, reply = await self._obeyed(about if instead else talk, record, word, text)
        elif instead and self._is_done_already(talk, record):
            done = f"'{talk.spoken[-1].said}' is done already"
            told = f"{done}: say 'undo' first, or what else should change, without a no."
            return talk, Reply(kind=ReplyKind.QUESTION, text=told, choices=("undo",))
        else:
            talk, reply = await self._proposed(about, record, found.said, text, head)
            reply = reply.model_copy(update={"already": found.already})
        if instead and pending is not None:
            reply = reply.model_copy(update={"text": f"Instead of '{_last_of(pending)[1]}': {reply.text}"})
        return talk, _degraded(reply, found.degraded)

    def _is_done_already(self, talk: Talk, record: FilmRecord) -> bool:
        """Whether the wish before this one was carried out at once, so that there is no proposal to put another in."""
        assert talk.film is not None
        current = self._studio.history(talk.film).current
        done = bool(talk.spoken) and not current.is_first and current.said == talk.spoken[-1].said
        return done and talk.proposal is None and self._acts_at_once(record)

    async def _obeyed(self, talk: Talk, record: FilmRecord, word: Said, text: str) -> tuple[Talk, Reply]:
        match word:
            case Show():
                return talk, Reply(kind=ReplyKind.SHOWN, text=f"the {word.what}", record=record, show=word)
            case Approve() | Reject():
                return await self._decided(talk, record, word)
            case Render():
                if talk.proposal is not None and talk.proposal.render is None:
                    return talk, _first(talk.proposal)
                forecast = await self._studio.forecast_render(record.film, word.profile)
                proposal = Proposal(render=word, base=self._head(talk), said=text)
                return talk.model_copy(update={"proposal": proposal}), _of_forecast(forecast)
        assert isinstance(word, Undo | Redo)
        return await self._walked(talk, record, word, text)

    async def _walked(self, talk: Talk, record: FilmRecord, word: Undo | Redo, text: str) -> tuple[Talk, Reply]:
        """A step that was asked for: over what is proposed first, then over versions."""
        pending = talk.proposal
        if pending is None:
            return await self._stepped(talk, record, word, text)
        if pending.step is not None:
            steps = _signed(pending.step) + _signed(word)
            step = Redo(steps=steps) if steps > 0 else Undo(steps=-steps) if steps else None
            return await self._stepped(talk, record, step, f"{pending.said}; {text}") if step else _dropped(talk)
        return (talk, _first(pending)) if isinstance(word, Redo) else await self._taken_back(talk, record, word.steps)

    async def _taken_back(self, talk: Talk, record: FilmRecord, steps: int) -> tuple[Talk, Reply]:
        """What is proposed without its last wishes."""
        for _ in range(steps):
            talk = _without_last(talk)
        if talk.proposal is None:
            return _dropped(talk)
        reply = _of_forecast(await self._studio.forecast(record.film, talk.proposal.edits))
        return talk, reply.model_copy(update={"text": f"Taken back. {reply.text}"})

    async def _decided(self, talk: Talk, record: FilmRecord, word: Approve | Reject) -> tuple[Talk, Reply]:
        if self._asks is Asks.NEVER_ACTS:
            return talk, Reply(kind=ReplyKind.SHOWN, text="There is nothing to plan in that: it asks for no change.")
        if isinstance(word, Reject):
            return await self._rejected(talk, record, word)
        return await self._approved(talk, record)

    async def _proposed(
        self, talk: Talk, record: FilmRecord, said: tuple[Said, ...], text: str, base: int
    ) -> tuple[Talk, Reply]:
        """Edits of the version `base` with what they cost. Edits that were proposed before and not answered belong to
        them."""
        before = talk.proposal
        if before is not None and not before.edits:
            return talk, _first(before)
        wanted = tuple(one for one in said if not isinstance(one, FILM_WORDS))
        talk = talk.model_copy(update={"last": wanted})
        edits = (*before.edits, *wanted) if before is not None else wanted
        words = f"{before.said}; {text}" if before is not None else text
        if self._acts_at_once(record):
            # Nothing is made before the script is approved, so there is nothing to ask.
            return await self._changed(talk, edits, words, base)
        forecast = await self._studio.forecast(record.film, edits)
        proposal = Proposal(edits=edits, base=base, said=words, before=before)
        return talk.model_copy(update={"proposal": proposal}), _of_forecast(forecast)

    async def _stepped(self, talk: Talk, record: FilmRecord, step: Undo | Redo, text: str) -> tuple[Talk, Reply]:
        base = self._head(talk)
        try:
            forecast = await self._studio.forecast(record.film, step)
        except ScriptError as refused:
            return talk, Reply(kind=ReplyKind.QUESTION, text=f"{refused}.")
        if self._acts_at_once(record):
            return await self._changed(talk, step, text, base)
        proposal = Proposal(step=step, base=base, said=text)
        return talk.model_copy(update={"proposal": proposal}), _of_forecast(forecast)

    async def _approved(self, talk: Talk, record: FilmRecord) -> tuple[Talk, Reply]:
        proposal = talk.proposal
        if proposal is None:
            return talk, await self._gone_on(talk, record)
        if proposal.render is not None:
            if self._asks is Asks.LEAVES_WORK:
                return _left(talk, proposal)
            other = await self._studio.render(record.film, proposal.render.profile, self._options)
            return talk.model_copy(update={"proposal": None}), _of_record(other)
        change: Change = proposal.step or proposal.edits
        return await self._changed(talk, change, proposal.said, proposal.base)

    async def _gone_on(self, talk: Talk, record: FilmRecord) -> Reply:
        """A yes to what the film waits with, if its speaker has seen that."""
        if not record.outcome.waits:
            return Reply(kind=ReplyKind.SHOWN, text="Nothing waits for your word: say what should change.")
        if record.awaited != talk.seen:
            return _of_unseen(record, talk.seen)
        if self._asks is Asks.LEAVES_WORK:
            return Reply(kind=ReplyKind.DONE, text="Yes: it goes on.", task=Approve())
        return _of_record(await self._studio.resume(record.film, Decision(approved=True, seen=talk.seen)))

    async def _changed(self, talk: Talk, change: Change, said: str, base: int) -> tuple[Talk, Reply]:
        film = talk.film
        assert film is not None
        before = self._studio.history(film).current.script
        if self._asks is Asks.LEAVES_WORK:
            # What cannot be is refused now, to whoever said it.
            after = self._studio.after(film, change)
            if isinstance(change, Undo | Redo):
                return _left(talk, Proposal(step=change, base=base, said=said))
            talk, reply = _left(talk, Proposal(edits=change, base=base, said=said))
            return talk, _told_against(reply, before, after, self._studio.show(film).brief)
        record = await self._studio.edit(film, change, said, base)
        talk, reply = talk.model_copy(update={"proposal": None}), _of_record(record)
        if isinstance(change, Undo | Redo) or record.script is None:
            return talk, reply
        return talk, _told_against(reply, before, record.script, record.brief)

    async def _rejected(self, talk: Talk, record: FilmRecord, word: Reject) -> tuple[Talk, Reply]:
        if talk.proposal is not None:
            return _dropped(talk)
        if record.outcome.waits:
            if talk.seen and record.awaited != talk.seen:
                return talk, _of_unseen(record, talk.seen)
            if self._asks is Asks.LEAVES_WORK:
                return talk, Reply(kind=ReplyKind.DONE, text="No: it is not made.", task=word)
            decision = Decision(approved=False, note=word.note, seen=record.awaited)
            return talk, _of_record(await self._studio.resume(record.film, decision))
        return talk, Reply(kind=ReplyKind.SHOWN, text="Nothing waits for your word: say what should change, or 'undo'.")

    def _acts_at_once(self, record: FilmRecord) -> bool:
        eager = self._asks in (Asks.BEFORE_WORK, Asks.LEAVES_WORK)
        return eager and record.outcome is FilmOutcome.AWAITING_SCRIPT

    def _context(self, talk: Talk, record: FilmRecord, *, is_pending: bool) -> Context:
        assert talk.film is not None
        history = self._studio.history(talk.film)
        script = history.current.script
        if talk.proposal is not None and talk.proposal.edits:
            script = edited(script, talk.proposal.edits)
        return Context(
            script=script,
            recent=talk.recent,
            cast=talk.cast,
            last=talk.last,
            pictures=talk.pictures,
            profiles=tuple(bootstrap.profiles(self._workspace)),
            waiting=is_pending or record.outcome.waits,
            spoken=talk.spoken,
            pending=talk.proposal.wishes if talk.proposal is not None else 0,
            version=history.head,
            earlier=history.earlier,
            later=history.later,
        )

    def _head(self, talk: Talk) -> int:
        assert talk.film is not None
        return self._studio.history(talk.film).head

    def _spoken(self, talk: Talk, said: str, reply: Reply) -> Reply:
        """Keeps a turn, and gives its answer."""
        spoken = Spoken(said=said[:4000], answered=reply.text[:4000], when=datetime.now(UTC))
        seen = reply.record.awaited if reply.record is not None else talk.seen
        self._keep(talk.model_copy(update={"spoken": (*talk.spoken, spoken), "seen": seen}))
        return reply

    def _keep(self, talk: Talk) -> Talk:
        write_atomic(self._file, talk.model_dump_json(indent=1).encode(), kind=Kind.FILM)
        return talk


def _told_against(reply: Reply, before: Script, after: Script, brief: Brief) -> Reply:
    """An answer that tells first what a change has against the brief."""
    told = "; ".join(against(before, after, brief))
    return reply.model_copy(update={"text": f"{told[:1].upper()}{told[1:]}. {reply.text}"}) if told else reply


def _degraded(reply: Reply, why: str) -> Reply:
    return reply.model_copy(update={"degraded": why}) if why else reply


def _first(pending: Proposal) -> Reply:
    """What is wanted cannot join what waits for an answer."""
    asked = f"First your yes or no to what I proposed: {pending.said}. Then say it again."
    return Reply(kind=ReplyKind.QUESTION, text=asked, choices=("yes", "no"))


def _without_last(talk: Talk) -> Talk:
    """Without the wish that joined what is proposed last."""
    return talk.model_copy(update={"proposal": talk.proposal.before if talk.proposal is not None else None})


def _last_of(pending: Proposal) -> tuple[tuple[ScriptEdit, ...], str]:
    """The wish that joined what is proposed last: its edits, none for a step or another profile, and its words."""
    if (before := pending.before) is None:
        return pending.edits, pending.said
    return pending.edits[len(before.edits) :], pending.said.removeprefix(f"{before.said}; ")


def _gives_way(talk: Talk, said: tuple[Said, ...], text: str) -> bool:
    """Whether the last wish is given up for another one that is said instead."""
    pending = talk.proposal
    if takes_back(text) or (pending is not None and not pending.edits):
        return True
    last = _last_of(pending)[0] if pending is not None else talk.last
    return are_alike((one for one in said if not isinstance(one, FILM_WORDS)), last)


def _signed(step: Undo | Redo) -> int:
    return step.steps if isinstance(step, Redo) else -step.steps


def _of_unseen(record: FilmRecord, seen: str) -> Reply:
    """A word on what its speaker has not seen: it is shown first."""
    reply = _of_record(record)
    why = "It has changed since you saw it" if seen else "Look at it first"
    return reply.model_copy(update={"text": f"{why}. {reply.text}"})


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
