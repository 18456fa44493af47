"""Who is in which piece, whose colours a piece shows, and which scene is the odd one out: arithmetic."""

from dataclasses import replace

import numpy as np
import pytest

from videostudio.film.staging import Box
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import across
from videostudio.tools.scoring.colours import samples, shown
from videostudio.tools.scoring.figures import (
    FORM,
    PROPOSED,
    SEARCHED,
    Cut,
    Piece,
    Portrait,
    cut_from,
    likeness,
    sighting,
    worth_a_look,
)
from videostudio.tools.scoring.locating.port import Region

RED, BLUE, GREEN = (220, 30, 30), (30, 40, 220), (30, 200, 40)
AXES = np.eye(3, dtype=np.float32)


def plain(colour: tuple[int, int, int]) -> Pixels:
    return np.full((40, 40, 3), colour, np.uint8)


def portrait(colour: tuple[int, int, int], axis: int) -> Portrait:
    return Portrait(AXES[axis], samples(plain(colour)))


def cut(colour: tuple[int, int, int], left: int, hint: str = "", at: int = 0) -> Cut:
    return cut_from(plain(colour), Region(Box(left=left, top=0, width=10, height=20), hint), at)


FOX, CAT = portrait(RED, 0), portrait(BLUE, 1)
CAST = {"fox": FOX, "cat": CAT}


def test_a_piece_is_like_a_portrait_in_form_and_colour() -> None:
    assert likeness(Piece(cut(RED, 0), AXES[0]), FOX) == pytest.approx(1, abs=1e-3)
    assert likeness(Piece(cut(GREEN, 0), AXES[0]), FOX) == pytest.approx(FORM, abs=1e-3)
    assert likeness(Piece(cut(RED, 0), AXES[1]), FOX) == pytest.approx(1 - FORM, abs=1e-3)


def test_the_head_of_who_lies_is_like_the_upper_half_of_a_portrait() -> None:
    knight = replace(portrait(BLUE, 0), bust=portrait(RED, 1))
    whole = cut(RED, 0)
    head = replace(whole, region=replace(whole.region, turns=1))
    assert likeness(Piece(head, AXES[1]), knight) == pytest.approx(1, abs=1e-3)
    assert likeness(Piece(head, AXES[1]), replace(knight, bust=None)) < 0.1
    assert likeness(Piece(whole, AXES[1]), knight) < 0.1


def test_a_lying_head_is_turned_upright() -> None:
    picture = plain(GREEN)
    picture[:, :20] = RED
    lying = Box(left=10, top=10, width=20, height=20)
    upright = cut_from(picture, Region(lying, "fox", 3), 0).picture
    assert tuple(upright[0, 0]) == RED
    assert tuple(upright[-1, -1]) == GREEN


def test_what_was_proposed_for_one_is_looked_at_first() -> None:
    pieces = [Piece(cut(GREEN, 0, "fox"), AXES[2]), Piece(cut(RED, 50, "cat"), AXES[0])]
    found = sighting("fox", pieces, CAST)
    assert found.best is pieces[0]
    assert found.likeness < 0.1
    assert found.second is None


def test_where_nothing_was_proposed_for_one_all_is_looked_at() -> None:
    pieces = [Piece(cut(GREEN, 0, "dog"), AXES[2]), Piece(cut(RED, 50), AXES[0])]
    assert sighting("fox", pieces, CAST).best is pieces[1]


def test_rivals_are_everybody_elses_portraits_on_the_best_piece() -> None:
    pieces = [Piece(cut(BLUE, 0, "fox"), AXES[1])]
    found = sighting("fox", pieces, CAST)
    assert found.rival == pytest.approx(1, abs=1e-3)
    assert sighting("fox", pieces, {"fox": FOX}).rival is None


@pytest.mark.parametrize(
    ("left", "hint", "at", "counts"),
    [(50, "", 0, True), (50, "fox", 0, True), (50, "cat", 0, False), (50, "", 12, False), (4, "", 0, False)],
)
def test_a_second_copy_is_beside_the_first_in_the_same_frame(left: int, hint: str, at: int, counts: bool) -> None:
    pieces = [Piece(cut(RED, 0, "fox"), AXES[0]), Piece(cut(RED, left, hint, at), AXES[0])]
    assert (sighting("fox", pieces, CAST).second is not None) is counts


def test_legs_are_no_second_copy() -> None:
    legs = cut_from(plain(RED), Region(Box(left=0, top=30, width=10, height=10)), 0)
    assert sighting("fox", [Piece(cut(RED, 0), AXES[0]), Piece(legs, AXES[0])], CAST).second is None


def test_of_proposals_the_first_is_looked_at_and_those_with_the_right_colours() -> None:
    own = [cut(GREEN, 0, "fox"), *(cut(BLUE, 9 * n, "fox") for n in range(5)), cut(RED, 70, "fox")]
    kept = worth_a_look([*own, cut(GREEN, 90)], {"fox": FOX})
    assert len(kept) == 1 + PROPOSED + 1
    assert kept[0] is own[0]
    assert own[-1] in kept


def test_of_many_pieces_for_nobody_a_few_are_looked_at() -> None:
    cuts = [cut(BLUE if n % 3 else RED, 9 * n) for n in range(40)]
    kept = worth_a_look(cuts, CAST)
    assert len(kept) <= SEARCHED
    assert {tuple(one.picture[0, 0]) for one in kept} == {RED, BLUE}
    assert worth_a_look(cuts, {}) == []


def test_colours_are_shown_wherever_they_are_and_a_little_darker() -> None:
    half = plain(RED)
    half[:, :20] = GREEN
    dim = np.asarray(plain(RED) * 0.85, np.uint8)
    own = samples(plain(RED))
    assert shown(own, samples(half)) == pytest.approx(1, abs=1e-3)
    assert shown(own, samples(dim)) > 0.6
    assert shown(own, samples(plain(BLUE))) < 0.1
    assert shown(samples(half), samples(plain(RED))) == pytest.approx(0.5, abs=0.05)


def test_what_is_transparent_has_no_colour() -> None:
    alpha = np.zeros((40, 40, 1), np.uint8)
    alpha[10:30, 10:30] = 255
    faint = np.dstack([plain(BLUE), alpha // 4])
    assert shown(samples(np.dstack([plain(RED), alpha])), samples(plain(RED))) == pytest.approx(1, abs=1e-3)
    assert len(samples(faint)) > 0


def test_the_odd_scene_out_is_least_like_the_middle_one() -> None:
    looks = {f"s{n}": (AXES[0], 0.9) for n in range(3)}
    values = across.match({**looks, "other": (AXES[1], 0.9), "faded": (AXES[0], 0.4)})
    assert values["s0"] == values["s1"] == 1
    assert values["other"] == pytest.approx(0.5)
    assert values["faded"] == pytest.approx(0.75)


def test_two_scenes_are_no_company() -> None:
    assert across.match({"s0": (AXES[0], 1.0), "s1": (AXES[1], 1.0)}) == {}
