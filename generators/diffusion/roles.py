"""The roles that a family can play, ready for the registry."""

from dataclasses import dataclass

from videostudio.film.errors import BackendMissing
from videostudio.generators.animatic import backend as animatic
from videostudio.generators.diffusion.settings import ImageSettings
from videostudio.generators.given import Given
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager


@dataclass(frozen=True)
class Roles:
    """None where the family has nobody for a role."""

    name: str
    portraits: EntityImager | None = None
    scenes: SceneImager | None = None
    clips: SceneFilmer | None = None

    @property
    def entity_imager(self) -> EntityImager:
        """Raises BackendMissing."""
        if self.portraits is None:
            raise BackendMissing(f"'{self.name}' draws no entities: choose another entity_imager for the profile")
        return self.portraits

    @property
    def scene_imager(self) -> SceneImager:
        """Raises BackendMissing."""
        if self.scenes is None:
            raise BackendMissing(f"'{self.name}' draws no scenes: choose another scene_imager for the profile")
        return self.scenes

    @property
    def scene_filmer(self) -> SceneFilmer:
        """Raises BackendMissing."""
        if self.clips is None:
            raise BackendMissing(f"'{self.name}' films no clips: choose another scene_filmer for the profile")
        return self.clips


def stager_of(settings: ImageSettings, given: Given) -> SceneImager | None:
    """Who draws the layout that settings ask for."""
    return animatic.build(given).scene_imager if settings.layout else None
