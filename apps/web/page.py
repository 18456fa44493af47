"""The page itself, in Gradio: where a film is said, the film, and the conversation about it.

What a film looks like comes as two pieces of HTML that the page's own script fits in without disturbing what is being
typed or played. Which film it is says the address: a page is one film's, however often it is loaded anew.
"""

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from typing import Any

import gradio as gr

from videostudio.agents.chat.guide import guide
from videostudio.apps.desk.guests import bearer
from videostudio.apps.desk.orders import Orders
from videostudio.apps.desk.service import Seat, Service
from videostudio.apps.desk.wishes import wishes_from
from videostudio.apps.http.faults import said_of
from videostudio.apps.http.seats import is_owner
from videostudio.apps.web import addresses
from videostudio.apps.web.actions import Actions, Answer
from videostudio.apps.web.beside import earlier
from videostudio.apps.web.facts import Forecasts, Signature, gathered, signature
from videostudio.apps.web.profiles import ProfileChoices
from videostudio.apps.web.seen import Step
from videostudio.apps.web.shelf import shelf
from videostudio.apps.web.stage import steps
from videostudio.apps.web.whole import lost, whole
from videostudio.film.errors import TooBusy, Unclear, VideoStudioError
from videostudio.tools.report.markup import joined, tag

LOOK_S = 0.5
"""Between two looks at a film that somebody has open."""
BEAT_S = 10.0
"""After which something is sent though nothing has changed: only then it is noticed that nobody looks any more."""

MOST_PAGES = 20
"""Of films, open at a time, of one guest."""

EXAMPLES = (
    "A corgi astronaut explores Mars and finds a flower",
    "A lighthouse keeper rows through a storm to a lost whale",
    "Two sisters build a sandcastle, and a wave takes it away",
)
_SIZES = [
    ("Wide, 1280 x 720", "1280x720"),
    ("Small and quick, 640 x 360", "640x360"),
    ("Upright, 720 x 1280", "720x1280"),
]


def theme() -> gr.themes.Base:
    """The colours of the report, in whatever letters the machine has: nothing is fetched."""
    letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "DejaVu Sans", "sans-serif"]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.orange,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_lg,
        font=letters,
        font_mono=["ui-monospace", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace"],
    )


