"""A store that machines share: what one made the others find, and nobody's answer is replaced."""

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from videostudio.film.errors import BackendMissing, CorruptArtifact, EndpointError
from videostudio.film.take import Stage
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.opening import open_store
from videostudio.tools.store.shared import SharedStore
from videostudio.tools.store.store import Store

NAME = "a" * 64


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A bucket of a server on this machine."""
    boto3 = pytest.importorskip("boto3")
    server_module = pytest.importorskip("moto.server")
    with pytest.MonkeyPatch.context() as patch:
        server = server_module.ThreadedMotoServer(port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "here")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "here")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        boto3.client("s3").create_bucket(Bucket="films")
        yield "s3://films"
        server.stop()


@pytest.fixture(params=["memory", "s3"])
def url(request: pytest.FixtureRequest) -> str:
    root = "memory://shared" if request.param == "memory" else request.getfixturevalue("s3")
    return f"{root}/{request.node.name.split('[')[0]}"


def answered(store: Store, data: bytes, name: str = NAME) -> Entry:
    image = store.put(data, media_type="image/png")
    return store.record(Entry(fingerprint=name, stage=Stage.IMAGE, outputs={"image": image}))


def test_another_machine_finds_what_one_made(tmp_path: Path, url: str) -> None:
    one, two = SharedStore(tmp_path / "one", url), SharedStore(tmp_path / "two", url)
    assert two.find(NAME) is None
    entry = answered(one, b"picture")
    assert two.find(NAME) == entry
    assert two.read(entry.outputs["image"]) == b"picture"
    assert two.path(entry.outputs["image"]).is_relative_to(tmp_path / "two")
    clip = one.put_file(entry_file(tmp_path), media_type="video/mp4")
    assert two.read(clip) == b"film"


def entry_file(folder: Path) -> Path:
    (folder / "film").write_bytes(b"film")
    return folder / "film"


def test_the_first_answer_stands_for_both(tmp_path: Path, url: str) -> None:
    one, two = SharedStore(tmp_path / "one", url), SharedStore(tmp_path / "two", url)
    first = answered(one, b"first")
    other = two.put(b"second", media_type="image/png")
    (two.root / "entries").mkdir(exist_ok=True)
    standing = two._manifest.write(Entry(fingerprint=NAME, stage=Stage.IMAGE, outputs={"image": other}))
    assert standing == first
    assert two.find(NAME) == first


def test_a_claim_holds_on_all_machines(tmp_path: Path, url: str) -> None:
    one, two = SharedStore(tmp_path / "one", url), SharedStore(tmp_path / "two", url)
    release = one.take(NAME)
    assert release is not None
    assert two.take(NAME) is None
    release()
    with two.claim(NAME):
        assert one.take(NAME) is None


def test_what_broke_here_is_fetched_again(tmp_path: Path) -> None:
    store = SharedStore(tmp_path, "memory://mended")
    entry = answered(store, b"picture")
    picture = store.path(entry.outputs["image"])
    picture.write_bytes(b"scratch")
    assert store.find(NAME) == entry
    assert store.read(entry.outputs["image"]) == b"picture"
    (store.root / "entries" / NAME[:2] / f"{NAME}.json").write_bytes(b"{")
    assert store.find(NAME) == entry


def test_what_broke_there_is_set_aside_and_made_again(tmp_path: Path) -> None:
    one = SharedStore(tmp_path / "one", "memory://broken")
    entry = answered(one, b"picture")
    sha256 = entry.outputs["image"].sha256
    objects = fsspec.filesystem("memory")
    objects.pipe_file(f"/broken/cas/{sha256[:2]}/{sha256[2:4]}/{sha256}", b"scratch")
    two = SharedStore(tmp_path / "two", "memory://broken")
    assert two.find(NAME) is None
    with pytest.raises(CorruptArtifact):
        two.read(entry.outputs["image"])
    assert objects.exists(f"/broken/quarantine/{NAME}.json")
    again = answered(two, b"another picture")
    assert SharedStore(tmp_path / "three", "memory://broken").find(NAME) == again


def test_a_folder_that_all_see_is_a_store_as_it_is(tmp_path: Path) -> None:
    entry = answered(open_store(tmp_path / "own", str(tmp_path / "shared")), b"picture")
    again = open_store(tmp_path / "other", f"file://{tmp_path}/shared")
    assert again.find(NAME) == entry
    assert not (tmp_path / "own").exists()
    assert type(open_store(tmp_path / "own")) is Store


def test_addresses_that_lead_nowhere_are_told(tmp_path: Path, s3: str) -> None:
    with pytest.raises(EndpointError, match=r"no such place|does not answer"):
        answered(SharedStore(tmp_path, "s3://nobodys-bucket/films"), b"picture")
    with pytest.raises(BackendMissing, match="abfs"):
        SharedStore(tmp_path, "abfs://films/here")
