"""The three roles, played by a server."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import EntityKind
from videostudio.film.errors import GeneratorError, ReferenceError_
from videostudio.film.fingerprint import fingerprint
from videostudio.film.identity import Capabilities, FrameRule, Identity
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.ports import Footage, Picture
from videostudio.generators.progress import stepped
from videostudio.generators.remote import wording
from videostudio.generators.remote.dialects import clip_asked, clip_size, length_of, picture_asked
from videostudio.generators.remote.pictures import Drawn, Pictures
from videostudio.generators.remote.settings import RemoteSettings, nearest_size
from videostudio.generators.remote.videos import VideoJobs
from videostudio.tools.images import Pixels, decode, encode_png
from videostudio.tools.store.durable import temp_path
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.decode import frames
from videostudio.tools.video.probe import Probe, probe

CODE_VERSION = 2
"""Raise it whenever the same request is sent in another way."""
USUAL_MULTIPLE = 16
SLOWEST = 2
"""How many times slower than it came a clip that is too short may be shown."""
SCALING = Image.Resampling.LANCZOS


@dataclass(frozen=True)
class RemotePortraits:
    """An EntityImager."""

    settings: RemoteSettings
    pictures: Pictures

    @property
    def identity(self) -> Identity:
        return _identity(self.settings, "portraits", self.settings.image_model, sizes=self.settings.image_sizes)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(licence=_licence(self.settings), price=self.settings.image_price)

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager. A user's own picture is taken as it is, and nothing is sent."""
        if request.entity.own_image is not None:
            return Picture(_own(decode(artifacts.read(request.entity.own_image)), request))
        size = nearest_size((request.width, request.height), self.settings.image_sizes, self.settings.size_multiple)
        asked = picture_asked(wording.portrait(request), size, request.seed, (), self.settings)
        drawn = self.pictures.drawn(fingerprint(request, self.identity), asked)
        return _picture(drawn, request.width, request.height, self.settings)


@dataclass(frozen=True)
class RemoteScenes:
    """A SceneImager: the references go along as pictures, the cast before the place, as far as the model takes them."""

    settings: RemoteSettings
    pictures: Pictures

    @property
    def identity(self) -> Identity:
        settings = self.settings
        return _identity(
            settings, "scenes", settings.image_model, sizes=settings.image_sizes, references=settings.references
        )

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            licence=_licence(self.settings),
            max_references=self.settings.references,
            price=self.settings.image_price,
        )

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager."""
        known = [member for member in (*request.cast, request.place) if member.reference is not None]
        shown = self._chosen(known, request)
        size = nearest_size((request.width, request.height), self.settings.image_sizes, self.settings.size_multiple)
        references = [_flat(artifacts, member.reference) for member in shown if member.reference is not None]
        asked = picture_asked(wording.scene(request, shown), size, request.seed, references, self.settings)
        drawn = self.pictures.drawn(fingerprint(request, self.identity), asked)
        picture = _picture(drawn, request.width, request.height, self.settings)
        left_out = [member.entity.name for member in known if member not in shown]
        if not left_out:
            return picture
        told = f"the model takes {self.settings.references} references: from words alone: {', '.join(left_out)}"
        return Picture(picture.pixels, notes=picture.notes, degraded=(told,), money_milli=picture.money_milli)

    def _chosen(self, known: Sequence[CastMember], request: SceneImageRequest) -> list[CastMember]:
        """As many as the model takes; those that must not be missed first, and the others in their order."""
        first = sorted(known, key=lambda member: member.entity.id not in request.emphasis)[: self.settings.references]
        return [member for member in known if member in first]


@dataclass(frozen=True)
class RemoteFilmer:
    """A SceneFilmer."""

    settings: RemoteSettings
    jobs: VideoJobs

    @property
    def identity(self) -> Identity:
        settings = self.settings
        return _identity(
            settings,
            "clips",
            settings.video_model,
            sizes=settings.video_sizes,
            seconds=settings.video_seconds,
            fps=settings.video_fps,
            frame_step=settings.frame_step,
            most_frames=settings.most_frames,
        )

    @property
    def capabilities(self) -> Capabilities:
        settings = self.settings
        return Capabilities(
            licence=_licence(settings),
            size_multiple=settings.size_multiple,
            frame_rule=FrameRule(most=settings.most_frames or None),
            native_fps=settings.video_fps,
            price=settings.video_price,
        )

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. The clip lies in a file until its frames are read. Raises GeneratorError for one that is too
        short to be shown slower."""
        size = clip_size(request, self.settings)
        still = Image.fromarray(np.ascontiguousarray(decode(artifacts.read(request.image))[..., :3]))
        first = encode_png(np.asarray(ImageOps.fit(still, size, SCALING), np.uint8))
        asked = clip_asked(request, wording.clip(request), first, self.settings)
        out = temp_path(self.jobs.journal.folder).with_suffix(".mp4")
        try:
            job = self.jobs.made(fingerprint(request, self.identity), asked, out, lambda percent: stepped(percent, 100))
            facts = probe(out)
            fps, degraded = _shown(facts, request)
        except BaseException:
            out.unlink(missing_ok=True)
            raise
        price = self.settings.video_price
        return Footage(
            _read(out),
            facts.width // 2 * 2,
            facts.height // 2 * 2,
            fps,
            notes=(f"filmed by {self.settings.host} as {job.id}: {facts.width} x {facts.height} px",),
            degraded=degraded,
            money_milli=0 if price is None else price.of(length_of(request, self.settings).seconds),
        )


