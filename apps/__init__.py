"""The doors to the film crew. Thin: no decisions, no pixels."""
