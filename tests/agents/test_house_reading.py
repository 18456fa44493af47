"""What the grammar understands: pronouns, coreference, kinds and clauses, on prompts of their own."""

from dataclasses import dataclass

import pytest

from videostudio.agents.house.reading import read, resolve_pronouns
from videostudio.film.entity import EntityKind


def meant(prompt: str) -> list[tuple[str, ...]]:
    return [names for _, _, names in resolve_pronouns(prompt)]


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("A boy gives his grandmother a flower. She puts it in a vase.", [("boy",), ("grandmother",), ("flower",)]),
        ("A king meets a queen. He bows and she laughs at him.", [("king",), ("queen",), ("king",)]),
        ("A cat and a dog fight until a girl feeds them.", [("cat", "dog")]),
        ("A boy meets a girl. They dance.", [("boy", "girl")]),
        ("A fox finds a mirror and breaks it.", [("mirror",)]),
        ("It rains, and a snail hides in its shell.", [(), ("snail",)]),
        ("An old elephant hides in the barn of a farmer, and he feeds it.", [("farmer",), ("old elephant",)]),
        ("A knight polishes his armor while his horse laughs at him.", [("knight",), ("knight",), ("knight",)]),
        (
            "A stonecutter and his apprentice rest. A king watches them.",
            [("stonecutter",), ("stonecutter", "apprentice")],
        ),
        ("The wizard turned the king into a frog, and he had to live in a pond.", [("king",)]),
        ("A stork with a basket lands on a roof. A girl sees it.", [("stork",)]),
        ("Mia and her brother Tom swim. He waves to her.", [("Mia",), ("Tom",), ("Mia",)]),
        ("A girl throws a coin. The next day a stork stands at her door.", [("girl",)]),
        ("A tiger looks at himself.", [("tiger",)]),
        ("Two girls see a fox, and while it eats they quietly film it.", [("fox",), ("girls",), ("fox",)]),
        ("A skater with a cast on her wrist waits. Her rival falls.", [("skater",), ("skater",)]),
        ("Two boys race on sleds, and their father wins.", [("boys",)]),
        ("A baker visits a widow. One day she follows him.", [("widow",), ("baker",)]),
        ("A nurse waits. The driver, an old friend of hers, gives her tea.", [("nurse",), ("nurse",)]),
        ("The crown is stolen by a magpie. Guards chase it until it drops the crown.", [("magpie",), ("magpie",)]),
        ("A crew searches for gold, but a monkey has dug it up.", [("gold",)]),
        ("A toaster befriends a girl. It makes her breakfast.", [("toaster",), ("girl",)]),
        ("A seed grows into a tree. A girl climbs it.", [("tree",)]),
        ("A blizzard buries the train, so a boy digs it out.", [("train",)]),
        ("A mechanic builds a robot out of scrap. It asks her for a name.", [("robot",), ("mechanic",)]),
        ("A poet in a long skirt and a guard trade hats. He laughs and she bows.", [("guard",), ("poet",)]),
        ("A plumber meets a florist. She smiles and he blushes.", [("florist",), ("plumber",)]),
        ("A bearded clerk and a vet dance. She sings to him.", [("vet",), ("bearded clerk",)]),
        ("A bird is brought to a vet by a boy scout. She feeds it.", [("vet",), ("bird",)]),
        ("A manager fires a clerk because he sleeps.", [("clerk",)]),
        ("A waiter disappoints a king because he lies.", [("waiter",)]),
        ("A nurse helps a widow. She thanks her.", [("widow",), ("nurse",)]),
        ("A waiter serves a king. He pays with gold.", [("king",)]),
        ("A cop chases a thief. He hides in a barn.", [("thief",)]),
        ("A boxer scares a waiter, and he screams.", [("waiter",)]),
        ("A mechanic repairs the race driver's car. He wins the race.", [("race driver",)]),
        ("A maid bumps into a queen. She falls, and the maid laughs.", [("queen",)]),
        ("A pilot and a cook swap bags. She opens his, he opens hers.", [("cook",), ("pilot",), ("pilot",), ("cook",)]),
        ("Two kids build a snowman in the garden and dance around it.", [("snowman",)]),
        ("A bride slaps a guest. She cries and he leaves.", [("bride",), ("guest",)]),
        ("A tailor sews a suit for a banker. He pays him.", [("banker",), ("tailor",)]),
        ("A clown celebrates his birthday by himself.", [("clown",), ("clown",)]),
        ("A mutt steals a bone. A boy chases the dog until it stops.", [("mutt",)]),
    ],
)
def test_pronouns(prompt: str, names: list[tuple[str, ...]]) -> None:
    assert meant(prompt) == names


