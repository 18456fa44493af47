"""Decisions: facts in, validated decision out. No files, no models, no graph."""
