"""Measuring pictures and clips. Numbers with explanations; verdicts are the critic's."""
