"""Pictures that are brought within text, as data URLs. No address is ever fetched."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from videostudio.film.errors import ReferenceError_

_DATA_URL = re.compile(r"data:[\w.+/-]{0,60};base64,")


def of_data_url(url: str) -> bytes:
    """The bytes in a data URL. Raises ReferenceError_."""
    if not (head := _DATA_URL.match(url)):
        raise ReferenceError_("a picture is brought as data:image/...;base64,... or as a file: no address is fetched")
    try:
        return base64.b64decode(url[head.end() :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReferenceError_(f"the data of a picture are no base64: {error}") from error


def brought(references: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """References that name something, and the bytes of those that are data URLs. Raises ReferenceError_."""
    urls = {name: url for name, url in references.items() if isinstance(url, str) and url.startswith("data:")}
    named = {name: value for name, value in references.items() if name not in urls}
    return named, {name: of_data_url(url) for name, url in urls.items()}
