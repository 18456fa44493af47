"""Who is at the door: a token names a guest, and every guest has a workspace of their own."""

import hashlib
import hmac
import ipaddress
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from videostudio.film.errors import BadSetting, BriefError, NotAllowed
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.workspace import Workspace

TOKEN_VARIABLE = "VIDEOSTUDIO_TOKEN"
TOKENS_FILE = "tokens.json"
GUESTS_FOLDER = "guests"
OWNER = "owner"
"""Who sits at the machine, and who has the token of TOKEN_VARIABLE: the workspace itself is theirs."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HASHES = TypeAdapter(dict[str, str])


@dataclass(frozen=True)
class Guest:
    """Somebody, and where their films lie."""

    name: str
    workspace: Workspace


def bearer(header: str) -> str | None:
    """The token in an Authorization header, None where there is none."""
    kind, _, token = header.partition(" ")
    return token.strip() or None if kind.lower() == "bearer" else None


@dataclass(frozen=True)
class Keyring:
    """Who may come in. `hashes` has a guest's name and the SHA-256 of their token: tokens themselves are kept nowhere.
    Without any token everybody who reaches the door is the owner, so that it may only be reached from this machine."""

    workspace: Workspace
    hashes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace, environment: Mapping[str, str] = os.environ) -> "Keyring":
        """The tokens of a workspace: those of `new_token`, and the owner's in VIDEOSTUDIO_TOKEN. Raises BadSetting."""
        hashes = dict(_held(_file(workspace)))
        if token := environment.get(TOKEN_VARIABLE, "").strip():
            hashes[OWNER] = _digest(token)
        return cls(workspace, hashes)

    def guest(self, token: str | None) -> Guest:
        """Whose token it is. Raises NotAllowed; how long that takes does not tell how much of a token was right."""
        if not self.hashes:
            return Guest(OWNER, self.workspace)
        if not token:
            raise NotAllowed("a token is wanted here: send it as `Authorization: Bearer TOKEN`")
        given = _digest(token)
        found = [name for name, known in self.hashes.items() if hmac.compare_digest(known, given)]
        if not found:
            raise NotAllowed("that token is not known here: ask whoever runs this machine for one")
        return self.named(found[0])

    def named(self, name: str) -> Guest:
        """The guest of that name, whose token was seen before."""
        if name == OWNER:
            return Guest(name, self.workspace)
        return Guest(name, Workspace(self.workspace.root / GUESTS_FOLDER / name, machine=self.workspace.root))

    def require_safe(self, host: str) -> None:
        """Raises BadSetting where a door on `host` would be open to a network without a token."""
        if not self.hashes and not is_loopback(host):
            raise BadSetting(
                f"a door on {host} is open to the network, and there is no token: make one with `videostudio token add "
                f"NAME`, set {TOKEN_VARIABLE}, or serve on 127.0.0.1"
            )

    def knows_host(self, header: str) -> bool:
        """Whether a Host header is one under which this door may be asked: without a token only as this machine, so
        that no web page can reach it through a name of its own (DNS rebinding)."""
        name = header.rsplit("]", 1)[0].lstrip("[") if header.startswith("[") else header.rsplit(":", 1)[0]
        return bool(self.hashes) or is_loopback(name)


def new_token(workspace: Workspace, name: str) -> str:
    """A new token for the guest `name`, 256 bits; the one they had before no longer counts. Raises BriefError."""
    if not _NAME.fullmatch(name):
        raise BriefError(f"{name!r} is no name for a guest: use a-z, 0-9 and -, at most 40 of them")
    token = secrets.token_urlsafe(32)
    _write(workspace, {**_held(_file(workspace)), name: _digest(token)})
    return token


def take_token(workspace: Workspace, name: str) -> None:
    """Ends a guest's token; their films stay. Raises BriefError for a guest there is not."""
    held = _held(_file(workspace))
    if name not in held:
        raise BriefError(f"there is no guest '{name}': {', '.join(sorted(held)) or 'nobody'} has a token")
    _write(workspace, {guest: known for guest, known in held.items() if guest != name})


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine and nothing else."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _file(workspace: Workspace) -> Path:
    return workspace.root / TOKENS_FILE


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _held(file: Path) -> dict[str, str]:
    try:
        return _HASHES.validate_json(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValidationError) as error:
        raise BadSetting(f"{file} cannot be read: make new tokens with `videostudio token add NAME`") from error


def _write(workspace: Workspace, hashes: dict[str, str]) -> None:
    workspace.ensure()
    write_atomic(_file(workspace), json.dumps(hashes, indent=1, sort_keys=True).encode(), kind=Kind.FILM)
    _file(workspace).chmod(0o600)
