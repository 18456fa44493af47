"""Clean and faulty takes of a world's scenes, shot by the animatic in this process, without a graph or a store."""

from dataclasses import dataclass, field

from videostudio.agents.designer import REFERENCE_PX
from videostudio.evaluation.shelf import Shelf
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import (
    CastMember,
    ClipRequest,
    ReferenceRequest,
    SceneImageRequest,
    ScoreItem,
    ScoreRequest,
    Subject,
)
from videostudio.film.scene import tail_frames
from videostudio.generators.animatic.backend import build
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.generators.faulty import FaultySceneFilmer, FaultySceneImager
from videostudio.generators.given import Given
from videostudio.generators.ports import EntityImager, Picture, SceneFilmer, SceneImager
from videostudio.tools.scoring.world import Story, WorldScene
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.encode import encode_clip

CLEAN = "clean"


class Format(Noun):
    """Size in px, frames a second and frames of a study's takes: as those that calibrations are measured on."""

    width: int = 480
    height: int = 270
    fps: int = 12
    frames: int = 36


class ShotTake(Noun):
    """One take of a scene: what was wanted, and what came of it."""

    scene: WorldScene
    cast: tuple[CastMember, ...]
    place: CastMember
    others: tuple[CastMember, ...]
    distractors: tuple[str, ...]
    image: ArtifactRef
    staging: ArtifactRef | None
    clip: ArtifactRef


@dataclass(frozen=True)
class Remembering:
    """An entity imager that draws the same request once."""

    inner: EntityImager
    _drawn: dict[ReferenceRequest, Picture] = field(default_factory=dict)

    @property
    def identity(self) -> Identity:
        return self.inner.identity

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """The inner imager's picture. Raises GeneratorError."""
        if request not in self._drawn:
            self._drawn[request] = self.inner.shoot_reference(request, artifacts=artifacts)
        return self._drawn[request]


@dataclass(frozen=True)
class Crew:
    """Who shoots: the animatic with one art pack."""

    imager: EntityImager
    scene_imager: SceneImager
    filmer: SceneFilmer


def crew_with(pack: str) -> Crew:
    """The crew that draws with `pack`, "" for the usual one. Raises BackendMissing for a pack that is not here."""
    animatic = build(Given(art=pack))
    return Crew(Remembering(animatic.entity_imager), animatic.scene_imager, animatic.scene_filmer)


