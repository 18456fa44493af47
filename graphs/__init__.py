"""The order of work: state, nodes, routing, checkpoints, and the one composition root."""