def own(name: str) -> str:
    """A file of the page's own: its style, its script."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")


class Page:
    """The page over `service`, whose `blocks` Gradio serves."""

    def __init__(self, service: Service) -> None:
        self._service, self._orders = service, Orders()
        self._forecasts = Forecasts()
        self._open: Counter[str] = Counter()
        self._profiles = ProfileChoices(service.workspace, service.limits.profiles)
        self._actions = Actions(self._forecasts)
        self.blocks = self._built()

    def _built(self) -> gr.Blocks:
        profiles = self._profiles.everybodys
        with gr.Blocks(title="VideoStudio", analytics_enabled=False, delete_cache=(3600, 3600)) as blocks:
            answer = gr.HTML(
                {}, html_template="", js_on_load=own("answer.js"), apply_default_css=False, elem_id="answer"
            )
            with gr.Column(elem_id="start"):
                gr.HTML(_hello(), apply_default_css=False, elem_id="hello")
                prompt = gr.Textbox(
                    label="What is your film about?",
                    placeholder=EXAMPLES[0],
                    lines=3,
                    max_lines=12,
                    autofocus=True,
                    elem_id="prompt",
                )
                with gr.Row(elem_id="go"):
                    begin = gr.Button("Write the storyboard", variant="primary", elem_id="begin")
                gr.Examples(list(EXAMPLES), prompt, label="Or begin with one of these", elem_id="examples")
                with gr.Accordion("More wishes", open=False, elem_id="wishes"):
                    with gr.Row():
                        scenes = gr.Number(label="Scenes (0: as the story wants)", value=0, precision=0, minimum=0)
                        seconds = gr.Number(label="Seconds (0: as the story wants)", value=0, minimum=0)
                        style = gr.Textbox(label="Style", placeholder="watercolour", max_lines=1)
                    with gr.Row():
                        size = gr.Dropdown(_SIZES, value="1280x720", label="Picture")
                        profile = gr.Dropdown(_offered(profiles), value=next(iter(profiles), None), label="Profile")
                        seed = gr.Number(label="Seed: another one is another film", value=0, precision=0)
                    asks = gr.Checkbox(True, label="Show me the storyboard before anything is drawn")
                films = gr.HTML("", apply_default_css=False, elem_id="films")
            with gr.Row(elem_id="film"):
                with gr.Column(elem_id="main", scale=5):
                    stage = gr.HTML(
                        {},
                        html_template="<div id='stage'></div>",
                        apply_default_css=False,
                        js_on_load=own("fit.js").replace("PLACE", "stage"),
                    )
                with gr.Column(elem_id="side", scale=2, min_width=320):
                    talk = gr.HTML(
                        {},
                        html_template="<section id='talk' aria-label='Talk about the film'></section>",
                        apply_default_css=False,
                        js_on_load=own("fit.js").replace("PLACE", "talk"),
                    )
                    words = gr.Textbox(
                        label="Say what should change",
                        placeholder="make scene 2 at night",
                        lines=1,
                        max_lines=5,
                        submit_btn="Say",
                        elem_id="words",
                    )
                    gr.HTML(_can_say(), apply_default_css=False)
            gr.on(
                [begin.click, prompt.submit],
                self._begin,
                [prompt, scenes, seconds, style, size, profile, seed, asks],
                answer,
                **_quietly("begin", trigger_mode="once"),
            )
            for part in (stage, talk):
                part.act(self._act, None, answer, **_quietly("act"))
            words.submit(None, words, words, js="(text) => { window.studio.say(text); return ''; }")
            # Which film it is, and beside which version, comes from the address: the fields only keep the places.
            where = "() => window.studio.where()"
            blocks.load(self._follow, [words, words], [stage, talk], js=where, **_quietly("follow"))
            blocks.load(self._shelf, None, films, **_quietly("shelf"))
            blocks.load(self._choice, None, profile, **_quietly("choice"))
        found: gr.Blocks = blocks
        return found

    async def _begin(
        self,
        prompt: str,
        scenes: float,
        seconds: float,
        style: str,
        size: str,
        profile: str | None,
        seed: float,
        asks: bool,
        request: gr.Request,
    ) -> dict[str, Any]:
        seat = None
        try:
            seat = self._seat(request)
            said = {
                "prompt": prompt,
                "scenes": round(scenes or 0) or None,
                "seconds": seconds or None,
                "style": style,
                "size": size,
                **({"profile": profile} if profile else {}),
                "seed": round(seed or 0),
                "approve": "script" if asks else "",
            }
            job = await self._orders.take(seat, wishes_from(said), {})
        except VideoStudioError as error:
            return _told(_fault(error, seat))
        return _told(Answer(go=addresses.page(job.film)))

    async def _act(self, request: gr.Request, event: gr.EventData) -> dict[str, Any]:
        """One button or form. What comes is whatever a browser sent."""
        sent = event._data if isinstance(event._data, dict) else {}
        fields = {str(key): str(value) for key, value in sent.items() if isinstance(value, str | int | float)}
        seat = None
        try:
            seat = self._seat(request)
            return _told(await self._actions.do(seat, fields.pop("film", ""), fields.pop("do", ""), fields))
        except VideoStudioError as error:
            return _told(_fault(error, seat))

    async def _follow(self, film: str, beside: str, request: gr.Request) -> AsyncIterator[tuple[Any, Any]]:
        """The film as it stands, and again whenever it changes, for as long as the page is open."""
        if not film:
            return
        seat = None
        try:
            seat = self._seat(request)
            with self._counted(seat):
                async for seen in self._watched(seat, film, beside):
                    yield seen
        except VideoStudioError as error:
            page = lost(_fault(error, seat).text)
            yield {"html": page.film, "title": page.title}, {"html": page.talk}

    async def _watched(self, seat: Seat, film: str, beside: str) -> AsyncIterator[tuple[Any, Any]]:
        known: Signature | None = None
        sent = 0.0
        while True:
            if (now := signature(seat, film)) != known:
                if known is None:
                    # What a proposal would cost is looked up for seconds: the page need not wait for that.
                    yield await self._seen(seat, film, "", None)
                known = now
                yield await self._seen(seat, film, beside, self._forecasts)
                sent = time.monotonic()
            elif time.monotonic() - sent > BEAT_S:
                yield gr.skip(), gr.skip()
                sent = time.monotonic()
            await asyncio.sleep(LOOK_S)

    @contextmanager
    def _counted(self, seat: Seat) -> Iterator[None]:
        """One more page that is open: each holds one of the requests that may be answered at a time. Raises TooBusy."""
        name = seat.guest.name
        if self._open[name] >= MOST_PAGES:
            raise TooBusy(f"{MOST_PAGES} pages of films are open: close one, and load this one anew", BEAT_S)
        self._open[name] += 1
        try:
            yield
        finally:
            self._open[name] -= 1

    async def _seen(self, seat: Seat, film: str, beside: str, forecasts: Forecasts | None) -> tuple[Any, Any]:
        facts = await gathered(seat, film, forecasts)
        other = await earlier(seat, facts, int(beside)) if beside.isdecimal() and len(beside) < 6 else None
        profiles = await asyncio.to_thread(self._profiles.of, seat.desk.workspace)
        page = await asyncio.to_thread(whole, facts, other, profiles)
        return {"html": page.film, "title": page.title}, {"html": page.talk}

    async def _shelf(self, request: gr.Request) -> str:
        try:
            seat = self._seat(request)
            films = await asyncio.to_thread(seat.desk.films)
            newest = sorted(films, key=lambda film: _changed_s(seat, film.id), reverse=True)
            return shelf(tuple(newest))
        except VideoStudioError as error:
            return tag("p", _fault(error, None).text)

    async def _choice(self, request: gr.Request) -> Any:
        """The profiles of whoever has the page open."""
        try:
            profiles = await asyncio.to_thread(self._profiles.of, self._seat(request).desk.workspace)
        except VideoStudioError:
            # Why nothing can be chosen is said in the place of the films.
            return gr.skip()
        return gr.Dropdown(choices=_offered(profiles), value=next(iter(profiles), None))

    def _seat(self, request: gr.Request) -> Seat:
        """Whoever has the page open. Raises NotAllowed, TooBusy."""
        return self._service.enter(bearer(dict(request.headers).get("authorization", "")))


def _offered(profiles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Words and names, as a dropdown wants them."""
    return [(words, name) for name, words in profiles.items()]


