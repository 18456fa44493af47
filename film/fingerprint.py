"""Fingerprints: the sha256 of a request in canonical JSON together with the identity that answers it.

Canonical JSON: keys sorted, strings in NFC, no floats, no fields at their defaults, no spaces.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import Request


def canonical_json(value: object) -> str:
    """`value` (dicts, lists, strings, integers, booleans, None) as canonical JSON; TypeError on a float."""
    return json.dumps(_canonical(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plain(noun: Noun) -> dict[str, Any]:
    """A noun as plain JSON types without fields at their defaults."""
    return noun.model_dump(mode="json", exclude_defaults=True)


def digest(value: object) -> str:
    """sha256 (hex) of `value` in canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def fingerprint(request: Request, identity: Identity) -> str:
    """The name of the answer `identity` gives to `request`: 64 hex digits."""
    return digest(
        {
            "stage": request.STAGE,
            "schema": request.SCHEMA,
            "request": plain(request),
            "identity": plain(identity),
        }
    )


def derive_seed(*parts: int | str) -> int:
    """A seed in [0, 2**32) from names that mean something - (film seed, scene id, attempt) - never from
    a position in a batch."""
    return int(digest(list(parts))[:8], 16)


def _canonical(value: object) -> object:
    match value:
        case float():
            raise TypeError(f"{value!r} is a float: fingerprints take integers (ms, milli-units)")
        case str():
            return unicodedata.normalize("NFC", value)
        case Mapping():
            return {_canonical_key(key): _canonical(item) for key, item in value.items()}
        case list() | tuple():
            return [_canonical(item) for item in value]
        case bool() | int() | None:
            return value
    raise TypeError(f"{type(value).__name__} has no canonical JSON form")


def _canonical_key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} is no string: canonical JSON takes string keys")
    return unicodedata.normalize("NFC", key)
