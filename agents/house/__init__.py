"""The house writer: an offline, deterministic screenwriter made of a lexicon and a small grammar."""