def _identity(settings: RemoteSettings, role: str, model: str, **switches: str | int) -> Identity:
    told = {name: value for name, value in switches.items() if value}
    if settings.size_multiple != USUAL_MULTIPLE:
        told["size_multiple"] = settings.size_multiple
    return Identity(
        backend="remote",
        model=model,
        code_version=CODE_VERSION,
        switches={"role": role, "endpoint": settings.base_url, "dialect": settings.dialect, **told},
    )


def _licence(settings: RemoteSettings) -> str:
    return settings.licence or f"the terms of {settings.host}"


def _picture(drawn: Drawn, width: int, height: int, settings: RemoteSettings) -> Picture:
    try:
        pixels = decode(drawn.data)
    except ReferenceError_ as error:
        raise GeneratorError(f"{settings.host} sent no picture: {error}") from error
    came = (pixels.shape[1], pixels.shape[0])
    fitted = np.asarray(ImageOps.fit(Image.fromarray(pixels), (width, height), SCALING), np.uint8)
    notes = () if came == (width, height) else (f"drawn by {settings.host} at {came[0]} x {came[1]} px",)
    price = settings.image_price
    return Picture(fitted, notes=notes, money_milli=0 if price is None else drawn.sends * price.of())


def _own(picture: Pixels, request: ReferenceRequest) -> Pixels:
    size = (request.width, request.height)
    if request.entity.kind is EntityKind.PLACE:
        return np.asarray(ImageOps.fit(Image.fromarray(picture), size, SCALING), np.uint8)
    around = (255,) * 3 if picture.shape[2] == 3 else (0,) * 4
    return np.asarray(ImageOps.pad(Image.fromarray(picture), size, SCALING, around), np.uint8)


def _flat(artifacts: Artifacts, reference: ArtifactRef) -> bytes:
    """A reference as a PNG without transparency, which some servers lay on black."""
    pixels = decode(artifacts.read(reference))
    if pixels.shape[2] == 3:
        return encode_png(pixels)
    figure = Image.fromarray(pixels)
    white = Image.new("RGBA", figure.size, (255, 255, 255, 255))
    return encode_png(np.asarray(Image.alpha_composite(white, figure).convert("RGB"), np.uint8))


def _shown(facts: Probe, request: ClipRequest) -> tuple[int, tuple[str, ...]]:
    """Frames a second at which a clip lasts as long as its request with its tail, and what is to be said of it."""
    wanted = Fraction(request.frames + request.tail_frames, request.fps)
    own = max(1, round(facts.fps))
    if facts.frames and Fraction(facts.frames, own) >= wanted:
        return own, ()
    # The last film frame shows what stands at the middle of its time.
    total = request.frames + request.tail_frames
    for fps in range(own, 0, -1):
        if (2 * total - 1) * fps // (2 * request.fps) < facts.frames and own <= SLOWEST * fps:
            lasts = facts.frames / own
            if fps == own:
                return own, ()
            return fps, (
                f"the clip came with {lasts:.1f} s and the scene lasts {float(wanted):.1f} s with its tail: it is "
                f"shown at {fps} instead of {own} frames a second",
            )
    raise GeneratorError(
        f"the clip came with {facts.frames} frames at {own} a second, and {float(wanted):.1f} s were asked for"
    )


def _read(file: Path) -> Iterator[Pixels]:
    """The frames of a file, which is gone afterwards."""
    try:
        yield from frames(file)
    finally:
        file.unlink(missing_ok=True)
