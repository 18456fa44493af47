"""What can be set for a language model's endpoint. The key is apart from the rest, which films keep."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator

from videostudio.film.errors import BadSetting
from videostudio.film.noun import Noun

KEY = "api_key"
NAMES_COMPLETION_TOKENS = ("openai.com", "openai.azure.com")
"""Hosts that know the length of an answer by its new name only; elsewhere the old one is sent too."""
HOW = "in the workspace's settings.json under 'llm', or as VIDEOSTUDIO_LLM_NAME"


class LlmSettings(Noun):
    """base_url             where the endpoint is: https://api.openai.com/v1, http://localhost:11434/v1, ...
    model                what it is to run
    thinking             "off" asks models that think first not to; "" says nothing
    thinking_tokens      what an answer may be longer than asked, for models that think first
    timeout_s            seconds until a call counts as lost
    parallel             calls at a time
    requests_per_minute  calls a minute, 0 for any number
    price_in_milli       thousandths of the currency for a million tokens of prompt
    price_out_milli      the same for a million tokens of answer
    """

    base_url: str = Field(min_length=1)
    model: str = Field(min_length=1, max_length=200)
    thinking: Literal["", "off"] = ""
    thinking_tokens: int = Field(default=0, ge=0, le=200_000)
    timeout_s: int = Field(default=180, ge=1, le=3600)
    parallel: int = Field(default=4, ge=1, le=64)
    requests_per_minute: int = Field(default=0, ge=0)
    price_in_milli: int | None = Field(default=None, ge=0)
    price_out_milli: int | None = Field(default=None, ge=0)

    @field_validator("base_url")
    @classmethod
    def _an_address_and_no_secret(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it is no address such as http://localhost:11434/v1")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError(f"it holds more than an address, and films keep it: put a key into {KEY}")
        return url.rstrip("/")

    @property
    def host(self) -> str:
        """The machine's name, with the port where there is one."""
        return urlsplit(self.base_url).netloc

    @property
    def old_name_too(self) -> bool:
        """Whether the length of an answer is told by its old name, `max_tokens`, as well."""
        name = urlsplit(self.base_url).hostname or ""
        return not f".{name}".endswith(tuple(f".{host}" for host in NAMES_COMPLETION_TOKENS))

    @property
    def priced(self) -> bool:
        """Whether it is known what a call costs."""
        return self.price_in_milli is not None and self.price_out_milli is not None

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "LlmSettings":
        """As set, the key left out. Raises BadSetting with what can be set."""
        try:
            return cls.model_validate({name: value for name, value in found.items() if name != KEY})
        except ValidationError as error:
            names = f"settings are {', '.join((*cls.model_fields, KEY))}, {HOW}"
            first = error.errors()[0]
            name = ".".join(map(str, first["loc"]))
            if first["type"] == "missing":
                raise BadSetting(f"the setting '{name}' of 'llm' is missing: {names}") from None
            # What was set is not repeated: somebody may have put a key where an address belongs.
            raise BadSetting(f"the setting '{name}' of 'llm' cannot be used ({first['msg']}): {names}") from None


def key_of(found: Mapping[str, str | int]) -> SecretStr:
    """The key among settings; empty if there is none, as on one's own machine."""
    return SecretStr(str(found.get(KEY, "")))
