"""The mini world: the same scene at the same number, and what training must not see."""

from collections import Counter

from videostudio.tools.scoring.world import held_out
from videostudio.training.scenes.world import (
    A_PLATE,
    LOOKS,
    Scripted,
    Split,
    is_kept_pair,
    is_novel,
    nouns,
    scripted,
    subject,
)

MANY = range(0, 3000)


def pairs(scene: Scripted) -> set[tuple[str, str]]:
    return {(one.noun, scene.place.name) for one in scene.cast}


def test_a_number_says_all_of_a_scene() -> None:
    assert scripted(1, 17) == scripted(1, 17)
    assert scripted(1, 17) != scripted(2, 17)
    assert scripted(1, 17).cast != scripted(1, 17, again=1).cast
    assert scripted(1, 17).place == scripted(1, 17, again=1).place


def test_training_shows_neither_what_is_novel_nor_the_pairs_that_are_kept() -> None:
    shown = set().union(*(pairs(scripted(1, number)) for number in MANY))
    assert not [pair for pair in shown if is_novel(pair[0]) or is_kept_pair(*pair)]
    assert {noun for noun, _ in shown} == {noun for noun in nouns() if not is_novel(noun)}


def test_the_other_splits_show_only_that() -> None:
    for number in range(300):
        assert all(is_kept_pair(*pair) for pair in pairs(scripted(1, number, Split.PAIRS)))
        assert all(is_novel(noun) for noun, _ in pairs(scripted(1, number, Split.NOVEL)))


def test_the_critic_keeps_the_novel_nouns_for_itself() -> None:
    kept = {name for group in ("people", "animals", "vehicles", "things") for name in held_out()[group]}
    assert {noun for noun in nouns() if is_novel(noun)} == kept
    assert 110 <= len(nouns()) <= 130


def test_scenes_of_a_block_share_place_light_and_shot() -> None:
    for begin in range(0, 40, A_PLATE):
        block = [scripted(1, number) for number in range(begin, begin + A_PLATE)]
        assert len({(scene.place_id, scene.shot) for scene in block}) == 1
        assert len({scene.cast for scene in block}) > 1


def test_nobody_stands_twice_in_a_scene_and_the_living_act() -> None:
    for scene in (scripted(1, number) for number in range(500)):
        names = [one.noun for one in scene.cast]
        assert len(set(names)) == len(names)
        alive = [one.group in ("people", "animals") for one in scene.cast]
        assert alive == sorted(alive, reverse=True)


def test_everyone_who_is_there_is_told() -> None:
    for scene in (scripted(1, number) for number in range(300)):
        caption = scene.caption.lower()
        assert all(one.words in caption for one in scene.cast), caption
        assert scene.place.name in caption


def test_looks_differ_in_colour_only() -> None:
    looks = [subject("girl", look) for look in range(LOOKS)]
    assert looks[0].words == "girl"
    assert {one.words.split(" in ")[0] for one in looks} == {"girl"}
    assert len({one.entity.id for one in looks}) == LOOKS


def test_most_scenes_have_one_or_two_in_them() -> None:
    sizes = Counter(len(scripted(1, number).cast) for number in MANY)
    assert sizes[1] > sizes[2] > sizes[3] > sizes[4] > 0
