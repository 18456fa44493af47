"""Who the composer is: the identity that its sounds are stored under."""

from videostudio.film.identity import Capabilities, Identity

CODE_VERSION = 2
"""Raise it whenever the same request gives other sound."""

IDENTITY = Identity(backend="procedural", code_version=CODE_VERSION)

CAPABILITIES = Capabilities(licence="Apache-2.0", audio=True, memory_mib=120)
