"""The scene graph: direct -> shoot_image -> score_image -> judge_image -> shoot_clip -> score_clip -> judge_clip.

Rejected and spoiled takes go back to the director until the scene is accepted or given up. Where no picture passed,
settle -> shoot_clip films the best of them.
"""

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from videostudio.graphs import routing, scene_nodes
from videostudio.graphs.crew import Crew
from videostudio.graphs.state import SceneOutput, SceneState


def scene_graph() -> CompiledStateGraph[SceneState, Crew, SceneState, SceneOutput]:
    """The compiled scene graph; the film graph sends one SceneState per scene into it."""
    graph = StateGraph(SceneState, context_schema=Crew, output_schema=SceneOutput)
    graph.add_node("direct", scene_nodes.direct)
    graph.add_node("settle", scene_nodes.settle)
    graph.add_node("shoot_image", scene_nodes.shoot_image, error_handler=scene_nodes.on_shoot_error)
    graph.add_node("score_image", scene_nodes.score_image, error_handler=scene_nodes.on_score_image_error)
    graph.add_node("judge_image", scene_nodes.judge_image)
    graph.add_node("shoot_clip", scene_nodes.shoot_clip, error_handler=scene_nodes.on_shoot_error)
    graph.add_node("score_clip", scene_nodes.score_clip, error_handler=scene_nodes.on_score_clip_error)
    graph.add_node("judge_clip", scene_nodes.judge_clip)
    graph.add_node("spoiled", scene_nodes.spoiled)
    graph.add_node("accept", scene_nodes.accept)
    graph.add_node("give_up", scene_nodes.give_up)

    graph.add_conditional_edges(START, routing.first)
    graph.add_edge("direct", "shoot_image")
    graph.add_edge("shoot_image", "score_image")
    graph.add_edge("score_image", "judge_image")
    graph.add_conditional_edges("judge_image", routing.after_image)
    graph.add_edge("settle", "shoot_clip")
    graph.add_edge("shoot_clip", "score_clip")
    graph.add_edge("score_clip", "judge_clip")
    graph.add_conditional_edges("judge_clip", routing.after_clip)
    graph.add_conditional_edges("spoiled", routing.after_spoiled)
    graph.add_edge("accept", END)
    graph.add_edge("give_up", END)
    return graph.compile()
