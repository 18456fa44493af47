"""The paper's own models."""
