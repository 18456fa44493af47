"""The cut, frame by frame."""

import subprocess
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moving_pictures import FFMPEG, HEIGHT, WIDTH, Shelf, decoded, footage, make_clip

from videostudio.film.errors import GeneratorError, StudioError, UnusablePath
from videostudio.film.requests import AudioCue, CutRequest, CutShot
from videostudio.film.scene import Transition, TransitionKind
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import black
from videostudio.tools.video.cut import CutFacts, Step, cut
from videostudio.tools.video.decode import frames
from videostudio.tools.video.house import add_house_stream, encode_into
from videostudio.tools.video.mp4 import writing
from videostudio.tools.video.plan import effects, recipe, starts
from videostudio.tools.video.probe import Chapter, probe
from videostudio.tools.video.render import mix

CUT, CROSSFADE, FADE = TransitionKind
NEAR = 4.0
"""Mean levels by which encoding again may move a tiny, busy frame."""


@dataclass
class Reel:
    """Clips on a shelf and the film made of them."""

    folder: Path
    fps: int = 24

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.folder)

    @property
    def out(self) -> Path:
        return self.folder / "film.mp4"

    def clip(self, number: int, length: int, tail: int | None = None) -> Path:
        path = self.folder / f"clip{number}"
        return path if path.exists() else make_clip(path, number, length, self.fps, tail)

    def shots(self, lengths: Sequence[int], joints: Sequence[tuple[TransitionKind, int]]) -> tuple[CutShot, ...]:
        for number, length in enumerate(lengths):
            self.clip(number, length)
        return tuple(
            CutShot(
                clip=self.shelf.ref(f"clip{number}"),
                frames=length,
                transition=Transition(kind=kind, duration_ms=ms),
                chapter=f"Chapter {number}",
            )
            for number, (length, (kind, ms)) in enumerate(zip(lengths, joints, strict=True))
        )

    def cut(self, shots: Sequence[CutShot], workers: int = 2, step: Step | None = None, **more: object) -> CutFacts:
        request = CutRequest(shots=tuple(shots), width=WIDTH, height=HEIGHT, fps=self.fps, **more)
        return cut(request, artifacts=self.shelf, out=self.out, workers=workers, step=step)

    def clip_frames(self, number: int) -> list[Pixels]:
        return decoded(self.folder / f"clip{number}")


@pytest.fixture
def reel(tmp_path: Path) -> Reel:
    return Reel(tmp_path)


def far(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one.astype(int) - other).mean())


