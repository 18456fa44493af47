"""The prompts: rendered strictly, pinned word for word, and their examples as good as what they ask for."""

import hashlib
import json
from pathlib import Path

import pytest

from videostudio.agents.llm import shapes
from videostudio.agents.llm.coreference import resolved
from videostudio.agents.llm.names import Names, named, pronouns, shortened, writing
from videostudio.agents.llm.script import as_aspect, examples
from videostudio.agents.llm.shapes import ScriptShape, Shape, schema_of
from videostudio.agents.llm.turns import Interview
from videostudio.agents.prompts import data, line, render
from videostudio.film.entity import Aspect, EntityKind
from videostudio.film.errors import StudioError
from videostudio.film.requests import ChatRequest, WriterRequest, WriterTask

FOLDER = Path(__file__).parents[2] / "agents" / "prompts"
PINNED = json.loads((Path(__file__).parent / "prompts.json").read_text())
EXAMPLES = [ScriptShape.model_validate(example["answer"]) for example in data("script_examples")]


def test_prompts_are_as_they_were_pinned() -> None:
    """A changed prompt is another question to every model, and stored answers do not stand for it: look at what it does
    to answers, then pin its digest in prompts.json."""
    files = {path.name: path for path in FOLDER.iterdir() if path.suffix in (".md", ".json")}
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in sorted(files.items())}
    kinds = [shape for shape in vars(shapes).values() if isinstance(shape, type) and issubclass(shape, Shape)]
    schemas = {kind.__name__: schema_of(kind) for kind in kinds if kind is not Shape}
    assert {"files": digests, "schemas": schemas} == PINNED


def test_prompts_take_exactly_their_variables() -> None:
    assert render("camera_task", title="$x", scenes="b").startswith('The scenes of "$x":')
    for values in ({"title": "a"}, {"title": "a", "scenes": "b", "more": "c"}):
        with pytest.raises(StudioError, match=r"do not agree about (scenes|more)"):
            render("camera_task", **values)
    with pytest.raises(StudioError, match="do not agree about seconds"):
        line("length")


def test_schemas_are_what_strict_servers_take() -> None:
    for text in PINNED["schemas"].values():
        _strict(json.loads(text))
        assert "$ref" not in text
        assert "maxLength" not in text
        assert "pattern" not in text
    exact = json.loads(schema_of(ScriptShape, scenes=4))["properties"]["scenes"]
    assert (exact["minItems"], exact["maxItems"]) == (4, 4)


def _strict(node: dict[str, object]) -> None:
    if node.get("type") == "object":
        properties = node["properties"]
        assert isinstance(properties, dict)
        assert node["required"] == list(properties) or set(node["required"]) == set(properties)  # type: ignore[arg-type]
        assert node["additionalProperties"] is False
        for each in properties.values():
            _strict(each)
    if isinstance(items := node.get("items"), dict):
        _strict(items)


def test_there_are_five_examples_as_turns_of_a_dialogue() -> None:
    assert [message.role for message in examples()] == ["user", "assistant"] * 5


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda script: script.title)
async def test_examples_keep_the_rules_they_teach(script: ScriptShape) -> None:
    names = Names(entity.name for entity in script.entities)
    kinds = {entity.name: entity.kind for entity in script.entities}
    for scene in script.scenes:
        assert names.unknown((*scene.foreground, scene.background)) == []
        assert kinds[scene.background] is EntityKind.PLACE
        assert EntityKind.PLACE not in [kinds[name] for name in scene.foreground]
        assert pronouns(scene.event) == []
        assert writing(scene.event) == "LATIN"
    used = {name for scene in script.scenes for name in (*scene.foreground, scene.background)}
    assert used == set(kinds), "no entity stands there for nothing"

    async def nobody(request: ChatRequest) -> str:
        raise AssertionError("an example needs no correction")

    question = Interview(nobody, WriterRequest(task=WriterTask.SCRIPT, prompt="x"))
    assert await resolved(question, script, "x") == script


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("He gives it to them.", ["he", "it", "them"]),
        ("It rains on the street, and it is cold.", []),
        ("The girl waters her flower.", []),
        ("Hermione shows the hero where they hide.", ["they"]),
    ],
)
def test_pronouns_are_found_and_weather_is_none(sentence: str, found: list[str]) -> None:
    assert pronouns(sentence) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ein Fuchs läuft.", "LATIN"),
        ("Лиса бежит.", "CYRILLIC"),
        ("一只狐狸在跑。", "CJK"),
        ("狐が森を走っている。", "KANA"),
        ("여우가 달린다.", "HANGUL"),
        ("123 !", ""),
        ("fox лиса", ""),
    ],
)
def test_writing_is_told_by_letters(text: str, found: str) -> None:
    assert writing(text) == found


def test_names_are_found_whatever_stands_around_them() -> None:
    names = Names(("Red Fox", "old mill"))
    assert names.find(" the  red fox") == "Red Fox"
    assert names.unknown(["An Old Mill", "cat"]) == ["cat"]
    assert named("The fox runs.", "Red Fox", "fox")
    assert not named("The foxglove grows.", "Red Fox", "fox")


def test_texts_are_cut_where_they_may_be() -> None:
    assert shortened("One two. Three four.", 12) == "One two."
    assert shortened("One two three", 9) == "One two"
    assert shortened("  a \n b ", 9) == "a b"


@pytest.mark.parametrize(
    ("look", "aspect"),
    [
        ("Hair :  blue", Aspect(name="hair", value="blue")),
        ("a red coat", Aspect(name="look", value="a red coat")),
        ("time: 10:30", Aspect(name="time", value="10:30")),
        ("hair:", None),
        ("", None),
    ],
)
def test_looks_become_aspects(look: str, aspect: Aspect | None) -> None:
    assert as_aspect(look) == aspect
