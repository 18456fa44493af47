"""Still pictures as bytes and as arrays: decoded under a pixel limit, encoded the same way every time.

Owns the formats a user may bring (PNG, JPEG, WebP) and those we write. Knows nothing of what is on a picture.
"""

import io
import struct
import warnings
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from videostudio.film.errors import ReferenceError_

Pixels = NDArray[np.uint8]

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_PIXELS = 64_000_000
"""8000 x 8000: larger than any camera reference needs, 256 MB as RGBA."""

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError, struct.error, zlib.error)
"""What Pillow's three decoders raise on damaged bytes."""


def decode(data: bytes, *, max_pixels: int = MAX_PIXELS) -> Pixels:
    """A PNG, JPEG or WebP file -> (H, W, 3) RGB, or (H, W, 4) RGBA with straight alpha where the file has
    transparency; uint8, upright (EXIF orientation applied), the first picture of an animation.

    Raises ReferenceError_ for anything else, and before a pixel is decoded for more than `max_pixels`."""
    try:
        # The limit below is stricter than Pillow's, whose warning would come first.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        with image:
            _refuse_huge(image.size, max_pixels)
            return _upright_pixels(image)
    except Image.DecompressionBombError as error:
        raise ReferenceError_(f"the picture is too large ({error}): make it at most {_limit(max_pixels)}") from error
    except UnidentifiedImageError as error:
        raise ReferenceError_(f"its {len(data)} bytes are no picture: give a PNG, JPEG or WebP") from error
    except _BROKEN as error:
        raise ReferenceError_(
            f"the picture cannot be read ({len(data)} bytes: {_first_line(error)}): "
            "it is damaged or no picture; send it again as PNG, JPEG or WebP"
        ) from error


def encode_png(pixels: Pixels) -> bytes:
    """(H, W, 3) RGB or (H, W, 4) RGBA uint8 -> PNG. Equal pixels give equal bytes; no date, no metadata."""
    return _saved(pixels, "PNG", compress_level=6)


def encode_jpeg(pixels: Pixels, quality: int = 85) -> bytes:
    """(H, W, 3) RGB uint8 -> JPEG of `quality` 1..95. Transparency is laid on white."""
    return _saved(_on_white(pixels), "JPEG", quality=quality, optimize=True)


def thumbnail(pixels: Pixels, width: int) -> Pixels:
    """The picture scaled to `width` px, height in proportion (at least 1 px). Never enlarged."""
    height, own_width = pixels.shape[:2]
    if own_width <= width:
        return pixels
    size = (width, max(1, round(height * width / own_width)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _refuse_huge(size: tuple[int, int], max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        raise ReferenceError_(f"the picture claims {width} x {height} pixels: make it at most {_limit(max_pixels)}")


def _limit(max_pixels: int) -> str:
    side = int(max_pixels**0.5)
    return f"{max_pixels} pixels (for example {side} x {side})"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _upright_pixels(image: Image.Image) -> Pixels:
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        return _from_16_bit(upright)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    return np.array(upright.convert(mode), dtype=np.uint8)


def _from_16_bit(image: Image.Image) -> Pixels:
    # Pillow clips 16 bit grey to 255 when it converts; the high byte is the picture.
    grey = np.clip(np.asarray(image).astype(np.int64), 0, 65535) >> 8
    return np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)


def _on_white(pixels: Pixels) -> Pixels:
    if pixels.shape[2] == 3:
        return pixels
    alpha = pixels[..., 3:].astype(np.uint16)
    mixed = (pixels[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return np.asarray(mixed, dtype=np.uint8)


def _saved(pixels: Pixels, kind: str, **options: int | bool) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()
