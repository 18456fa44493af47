"""Metrics of finished films: the paper's and VBench's, each with what measured it. Verdicts are the critic's."""
