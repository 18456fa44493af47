"""Somebody else's graph with a film in it, kept in SQLite: `python campaign.py HOME CHECKPOINTS PROMPT` makes the film,
or goes on with it, and prints what the campaign posts.
"""

import asyncio
import sys
from typing import Any, TypedDict

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import END, START, StateGraph

from videostudio.apps.subgraph import film_subgraph

TINY = {"scenes": 2, "seconds": 2, "size": "128x128", "fps": 8, "silent": True, "workers": 1, "new": True}
CONFIG: Any = {"configurable": {"thread_id": "campaign"}}


class Campaign(TypedDict, total=False):
    wishes: dict[str, Any]
    film: dict[str, Any]
    post: str


async def run(home: str, checkpoints: str, prompt: str) -> str:
    """The post. A campaign that is there already goes on."""

    def post(state: Campaign) -> Campaign:
        return {"post": f"{state['film']['film']} {state['film']['outcome']}"}

    graph = StateGraph(Campaign)
    graph.add_node("film", film_subgraph(home))
    graph.add_node("post", post)
    graph.add_edge(START, "film")
    graph.add_edge("film", "post")
    graph.add_edge("post", END)
    async with AsyncSqliteSaver.from_conn_string(checkpoints) as saver:
        compiled = graph.compile(checkpointer=saver)
        begun = (await compiled.aget_state(CONFIG)).next
        done = await compiled.ainvoke(None if begun else {"wishes": {"prompt": prompt, **TINY}}, CONFIG)
    return str(done["post"])


if __name__ == "__main__":
    print(asyncio.run(run(*sys.argv[1:])))
