"""What the page's buttons and forms do: each is a call at the desk, or a sentence in the conversation about a film."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from videostudio.apps.decisions import decision
from videostudio.apps.desk.desk import LONGEST_WISH
from videostudio.apps.desk.pictures import of_data_url
from videostudio.apps.desk.service import Seat
from videostudio.apps.desk.words import whole
from videostudio.apps.desk.work import Work
from videostudio.apps.web import addresses, forms
from videostudio.apps.web.beside import way
from videostudio.apps.web.facts import Forecasts, conversation
from videostudio.film.conversation import Proposal, Reply, ReplyKind
from videostudio.film.edits import OrderScenes, Reject, RemoveScenes, Retake, ScriptEdit, SplitScene, UseImage
from videostudio.film.errors import BriefError, FilmBusy, ReferenceError_, ScriptError, Unclear
from videostudio.film.script import Script
from videostudio.graphs.versions import Change

Fields = Mapping[str, str]
"""What a form was filled in with; nobody has checked it."""


@dataclass(frozen=True)
class Answer:
    """What the page is to do: tell something, show a part of itself, offer sentences, or go somewhere else."""

    text: str = ""
    show: str = ""
    choices: tuple[str, ...] = ()
    go: str = ""


class Actions:
    """The actions of one served page, for all its guests."""

    def __init__(self, forecasts: Forecasts) -> None:
        self._forecasts = forecasts
        self._known: dict[str, Callable[[Seat, str, Fields], Awaitable[Answer]]] = {
            "say": self._say,
            "yes": self._yes,
            "no": self._no,
            "undo": self._undo,
            "redo": self._redo,
            "approve": _approve,
            "reject": _reject,
            "stop": _stop,
            "resume": _resume,
            "remove": _remove,
            "back-to": self._back_to,
            "edit-scene": self._edit_scene,
            "reject-scene": self._reject_scene,
            "retake": self._retake,
            "add-scene": self._add_scene,
            "cut-scene": self._cut_scene,
            "split": self._split,
            "earlier": self._earlier,
            "later": self._later,
            "edit-film": self._edit_film,
            "edit-member": self._edit_member,
            "use-picture": self._use_picture,
            "forget-picture": self._forget_picture,
            "render": self._render,
        }

    async def do(self, seat: Seat, film: str, name: str, fields: Fields) -> Answer:
        """Does what `name` says with a film. Raises the error tree."""
        seat.film(film)
        if (action := self._known.get(name)) is None:
            raise BriefError(f"the page has no button '{name[:40]}': reload it")
        return await action(seat, film, fields)

    async def _say(self, seat: Seat, film: str, fields: Fields) -> Answer:
        return await self._said(seat, film, fields.get("words", ""), fields.get("seen", ""))

    async def _yes(self, seat: Seat, film: str, _: Fields) -> Answer:
        return await self._said(seat, film, "yes")

    async def _no(self, seat: Seat, film: str, _: Fields) -> Answer:
        return await self._said(seat, film, "no")

    async def _undo(self, seat: Seat, film: str, _: Fields) -> Answer:
        return await self._said(seat, film, "undo")

    async def _redo(self, seat: Seat, film: str, _: Fields) -> Answer:
        return await self._said(seat, film, "redo")

    async def _said(self, seat: Seat, film: str, words: str, seen: str = "") -> Answer:
        """A sentence about the film, which waits with what was `seen`. While it is worked on nothing can be changed."""
        _require_rest(seat, film)
        reply = await conversation(seat, film).say(whole(words, "the wish", LONGEST_WISH), seen)
        return await self._answered(seat, film, reply)

    async def _proposed(self, seat: Seat, film: str, change: Change, said: str, answer: str = "") -> Answer:
        _require_rest(seat, film)
        reply = await conversation(seat, film).propose(change, said, answer)
        return await self._answered(seat, film, reply)

    async def _answered(self, seat: Seat, film: str, reply: Reply) -> Answer:
        """Carries out what a reply leaves to do."""
        if reply.kind is ReplyKind.QUESTION:
            return Answer(show="talk", choices=reply.choices)
        if reply.kind is ReplyKind.PROPOSAL:
            if (proposal := conversation(seat, film).talk.proposal) is not None and reply.forecast is not None:
                self._forecasts.keep(film, proposal, reply.forecast)
            return Answer(show="proposal")
        if reply.show is not None:
            return Answer(show={"help": "guide", "versions": "history"}.get(reply.show.what, "storyboard"))
        match reply.task:
            case None:
                return Answer(show="talk")
            case Proposal(render=None) as change:
                work = Work(edits=change.edits, step=change.step, base=change.base, said=change.said)
                seat.jobs.submit(film, work)
            case Proposal(render=other):
                assert other is not None
                new = await asyncio.to_thread(seat.desk.begin_render, film, other.profile)
                seat.jobs.submit(new)
                return Answer(go=addresses.page(new))
            case Reject(note=note):
                seat.jobs.submit(film, Work(decision=decision(False, note, conversation(seat, film).talk.seen)))
            case _:
                seat.jobs.submit(film, Work(decision=decision(True, seen=conversation(seat, film).talk.seen)))
        return Answer(show="standing")

    async def _back_to(self, seat: Seat, film: str, fields: Fields) -> Answer:
        number = forms.whole_number(fields, "version")
        if (step := way(seat.desk.studio.history(film), number)) is None:
            raise ScriptError(f"nothing leads from the film to version {number}: undo first")
        return await self._proposed(seat, film, step, f"take version {number}")

    async def _edit_scene(self, seat: Seat, film: str, fields: Fields) -> Answer:
        script, scene = _script(seat, film), fields.get("scene", "")
        number = forms.place_of(script, scene)
        edits = list(forms.scene_edits(script, scene, fields))
        if (event := forms.changed_event(script, scene, fields)) is not None:
            proposal, _ = await seat.desk.understood(film, f"scene {number}: {event}")
            edits = [*proposal.edits, *edits]
        return await self._changed(seat, film, tuple(edits), f"scene {number}: {forms.in_short(fields)}")

    async def _reject_scene(self, seat: Seat, film: str, fields: Fields) -> Answer:
        """A scene that is not good: as its note says, where that can be read as a change; else another take."""
        _require_rest(seat, film)
        script, scene = _script(seat, film), fields.get("scene", "")
        number = forms.place_of(script, scene)
        note = whole(fields.get("note", ""), "the note", LONGEST_WISH)
        for words in (f"scene {number}: {note}", note) if note else ():
            try:
                proposal, _ = await seat.desk.understood(film, words)
            except Unclear:
                continue
            if proposal.edits:
                return await self._proposed(seat, film, proposal.edits, f"scene {number} is not good: {note}")
        again = (Retake(scenes=(scene,)),)
        why = "I read no change in that, so I would film it again as it is." if note else ""
        return await self._proposed(seat, film, again, f"scene {number} is not good: {note}".rstrip(": "), why)

    async def _retake(self, seat: Seat, film: str, fields: Fields) -> Answer:
        scene, number = _scene(seat, film, fields)
        return await self._proposed(seat, film, (Retake(scenes=(scene,)),), f"another take of scene {number}")

    async def _add_scene(self, seat: Seat, film: str, fields: Fields) -> Answer:
        _, number = _scene(seat, film, fields)
        event = whole(fields.get("event", ""), "what happens", LONGEST_WISH)
        return await self._said(seat, film, f"add a scene after scene {number}: {event}")

    async def _cut_scene(self, seat: Seat, film: str, fields: Fields) -> Answer:
        scene, number = _scene(seat, film, fields)
        return await self._proposed(seat, film, (RemoveScenes(scenes=(scene,)),), f"remove scene {number}")

    async def _split(self, seat: Seat, film: str, fields: Fields) -> Answer:
        scene, number = _scene(seat, film, fields)
        return await self._proposed(seat, film, (SplitScene(scene=scene),), f"split scene {number}")

    async def _earlier(self, seat: Seat, film: str, fields: Fields) -> Answer:
        return await self._moved(seat, film, fields, -1)

    async def _later(self, seat: Seat, film: str, fields: Fields) -> Answer:
        return await self._moved(seat, film, fields, 1)

    async def _moved(self, seat: Seat, film: str, fields: Fields, by: int) -> Answer:
        scene, number = _scene(seat, film, fields)
        order = [one.id for one in _script(seat, film).scenes if one.id != scene]
        order.insert(max(0, number - 1 + by), scene)
        return await self._proposed(seat, film, (OrderScenes(order=tuple(order)),), f"move scene {number}")

    async def _edit_film(self, seat: Seat, film: str, fields: Fields) -> Answer:
        return await self._changed(seat, film, forms.film_edits(_script(seat, film), fields), forms.in_short(fields))

    async def _edit_member(self, seat: Seat, film: str, fields: Fields) -> Answer:
        """What is said in words goes through the conversation's reader; looks are typed in."""
        script, entity = _script(seat, film), fields.get("entity", "")
        edits = list(forms.looks(script, entity, fields))
        for wish in forms.member_wishes(script, entity, fields):
            proposal, _ = await seat.desk.understood(film, wish)
            edits += proposal.edits
        return await self._changed(seat, film, tuple(edits), f"{entity}: {forms.in_short(fields)}")

    async def _changed(self, seat: Seat, film: str, edits: tuple[ScriptEdit, ...], said: str) -> Answer:
        if not edits:
            return Answer(text="Nothing is different: change a field first.")
        return await self._proposed(seat, film, edits, said[:LONGEST_WISH])

    async def _use_picture(self, seat: Seat, film: str, fields: Fields) -> Answer:
        entity = _entity(seat, film, fields)
        chosen_file = fields.get("picture", "")
        if not chosen_file or not (data := of_data_url(chosen_file)):
            raise ReferenceError_("no picture was chosen: choose a PNG or JPEG file first")
        image = await asyncio.to_thread(seat.desk.picture, entity[:40], data)
        return await self._proposed(seat, film, (UseImage(entity=entity, image=image),), f"my picture for {entity}")

    async def _forget_picture(self, seat: Seat, film: str, fields: Fields) -> Answer:
        entity = _entity(seat, film, fields)
        return await self._proposed(seat, film, (UseImage(entity=entity, image=None),), f"no picture for {entity}")

    async def _render(self, seat: Seat, film: str, fields: Fields) -> Answer:
        return await self._said(seat, film, f"render it with the {fields.get('profile', '')[:60]} profile")