def test_trace_gives_offsets_of_the_words() -> None:
    prompt = "A dog barks. It runs."
    assert resolve_pronouns(prompt) == (("it", prompt.index("It"), ("dog",)),)


def kinds(prompt: str) -> dict[str, str]:
    return {figure.name: figure.kind.value for figure in read(prompt).figures}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A robot dog chases a drone.", {"robot dog": "animal", "drone": "object"}),
        ("Zoltan waters a bonsai.", {"Zoltan": "person", "bonsai": "object"}),
        ("A girl builds a house.", {"girl": "person", "house": "object"}),
        ("A girl enters a house.", {"girl": "person", "house": "place"}),
        ("A tornado lifts a farmhouse.", {"tornado": "object", "farmhouse": "object"}),
        ("A snowboarder jumps over a teddy bear.", {"snowboarder": "person", "teddy bear": "object"}),
        ("A pack of wolves howls at the moon.", {"wolves": "animal", "moon": "object"}),
        ("An owl lands on the moon.", {"owl": "animal", "moon": "place"}),
        ("A glassblower walks through Zanzibar.", {"glassblower": "person", "Zanzibar": "place"}),
        ("A witch locks a storm in a jar.", {"witch": "person", "storm": "object", "jar": "object"}),
        ("A boy catches the moonlight.", {"boy": "person", "moonlight": "object"}),
        ("The flood reaches a village.", {"flood": "object", "village": "place"}),
        ("A storm comes and a fox hides.", {"fox": "animal"}),
        ("A coach pushes a boxer into the ring.", {"coach": "person", "boxer": "person", "ring": "place"}),
        ("A hobbit looks at the ring.", {"hobbit": "object", "ring": "object"}),
        ("Cinderella goes to the ball.", {"Cinderella": "person"}),
        ("Cinderella leaves the ball.", {"Cinderella": "person"}),
        ("The last tiger of Sumatra", {"last tiger": "animal", "Sumatra": "place"}),
        ("A bus stops. The driver waves from the roof.", {"bus": "object", "driver": "person", "roof": "object"}),
        ("Two cooks, Tony and Gino, sing.", {"Tony": "person", "Gino": "person"}),
        ("A woman in black waits.", {"woman": "person"}),
        ("A dog runs to the ball.", {"dog": "animal", "ball": "object"}),
        ("The girl whose shadow is a wolf", {"girl": "person", "shadow": "animal"}),
        ("A toddler lets go of her balloon.", {"toddler": "person", "balloon": "object"}),
    ],
)
def test_kinds(prompt: str, expected: dict[str, str]) -> None:
    assert kinds(prompt) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "A knight enters. The brave man kneels.",
        "A knight enters. The knight kneels.",
        "A parrot sings. The bird sleeps.",
        "Lena, a tall scientist, waves. Lena sleeps.",
        "A boy named Finn sings. Finn sleeps.",
    ],
)
def test_the_same_one_in_other_words_is_one_figure(prompt: str) -> None:
    assert len(read(prompt).figures) == 1


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        (
            "Two girls build a sandcastle until a wave takes it away, and they build a bigger one.",
            "bigger sandcastle",
        ),
        ("A cook bakes a cake. A fly lands on a plate. The cook bakes a smaller one.", "smaller cake"),
        ("A boy carries a lamp to a box and finds a golden one.", "golden box"),
    ],
)
def test_another_one_is_of_what_the_same_was_done_to_or_of_the_last_thing(prompt: str, kept: str) -> None:
    assert kept in kinds(prompt)


def test_two_of_a_kind_have_two_names() -> None:
    assert list(kinds("A cat sees another cat.")) == ["cat", "second cat"]
    assert list(kinds("A white cat and a black cat fight.")) == ["white cat", "black cat"]


