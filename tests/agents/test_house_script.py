"""The house writer's scripts: valid for every prompt, exact in number, grammatical, and pleasant to read."""

import asyncio

import pytest

from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.wire import ScriptAnswer
from videostudio.film.entity import EntityKind
from videostudio.film.requests import WriterRequest, WriterTask


def script(prompt: str, **fields: object) -> ScriptAnswer:
    request = WriterRequest(task=WriterTask.SCRIPT, prompt=prompt, **fields)
    return ScriptAnswer.model_validate_json(asyncio.run(HouseWriter().answer(request)))


def check(answer: ScriptAnswer) -> None:
    """What the planner relies on."""
    kinds = {entity.name: entity.kind for entity in answer.entities}
    assert len(kinds) == len(answer.entities)
    assert 0 < len(answer.title) <= 120
    assert len(answer.logline) <= 500
    for scene in answer.scenes:
        assert kinds[scene.background] is EntityKind.PLACE
        assert len(set(scene.foreground)) == len(scene.foreground) <= 8
        assert all(kinds[name] is not EntityKind.PLACE for name in scene.foreground)
        assert 0 < len(scene.event) <= 1000
        assert 0 < len(scene.action) <= 60
        assert len(scene.beat) <= 40
    used = {name for scene in answer.scenes for name in (*scene.foreground, scene.background)}
    assert used == set(kinds)
    assert all(len(entity.name) <= 120 and len(entity.head) <= 60 for entity in answer.entities)


PROMPTS = [
    "A corgi astronaut explores Mars and finds a flower",
    "Two rival chefs",
    "../../etc/passwd",
    "<script>alert('x')</script>",
    "; rm -rf /",
    '"$(shell touch x)" `id` $5',
    "一只猫在月球上跳舞",
    "قطة ترقص على القمر",
    "Ein Hund läuft durch den Wald und findet einen Knochen.",
    "123",
    "★",
    "!",
    "the",
    "it",
    "She runs.",
    "🐶 🚀 🌕",
    "to be or not to be",
    "A cat [runs] {lead} {place} and {things} sleep",
    "a, " * 300,
    "cat " * 300,
]


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("scenes", [None, 1, 5])
def test_any_prompt_becomes_a_valid_script(prompt: str, scenes: int | None) -> None:
    answer = script(prompt, scenes=scenes)
    check(answer)
    assert scenes is None or len(answer.scenes) == scenes


def test_many_scenes_are_all_different_in_their_first_dozen() -> None:
    answer = script("A fox and an owl live in a forest", scenes=100)
    check(answer)
    assert len(answer.scenes) == 100
    assert len({scene.action for scene in answer.scenes[:10]}) >= 9


def test_events_are_told_in_order_with_names() -> None:
    answer = script(
        "A young man with blue hair finds a silver key in an old library. He opens a hidden door with it and then "
        "walks into a glowing garden.",
        scenes=3,
    )
    assert [scene.event for scene in answer.scenes] == [
        "A young man with blue hair finds a silver key in an old library.",
        "The young man opens a hidden door with the silver key.",
        "The young man walks into a glowing garden.",
    ]
    assert [scene.action for scene in answer.scenes] == ["find", "open", "walk"]
    assert [scene.background for scene in answer.scenes] == ["old library", "old library", "glowing garden"]
    assert answer.scenes[1].foreground == ("young man", "hidden door", "silver key")
    man = next(entity for entity in answer.entities if entity.name == "young man")
    assert {aspect.name: aspect.value for aspect in man.aspects} == {"age": "young", "hair": "blue"}


def test_a_role_keeps_the_animal_that_is_drawn() -> None:
    corgi = next(e for e in script("A corgi astronaut explores Mars").entities if e.name == "corgi astronaut")
    assert (corgi.head, corgi.kind) == ("corgi", EntityKind.ANIMAL)
    assert ("role", "astronaut") in {(aspect.name, aspect.value) for aspect in corgi.aspects}
    tamer = next(e for e in script("A lion tamer bows").entities if "tamer" in e.name)
    assert (tamer.head, tamer.kind) == ("tamer", EntityKind.PERSON)


@pytest.mark.parametrize(
    ("prompt", "actions"),
    [
        ("Before the king opens the gate, a girl climbs the wall.", ["climb", "open"]),
        ("The girl dances after the king leaves.", ["leave", "dance"]),
        ("After eating an apple, the girl sleeps.", ["eat", "sleep"]),
        ("A bee visits a rose, then a cactus.", ["visit", "visit"]),
        ("The queen is carried by a horse, and a fox follows them.", ["carry", "follow"]),
        ("A boy who loves trains builds a rocket, paints it red and flies away.", ["build", "paint", "fly"]),
    ],
)
def test_story_order(prompt: str, actions: list[str]) -> None:
    assert [scene.action for scene in script(prompt, scenes=len(actions)).scenes] == actions


