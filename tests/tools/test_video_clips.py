"""Encoding, probing and decoding clips."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from moving_pictures import FFMPEG, HEIGHT, WIDTH, footage, make_clip, write_clip

from videostudio.film.errors import GeneratorError, StudioError, UnusablePath
from videostudio.tools.video.decode import frame_at, frames
from videostudio.tools.video.encode import ClipFacts, encode_clip
from videostudio.tools.video.house import extradata, gop_starts
from videostudio.tools.video.probe import opened, probe


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """50 frames of film time, 12 of handle, 24 fps."""
    return make_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", 1, 50)


def encode(out: Path, seed: int = 1, count: int = 36, **changes: object) -> ClipFacts:
    wanted: dict[str, object] = {
        "source_width": WIDTH,
        "source_height": HEIGHT,
        "source_fps": 24,
        "width": WIDTH,
        "height": HEIGHT,
        "fps": 24,
        "film_frames": 24,
        "tail_frames": 12,
    }
    return encode_clip(footage(seed, count), out=out, **(wanted | changes))


def test_a_clip_is_in_the_house_format(clip: Path) -> None:
    found = probe(clip)
    assert (found.width, found.height, found.fps, found.frames) == (160, 90, Fraction(24), 62)
    assert (found.codec, found.pix_fmt) == ("h264", "yuv420p")
    assert found.keyframes == (0, 12, 24, 36, 48, 50)
    assert found.duration_s == pytest.approx(62 / 24)
    assert not found.has_audio
    assert not found.has_subtitles
    assert found.chapters == ()


@pytest.mark.parametrize(("film_frames", "fps"), [(1, 24), (11, 25), (12, 30), (13, 24), (60, 30)])
def test_the_handle_always_starts_on_a_keyframe(tmp_path: Path, film_frames: int, fps: int) -> None:
    found = probe(make_clip(tmp_path / "clip.mp4", 2, film_frames, fps))
    tail = fps // 2 + fps % 2
    assert found.frames == film_frames + tail
    assert found.keyframes == gop_starts(film_frames, tail)
    assert film_frames in found.keyframes
    assert found.fps == fps


def test_gops_are_of_twelve_and_never_of_one_behind_others() -> None:
    assert gop_starts(30, 12) == (0, 12, 24, 30)
    assert gop_starts(25, 13) == (0, 12, 25)
    assert gop_starts(1, 1) == (0, 1)
    assert gop_starts(14) == (0, 12)
    assert gop_starts(24, 0) == (0, 12)


def test_tags_are_bt709_limited(clip: Path) -> None:
    with av.open(str(clip)) as container:
        context = container.streams.video[0].codec_context
        tags = context.color_primaries, context.color_trc, context.colorspace, context.color_range
    assert tags == (1, 1, 1, 1)


def test_parameter_sets_do_not_depend_on_the_pictures(clip: Path, tmp_path: Path) -> None:
    grey = tmp_path / "grey.mp4"
    write_clip(grey, [np.full((HEIGHT, WIDTH, 3), 90, np.uint8)] * 5, tail=0)
    with opened(clip) as one, opened(grey) as other:
        assert extradata(one.streams.video[0]) == extradata(other.streams.video[0]) != b""


def test_the_index_stands_in_front_and_no_date_or_library_in_the_file(clip: Path) -> None:
    data = clip.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"Lavf" not in data
    assert b"Lavc" not in data
    header = data.index(b"mvhd") + 8
    assert data[header : header + 8] == bytes(8)


def test_the_same_footage_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        encode(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    encode(tmp_path / "c", seed=2)
    assert (tmp_path / "a").read_bytes() != (tmp_path / "c").read_bytes()


def test_decoded_frames_are_the_footage(clip: Path) -> None:
    differences = [np.abs(a.astype(int) - b).mean() for a, b in zip(frames(clip), footage(1, 62), strict=True)]
    assert max(differences) < 4
    wrong = [np.abs(a.astype(int) - b).mean() for a, b in zip(frames(clip), footage(3, 62), strict=True)]
    assert min(wrong) > 20


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (200, 30, 90)])
def test_pure_colours_survive_encoding_within_two_levels(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    path = tmp_path / "flat.mp4"
    flat = np.full((HEIGHT, WIDTH, 3), colour, np.uint8)
    encode_clip(
        iter([flat] * 3),
        source_width=WIDTH,
        source_height=HEIGHT,
        source_fps=24,
        width=WIDTH,
        height=HEIGHT,
        fps=24,
        film_frames=3,
        tail_frames=0,
        out=path,
    )
    for frame in frames(path):
        assert np.abs(frame.astype(int) - flat).max() <= 2
    raw = subprocess.run(
        [FFMPEG, "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True
    )
    seen = np.frombuffer(raw.stdout, np.uint8).reshape(3, HEIGHT, WIDTH, 3)
    assert raw.stderr == b""
    assert np.abs(seen.astype(int) - flat).max() <= 3


def test_another_decoder_reads_it_without_a_word(clip: Path) -> None:
    done = subprocess.run(
        [FFMPEG, "-v", "warning", "-i", clip, "-f", "null", "-"], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_every_nth_frame_scaled(clip: Path) -> None:
    some = list(frames(clip, every=10, width=80))
    assert len(some) == 7
    assert some[0].shape == (45, 80, 3)
    assert np.array_equal(next(iter(frames(clip))), frame_at(clip, 0))


@pytest.mark.parametrize("index", [0, 1, 11, 12, 13, 49, 50, 61])
def test_any_frame_by_number(clip: Path, index: int) -> None:
    assert np.array_equal(frame_at(clip, index), list(frames(clip))[index])


def test_a_frame_beyond_the_end_is_an_error(clip: Path) -> None:
    with pytest.raises(GeneratorError, match="no frame 62"):
        frame_at(clip, 62)


@pytest.mark.parametrize("content", [b"", b"hello" * 100, b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n"])
def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    with pytest.raises(GeneratorError, match=r"x\.mp4 is no video"):
        probe(path)
    with pytest.raises(GeneratorError, match=r"x\.mp4 is no video"):
        list(frames(path))


def test_a_playlist_cannot_make_us_open_other_files(clip: Path, tmp_path: Path) -> None:
    for name, text in {
        "x.m3u8": f"#EXTM3U\n#EXTINF:2,\n{clip}\n#EXT-X-ENDLIST\n",
        "x.ffconcat": f"file '{clip}'\n",
    }.items():
        (tmp_path / name).write_text(("ffconcat version 1.0\n" if "concat" in name else "") + text)
        with pytest.raises(GeneratorError):
            probe(tmp_path / name)


def test_a_truncated_clip_is_refused(clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.mp4"
    path.write_bytes(clip.read_bytes()[:600])
    with pytest.raises(GeneratorError):
        list(frames(path))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="nothing"):
        probe(tmp_path / "nothing.mp4")


def test_yuv_footage_is_stored_as_it_is(tmp_path: Path) -> None:
    flat = np.concatenate([np.full((90, 160), 63), np.full((45, 160), 0)]).astype(np.uint8)
    flat[90:].reshape(-1)[: 45 * 80], flat[90:].reshape(-1)[45 * 80 :] = 102, 240
    encode_clip(
        iter([flat] * 4),
        source_width=160,
        source_height=90,
        source_fps=24,
        pixel_format="yuv420p",
        width=160,
        height=90,
        fps=24,
        film_frames=4,
        tail_frames=0,
        out=tmp_path / "x.mp4",
    )
    assert np.abs(frame_at(tmp_path / "x.mp4", 2).astype(int) - (255, 0, 0)).max() <= 2


def test_footage_is_conformed(tmp_path: Path) -> None:
    facts = encode(tmp_path / "x.mp4", count=18, source_fps=12, width=320, height=180, film_frames=24, tail_frames=12)
    assert facts == ClipFacts(320, 180, 36, 12, 24)
    found = probe(tmp_path / "x.mp4")
    assert (found.width, found.height, found.frames) == (320, 180, 36)


def test_short_footage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="gave 35 frames at 24 fps, needed are 36"):
        encode(tmp_path / "x.mp4", count=35)


def test_errors_of_the_footage_come_through(tmp_path: Path) -> None:
    def broken():
        yield from footage(1, 3)
        raise OSError("the generator's own")

    with pytest.raises(OSError, match="the generator's own"):
        encode_clip(
            broken(),
            source_width=WIDTH,
            source_height=HEIGHT,
            source_fps=24,
            width=WIDTH,
            height=HEIGHT,
            fps=24,
            film_frames=24,
            tail_frames=0,
            out=tmp_path / "x.mp4",
        )


def test_odd_sizes_are_our_bug(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="161x90"):
        encode(tmp_path / "x.mp4", width=161)


def test_a_place_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusablePath, match=r"file/x\.mp4 cannot be written"):
        encode(tmp_path / "file" / "x.mp4")


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from moving_pictures import make_clip
from videostudio.film.errors import NotEnoughDisk
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    make_clip(Path({out!r}), 1, 48)
except NotEnoughDisk as error:
    print("refused:", error)
"""


def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    script = FULL_DISK.format(tests=str(Path(__file__).parent), out=str(tmp_path / "x.mp4"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "refused: no room to write" in done.stdout
