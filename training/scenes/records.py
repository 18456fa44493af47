"""Samples as the files of a shard, and back."""

import json
from collections.abc import Mapping

import cv2
import numpy as np

from videostudio.tools.images import Pixels, encode_png
from videostudio.training.scenes.sample import Sample, Seen
from videostudio.training.scenes.shards import Files

PICTURES = ("png", "jpg", "jpeg", "webp")
"""Endings of a sample's picture, in any folder that webdataset reads; its caption is "json" or "txt"."""
MASK = "mask.png"


def encoded(sample: Sample) -> Files:
    """A sample with its truth: png, json, mask.png (0 the place, n the n-th of the cast), plate.png, cut0.png ..."""
    mask = np.zeros(sample.picture.shape[:2], np.uint8)
    for number, seen in enumerate(sample.cast, start=1):
        mask[seen.mask] = number
    facts = {
        "caption": sample.caption,
        "cast": [{"id": seen.id, "words": seen.words} for seen in sample.cast],
        "place": sample.place,
        "action": sample.action,
    }
    files = {"png": encode_png(sample.picture), "json": json.dumps(facts).encode(), MASK: _png(mask)}
    if sample.plate is not None:
        files["plate.png"] = encode_png(sample.plate)
    return files | {f"cut{number}.png": encode_png(seen.cutout) for number, seen in enumerate(sample.cast)}


def decoded(number: int, files: Files) -> Sample:
    """What `encoded` made of sample `number`, or a picture with its caption from elsewhere. Raises ValueError where
    there is no picture."""
    picture = picture_in(files)
    facts = json.loads(files["json"]) if "json" in files else {}
    caption = facts.get("caption", files.get("txt", b"").decode("utf-8").strip())
    mask = mask_in(files)
    known = facts.get("cast", ()) if mask is not None else ()
    cast = tuple(_seen(index, one, np.asarray(mask), files) for index, one in enumerate(known))
    plate = _rgb(files["plate.png"]) if "plate.png" in files else None
    return Sample(number, picture, caption, cast, facts.get("place", ""), plate, facts.get("action", ""))


def _seen(index: int, facts: Mapping[str, str], mask: Pixels, files: Files) -> Seen:
    cutout = np.asarray(
        cv2.cvtColor(_read(files[f"cut{index}.png"], cv2.IMREAD_UNCHANGED), cv2.COLOR_BGRA2RGBA), np.uint8
    )
    return Seen(facts["id"], facts["words"], mask == index + 1, cutout)


def picture_in(files: Files) -> Pixels:
    """(H, W, 3): the picture among a sample's files. Raises ValueError if there is none."""
    data = next((files[ending] for ending in PICTURES if ending in files), None)
    if data is None:
        raise ValueError(f"a sample has no picture among {', '.join(files)}: one of {', '.join(PICTURES)} is needed")
    return _rgb(data)


def mask_in(files: Files) -> Pixels | None:
    """(H, W) of a sample's files: 0 where the place is seen, n where the n-th of the cast is; None if nobody knows."""
    return _read(files[MASK], cv2.IMREAD_GRAYSCALE) if MASK in files else None


def _png(grey: Pixels) -> bytes:
    return cv2.imencode(".png", grey)[1].tobytes()


def _rgb(data: bytes) -> Pixels:
    return np.asarray(cv2.cvtColor(_read(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB), np.uint8)


def _read(data: bytes, how: int) -> Pixels:
    found = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    if found is None:
        raise ValueError(f"{len(data)} bytes of a shard are no picture: write the shard again")
    return np.asarray(found, np.uint8)