def test_passive_keeps_the_patient_first_and_shows_the_doer() -> None:
    scene = script("The queen is kidnapped by a dragon.", scenes=1).scenes[0]
    assert scene.event == "The queen is kidnapped by a dragon."
    assert scene.foreground == ("queen", "dragon")


def test_too_many_events_are_condensed_and_said() -> None:
    answer = script("A cat wakes, eats, washes, jumps, runs, hides, climbs, purrs, yawns and sleeps.", scenes=3)
    assert answer.scenes[0].action == "wake"
    assert answer.scenes[-1].action == "sleep"
    assert "10 events" in answer.notes[0]
    assert "left out" in answer.notes[0]


def test_too_few_events_get_an_arc_with_different_actions() -> None:
    answer = script("A fox crosses a frozen river at dawn", scenes=6)
    check(answer)
    assert [scene.beat for scene in answer.scenes] == ["arrival", "event", "event", "event", "turn", "close"]
    assert len({scene.action for scene in answer.scenes}) == 6
    assert "cross" in {scene.action for scene in answer.scenes}
    river = next(entity for entity in answer.entities if entity.kind is EntityKind.PLACE)
    assert ("time", "dawn") in {(aspect.name, aspect.value) for aspect in river.aspects}


def test_scene_count_follows_events_and_time() -> None:
    assert len(script("A cat sleeps.").scenes) == 4
    assert len(script("A cat sleeps.", duration_ms=4_000).scenes) == 2
    assert len(script("A cat sleeps.", duration_ms=600_000).scenes) == 10
    assert len(script("A cat " + ", ".join(["runs"] * 30) + " and sleeps.").scenes) == 12


def test_places_are_stated_carried_on_or_inferred() -> None:
    answer = script("A chef burns the soup. He runs to the park, and a dog licks his hand.", scenes=3)
    assert [scene.background for scene in answer.scenes] == ["kitchen", "park", "park"]
    tokyo = script("Rainy night in Tokyo: a driver waits.", scenes=1)
    place = next(entity for entity in tokyo.entities if entity.name == "Tokyo")
    assert {aspect.name: aspect.value for aspect in place.aspects} == {"time": "night", "weather": "rain"}


def test_own_names_are_used_as_given() -> None:
    answer = script("A dog called rex chases a ball.", own_names=("Rex",))
    assert "Rex" in {entity.name for entity in answer.entities}


def test_out_of_scope_is_degraded_with_advice_and_keeps_the_words() -> None:
    answer = script("Кошка спит на крыше, а собака ест.")
    assert "LLM" in answer.degraded[0]
    assert any("Кошка спит на крыше" in scene.event for scene in answer.scenes)
    assert not script("A cat sleeps on the roof.").degraded


@pytest.mark.parametrize(
    ("prompt", "event"),
    [
        ("The man is tall, bald and very thin. He sings.", "The man is tall, bald and very thin."),
        ("Late at night, a janitor dances.", "Late at night, the janitor dances."),
        ("A wife finds a lamb and raises it as her own.", "The wife raises the lamb as her own."),
        ("A captain hides gold in a barrel of fish.", "The captain hides gold in a barrel of fish."),
        ("A prince turns into a frog and hops away.", "The frog hops away."),
        ("A leaf lands in the hands of a sweeper, who smiles.", "The sweeper smiles."),
        ("Slow-motion shot of a goat jumping over a wall.", "The goat jumps over a wall."),
        ("A toddler lets go of her balloon.", "The toddler lets go of the balloon."),
        ("A girl cuts her hair and ties it with a ribbon.", "The girl ties her hair with a ribbon."),
        ("Two cooks, Tony and Gino, dance.", "Tony and Gino dance."),
        ("A singer and a spy swap bags. He opens hers.", "The spy opens the singer's bag."),
        ("The volcano erupts and the villagers flee.", "The volcano erupts."),
        ("Never open the door.", "The people never open the door."),
        ("C3PO and R2D2 argue.", "C3PO and R2D2 argue."),
    ],
)
def test_sentences_read_naturally(prompt: str, event: str) -> None:
    assert event in [scene.event for scene in script(prompt).scenes]


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("The snow melts.", "snowy field"),
        ("The sun sets over the sea.", "sea"),
        ("The wind blows in the forest.", "forest"),
        ("The fog fades.", "meadow"),
    ],
)
def test_what_nature_does_needs_nobody(prompt: str, place: str) -> None:
    answer = script(prompt, scenes=1)
    assert [(entity.name, entity.kind) for entity in answer.entities] == [(place, EntityKind.PLACE)]
    assert (answer.scenes[0].event, answer.scenes[0].foreground, answer.degraded) == (prompt, (), ())


