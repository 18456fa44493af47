"""Measuring the whole: studies in which the truth is known, and metrics over films. Nothing imports this room."""
