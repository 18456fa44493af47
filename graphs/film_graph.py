"""The film graph: plan -> design -> references -> scenes -> review_film -> {rewrite | reshoot | sound} -> cut -> ..."""

from collections.abc import Hashable

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from videostudio.graphs import fan, film_nodes, routing
from videostudio.graphs.crew import Crew
from videostudio.graphs.reference_graph import reference_graph
from videostudio.graphs.scene_graph import scene_graph
from videostudio.graphs.state import FilmState

TO_THE_CUT: dict[Hashable, str] = {"cut": "sound"}
"""The way to the cut leads past the composer: only now is it known which scenes are in the film."""


def film_graph(
    checkpointer: BaseCheckpointSaver[str] | None = None,
) -> CompiledStateGraph[FilmState, Crew, FilmState, FilmState]:
    """The compiled film graph. Its input needs `brief`, `profile` and `given`; its context is a Crew."""
    graph = StateGraph(FilmState, context_schema=Crew)
    graph.add_node("plan", film_nodes.plan)
    graph.add_node("review_script", film_nodes.review_script)
    graph.add_node("design", film_nodes.design)
    graph.add_node("references", reference_graph())
    graph.add_node("call_cast", film_nodes.call_cast)
    graph.add_node("scenes", scene_graph())
    graph.add_node("score_film", film_nodes.score_film, error_handler=film_nodes.on_score_film_error)
    graph.add_node("review_film", film_nodes.review_film)
    graph.add_node("rewrite", film_nodes.rewrite, error_handler=film_nodes.on_rewrite_error)
    graph.add_node("reshoot", film_nodes.reshoot)
    graph.add_node("review_cut", film_nodes.review_cut)
    graph.add_node("sound", film_nodes.sound, error_handler=film_nodes.on_sound_error)
    graph.add_node("cut", film_nodes.cut)
    graph.add_node("report", film_nodes.report)

    graph.add_edge(START, "plan")
    graph.add_conditional_edges("plan", routing.after_plan)
    graph.add_conditional_edges("review_script", routing.after_review_script)
    graph.add_conditional_edges("design", fan.references, ["references", "call_cast"])
    graph.add_edge("references", "call_cast")
    graph.add_conditional_edges("call_cast", fan.scenes, ["scenes", "score_film"])
    graph.add_edge("scenes", "score_film")
    graph.add_edge("score_film", "review_film")
    graph.add_conditional_edges(
        "review_film",
        routing.after_review_film,
        {"rewrite": "rewrite", "reshoot": "reshoot", "review_cut": "review_cut", **TO_THE_CUT},
    )
    graph.add_edge("rewrite", "design")
    graph.add_conditional_edges("reshoot", fan.outliers, ["scenes"])
    graph.add_conditional_edges("review_cut", routing.after_review_cut, {"report": "report", **TO_THE_CUT})
    graph.add_edge("sound", "cut")
    graph.add_edge("cut", "report")
    graph.add_edge("report", END)
    return graph.compile(checkpointer=checkpointer)
