"""The artifact store: bytes under their hash, answers under their request's fingerprint."""
