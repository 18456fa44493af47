"""Pixels: every model behind the three small Protocols of `ports.py`."""
