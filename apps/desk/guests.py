"""Who is at the door: a token names a guest, and every guest has a workspace of their own."""

import hashlib
import hmac
import ipaddress
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
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


class Keyring:
    """Who may come in, as the workspace's tokens say at the time. Without any token everybody who reaches the door is
    the owner, so that it may only be reached from this machine; a door that has had one stays shut without."""

    def __init__(self, workspace: Workspace, owner: str = "", *, reads: bool = False) -> None:
        self.workspace, self._reads = workspace, reads
        self._owner = {OWNER: _digest(owner)} if owner else {}
        self._seen: tuple[int, int, int] | None = None
        self._held: Mapping[str, str] = {}
        self._is_shut = bool(self._hashes())

    @classmethod
    def of(cls, workspace: Workspace, environment: Mapping[str, str] = os.environ) -> "Keyring":
        """The tokens of a workspace: those of `new_token`, and the owner's in VIDEOSTUDIO_TOKEN. Raises BadSetting, now
        or whenever the file of tokens cannot be read."""
        return cls(workspace, environment.get(TOKEN_VARIABLE, "").strip(), reads=True)

    @property
    def names(self) -> tuple[str, ...]:
        """Who has a token."""
        return tuple(sorted(self._hashes()))

    @property
    def wants_token(self) -> bool:
        """Whether somebody without a token stays out: as soon as there is one, until the process ends."""
        self._is_shut = self._is_shut or bool(self._hashes())
        return self._is_shut

    def guest(self, token: str | None) -> Guest:
        """Whose token it is. Raises NotAllowed; how long that takes does not tell how much of a token was right."""
        if not self.wants_token:
            return Guest(OWNER, self.workspace)
        if not token:
            raise NotAllowed("a token is wanted here: send it as `Authorization: Bearer TOKEN`")
        given = _digest(token)
        found = [name for name, known in self._hashes().items() if hmac.compare_digest(known, given)]
        if not found:
            raise NotAllowed("that token is not known here: ask whoever runs this machine for one")
        return self.named(found[0])

    def named(self, name: str) -> Guest:
        """The guest of that name, whose token was seen before."""
        if name == OWNER:
            return Guest(name, self.workspace)
        return Guest(name, workspace_of(self.workspace, name))

    def require_safe(self, host: str) -> None:
        """Raises BadSetting where a door on `host` would be open to a network without a token."""
        if not self.wants_token and not is_loopback(host):
            raise BadSetting(
                f"a door on {host} is open to the network, and there is no token: make one with `videostudio token add "
                f"NAME`, set {TOKEN_VARIABLE}, or serve on 127.0.0.1"
            )

    def knows_host(self, header: str) -> bool:
        """Whether a Host header is one under which this door may be asked: without a token only as this machine, so
        that no web page can reach it through a name of its own (DNS rebinding)."""
        name = header.rsplit("]", 1)[0].lstrip("[") if header.startswith("[") else header.rsplit(":", 1)[0]
        return self.wants_token or is_loopback(name)

    def _hashes(self) -> Mapping[str, str]:
        """A guest's name -> the SHA-256 of their token: tokens themselves are kept nowhere. Read again when the file
        has changed, so that a token counts, or counts no more, from the moment its command has ended."""
        if self._reads and (now := _state(_file(self.workspace))) != self._seen:
            self._held, self._seen = _held(_file(self.workspace)), now
        return {**self._held, **self._owner}


def workspace_of(workspace: Workspace, guest: str) -> Workspace:
    """Where the films of a guest of `workspace` lie."""
    return Workspace(workspace.root / GUESTS_FOLDER / guest, machine=workspace.root)


def all_guests(workspace: Workspace) -> list[str]:
    """Everybody who ever made something here, with a token now or without."""
    return sorted(path.name for path in (workspace.root / GUESTS_FOLDER).glob("*") if path.is_dir())


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


def _state(file: Path) -> tuple[int, int, int] | None:
    """What changes with the file: whoever writes it writes another one."""
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


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
