"""Measuring, cutting, storing: work without decisions."""
