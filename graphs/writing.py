"""A script without a film: written by whom a profile names, its language model's answers kept in the store."""

from videostudio.agents import planner
from videostudio.agents.llm.writer import LlmWriter
from videostudio.agents.planner import StandIn
from videostudio.film.brief import Brief
from videostudio.film.requests import ChatRequest
from videostudio.film.script import Script
from videostudio.graphs import bootstrap
from videostudio.graphs.executor.saying import at_once, said
from videostudio.graphs.machines import store_of
from videostudio.graphs.profile import Profile
from videostudio.tools.workspace import Workspace


async def script_for(brief: Brief, profile: Profile, workspace: Workspace) -> Script:
    """The script that a film of `brief` begins with. Raises the error tree."""
    house = bootstrap.writer()
    signature = str(house.identity)
    if profile.writer == bootstrap.HOUSE:
        return await planner.plan(brief, house.answer, signature)
    chat = bootstrap.chat(profile, workspace, bootstrap.account(profile, brief.budget))
    store = store_of(workspace.ensure())

    async def say(request: ChatRequest) -> str:
        done = await said(request, chat, store)
        return store.read(done.entry.outputs["answer"]).decode()

    stand_in = StandIn(house.answer, signature, allowed=brief.stand_in)
    return await planner.plan(brief, LlmWriter(say, at_once).answer, bootstrap.llm_name(profile), stand_in)