@dataclass(frozen=True)
class Unit:
    """A crew with a shelf to put its takes on."""

    crew: Crew
    shelf: Shelf
    format: Format = field(default_factory=Format)
    _members: dict[Entity, CastMember] = field(default_factory=dict)

    def shoot(self, story: Story, scene: WorldScene, fault: FaultKind | None = None, seed: int = 0) -> ShotTake:
        """A take of a story's `scene`, sound or with `fault`; `seed` says how it goes wrong. BLANK and RAISES, which
        can strike at two stages, are not for this."""
        imager, filmer = self._roles(fault, seed)
        cast = tuple(self._member(entity) for entity in scene.cast)
        place = self._member(scene.place)
        picture = imager.shoot_image(self._image_request(scene, cast, place), artifacts=self.shelf)
        image = self.shelf.put_picture(picture.pixels)
        staging = self.shelf.put_noun(picture.staging) if picture.staging else None
        request = self._clip_request(scene, cast, place, image, staging)
        return ShotTake(
            scene=scene,
            cast=cast,
            place=place,
            others=tuple(self._member(entity) for entity in story.entities if entity not in scene.cast),
            distractors=tuple(other.event for other in story.scenes if other.event != scene.event),
            image=image,
            staging=staging,
            clip=self._filmed(filmer, request),
        )

    def film_again(self, take: ShotTake, fault: FaultKind, seed: int = 0) -> ShotTake:
        """A sound `take` as `shoot` would shoot it with a `fault` of IN_CLIP, from the picture that there is."""
        _, filmer = self._roles(fault, seed)
        request = self._clip_request(take.scene, take.cast, take.place, take.image, take.staging)
        return take.model_copy(update={"clip": self._filmed(filmer, request)})

    def _roles(self, fault: FaultKind | None, seed: int) -> tuple[SceneImager, SceneFilmer]:
        crew = self.crew
        if fault is None:
            return crew.scene_imager, crew.filmer
        plan = FaultPlan(rate_milli=1000, seed=seed, kinds=(fault,))
        return (
            FaultySceneImager(crew.scene_imager, plan, crew.imager, crew.filmer),
            FaultySceneFilmer(crew.filmer, plan, crew.imager),
        )

    def _member(self, entity: Entity) -> CastMember:
        if entity not in self._members:
            place = entity.kind is EntityKind.PLACE
            request = ReferenceRequest(
                entity=entity,
                width=self.format.width if place else REFERENCE_PX,
                height=self.format.height if place else REFERENCE_PX,
                seed=0,
            )
            drawn = self.crew.imager.shoot_reference(request, artifacts=self.shelf)
            self._members[entity] = CastMember(entity=entity, reference=self.shelf.put_picture(drawn.pixels))
        return self._members[entity]

    def _image_request(self, scene: WorldScene, cast: tuple[CastMember, ...], place: CastMember) -> SceneImageRequest:
        return SceneImageRequest(
            scene_id=scene.id,
            attempt=1,
            event=scene.event,
            action=scene.action,
            cast=cast,
            place=place,
            camera=scene.camera,
            shot=scene.shot,
            width=self.format.width,
            height=self.format.height,
            seed=scene.seed,
        )

    def _clip_request(
        self,
        scene: WorldScene,
        cast: tuple[CastMember, ...],
        place: CastMember,
        image: ArtifactRef,
        staging: ArtifactRef | None,
    ) -> ClipRequest:
        return ClipRequest(
            scene_id=scene.id,
            attempt=1,
            event=scene.event,
            action=scene.action,
            cast=cast,
            place=place,
            image=image,
            staging=staging,
            camera=scene.camera,
            frames=self.format.frames,
            tail_frames=tail_frames(self.format.fps),
            width=self.format.width,
            height=self.format.height,
            fps=self.format.fps,
            seed=scene.seed,
        )

    def _filmed(self, filmer: SceneFilmer, request: ClipRequest) -> ArtifactRef:
        footage = filmer.shoot_clip(request, artifacts=self.shelf)
        out = self.shelf.new_file(".mp4")
        encode_clip(
            footage.frames,
            source_width=footage.width,
            source_height=footage.height,
            source_fps=footage.fps,
            pixel_format=footage.pixel_format,
            width=request.width,
            height=request.height,
            fps=request.fps,
            film_frames=request.frames,
            tail_frames=request.tail_frames,
            out=out,
        )
        return self.shelf.put_file(out, "video/mp4", width=request.width, height=request.height, fps=request.fps)


def image_question(take: ShotTake, form: Format, *, staged: bool = True) -> ScoreRequest:
    """What the film graph would ask about a take's picture; without the staging if the scorer has to look for
    itself."""
    return ScoreRequest(
        subject=Subject.IMAGE,
        items=(_item(take, take.image, staged),),
        event=take.scene.event,
        distractors=take.distractors,
        cast=take.cast,
        others=take.others,
        place=take.place,
        width=form.width,
        height=form.height,
    )


def clip_question(take: ShotTake, form: Format, *, staged: bool = True) -> ScoreRequest:
    """What the film graph would ask about a take's clip."""
    return ScoreRequest(
        subject=Subject.CLIP,
        items=(_item(take, take.clip, staged),),
        event=take.scene.event,
        distractors=take.distractors,
        cast=take.cast,
        others=take.others,
        place=take.place,
        camera=take.scene.camera,
        width=form.width,
        height=form.height,
        frames=form.frames,
        fps=form.fps,
    )


def film_question(takes: tuple[ShotTake, ...], *, staged: bool = True) -> ScoreRequest:
    """What the film graph would ask about the chosen takes of a story."""
    cast = {member.entity.id: member for take in takes for member in take.cast}
    items = (
        _item(take, take.clip, staged).model_copy(update={"cast": tuple(one.entity.id for one in take.cast)})
        for take in takes
    )
    places = tuple(dict.fromkeys(take.place for take in takes))
    return ScoreRequest(subject=Subject.FILM, items=tuple(items), cast=tuple(cast.values()), places=places)


def _item(take: ShotTake, artifact: ArtifactRef, staged: bool) -> ScoreItem:
    return ScoreItem(
        id=take.scene.id,
        artifact=artifact,
        staging=take.staging if staged else None,
        place=take.place.entity.id,
    )