def test_a_volcano_that_erupts_is_seen_and_one_that_is_climbed_is_a_place() -> None:
    erupts, climbed = script("A volcano erupts on the island."), script("A hiker climbs the volcano.")
    assert ("volcano", EntityKind.OBJECT) in [(entity.name, entity.kind) for entity in erupts.entities]
    assert ("volcano", EntityKind.PLACE) in [(entity.name, entity.kind) for entity in climbed.entities]


def test_a_place_that_is_stated_later_is_not_made_twice() -> None:
    answer = script("A fisherman catches a trout. He throws it back into the sea.")
    assert [entity.name for entity in answer.entities if entity.kind is EntityKind.PLACE] == ["harbor", "sea"]


@pytest.mark.parametrize(
    ("prompt", "places"),
    [
        ("The last tiger of Sumatra", ["jungle of Sumatra"]),
        ("Two brothers on the road to Lisbon", ["road to Lisbon"]),
        ("It is raining in Seoul. A boy waits at a bus stop.", ["bus stop in Seoul"]),
        ("A fisherman sails his boat into a storm.", ["harbor", "sea"]),
        ("A girl swims in the sea with a dolphin.", ["beach", "sea"]),
        ("A whale sings in the ocean.", ["ocean"]),
    ],
)
def test_places_say_where_they_are(prompt: str, places: list[str]) -> None:
    assert [entity.name for entity in script(prompt).entities if entity.kind is EntityKind.PLACE] == places


def test_whoever_is_out_at_sea_is_seen_in_the_boat() -> None:
    scenes = script("An old fisherman sails his boat into a storm.", scenes=6).scenes
    assert all("boat" in scene.foreground for scene in scenes if scene.background == "sea")


@pytest.mark.parametrize(
    "prompt",
    [
        "A ship builds a harbor. They sail to a harbor.",
        "A tiger eats in a road to Paris, and a dog sees a road to Paris.",
        "The castle turns into his brother. A castle swaps hats with the castle.",
        "When the power fails, it lights a candle before he opens the curtains, and his coach laughs.",
        "London London London. It rains in London. A bridge in London dances at a bridge.",
    ],
)
@pytest.mark.parametrize("scenes", [1, 5, 8])
def test_no_name_stands_twice(prompt: str, scenes: int) -> None:
    names = [entity.name.casefold() for entity in script(prompt, scenes=scenes).entities]
    assert len(names) == len(set(names))


def test_a_journey_opens_where_it_starts() -> None:
    first = script("In a quiet village, a dog pulls a sled to the orphanage.").scenes[0]
    assert first.background == "quiet village"


def test_nobody_dances_after_a_duel() -> None:
    for seed in range(6):
        actions = {scene.action for scene in script("Two knights duel while a queen watches.", seed=seed).scenes}
        assert not actions & {"dance", "hug", "play"}


def test_emoji_are_entities() -> None:
    assert {"cat", "mouse"} <= {entity.name for entity in script("A 🐱 chases a 🐭 around the kitchen").entities}
    assert any("astronaut" in entity.name for entity in script("👩‍🚀 lands on 🌕").entities)


def test_twenty_thousand_characters_become_a_script() -> None:
    prompt = (
        "A cat runs to the river and a dog follows it. They swim until the sun sets, but a bird sees them. " * 210
    )[:20_000]
    answer = script(prompt, scenes=8)
    check(answer)
    assert answer.notes


def test_same_request_same_answer_and_seed_only_varies_the_arc() -> None:
    first, second = script("A fox crosses a river"), script("A fox crosses a river")
    assert first == second
    other = script("A fox crosses a river", seed=7)
    assert [e.name for e in other.entities] == [e.name for e in first.entities]
    assert "The fox crosses the river." in {scene.event for scene in other.scenes} or other.scenes[0].action == "cross"


def test_sentences_agree_and_take_the_right_article() -> None:
    events = [
        s.event for s in script("Two owls watch an old elephant. It eats apples and they laugh.", scenes=3).scenes
    ]
    assert events == [
        "Two owls watch an old elephant.",
        "The old elephant eats apples.",
        "The owls laugh.",
    ]


@pytest.mark.parametrize(
    ("prompt", "actions"),
    [
        ("A penguin drives a yellow car through the desert and waves", ["drive", "wave"]),
        ("A girl sails over the sea and waves", ["sail", "wave"]),
        ("A chef buys the bread and cakes", ["buy"]),
        ("A grandmother knits in the living room and falls asleep", ["knit", "sleep"]),
        ("A boy climbs a tree and falls", ["climb", "fall"]),
    ],
)
def test_gestures_at_the_end_are_deeds_and_falling_asleep_is_sleep(prompt: str, actions: list[str]) -> None:
    assert [scene.action for scene in script(prompt, scenes=len(actions)).scenes] == actions