def ffmpeg(*words: str | Path) -> bytes:
    """What the command writes to standard output; nothing may come on standard error."""
    done = subprocess.run([FFMPEG, *map(str, words)], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def assert_plays_cleanly(path: Path, frame_count: int, fps: int) -> None:
    """Decodes without a warning in two decoders, with even, growing times."""
    assert ffmpeg("-v", "warning", "-i", path, "-map", "0:v", "-f", "null", "-") == b""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        packets = [p for p in container.demux(stream) if p.size]
        assert stream.average_rate == fps
    dts = [p.dts * p.time_base * fps for p in packets]
    assert [after - before for before, after in pairwise(dts)] == [1] * (frame_count - 1)
    assert sorted(p.pts * p.time_base * fps for p in packets) == list(range(frame_count))
    assert all(p.pts >= p.dts for p in packets)
    with av.open(str(path)) as container:
        times = [frame.pts * frame.time_base * fps for frame in container.decode(video=0)]
    assert times == list(range(frame_count))


@pytest.mark.parametrize("fps", [24, 25, 30])
def test_hard_cuts_copy_every_frame_exactly(tmp_path: Path, fps: int) -> None:
    reel = Reel(tmp_path, fps)
    lengths = (50, 7, 36, 13, 1, 25)
    facts = reel.cut(reel.shots(lengths, [(CUT, 0)] * 6))
    assert facts == CutFacts(WIDTH, HEIGHT, fps, 132, 0, 132, round(132_000 / fps), False)
    film = decoded(reel.out)
    expected = [frame for n, length in enumerate(lengths) for frame in reel.clip_frames(n)[:length]]
    assert len(film) == 132
    assert all(np.array_equal(a, b) for a, b in zip(film, expected, strict=True))
    assert_plays_cleanly(reel.out, 132, fps)


def test_no_two_keyframes_in_a_row_where_scenes_leave_one_frame_over(reel: Reel) -> None:
    facts = reel.cut(reel.shots((13, 25, 49), [(CUT, 0), (CROSSFADE, 500), (CROSSFADE, 500)]))
    keys = probe(reel.out).keyframes
    assert min(after - before for before, after in pairwise(keys)) > 1
    assert facts.frames == probe(reel.out).frames == 87


@pytest.mark.parametrize("fps", [24, 25, 30])
def test_a_crossfade_mixes_the_handle_with_the_next_head(tmp_path: Path, fps: int) -> None:
    reel = Reel(tmp_path, fps)
    lengths = (40, 50, 31)
    facts = reel.cut(reel.shots(lengths, [(CUT, 0), (CROSSFADE, 500), (CROSSFADE, 300)]))
    assert facts.frames == 121
    assert facts.encoded_frames + facts.copied_frames == 121
    assert facts.encoded_frames == (12 if fps == 24 else 24) + 12
    assert facts.reencoded_shots == ()
    film = decoded(reel.out)
    one, two, three = (reel.clip_frames(n) for n in range(3))
    expected = [*one[:40], *two[:50], *three[:31]]
    mixed = {}
    for start, before, after, length, count in (
        (40, one, two, 40, (fps + 1) // 2),
        (90, two, three, 50, (300 * fps + 500) // 1000),
    ):
        for k in range(count):
            share = (k + 1) / (count + 1)
            mixed[start + k] = share * after[k].astype(float) + (1 - share) * before[length + k]
    for number, frame in enumerate(film):
        if number in mixed:
            assert far(frame, mixed[number]) < NEAR
            assert far(frame, expected[number]) > far(frame, mixed[number])
    copied = [n for n in range(121) if n < 40 or 40 + 24 <= n < 90 or n >= 90 + 12]
    assert all(np.array_equal(film[n], expected[n]) for n in copied)
    assert_plays_cleanly(reel.out, 121, fps)


def test_a_fade_goes_through_black_inside_both_shots(reel: Reel) -> None:
    facts = reel.cut(reel.shots((30, 40), [(CUT, 0), (FADE, 500)]))
    assert (facts.frames, facts.encoded_frames) == (70, 6 + 12)
    film, one, two = decoded(reel.out), reel.clip_frames(0), reel.clip_frames(1)
    dark = black(WIDTH, HEIGHT)
    assert far(film[30], dark) < 0.5
    for k in range(6):
        down, up = (6 - k) / 7, k / 6
        assert far(film[24 + k], down * one[24 + k].astype(float) + (1 - down) * dark) < NEAR
        assert far(film[30 + k], up * two[k].astype(float) + (1 - up) * dark) < NEAR
    assert all(np.array_equal(film[n], one[n]) for n in range(24))
    assert all(np.array_equal(film[30 + n], two[n]) for n in range(12, 40))
    assert_plays_cleanly(reel.out, 70, 24)


def test_every_region_of_a_copied_and_of_a_mixed_frame_is_right(reel: Reel) -> None:
    reel.cut(reel.shots((24, 48), [(CUT, 0), (CROSSFADE, 500)]))
    film = list(frames(reel.out))
    sources = [list(footage(0, 36)), list(footage(1, 60))]
    halfway = (sources[0][24 + 5].astype(float) + sources[1][5]) / 2
    for expected, number in ((sources[0][20], 20), (halfway, 24 + 5), (sources[1][30], 54)):
        tiles = np.abs(film[number].astype(float) - expected)[:90, :160].reshape(9, 10, 16, 10, 3).mean(axis=(1, 3, 4))
        assert tiles.max() < 12
        assert tiles.mean() < 6


def test_scenes_shorter_than_a_gop_and_than_their_transition(reel: Reel) -> None:
    lengths = (30, 5, 3, 8, 40)
    joints = [(FADE, 500), (CROSSFADE, 500), (FADE, 500), (CROSSFADE, 500), (FADE, 300)]
    facts = reel.cut(reel.shots(lengths, joints))
    assert facts.frames == sum(lengths)
    assert len(decoded(reel.out)) == sum(lengths)
    assert_plays_cleanly(reel.out, sum(lengths), 24)


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Reel:
    """A reel whose clips stay from one drawn film to the next: clip n has LENGTHS[n] frames."""
    reel = Reel(tmp_path_factory.mktemp("lot"), fps=25)
    reel.shots(LENGTHS, [(CUT, 0)] * len(LENGTHS))
    return reel


LENGTHS = (7, 12, 13, 24, 31, 37)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(list(TransitionKind)), st.sampled_from([0, 40, 300, 500])),
        min_size=1,
        max_size=5,
    )
)
def test_any_film_plays_and_shows_its_plan(lot: Reel, drawn: list[tuple[int, TransitionKind, int]]) -> None:
    shots = [
        CutShot(clip=lot.shelf.ref(f"clip{n}"), frames=LENGTHS[n], transition=Transition(kind=kind, duration_ms=ms))
        for n, kind, ms in drawn
    ]
    facts = lot.cut(shots)
    film, clips = decoded(lot.out), [lot.clip_frames(n) for n, _, _ in drawn]
    assert len(film) == facts.frames == sum(shot.frames for shot in shots)
    exact, dark = 0, black(WIDTH, HEIGHT).astype(float)
    for index, (start, shot, effect) in enumerate(zip(starts(shots), shots, effects(shots, 25), strict=True)):
        for number in range(shot.frames):
            made, seen, own = recipe(shot.frames, effect, number), film[start + number], clips[index][number]
            exact += np.array_equal(seen, own)
            wanted = own.astype(float)
            if made.other is not None:
                wanted = float(made.share) * wanted + float(1 - made.share) * clips[index - 1][made.other]
            assert far(seen, float(made.light) * wanted + float(1 - made.light) * dark) < NEAR
    assert exact >= facts.copied_frames
    assert_plays_cleanly(lot.out, facts.frames, 25)


