"""Conversations: what is said becomes a proposal, a question or a deed, and no two of them mix."""

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest
from talking import TalkStudio

from videostudio.agents.chat.said import Context, Question, Understood
from videostudio.film.conversation import Reply, ReplyKind
from videostudio.film.edits import SetTime
from videostudio.film.errors import BriefError, FilmBusy, FilmNotFound, StudioError
from videostudio.film.record import FilmOutcome
from videostudio.graphs.conversation import Asks, Conversation
from videostudio.graphs.studio import Studio
from videostudio.tools.locks import film_lock
from videostudio.tools.workspace import Workspace

DOG = "A dog runs across a meadow. The dog jumps. The dog eats. The dog sleeps."
CAT = "A cat walks through a forest. The cat climbs. The cat eats. The cat sleeps."


@pytest.fixture
def studio() -> TalkStudio:
    return TalkStudio()


def talk(studio: TalkStudio, root: Path, name: str | None = None, **more: Any) -> Conversation:
    return Conversation(cast(Studio, studio), Workspace(root), name, **more)


def say(about: Conversation, *sentences: str) -> Reply:
    """The last answer."""
    return [asyncio.run(about.say(sentence)) for sentence in sentences][-1]


def test_nothing_is_done_before_a_yes(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    reply = say(about, "make scene 2 at night")
    assert (reply.kind, reply.text) == (ReplyKind.PROPOSAL, "scene 2: night. Shall I?")
    assert reply.forecast is not None
    assert studio.did == []
    assert say(about, "yes").kind is ReplyKind.DONE
    assert studio.did == ["edit dog-00000000: scene 2: night"]
    assert studio.history("dog-00000000").current.said == "make scene 2 at night"
    assert say(about, "yes").text.startswith("Nothing waits")


def test_a_no_drops_and_more_wishes_join_what_was_proposed(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    assert say(about, "make scene 2 at night", "no").text.startswith("Dropped")
    reply = say(about, "make scene 2 at night", "and let it rain", "remove scene 4")
    assert reply.text == "scene 2: night; scene 2: weather rain; without scene 4. Shall I?"
    assert say(about, "undo").text == "Taken back. scene 2: night; scene 2: weather rain. Shall I?"
    assert say(about, "undo everything").text.startswith("Dropped")
    assert studio.did == []
    assert say(about, "no").text.startswith("Nothing waits")


def test_no_and_a_wish_puts_it_in_place_of_the_last_one(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    say(about, "make scene 1 at dawn", "remove scene 2")
    assert say(about, "no, remove scene 3 instead").text == (
        "Instead of 'remove scene 2': scene 1: dawn; without scene 3. Shall I?"
    )
    assert say(about, "no, scene 4 instead").text == (
        "Instead of 'no, remove scene 3 instead': scene 1: dawn; without scene 4. Shall I?"
    )
    say(about, "yes")
    assert studio.did == ["edit dog-00000000: scene 1: dawn; without scene 4"]
    waits = studio.film("dog-00000000", DOG, FilmOutcome.AWAITING_SCRIPT)
    at_once = talk(studio, tmp_path, film=waits)
    reply = say(at_once, "remove scene 2", "no, remove scene 3 instead")
    assert (reply.kind, reply.choices) == (ReplyKind.QUESTION, ("undo",))
    assert len(studio.history(waits).current.script.scenes) == 3


def test_steps_and_renders_do_not_vanish_under_other_wishes(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    say(about, "make scene 2 at night", "yes", "make scene 3 at dawn", "yes")
    for first, then in (
        ("undo", "make scene 2 rainy"),
        ("render it with the paper profile", "make scene 2 rainy"),
        ("make scene 2 rainy", "redo"),
        ("make scene 2 rainy", "render it with the paper profile"),
        ("undo", "render it with the paper profile"),
    ):
        reply = say(about, first, then)
        assert (reply.kind, reply.choices) == (ReplyKind.QUESTION, ("yes", "no"))
        assert first in reply.text
        say(about, "no")
    assert about.talk.proposal is None
    assert say(about, "undo", "undo").kind is ReplyKind.PROPOSAL
    say(about, "yes")
    assert studio.history("dog-00000000").head == 1
    assert say(about, "redo", "undo").text.startswith("Dropped")


def test_she_the_same_and_versions_are_remembered_between_sentences(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    say(about, "make the dog black", "yes")
    assert say(about, "make it bigger").text == "'dog': size big. Shall I?"
    say(about, "yes", "make scene 2 at night", "yes")
    assert say(about, "scene 3 too").text == "scene 3: night. Shall I?"
    say(about, "no", "go back to version 1", "yes")
    assert studio.history("dog-00000000").head == 1


def test_a_yes_is_to_what_its_speaker_saw(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG, FilmOutcome.AWAITING_SCRIPT)
    one, other = talk(studio, tmp_path, film=film), talk(studio, tmp_path, film=film)
    assert say(one, "yes").text == "Look at it first. The script waits for your word."
    say(other, "make scene 2 at night")
    reply = say(one, "yes")
    assert (reply.kind, reply.text) == (
        ReplyKind.WAITING,
        "It has changed since you saw it. The script waits for your word.",
    )
    assert not any(did.startswith("approve") for did in studio.did)
    assert say(one, "yes").kind is ReplyKind.DONE
    assert studio.did[-1] == f"approve {film}"


def test_a_wish_against_the_brief_is_carried_out_and_told(studio: TalkStudio, tmp_path: Path) -> None:
    limits: dict[str, Any] = {"must_have": ("dog",), "forbidden": ("rat",), "longest_scene_ms": 5000}
    film = studio.film("dog-00000000", DOG, FilmOutcome.AWAITING_SCRIPT, **limits)
    about = talk(studio, tmp_path, film=film)
    told = "Against your brief: no 'dog', which it must have; against your brief: 'rat', which it forbids. "
    assert say(about, "replace the dog with a rat").text == f"{told}The script waits for your word."
    assert say(about, "make scene 2 at night").text == "The script waits for your word."
    asks = talk(studio, tmp_path, film=studio.film("dog-00000001", DOG, **limits))
    assert say(asks, "make scene 2 8 seconds long").text == (
        "scene 2: 8 s; against your brief: scene 2 is 8 s, longer than 5 s. Shall I?"
    )


def test_what_a_door_shows_is_seen(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG, FilmOutcome.AWAITING_SCRIPT)
    about = talk(studio, tmp_path, film=film)
    assert asyncio.run(about.say("yes", seen=studio.show(film).awaited)).kind is ReplyKind.DONE


def test_a_question_leaves_everything_as_it_is(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    say(about, "make scene 2 at night")
    reply = say(about, "make it better")
    assert reply.kind is ReplyKind.QUESTION
    assert reply.choices
    assert say(about, "yes").kind is ReplyKind.DONE


def test_undo_and_redo_ask_and_act(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    assert say(about, "undo").text == "there is nothing to undo: this is the first version."
    first = studio.history("dog-00000000").current.script
    say(about, "make scene 2 at night", "yes", "undo", "yes")
    assert studio.history("dog-00000000").current.script == first
    say(about, "redo", "yes")
    assert studio.history("dog-00000000").head == 2
    assert len(studio.did) == 3


def test_a_new_film_begins_with_its_prompt_and_waits(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, "first")
    assert say(about, "help").text.startswith("What is the film about?")
    assert studio.did == []
    assert say(about, DOG).kind is ReplyKind.WAITING
    reply = say(about, "make scene 2 at night")
    assert (reply.kind, studio.did[-1]) == (ReplyKind.WAITING, "edit new-00000000: scene 2: night")
    assert say(about, "looks good").kind is ReplyKind.DONE
    assert studio.did[-1] == "approve new-00000000"


def test_what_waits_can_be_rejected_with_a_reason(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG, FilmOutcome.AWAITING_CUT))
    reply = say(about, "no, the dog is far too small")
    assert studio.did == ["reject dog-00000000: the dog is far too small"]
    assert reply.record is not None
    assert reply.record.outcome is FilmOutcome.REJECTED


def test_days_later_another_process_goes_on(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG)
    say(talk(studio, tmp_path, "monday", film=film), "make scene 2 at night")
    later = talk(studio, tmp_path, "monday")
    assert later.talk.proposal is not None
    assert say(later, "yes").kind is ReplyKind.DONE
    assert say(talk(studio, tmp_path, "monday"), "make it rain").text == "scene 2: weather rain. Shall I?"
    assert [spoken.said for spoken in later.talk.spoken] == ["make scene 2 at night", "yes", "make it rain"]


def test_two_conversations_about_two_films_never_mix(studio: TalkStudio, tmp_path: Path) -> None:
    dog = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    cat = talk(studio, tmp_path, film=studio.film("cat-00000000", CAT))

    async def both() -> None:
        for a, b in (
            ("make scene 2 at night", "make scene 3 foggy"),
            ("yes", "and scene 1 at dawn"),
            ("make it rain", "yes"),
            ("yes", "make the cat black"),
            ("undo", "no"),
            ("yes", "remove it"),
        ):
            await asyncio.gather(dog.say(a), cat.say(b))

    asyncio.run(both())
    assert [did for did in studio.did if "dog" in did.split(":")[0]] == [
        "edit dog-00000000: scene 2: night",
        "edit dog-00000000: scene 2: weather rain",
        "edit dog-00000000: undo",
    ]
    assert [did for did in studio.did if "cat" in did.split(":")[0]] == [
        "edit cat-00000000: scene 3: weather fog; scene 1: dawn"
    ]
    assert dog.talk.film == "dog-00000000"
    assert [spoken.said for spoken in cat.talk.spoken][:2] == ["make scene 3 foggy", "and scene 1 at dawn"]
    assert {path.name for path in Workspace(tmp_path).talks_root.glob("*.json")} == {f"{dog.id}.json", f"{cat.id}.json"}


def test_two_conversations_about_one_film_do_not_overwrite_each_other(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG)
    one, other = talk(studio, tmp_path, film=film), talk(studio, tmp_path, film=film)
    say(one, "make scene 2 at night")
    say(other, "make scene 3 at dawn", "yes")
    reply = say(one, "yes")
    assert (reply.kind, reply.text) == (
        ReplyKind.QUESTION,
        "The film has changed meanwhile: it has version 2 now. Say again what you want.",
    )
    assert studio.did == ["edit dog-00000000: scene 3: dawn"]
    say(one, "make scene 2 at night", "yes")
    assert studio.history(film).current.parent == 2


def test_one_conversation_hears_one_speaker_at_a_time(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, "one", film=studio.film("dog-00000000", DOG))
    with film_lock(Workspace(tmp_path).talks_root / "one.lock"), pytest.raises(FilmBusy, match="somebody else"):
        say(about, "yes")


def test_a_question_says_that_what_was_proposed_still_stands(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    assert "still waits" not in say(about, "make it better").text
    say(about, "make scene 2 at night")
    assert say(about, "make it better").text.endswith("What I proposed before still waits for your yes or no.")
    say(about, "yes")
    assert studio.did == ["edit dog-00000000: scene 2: night"]


def test_what_is_so_already_is_told_beside_what_changes(studio: TalkStudio, tmp_path: Path) -> None:
    reply = say(
        talk(studio, tmp_path, film=studio.film("dog-00000000", DOG)), "make scene 2 at night and in clear weather"
    )
    assert (reply.text, reply.already) == ("scene 2: night. Shall I?", ("scene 2: weather clear",))


def test_another_profile_is_asked_for_and_made(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    assert say(about, "render it with the paper profile").kind is ReplyKind.PROPOSAL
    reply = say(about, "yes")
    assert studio.did == ["render dog-00000000 with paper"]
    assert reply.record is not None
    assert (reply.record.film, about.talk.film) == ("other-00000000", "dog-00000000")


def test_pictures_are_brought_by_name(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    assert say(about, "use my picture for the dog").kind is ReplyKind.QUESTION
    about.bring("dog", tmp_path / "dog.png")
    assert say(about, "use my picture for the dog").text == "'dog' goes by your picture. Shall I?"


def test_a_picture_that_comes_while_something_is_said_is_not_lost(studio: TalkStudio, tmp_path: Path) -> None:
    async def slowly(text: str, context: Context) -> Understood | Question:
        with pytest.raises(FilmBusy, match="somebody else"):
            about.bring("dog", tmp_path / "dog.png")
        return Question(text="What?")

    about = talk(studio, tmp_path, "one", film=studio.film("dog-00000000", DOG), reader=slowly)
    say(about, "make scene 2 at night")
    about.bring("dog", tmp_path / "dog.png")
    assert set(about.talk.pictures) == {"dog"}
    assert len(about.talk.spoken) == 1


def test_who_only_plans_does_nothing_and_who_always_asks_asks(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG, FilmOutcome.AWAITING_SCRIPT)
    plans = talk(studio, tmp_path, film=film, asks=Asks.NEVER_ACTS)
    assert say(plans, "make scene 2 at night").kind is ReplyKind.PROPOSAL
    assert say(plans, "yes").kind is ReplyKind.SHOWN
    asks = talk(studio, tmp_path, film=film, asks=Asks.ALWAYS)
    assert say(asks, "make scene 2 at night").kind is ReplyKind.PROPOSAL
    assert studio.did == []
    plans.forget()
    assert plans.talk.spoken == ()


def test_what_cannot_be_is_refused_with_what_to_do(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG)
    with pytest.raises(FilmNotFound):
        talk(studio, tmp_path, film="moon")
    with pytest.raises(BriefError, match="no name for a conversation"):
        talk(studio, tmp_path, "../../etc/passwd")
    say(talk(studio, tmp_path, "dogs", film=film), "help")
    with pytest.raises(BriefError, match="is about the film 'dog-00000000'"):
        say(talk(studio, tmp_path, "dogs", film=studio.film("cat-00000000", CAT)), "help")
    (Workspace(tmp_path).talks_root / "dogs.json").write_text("{")
    with pytest.raises(StudioError, match="cannot be read"):
        say(talk(studio, tmp_path, "dogs", film=film), "help")


def test_somebody_else_may_understand(studio: TalkStudio, tmp_path: Path) -> None:
    async def yes_man(text: str, context: Context) -> Understood | Question:
        return Understood(said=(SetTime(scenes=(context.script.scenes[-1].id,), time="night"),))

    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG), reader=yes_man)
    assert say(about, "whatever").text == "scene 4: night. Shall I?"


def test_a_change_is_of_the_version_there_was_when_it_was_said(studio: TalkStudio, tmp_path: Path) -> None:
    film = studio.film("dog-00000000", DOG)

    async def slow(text: str, context: Context) -> Understood:
        await cast(Studio, studio).edit(film, (SetTime(scenes=("scene-1",), time="dawn"),))
        return Understood(said=(SetTime(scenes=("scene-2",), time="night"),))

    about = talk(studio, tmp_path, film=film, reader=slow)
    assert say(about, "make scene 2 at night").kind is ReplyKind.PROPOSAL
    assert "The film has changed meanwhile" in say(about, "yes").text


def test_what_is_wished_instead_of_something_else_leaves_the_last_wish(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    say(about, "make scene 2 at night")
    told = say(about, "in scene 3 the dog sleeps instead").text
    assert "scene 2: night; " in told
    assert "scene 3" in told
    assert "Instead of" not in told
    say(about, "no", "make scene 2 at night")
    # Of the same scene, and of the same kind.
    assert say(about, "let it rain in scene 2 instead").text == (
        "Instead of 'make scene 2 at night': scene 2: weather rain. Shall I?"
    )
    assert say(about, "make scene 4 snowy instead").text.startswith("Instead of 'let it rain in scene 2 instead': ")


def test_another_profile_instead_of_edits_says_what_it_gives_up(studio: TalkStudio, tmp_path: Path) -> None:
    about = talk(studio, tmp_path, film=studio.film("dog-00000000", DOG))
    say(about, "make scene 2 at night")
    assert say(about, "render it with the paper profile instead").text.startswith("First your yes or no")
    said = say(about, "no, render it with the paper profile").text
    assert said == "Instead of 'make scene 2 at night': profile paper. Shall I?"
