"""The house format: what every clip in a film is encoded as, so that clips can be joined without decoding.

H.264 High, yuv420p, BT.709 limited range, constant frame rate, closed GOPs of `GOP` frames, the same
parameter sets whatever the pictures (x264's `stitchable`). One encoder thread: x264's output depends on
their number, and workers give the parallelism. No date, no path and no library version in the container.
"""

import io
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

import av
import cv2
import numpy as np
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import black

GOP = 12
"""Frames between keyframes; a cut encodes whole GOPs, so short ones are cheap to touch."""

REORDER = 2
"""Frames by which decoding runs ahead of showing (B-frames with a pyramid)."""

_OPTIONS = {"preset": "medium", "crf": "20", "forced-idr": "1"}
_X264 = f"keyint={2 * GOP}:min-keyint=1:scenecut=0:open-gop=0:stitchable=1:rc-lookahead={GOP}"
"""Keyframes stand where `gop_starts` says. Looking ahead beyond a closed GOP only takes memory."""

_X264_FOR_MIXES = f"{_X264}:b-adapt=0:subme=2:trellis=0:mixed-refs=0:chroma-qp-offset=-2"
"""Two shots on top of each other cost x264 twice the time of one, and for half a second the finest search shows
nothing. The chroma offset is what x264 takes by itself with the finer one, so that parameter sets stay equal."""

_WITHOUT_AVX512 = ":asm=AVX2,FMA3,BMI2,LZCNT"
"""x264's AVX-512 routines make other bytes than all its others, and not the same ones every time."""

QUICK = {"skip_frame": "all"}
"""Opens an MP4 without decoding pictures to find out what its header says anyway."""

BITEXACT = {"fflags": "+bitexact"}
"""Containers carry no date and no library version."""


def gop_starts(*lengths: int) -> tuple[int, ...]:
    """The keyframes of stretches of `lengths` frames, one after the other, each of whole GOPs. A single frame
    left over joins the GOP before it: some decoders take two keyframes in a row for one picture."""
    starts: list[int] = []
    begin = 0
    for length in lengths:
        starts += [begin + at for at in range(0, length, GOP) if at == 0 or length - at > 1]
        begin += length
    return tuple(starts)


def add_house_stream(
    container: OutputContainer, width: int, height: int, fps: int, *, mixes: bool = False
) -> VideoStream:
    """A house format encoder on `container`, tuned for `mixes` of two shots or for single ones."""
    options = _OPTIONS | {"x264-params": (_X264_FOR_MIXES if mixes else _X264) + _assembly()}
    stream = container.add_stream("libx264", rate=fps, options=options)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    context = stream.codec_context
    context.time_base = Fraction(1, fps)
    context.thread_count = 1
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    return stream


def _assembly() -> str:
    has_avx512 = "*AVX512-SKX" in cv2.getCPUFeaturesLine().split()
    return _WITHOUT_AVX512 if has_avx512 else ""


def encode_into(
    container: OutputContainer, stream: VideoStream, frames: Iterable[Pixels], keyframes: Collection[int]
) -> None:
    """Encodes planar frames (see `colour`), a GOP beginning at each of `keyframes`, and closes the encoder."""
    for number, planar in enumerate(frames):
        container.mux(stream.encode(_video_frame(planar, number, stream, key=number in keyframes)))
    container.mux(stream.encode(None))


def encode_in_memory(
    frames: Iterable[Pixels], count: int, width: int, height: int, fps: int, *, mixes: bool = True
) -> InputContainer:
    """`count` frames, `mixes` of two shots if they lie under a transition, as a house clip in memory, open for
    reading. An MP4 rather than the encoder's own packets: those are Annex B, and a film of copied packets needs
    length prefixes throughout."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", container_options=BITEXACT) as container:
        stream = add_house_stream(container, width, height, fps, mixes=mixes)
        encode_into(container, stream, frames, gop_starts(count))
    buffer.seek(0)
    return av.open(buffer, "r", format="mp4", options=QUICK)


def house_sample(width: int, height: int, fps: int) -> InputContainer:
    """The shortest clip of this size and rate in memory: its stream is what every house clip's is like."""
    return encode_in_memory([black(width, height)], 1, width, height, fps)


def extradata(stream: VideoStream) -> bytes:
    """A stream's decoder configuration as its container carries it."""
    return bytes(stream.codec_context.extradata or b"")


def packets(container: InputContainer) -> "Iterator[Packet[VideoStream]]":
    """The video packets in decoding order, without the empty one at the end."""
    return (packet for packet in container.demux(container.streams.video[0]) if packet.size)


def _video_frame(planar: Pixels, index: int, stream: VideoStream, *, key: bool) -> VideoFrame:
    frame = VideoFrame.from_ndarray(np.ascontiguousarray(planar), format="yuv420p")
    frame.pts = index
    frame.time_base = stream.codec_context.time_base
    frame.pict_type = PictureType.I if key else PictureType.NONE
    return frame
