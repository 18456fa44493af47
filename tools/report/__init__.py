"""The page that tells how a film was made: one file, opens offline, runs nothing."""

from videostudio.tools.report.writer import write_report

__all__ = ["write_report"]
