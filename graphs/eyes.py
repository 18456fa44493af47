"""What can be set of whom the critic looks with: model, where to look, device. Metrics look with the same."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from videostudio.film.errors import BackendMissing, BadSetting
from videostudio.film.noun import Noun
from videostudio.generators.given import settings_of
from videostudio.tools.embedding import house
from videostudio.tools.embedding.choice import embedder_of
from videostudio.tools.embedding.open_clip import OpenClip
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.scoring.locating.grounding import WEIGHTS, GroundingDino
from videostudio.tools.scoring.locating.port import Locator
from videostudio.tools.scoring.locating.staged import StagingLocator

CRITIC = "critic"


class Eyes(Noun):
    """model       a folder with a CLIP in open_clip's format, or a name that open_clip knows; "" for the one that comes
                along
    pretrained  for a name: a file of weights, or a tag of weights that open_clip or the hub fetched before
    locator     a folder with a Grounding DINO, which finds whom no staging places; "" for what stands out
    device      where both run: cpu, cuda, cuda:1, mps
    """

    model: str = ""
    pretrained: str = ""
    locator: str = ""
    device: str = Field(default="cpu", pattern=r"^(cpu|mps|cuda(:[0-9]{1,2})?)$")

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> "Eyes":
        """As set. Raises BadSetting."""
        eyes = settings_of(cls, CRITIC, found)
        if bool(eyes.pretrained) != bool(eyes.model and not _is_path(eyes.model)):
            raise BadSetting(
                "'pretrained' of 'critic' goes with a 'model' that open_clip knows by name, such as ViT-B-32, and that "
                "with it: set both, or name a folder as 'model' alone"
            )
        return eyes

    def embedder(self) -> Embedder:
        """The model, whose weights load when it first looks. Raises OperatorError; nothing is fetched."""
        if self.pretrained:
            file = Path(self.pretrained).expanduser()
            try:
                return OpenClip.of_tag(self.model, str(file) if file.is_file() else self.pretrained, device=self.device)
            except BackendMissing as error:
                raise BackendMissing(
                    f"{error}; the critic takes a file as VIDEOSTUDIO_CRITIC_PRETRAINED, or a folder in open_clip's "
                    "format as VIDEOSTUDIO_CRITIC_MODEL"
                ) from error
        if self.model:
            return embedder_of(Path(self.model).expanduser(), self.device)
        if why := house.missing():
            raise BackendMissing(why)
        return house.house_clip() if self.device == "cpu" else embedder_of(house.FOLDER, self.device)

    def looking(self) -> Locator:
        """Who says where to look: a staging, or else the locator. Raises BackendMissing."""
        if not self.locator:
            return StagingLocator()
        folder = Path(self.locator).expanduser()
        if not (folder / WEIGHTS).is_file():
            raise BackendMissing(
                f"there is no Grounding DINO in {folder} ({WEIGHTS} is missing): put a model such as "
                "IDEA-Research/grounding-dino-tiny there, or leave VIDEOSTUDIO_CRITIC_LOCATOR unset"
            )
        return StagingLocator(GroundingDino.from_pretrained(folder, device=self.device))


def _is_path(model: str) -> bool:
    return "/" in model or "\\" in model or Path(model).is_dir()
