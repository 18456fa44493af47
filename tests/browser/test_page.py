"""The web page in a real browser, with real films."""

from pathlib import Path
from typing import Any

import pytest
from browsing import Browser, Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1500)]

STORY = "A fox <script>alert(1)</script> crosses a frozen lake. The fox sleeps."


def say(page: Any, address: str, sentence: str) -> str:
    """Types a sentence on the first page, and gives the address of its film."""
    page.goto(address)
    page.get_by_label("What is your film about?").fill(sentence)
    page.get_by_role("button", name="More wishes").click()
    page.get_by_label("Scenes (0: as the story wants)").fill("2")
    page.get_by_label("Seconds (0: as the story wants)").fill("4")
    page.get_by_label("Picture", exact=True).click()
    page.get_by_role("option", name="Small and quick").click()
    page.get_by_role("button", name="Write the storyboard").click()
    page.wait_for_url("**/?film=*")
    return str(page.url)


def ready(page: Any) -> None:
    page.get_by_role("heading", name="Your film is ready").wait_for(timeout=900_000)


def proposed(page: Any) -> str:
    """What would be made again, before it is."""
    page.get_by_role("button", name="Yes, do it").wait_for()
    return str(page.locator("#proposal").inner_text())


def test_a_film_from_a_sentence_to_the_screen(browser: Browser, served: Served, tmp_path: Path) -> None:
    page = browser.page()
    film = say(page, served.address, STORY)
    page.get_by_role("button", name="Make the film").wait_for()
    # What was typed is text: shown as it is, and never run.
    assert "<script>alert(1)</script>" in page.locator("#talk").inner_text()
    page.get_by_role("button", name="Make the film").click()

    # In the middle of the work the server dies; the page says so, and goes on when it is back.
    page.locator("#cast img").first.wait_for()
    served.kill()
    page.locator("html.is-lost").wait_for(state="attached")
    served.start()
    page.locator("#storyboard .frame :is(img, video)").first.wait_for()
    page.reload()
    ready(page)
    assert page.url.startswith(film)

    video = page.locator(".player video")
    page.wait_for_function("document.querySelector('.player video').readyState === 4", polling=200)
    video.evaluate("video => { video.muted = true; return video.play(); }")
    page.wait_for_function("document.querySelector('.player video').currentTime > 0.5", polling=200)

    card = page.locator("#scene-scene-2")
    card.get_by_text("Not good").click()
    card.get_by_label("What should be different?").fill("make it at night")
    card.get_by_role("button", name="Reject").click()
    told = proposed(page)
    assert "clip: scene-2" in told
    assert "clip: scene-1" not in told
    page.get_by_role("button", name="Yes, do it").click()
    page.locator(".standing.busy").wait_for()
    ready(page)

    card = page.locator("#scene-scene-1")
    card.get_by_text("Edit", exact=True).click()
    card.get_by_label("Narration").fill("It was cold.")
    card.get_by_role("button", name="See what that changes").click()
    assert "the narrator says 'It was cold.'" in proposed(page)
    page.get_by_role("button", name="Yes, do it").click()
    page.locator(".standing.busy").wait_for()
    ready(page)

    page.get_by_role("link", name="Side by side").last.click()
    page.locator("#beside .differs").first.wait_for()
    assert page.locator("#beside video").count() == 4

    for name, starts in (("Film", b"ftyp"), ("Captions", b"WEBVTT"), ("Report", b"<!doctype html>")):
        with page.expect_download() as coming:
            page.get_by_role("link", name=name, exact=True).click()
        coming.value.save_as(tmp_path / name)
        assert starts in (tmp_path / name).read_bytes()[:40]
    assert (browser.foreign, browser.faults) == ([], [])


def test_two_tabs_with_two_films(browser: Browser, served: Served) -> None:
    first, second = browser.page(), browser.page(width=390, height=844, scheme="dark")
    say(first, served.address, "A dog runs across a meadow. The dog sleeps.")
    say(second, served.address, "A cat walks on a beach. The cat sits down.")
    for page in (first, second):
        page.get_by_role("button", name="Make the film").wait_for()
    first.get_by_label("Say what should change").fill("make scene 2 at night")
    first.keyboard.press("Enter")
    first.locator(".turn.them", has_text="make scene 2 at night").wait_for()
    second.reload()
    second.get_by_role("button", name="Make the film").wait_for()
    assert "cat" in second.locator("#storyboard").inner_text()
    for page, theirs, others in ((first, "dog", "cat"), (second, "cat", "dog")):
        text = (page.locator("#stage").inner_text() + page.locator("#talk").inner_text()).lower()
        assert theirs in text
        assert others not in text
    assert "night" not in second.locator("#talk").inner_text()
    # Nothing is wider than a phone.
    assert second.evaluate("document.documentElement.scrollWidth") <= 390
    assert (browser.foreign, browser.faults) == ([], [])


def test_it_can_be_used_with_a_keyboard(browser: Browser, served: Served) -> None:
    page = browser.page()
    page.goto(served.address)
    page.get_by_label("What is your film about?").wait_for()
    page.get_by_label("What is your film about?").focus()
    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.innerText"))
    assert "Write the storyboard" in seen
    assert any("More wishes" in words for words in seen)
