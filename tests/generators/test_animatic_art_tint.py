"""Recolouring by family: other hue, same light and shade, and everything else as it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from videostudio.generators.animatic.art import tint
from videostudio.generators.animatic.art.paint import tones_of

ORANGE = ("#ffc080", "#ff9030", "#d06010", "#904000")
CHANNEL = st.integers(0, 255)


def colours(*names: str) -> tint.Colours:
    return np.array([tint.rgb(name) for name in names], np.uint8)


def recolour(main: str, wanted: str) -> tint.Recolour:
    return tint.towards(tint.family_of(main), *tones_of(wanted)[:2])


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL))
def test_oklab_goes_there_and_back(colour: tuple[int, int, int]) -> None:
    there = tint.lab_of(np.array([colour], np.uint8))
    assert np.array_equal(tint.rgb_of(there)[0], colour)


@pytest.mark.parametrize("wanted", ["blue", "green", "purple", "black", "white", "pink", "brown"])
def test_shades_of_the_family_stay_in_order(wanted: str) -> None:
    lightness = tint.lab_of(recolour("#f08030", wanted)(colours(*ORANGE)))[:, 0]
    assert np.all(np.diff(lightness) < 0)


@pytest.mark.parametrize("wanted", ["blue", "green", "red"])
def test_the_usual_shade_gets_the_wanted_hue(wanted: str) -> None:
    done = recolour("#ff9030", wanted)(colours("#ff9030"))
    apart = np.abs(tint.lab_of(done)[0] - tint.lab_of(colours(tones_of(wanted)[0]))[0])
    assert apart[1:].max() < 0.06


def test_eyes_whites_and_other_hues_stay() -> None:
    others = colours("#ffffff", "#212121", "#2f6cc0", "#30a050", "#f4f0f8")
    done = recolour("#ff9030", "purple")(others).astype(int)
    assert np.abs(done - others).max() <= 3


def test_a_grey_family_leaves_what_has_colour() -> None:
    done = recolour("#a9a4ab", "blue")(colours("#a9a4ab", "#ff5080", "#ff9030")).astype(int)
    assert done[0, 2] > done[0, 0] + 60
    assert np.abs(done[1:] - colours("#ff5080", "#ff9030")).max() <= 3


def test_svg_text_changes_in_its_paints_only() -> None:
    svg = (
        '<path id="ff9030" fill="#ff9030" d="M1 2"/><stop stop-color="#D06010"/><use href="#ff9030"/>'
        '<feColorMatrix values="0 0 0 0 1 0 0 0 0 0.5647 0 0 0 0 0.1882 0 0 0 1 0"/><path fill="url(#iff9030)"/>'
    )
    done = tint.in_svg(svg, recolour("#ff9030", "blue"))
    assert 'id="ff9030"' in done
    assert 'href="#ff9030"' in done
    assert "url(#iff9030)" in done
    assert 'fill="#ff9030"' not in done
    assert "#D06010" not in done
    assert "0.5647" not in done


def test_families_are_found_largest_first() -> None:
    picture = np.full((20, 20, 4), (255, 144, 48, 255), np.uint8)
    picture[:6] = (250, 250, 250, 255)
    picture[:2, :2] = (0, 0, 200, 0)
    main, second = tint.families_of(picture)
    assert (main.grey, second.grey) == (False, True)
    assert tint.families_of(np.zeros((4, 4, 4), np.uint8)) == ()
