"""Which store a folder and an address come to."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from videostudio.tools.store.store import Store


def open_store(root: Path, url: str = "", postgres: str = "", within: str = "") -> Store:
    """The store at `root`; with the address of a shared one, that store, and what was fetched from it at `root`. A
    folder that several machines see is a store as it stands, so "file:" and plain paths are just that folder. Claims of
    a shared one are leases on the server `postgres` (with names `within` a beginning), or among its objects. Raises
    BadSetting for an address that is none, BackendMissing for one whose package is not installed."""
    if not url:
        return Store(root)
    scheme = urlsplit(url).scheme
    if scheme in ("", "file"):
        return Store(Path(unquote(urlsplit(url).path) if scheme else url).expanduser().absolute())
    from videostudio.tools.store.shared import SharedStore

    return SharedStore(root, url, postgres, within)