def _changed_s(seat: Seat, film: str) -> float:
    try:
        return seat.desk.workspace.film_folder(film).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _fault(error: VideoStudioError, seat: Seat | None) -> Answer:
    """What somebody is told of an error, and what could be said instead."""
    text = said_of(type(error).__name__, str(error), is_owner=seat is not None and is_owner(seat))
    choices = error.choices if isinstance(error, Unclear) else ()
    return Answer(text=text, choices=tuple(choices))


def _told(answer: Answer) -> dict[str, Any]:
    """An answer for the page's script. Its number makes every one another value, so that none is missed."""
    return {
        "text": answer.text,
        "show": answer.show,
        "choices": list(answer.choices),
        "go": answer.go,
        "number": os.urandom(6).hex(),
    }


def _quietly(name: str, **more: Any) -> dict[str, Any]:
    """How all of the page's calls go: no veil over the page, none refused for another one, none in a public list."""
    usual = {"show_progress": "hidden", "concurrency_limit": None, "api_visibility": "private", "api_name": name}
    return {**usual, "trigger_mode": "multiple", **more}


def _hello() -> str:
    title = tag("h1", "One sentence becomes a film")
    told = tag("p", "People, places and things stay the same from scene to scene.", class_="logline")
    return joined(
        tag("nav", steps(Step.SAY), class_="way", aria_label="Where you are"), tag("header", title, told, class_="top")
    )


def _can_say() -> str:
    lines = tag("ul", *(tag("li", line.removeprefix("- ")) for line in guide() if line.startswith("- ")))
    return tag("details", tag("summary", "What can be said"), lines, class_="fold", id="guide")