def test_the_length_never_depends_on_transitions(reel: Reel) -> None:
    lengths = (30, 26, 40)
    for joint in ((CUT, 0), (CROSSFADE, 500), (FADE, 500), (CROSSFADE, 40)):
        assert reel.cut(reel.shots(lengths, [joint] * 3)).frames == 96
        assert probe(reel.out).frames == 96


def test_the_same_bytes_every_time_and_for_any_number_of_workers(reel: Reel) -> None:
    shots = reel.shots((30, 26, 40), [(CUT, 0), (CROSSFADE, 500), (FADE, 400)])
    made = set()
    for workers in (1, 2, 2, 3):
        reel.cut(shots, workers, title="A film")
        made.add(reel.out.read_bytes())
    assert len(made) == 1
    (data,) = made
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"Lav" not in data
    assert str(reel.folder).encode() not in data


def test_progress_ends_at_the_whole_film(reel: Reel) -> None:
    told: list[tuple[int, int]] = []
    shots = reel.shots((30, 26), [(CUT, 0), (CROSSFADE, 500)])
    reel.cut(shots, step=lambda done, total: told.append((done, total)))
    assert told == [(30, 56), (42, 56), (56, 56)]


def test_a_shot_cut_short_inside_a_gop_encodes_only_its_end(reel: Reel) -> None:
    reel.clip(0, 48)
    facts = reel.cut([CutShot(clip=reel.shelf.ref("clip0"), frames=30)])
    assert (facts.copied_frames, facts.encoded_frames) == (24, 6)
    film, clip = decoded(reel.out), reel.clip_frames(0)
    assert all(np.array_equal(a, b) for a, b in zip(film[:24], clip, strict=False))
    assert all(far(film[n], clip[n]) < NEAR for n in range(24, 30))
    assert_plays_cleanly(reel.out, 30, 24)


def foreign_clip(path: Path, count: int, options: dict[str, str]) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for rgb in footage(9, count):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))
        container.mux(stream.encode(None))


def test_a_clip_with_other_parameter_sets_is_encoded_again_and_reported(reel: Reel) -> None:
    foreign_clip(reel.folder / "clip1", 60, {"preset": "ultrafast"})
    facts = reel.cut(reel.shots((30, 40, 24), [(CUT, 0), (CROSSFADE, 500), (CUT, 0)]))
    assert facts.reencoded_shots == (1,)
    assert (facts.encoded_frames, facts.copied_frames) == (40, 54)
    film, clip = decoded(reel.out), reel.clip_frames(1)
    assert all(far(film[30 + n], clip[n]) < NEAR for n in range(12, 40))
    assert_plays_cleanly(reel.out, 94, 24)


def test_a_clip_of_another_rate_or_size_is_refused(reel: Reel) -> None:
    make_clip(reel.folder / "clip0", 0, 30, fps=25)
    with pytest.raises(StudioError, match="is 160x90 at 25 fps, the film 160x90 at 24 fps"):
        reel.cut([CutShot(clip=reel.shelf.ref("clip0"), frames=30)])


def test_a_clip_too_short_for_the_next_crossfade_is_refused(reel: Reel) -> None:
    reel.clip(0, 30, tail=4)
    with pytest.raises(GeneratorError, match="has 34 frames, the cut needs 42"):
        reel.cut(reel.shots((30, 30), [(CUT, 0), (CROSSFADE, 500)]))


