import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from videostudio.film.errors import ReferenceError_
from videostudio.tools import images


def gradient(height: int = 40, width: int = 60) -> images.Pixels:
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 4, y * 6, (x + y) * 2], axis=2).astype(np.uint8)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_png_comes_back_exactly() -> None:
    pixels = gradient()
    assert np.array_equal(images.decode(images.encode_png(pixels)), pixels)


def test_transparency_survives_a_png() -> None:
    pixels = np.dstack([gradient(), np.arange(40 * 60, dtype=np.uint32).reshape(40, 60) % 256]).astype(np.uint8)
    assert np.array_equal(images.decode(images.encode_png(pixels)), pixels)


def test_equal_pixels_give_equal_bytes_without_metadata() -> None:
    data = images.encode_png(gradient())
    assert data == images.encode_png(gradient().copy())
    assert b"tIME" not in data
    assert b"tEXt" not in data
    assert images.encode_jpeg(gradient(), 80) == images.encode_jpeg(gradient(), 80)


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 95}), ("WEBP", {"lossless": True})])
def test_other_formats_are_read(kind: str, options: dict[str, object]) -> None:
    got = images.decode(saved(Image.fromarray(gradient()), kind, **options))
    assert got.shape == (40, 60, 3)
    assert np.abs(got.astype(int) - gradient()).mean() < 3


@pytest.mark.parametrize("size", [(50_000, 50_000), (9_000, 9_000), (12_000, 12_000)])
def test_a_file_claiming_too_many_pixels_is_refused_from_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(ReferenceError_, match="at most 64000000 pixels"):
        images.decode(png_claiming(*size))


def test_the_limit_itself_is_allowed() -> None:
    data = images.encode_png(gradient())
    assert images.decode(data, max_pixels=2400).shape == (40, 60, 3)
    with pytest.raises(ReferenceError_, match="60 x 40"):
        images.decode(data, max_pixels=2399)


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(ReferenceError_, match="PNG, JPEG or WebP"):
        images.decode(data)


def test_a_gif_is_refused() -> None:
    with pytest.raises(ReferenceError_, match="PNG, JPEG or WebP"):
        images.decode(saved(Image.fromarray(gradient()).convert("P"), "GIF"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_truncated_files_are_refused(kind: str) -> None:
    data = saved(Image.fromarray(gradient(200, 300)), kind)
    with pytest.raises(ReferenceError_, match="damaged"):
        images.decode(data[: len(data) // 2])


@settings(max_examples=300, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_damaged_bytes_give_a_picture_or_our_error(data: st.DataObject, kind: str) -> None:
    whole = bytearray(saved(Image.fromarray(gradient()), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReferenceError_):
        assert images.decode(bytes(whole)).ndim == 3


def test_exif_orientation_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate 90 degrees clockwise to see it upright
    data = saved(Image.fromarray(gradient()), "JPEG", exif=exif, quality=95)
    expected = np.rot90(gradient(), k=-1)
    assert np.abs(images.decode(data).astype(int) - expected).mean() < 3


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    source = Image.fromarray(gradient()).convert(mode)
    got = images.decode(saved(source, "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"))
    assert got.shape == (40, 60, 3)
    assert np.abs(got.astype(int) - np.asarray(source.convert("RGB"))).mean() < 6


def test_grey_with_alpha_and_transparent_palette_become_rgba() -> None:
    assert images.decode(saved(Image.fromarray(gradient()).convert("LA"), "PNG")).shape == (40, 60, 4)
    palette = Image.fromarray(gradient()).quantize(8)
    got = images.decode(saved(palette, "PNG", transparency=0))
    assert set(np.unique(got[..., 3])) == {0, 255}


def test_sixteen_bit_grey_keeps_its_range() -> None:
    ramp = np.linspace(0, 65535, 60).astype(np.uint16)[None].repeat(40, axis=0)
    got = images.decode(saved(Image.fromarray(ramp), "PNG"))
    assert got.shape == (40, 60, 3)
    assert np.array_equal(got[0, :, 1], ramp[0] >> 8)


def test_jpeg_lays_transparency_on_white() -> None:
    clear = np.zeros((16, 16, 4), np.uint8)
    assert images.decode(images.encode_jpeg(clear)).min() >= 254


def test_jpeg_quality_changes_the_size() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    assert len(images.encode_jpeg(noise, 30)) < len(images.encode_jpeg(noise, 90))


@pytest.mark.parametrize(("width", "shape"), [(30, (20, 30, 3)), (60, (40, 60, 3)), (100, (40, 60, 3)), (1, (1, 1, 3))])
def test_thumbnail_keeps_the_proportion_and_never_enlarges(width: int, shape: tuple[int, ...]) -> None:
    assert images.thumbnail(gradient(), width).shape == shape
