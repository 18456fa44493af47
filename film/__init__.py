"""The nouns of a film: frozen, validated values that every floor above speaks.

Nothing here does work, reads files or imports another floor.
"""
