"""Edits applied: a script and an edit in, another script out. Pure; what it refuses says what to do."""
