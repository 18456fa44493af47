"""What can be set for a server that draws and films. The key is apart from the rest, which films keep."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from videostudio.film.errors import BadSetting
from videostudio.film.identity import Price
from videostudio.film.noun import Noun
from videostudio.generators.given import settings_of

Dialect = Literal["openai", "litellm", "vllm", "sglang"]
_SIZE = r"\d{2,4}x\d{2,4}"


class RemoteSettings(Noun):
    """base_url            where the API is: http://localhost:8091/v1, https://host/v1, ...
    dialect             who listens: "vllm" (vLLM-Omni), "sglang" (SGLang-Diffusion), "litellm", or "openai"
    encoding            how a clip is asked for with its picture: "multipart", or "json" with the picture as a data: URL
    image_model         what draws; "" for a server that has only one
    video_model         what films; "" for a server that has only one
    references          reference pictures that a drawing call takes at most; 0 for a model that takes none
    image_sizes         sizes the model draws, such as "1024x1024,1536x1024"; "" for any
    video_sizes         sizes it films, such as "1280x720,720x1280"; "" for any
    size_multiple       px that sides are a multiple of where any size goes
    video_seconds       lengths it films in s, such as "4,8,12"; "" for any
    video_fps           frames a second that are asked for where the dialect can say so
    frame_step          clips have a multiple of so many frames, and one more, where the dialect can say so
    most_frames         frames of the longest clip; 0 for any number
    idempotent          whether the server answers a repeated Idempotency-Key with the first answer
    poll_ms             time between two looks at a job
    timeout_s           seconds until a call counts as lost
    patience_s          the longest wait that the server may ask for with Retry-After
    job_s               seconds after which a job that does not end is given up
    lost_s              seconds after which a job whose answer was lost would be in the server's list
    most_mib            the largest file that is downloaded
    price_image_milli   thousandths of the currency for a picture; 0 on your own machine
    price_video_milli   the same for a clip
    price_second_milli  the same for a second of a clip
    licence             under what terms pictures come, for the report
    """

    base_url: str = Field(min_length=1)
    dialect: Dialect = "openai"
    encoding: Literal["multipart", "json"] = "multipart"
    image_model: str = Field(default="", max_length=200)
    video_model: str = Field(default="", max_length=200)
    references: int = Field(default=4, ge=0, le=16)
    image_sizes: str = Field(default="", pattern=rf"^({_SIZE}(,{_SIZE})*)?$")
    video_sizes: str = Field(default="", pattern=rf"^({_SIZE}(,{_SIZE})*)?$")
    size_multiple: int = Field(default=16, ge=2, le=128, multiple_of=2)
    video_seconds: str = Field(default="", pattern=r"^(\d{1,3}(,\d{1,3})*)?$")
    video_fps: int = Field(default=24, ge=4, le=60)
    frame_step: int = Field(default=4, ge=1, le=64)
    most_frames: int = Field(default=0, ge=0)
    idempotent: bool = False
    poll_ms: int = Field(default=5000, ge=1, le=600_000)
    timeout_s: int = Field(default=120, ge=1, le=3600)
    patience_s: int = Field(default=120, ge=0, le=3600)
    job_s: int = Field(default=3600, ge=1)
    lost_s: int = Field(default=30, ge=0, le=3600)
    most_mib: int = Field(default=512, ge=1, le=8192)
    price_image_milli: int | None = Field(default=None, ge=0)
    price_video_milli: int | None = Field(default=None, ge=0)
    price_second_milli: int | None = Field(default=None, ge=0)
    licence: str = Field(default="", max_length=200)

    @field_validator("base_url")
    @classmethod
    def _an_address_and_no_secret(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it is no address such as http://localhost:8091/v1")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("it holds more than an address, and films keep it: put a key into api_key")
        return url.rstrip("/")

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "RemoteSettings":
        """As set. Raises BadSetting with what can be set."""
        if not found.get("base_url"):
            raise BadSetting(
                "no server is set for the backend 'remote': set VIDEOSTUDIO_REMOTE_BASE_URL to its address, such as "
                "http://localhost:8091/v1, and VIDEOSTUDIO_REMOTE_DIALECT (vllm, sglang, litellm or openai); "
                "docs/remote.md has the others"
            )
        return settings_of(cls, "remote", found)

    @property
    def host(self) -> str:
        """The machine's name, with the port where there is one."""
        return urlsplit(self.base_url).netloc

    @property
    def image_price(self) -> Price | None:
        """Of a picture; None if nobody said."""
        return None if self.price_image_milli is None else Price(each_milli=self.price_image_milli)

    @property
    def video_price(self) -> Price | None:
        """Of a clip; None if nobody said."""
        if self.price_video_milli is None and self.price_second_milli is None:
            return None
        return Price(
            each_milli=self.price_video_milli or 0,
            second_milli=self.price_second_milli or 0,
            lengths_s=numbers(self.video_seconds),
        )


def numbers(text: str) -> tuple[int, ...]:
    """ "4,8,12" as numbers, ascending."""
    return tuple(sorted(int(part) for part in text.split(","))) if text else ()


def nearest_size(wanted: tuple[int, int], sizes: str, multiple: int) -> tuple[int, int]:
    """px to ask for: of the listed sizes the one of the nearest proportions, then the nearest area; without a list
    `wanted` in whole multiples."""
    width, height = wanted
    if not sizes:
        across, down = (max(multiple, round(px / multiple) * multiple) for px in wanted)
        return across, down

    def distance(size: tuple[int, int]) -> tuple[float, int]:
        skew = size[0] * height / (size[1] * width)
        return round(max(skew, 1 / skew), 3), abs(size[0] * size[1] - width * height)

    known = [(int(w), int(h)) for w, h in (size.split("x") for size in sizes.split(","))]
    return min(known, key=distance)
