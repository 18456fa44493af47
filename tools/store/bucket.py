"""Objects at an address that several machines see: the few things a store asks of fsspec's file systems.

An object is there whole or not at all, needs no folder, and `create` decides between two writers. That is what S3, GCS
and Azure promise of one request; on what promises less a shared store would be no better than that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from videostudio.film.errors import BackendMissing, BadSetting, EndpointError
from videostudio.tools.packages import install_command


class Bucket:
    """Keys under `url`, such as "s3://bucket/films". Raises BadSetting, BackendMissing where fsspec or the package of
    its file system is not installed; every method raises EndpointError when the other side does not answer."""

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            import fsspec

            self._fs, self._prefix = fsspec.core.url_to_fs(url, use_listings_cache=False)
        except ImportError as error:
            raise BackendMissing(
                f"the store {url} needs a package that is missing ({error}): {install_command('s3')}, or "
                "the package that fsspec names for this kind of address"
            ) from error
        except ValueError as error:
            raise BadSetting(
                f"the store '{url}' cannot be used ({error}): give an address as s3://bucket/films"
            ) from error

    def read(self, key: str) -> bytes | None:
        """The object's bytes; None if there is none."""
        with self._answering():
            try:
                data: bytes = self._fs.cat_file(self._path(key))
            except FileNotFoundError:
                return None
            return data

    def fetch(self, key: str, target: Path) -> bool:
        """Copies an object to the file `target`, in constant memory; False if there is none."""
        with self._answering():
            try:
                self._fs.get_file(self._path(key), str(target))
            except FileNotFoundError:
                return False
            return True

    def size(self, key: str) -> int | None:
        """How many bytes an object has; None if there is none."""
        with self._answering():
            try:
                return int(self._fs.info(self._path(key))["size"])
            except FileNotFoundError:
                return None

    def send(self, source: Path, key: str) -> None:
        """Makes an object of a file, over the one that was there."""
        with self._answering():
            self._fs.put_file(str(source), self._path(key))

    def write(self, key: str, data: bytes) -> None:
        """Makes an object, over the one that was there."""
        with self._answering():
            self._fs.pipe_file(self._path(key), data)

    def create(self, key: str, data: bytes) -> bool:
        """Makes an object if there is none; False if there is. Of all who try, one hears True."""
        with self._answering():
            try:
                self._fs.pipe_file(self._path(key), data, mode="create")
            except FileExistsError:
                return False
            return True

    def remove(self, key: str) -> None:
        """Removes an object, if there is one."""
        with self._answering():
            try:
                self._fs.rm_file(self._path(key))
            except FileNotFoundError:
                return

    def names(self, folder: str) -> list[str]:
        """The names of the objects right under `folder`, sorted."""
        with self._answering():
            try:
                found: list[str] = self._fs.ls(self._path(folder), detail=False, refresh=True)
            except FileNotFoundError:
                return []
            return sorted(path.rsplit("/", 1)[-1] for path in found)

    def move(self, key: str, to: str) -> None:
        """Gives an object another key; nothing happens if there is none."""
        with self._answering():
            try:
                self._fs.mv(self._path(key), self._path(to))
            except FileNotFoundError:
                return

    def _path(self, key: str) -> str:
        return f"{self._prefix.rstrip('/')}/{key}"

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise EndpointError(f"the store {self.url} has no such place ({error}): make the bucket first") from error
        except (OSError, RuntimeError) as error:
            raise EndpointError(
                f"the store {self.url} does not answer ({type(error).__name__}: {error}): check its address, the right "
                "to write there and the network; what is finished is kept"
            ) from error