@pytest.mark.parametrize("damaged", [0, 1])
def test_a_damaged_clip_is_refused(reel: Reel, damaged: int) -> None:
    shots = reel.shots((30, 30), [(CUT, 0), (CROSSFADE, 500)])
    path = reel.folder / f"clip{damaged}"
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(GeneratorError, match=f"clip{damaged} is no video"):
        reel.cut(shots)


@pytest.mark.parametrize("share", [35, 60])
@pytest.mark.parametrize("joint", [(CUT, 0), (CROSSFADE, 500)])
def test_a_clip_whose_pictures_are_cut_off_is_refused(
    reel: Reel, joint: tuple[TransitionKind, int], share: int
) -> None:
    shots = reel.shots((30, 30), [(CUT, 0), joint])
    path = reel.folder / "clip1"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * share // 100])
    with pytest.raises(
        GeneratorError, match=r"clip1 (is cut off, .* frames from \d+ on are missing|ends before|is no video)"
    ):
        reel.cut(shots)


def test_an_unwritable_place_is_named(reel: Reel) -> None:
    shots = reel.shots((12,), [(CUT, 0)])
    (reel.folder / "film.mp4").mkdir()
    with pytest.raises(UnusablePath, match=r"film\.mp4 cannot be written"):
        reel.cut(shots)


def test_captions_that_cannot_be_written_are_named(reel: Reel) -> None:
    shots = [shot.model_copy(update={"caption": "Hi"}) for shot in reel.shots((12,), [(CUT, 0)])]
    (reel.folder / "film.vtt").mkdir()
    with pytest.raises(UnusablePath, match=r"film\.vtt cannot be written"):
        reel.cut(shots)


FILLING = """
import resource, sys
sys.path.insert(0, {tests!r})
import test_video_cut as tests
from videostudio.film.errors import NotEnoughDisk
from pathlib import Path
reel = tests.Reel(Path({folder!r}))
shots = reel.shots((30, 26), [(tests.CUT, 0), (tests.CROSSFADE, 500)])
reel.cut(shots)
whole = reel.out.stat().st_size
for room in (whole // 2, whole - 2000, whole - 1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        reel.cut(shots)
    except NotEnoughDisk:
        print("refused")
"""


def test_a_disk_that_fills_up_is_noticed_to_the_last_byte(reel: Reel) -> None:
    script = FILLING.format(tests=str(Path(__file__).parent), folder=str(reel.folder))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 3


def test_chapters_title_and_licences_are_in_the_file(reel: Reel) -> None:
    shots = reel.shots((24, 36, 13), [(CUT, 0)] * 3)
    reel.cut(shots, title="Ein <Film>", comment="OpenMoji, CC BY-SA 4.0")
    assert probe(reel.out).chapters == (
        Chapter("Chapter 0", 0, 1000),
        Chapter("Chapter 1", 1000, 2500),
        Chapter("Chapter 2", 2500, 3042),
    )
    with av.open(str(reel.out)) as container:
        assert container.metadata["title"] == "Ein <Film>"
        assert container.metadata["comment"] == "OpenMoji, CC BY-SA 4.0"


def test_captions_beside_and_inside_the_film(reel: Reel) -> None:
    texts = ("A <b>corgi</b> & --> Mars", "", "Zwei\n\nZeilen", "")
    shots = [
        shot.model_copy(update={"caption": text})
        for shot, text in zip(reel.shots((24, 36, 24, 12), [(CUT, 0)] * 4), texts, strict=True)
    ]
    facts = reel.cut(shots)
    assert facts.captions == reel.folder / "film.vtt"
    assert facts.captions.read_text(encoding="utf-8") == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nA &lt;b&gt;corgi&lt;/b&gt; &amp; --&gt; Mars\n"
        "\n00:00:02.500 --> 00:00:03.500\nZwei\nZeilen\n"
    )
    seen = ffmpeg("-v", "error", "-i", reel.out, "-map", "0:s:0", "-f", "srt", "-").decode()
    assert "00:00:00,000 --> 00:00:01,000\nA <b>corgi</b> & --> Mars" in seen
    assert "00:00:02,500 --> 00:00:03,500\nZwei\nZeilen" in seen
    assert seen.count("-->") == 2 + 1
    assert probe(reel.out).has_subtitles
    assert_plays_cleanly(reel.out, 96, 24)