async def _approve(seat: Seat, film: str, fields: Fields) -> Answer:
    seat.jobs.submit(film, Work(decision=decision(True, seen=fields.get("seen", ""))))
    return Answer(show="standing")


async def _reject(seat: Seat, film: str, fields: Fields) -> Answer:
    seat.jobs.submit(film, Work(decision=decision(False, fields.get("note", ""), fields.get("seen", ""))))
    return Answer(show="standing")


async def _stop(seat: Seat, film: str, _: Fields) -> Answer:
    await seat.jobs.cancel(film)
    return Answer(text="Stopped. What was finished is kept.")


async def _resume(seat: Seat, film: str, _: Fields) -> Answer:
    seat.jobs.submit(film)
    return Answer(show="standing")


async def _remove(seat: Seat, film: str, _: Fields) -> Answer:
    talk = conversation(seat, film)
    await seat.jobs.remove(film)
    talk.forget()
    return Answer(go="/")


def _require_rest(seat: Seat, film: str) -> None:
    if not seat.jobs.job(film).state.ended:
        raise FilmBusy("the film is being worked on: wait until that is done, or stop it")


def _script(seat: Seat, film: str) -> Script:
    return seat.desk.studio.history(film).current.script


def _scene(seat: Seat, film: str, fields: Fields) -> tuple[str, int]:
    """A scene that a button stands at: its id, and its place in the film."""
    scene = fields.get("scene", "")
    return scene, forms.place_of(_script(seat, film), scene)


def _entity(seat: Seat, film: str, fields: Fields) -> str:
    entity = fields.get("entity", "")
    return forms.member(_script(seat, film), entity).id