@pytest.mark.parametrize(
    ("prompt", "looks"),
    [
        ("An old woman in a red coat waits.", {"age": "old", "wears": "red coat"}),
        (
            "A tall girl with long black hair and freckles waits.",
            {"size": "tall", "hair": "long black", "with": "freckles"},
        ),
        ("A one-eyed pirate wearing a torn hat waits.", {"condition": "one-eyed", "wears": "torn hat"}),
        ("Three tired camels wait.", {"mood": "tired", "count": "Three"}),
        ("A flamingo on one leg", {"leg": "one"}),
        ("A robot with four arms juggles.", {"arms": "four"}),
        ("A girl with a flower in her hair waits.", {"with": "flower in the hair"}),
        ("A boy with his arm in a sling waits.", {"with": "arm in a sling"}),
        ("My aunt, a tiny woman with a whistle, waits.", {"size": "tiny", "with": "whistle"}),
        ("A tortoise waits. It is slow and very old.", {"look": "slow", "age": "old"}),
        ("An elephant lifts a log with its trunk.", {}),
        ("A cold, tired traveler knocks.", {"condition": "cold", "mood": "tired"}),
    ],
)
def test_looks_in_the_words_of_the_prompt(prompt: str, looks: dict[str, str]) -> None:
    figure = read(prompt).figures[0]
    assert {aspect.name: aspect.value.capitalize() for aspect in figure.aspects} == {
        name: value.capitalize() for name, value in looks.items()
    }


@pytest.mark.parametrize(
    ("prompt", "lemmas"),
    [
        ("The fire truck races past the school bus.", ["race"]),
        ("A corgi plants a flower and waters it every morning.", ["plant", "water"]),
        ("The hail storm drums. Autumn leaves fall.", ["fall"]),
        ("A penguin who cannot swim leaves Antarctica.", ["leave"]),
        ("A woman who collects shells finds a pearl.", ["find"]),
        ("A man in a hat hands a letter to a sailor.", ["hand"]),
        ("A goat, tied to a pole, chews the rope.", ["chew"]),
        ("A knight finds the princess drinking tea.", ["find", "drink"]),
        ("A girl starts to dance and stops crying.", ["dance", "cry"]),
        ("In the corner sits a cat.", ["sit"]),
        ("Her rival falls on the ice.", ["fall"]),
        ("A chef and her rival cook for the emperor.", ["cook"]),
        ("A man who loves her builds a bridge.", ["build"]),
        ("A postcard from 1920 arrives.", ["arrive"]),
        ("Two cooks, Tony and Gino, throw dough at a nun.", ["throw"]),
        ("A shepherd counts sheep, and the sheep tuck her in.", ["count", "tuck"]),
        ("A cat kneads the dough and shapes it.", ["knead", "shape"]),
        ("A keeper rows out to save a sailor.", ["row"]),
        ("A wolf disguised as a grandmother waits.", ["wait"]),
        ("After that everyone sleeps under the stars.", ["sleep"]),
        ("A girl drops a stick and a boy in the stands throws it back.", ["drop", "throw"]),
    ],
)
def test_verbs_are_told_from_nouns(prompt: str, lemmas: list[str]) -> None:
    assert [act.lemma for act in read(prompt).acts if not act.soft] == lemmas


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("When she opens the door, Lena sees a wolf.", [("Lena",)]),
        ("While his wife sleeps, an old man climbs a tree.", [("old man",)]),
        ("A tiny dancer meets a boy. When he bows, she takes his hand.", [("boy",), ("tiny dancer",), ("boy",)]),
        ("A boy whose shadow has run away searches for it.", [("shadow",)]),
        ("A milkman finds a baby; he names her Lily and raises her.", [("milkman",), ("baby",), ("baby",)]),
        ("A keeper rescues a mermaid. She gives him a pearl.", [("mermaid",), ("keeper",)]),
        ("Two squirrels fight over a nut while a crow watches from a branch. The crow steals it.", [("nut",)]),
    ],
)
def test_pronouns_that_need_more_than_the_last_subject(prompt: str, names: list[tuple[str, ...]]) -> None:
    assert meant(prompt) == names


@dataclass(frozen=True)
class Feeling:
    """A hunch about two words."""

    identity: str = "feeling"

    def kind(self, noun: str) -> str | None:
        return {"caracal": "animal", "samovar": "object", "taiga": "place", "village": "animal"}.get(noun)


@pytest.mark.parametrize(
    ("prompt", "head", "kind"),
    [
        ("A caracal runs through the village.", "caracal", EntityKind.ANIMAL),
        ("A girl walks to the caracal.", "caracal", EntityKind.ANIMAL),
        ("A girl walks into the samovar.", "samovar", EntityKind.OBJECT),
        ("A girl walks into the taiga.", "taiga", EntityKind.PLACE),
        ("A girl draws a taiga.", "taiga", EntityKind.OBJECT),
        ("A caracal runs through the village.", "village", EntityKind.PLACE),
    ],
)
def test_a_hunch_tells_what_nouns_name_that_no_list_has(prompt: str, head: str, kind: EntityKind) -> None:
    found = {figure.head: figure.kind for figure in read(prompt, (), Feeling()).figures}
    assert found[head] is kind