def test_no_captions_leave_no_track_and_no_file(reel: Reel) -> None:
    facts = reel.cut(reel.shots((12,), [(CUT, 0)]))
    assert facts.captions is None
    assert not (reel.folder / "film.vtt").exists()
    found = probe(reel.out)
    assert (found.has_subtitles, found.has_audio) == (False, False)


def put_tone(path: Path, seconds: float, hertz: int, level: float, rate: int = 22_050) -> None:
    tone = np.sin(np.arange(round(rate * seconds)) * 2 * np.pi * hertz / rate) * level * 32_767
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(tone.astype("<i2").tobytes())


def sound_of(path: Path) -> np.ndarray:
    """(n, 2) float32 at 48 kHz as another program hears it."""
    heard = ffmpeg("-v", "error", "-i", path, "-f", "f32le", "-ar", "48000", "-ac", "2", "-")
    return np.frombuffer(heard, np.float32).reshape(-1, 2)


def loudness(sound: np.ndarray, start_s: float, stop_s: float) -> float:
    part = sound[round(start_s * 48_000) : round(stop_s * 48_000)]
    return float(np.sqrt((part**2).mean()))


def test_sound_lies_where_and_as_loud_as_asked(reel: Reel) -> None:
    put_tone(reel.folder / "tone", 1.0, 440, 0.5)
    tone = reel.shelf.ref("tone", "audio/wav")
    cues = (AudioCue(audio=tone, start_ms=500), AudioCue(audio=tone, start_ms=2000, gain_milli=500))
    facts = reel.cut(reel.shots((48, 48), [(CUT, 0), (CROSSFADE, 500)]), audio=cues)
    assert facts.has_audio
    assert facts.duration_ms == 4000
    sound = sound_of(reel.out)
    assert abs(len(sound) - 4 * 48_000) <= 1024
    assert loudness(sound, 0, 0.45) < 0.001
    assert loudness(sound, 0.6, 1.4) == pytest.approx(0.5 / 2**0.5, rel=0.05)
    assert loudness(sound, 1.6, 1.95) < 0.001
    assert loudness(sound, 2.1, 2.9) == pytest.approx(0.25 / 2**0.5, rel=0.05)
    assert loudness(sound, 3.1, 4.0) < 0.001
    assert_plays_cleanly(reel.out, 96, 24)


def test_a_film_with_sound_and_captions_has_the_same_bytes_every_time(reel: Reel) -> None:
    put_tone(reel.folder / "tone", 1.0, 440, 0.5)
    cue = AudioCue(audio=reel.shelf.ref("tone", "audio/wav"), start_ms=100)
    shots = [s.model_copy(update={"caption": "Hi"}) for s in reel.shots((24, 30), [(CUT, 0), (FADE, 500)])]
    made = set()
    for _ in range(2):
        reel.cut(shots, audio=(cue,))
        made.add(reel.out.read_bytes())
    assert len(made) == 1
    assert b"Lav" not in made.pop()


def test_a_sound_that_cannot_be_read_is_refused(reel: Reel) -> None:
    (reel.folder / "tone").write_bytes(b"no sound")
    cue = AudioCue(audio=reel.shelf.ref("tone", "audio/wav"))
    with pytest.raises(GeneratorError, match="tone is no sound"):
        reel.cut(reel.shots((12,), [(CUT, 0)]), audio=(cue,))


def test_mix_rounds_to_the_nearest_level() -> None:
    one, other = np.full((3, 4), 10, np.uint8), np.full((3, 4), 21, np.uint8)
    assert mix(one, other, 1 / 4).tolist() == np.full((3, 4), 18).tolist()


def test_a_house_stream_made_for_mixes_has_the_parameter_sets_of_any_other(reel: Reel) -> None:
    with writing(reel.folder / "x.mp4") as film:
        stream = add_house_stream(film, WIDTH, HEIGHT, 24, mixes=True)
        encode_into(film, stream, [black(WIDTH, HEIGHT)] * 3, {0})
    facts = reel.cut([CutShot(clip=reel.shelf.ref("x.mp4"), frames=3)])
    assert facts.reencoded_shots == ()


MANY = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import test_video_cut as tests
reel = tests.Reel(Path({folder!r}))
shots = reel.shots((13, 26), [(tests.CUT, 0), (tests.CROSSFADE, 500)]) * 40
resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))
print(reel.cut(shots).frames)
"""


def test_eighty_scenes_need_no_more_open_files_than_two(reel: Reel) -> None:
    script = MANY.format(tests=str(Path(__file__).parent), folder=str(reel.folder))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(39 * 40)]
