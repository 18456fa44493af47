"""The reference graph: shoot_reference -> score_reference -> judge_reference, again until it passes."""

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from videostudio.graphs import reference_nodes, routing
from videostudio.graphs.crew import Crew
from videostudio.graphs.state import ReferenceOutput, ReferenceState


def reference_graph() -> CompiledStateGraph[ReferenceState, Crew, ReferenceState, ReferenceOutput]:
    """The compiled reference graph; the film graph sends one ReferenceState per entity into it."""
    graph = StateGraph(ReferenceState, context_schema=Crew, output_schema=ReferenceOutput)
    graph.add_node("shoot_reference", reference_nodes.shoot_reference, error_handler=reference_nodes.on_shoot_error)
    graph.add_node("score_reference", reference_nodes.score_reference, error_handler=reference_nodes.on_score_error)
    graph.add_node("judge_reference", reference_nodes.judge_reference)
    graph.add_node("spoiled_reference", reference_nodes.spoiled_reference)
    graph.add_node("cast_reference", reference_nodes.cast_reference)

    graph.add_edge(START, "shoot_reference")
    graph.add_edge("shoot_reference", "score_reference")
    graph.add_edge("score_reference", "judge_reference")
    graph.add_conditional_edges("judge_reference", routing.after_reference)
    graph.add_conditional_edges("spoiled_reference", routing.after_reference)
    graph.add_edge("cast_reference", END)
    return graph.compile()
