"""A person put together: all parts as a skeleton."""

from collections.abc import Mapping
from dataclasses import dataclass

from videostudio.generators.animatic.art.raster import Box
from videostudio.generators.animatic.rigs.person import clothes, limbs
from videostudio.generators.animatic.rigs.person.build import ANKLE, Build, build_of
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.face import EXPRESSIONS, face
from videostudio.generators.animatic.rigs.person.hair import STYLES
from videostudio.generators.animatic.rigs.person.hats import HATS
from videostudio.generators.animatic.rigs.person.head import behind, head, over
from videostudio.generators.animatic.rigs.person.ink import Ink, placed
from videostudio.generators.animatic.rigs.person.props import ACROSS, LOW, PROPS
from videostudio.generators.animatic.rigs.skeleton import Part, Skeleton

FACE: Box = (-48.0, -76.0, 98.0, 80.0)
"""Where features are, in hundredths of the head."""
ORDER = (
    "ground",
    "wings",
    "cape",
    "behind",
    "far-prop",
    "far-upper",
    "far-fore",
    "far-thigh",
    "far-shin",
    "far-foot",
    "near-thigh",
    "near-shin",
    "near-foot",
    "skirt",
    "torso",
    "head",
    "face",
    "glass",
    "chest",
    "near-upper",
    "prop",
    "near-fore",
    "front",
)
"""Parts that are seen, back to front."""
TALL_HAIR = {"afro": 24.0, "spiky": 14.0, "mohawk": 36.0, "curly": 12.0, "bun": 28.0}
"""How far hair stands above the bare crown, in hundredths of the head."""


@dataclass(frozen=True)
class Figure:
    """The skeleton of a person, its proportions, and the ink that all parts share."""

    build: Build
    skeleton: Skeleton
    ink: Ink


def top_of(design: Design) -> float:
    """Height of hat or hair above the bare standing height of 100."""
    head_size = build_of(design).head / 100
    hat = HATS[design.hat].rises if design.hat else 0.0
    hair = 0.0 if design.hat and HATS[design.hat].covers else TALL_HAIR.get(design.hair, 8.0)
    kind = {"robot": 27.0, "alien": 40.0}.get(design.kind, 0.0)
    return head_size * max(hat, hair, kind)


def figure_of(design: Design) -> Figure:
    """Everything of a person but the things of others in their hands."""
    build, ink = build_of(design), Ink()
    scale = build.head / 100
    t = build.torso
    chin = -t + 0.8
    parts = [
        _joint("ground", None, 0, 0),
        _joint("front", None, 0, 0),
        _joint("pelvis", None, 0, -build.hips),
        _joint("spine", "pelvis", 0, 0),
    ]
    add = parts.append
    add(
        _part(
            "wings",
            "spine",
            -2,
            -t * 0.72,
            {"": clothes.wings(ink)} if "wings" in design.extras else {},
            (-48, -34, 92, 70),
        )
    )
    add(_part("cape", "spine", -1, -t + 2, _one(clothes.cape(design, build, ink)), (-34, -8, 68, 84)))
    add(_joint("neck", "spine", 1.0, chin))
    add(
        _part(
            "behind", "neck", 0, 0, _one(placed(behind(design, ink), scale=scale)), _scaled(_behind_box(design), scale)
        )
    )
    add(_part("head", "neck", 0, 0, {"": placed(head(design, ink), scale=scale)}, _scaled(_head_box(design), scale)))
    faces = {"": face_svg(design, "calm"), "blink": face_svg(design, "blink")}
    add(_part("face", "neck", 0, 0, faces, _scaled(FACE, scale)))
    add(
        _part(
            "glass", "neck", 0, 0, _one(placed(over(design, ink), scale=scale)), _scaled((-70, -120, 144, 140), scale)
        )
    )
    ways = {way: clothes.skirt(design, build, ink, way) for way in ("", "stride", "sit")}
    add(_part("skirt", "pelvis", 0, 0, ways if ways[""] else {}, _skirt_box(design, build)))
    add(_part("torso", "spine", 0, 0, {"": clothes.torso(design, build, ink)}, (-22, -t - 8, 44, t + 18)))
    across = {"": design.prop} if design.prop in ACROSS else {}
    add(_part("chest", "spine", 4, -t * 0.42, {k: PROPS[v](ink) for k, v in across.items()}, (-24, -24, 72, 44)))
    for side, x_arm, x_leg in (("far", 0.78, 0.46), ("near", -0.84, -0.44)):
        far = side == "far"
        s = build.shoulder
        add(
            _part(
                f"{side}-upper",
                "spine",
                x_arm * s,
                -build.shoulders,
                {"": limbs.upper_arm(design, build, ink, far=far)},
                (-9, -9, 18, build.upper + 18),
            )
        )
        add(
            _part(
                f"{side}-fore",
                f"{side}-upper",
                0,
                build.upper,
                {"": limbs.fore_arm(design, build, ink, far=far)},
                (-9, -7, 18, build.fore + 15),
            )
        )
        grip = ("prop" if not far else "far-prop", f"{side}-fore", 0.0, build.fore + 1.4)
        own = {"": design.prop} if design.prop and design.prop not in ACROSS and far != (design.prop in LOW) else {}
        add(_part(*grip, {k: PROPS[v](ink) for k, v in own.items()}, (-26, -58, 70, 104)))
        add(
            _part(
                f"{side}-thigh",
                "pelvis",
                x_leg * build.hip,
                0,
                {"": limbs.thigh(design, build, ink, far=far)},
                (-9, -9, 18, build.thigh + 18),
            )
        )
        add(
            _part(
                f"{side}-shin",
                f"{side}-thigh",
                0,
                build.thigh,
                {"": limbs.shin(design, build, ink, far=far)},
                (-9, -8, 18, build.shin + 16),
            )
        )
        add(
            _part(
                f"{side}-foot",
                f"{side}-shin",
                0,
                build.shin,
                {"": limbs.foot(design, build, ink, far=far)},
                (-9, -5, 26, ANKLE + 7),
            )
        )
    skeleton = Skeleton(parts, ORDER, 100.0 + top_of(design))
    return Figure(build, skeleton, ink)


def face_svg(design: Design, name: str) -> str:
    """The features of an expression, in units."""
    return placed(face(design, EXPRESSIONS[name]), scale=build_of(design).head / 100)


def _behind_box(design: Design) -> Box:
    if design.hat and HATS[design.hat].hides_hair:
        return (-68.0, -118.0, 138.0, 136.0)
    if design.hat == "veil":
        return (-80.0, -96.0, 156.0, 230.0)
    return STYLES[design.hair].box


def _head_box(design: Design) -> Box:
    rises = top_of(design) * 100 / build_of(design).head + 8
    wide = 92.0 if design.hat and HATS[design.hat].covers else 72.0
    low = 64.0 if "long-beard" in design.beard else 24.0
    return (-wide, -100 - rises, 2 * wide, 100 + rises + low)


def _skirt_box(design: Design, build: Build) -> Box:
    garment = clothes.GARMENTS[design.garment]
    wide = 1.38 * (build.hip + garment.bulk) * garment.flare + 1.5
    right = max(wide, build.thigh + 8.5)
    return (-wide, -8.0, wide + right, garment.hem * (build.thigh + build.shin) + 12)


def _part(name: str, parent: str, x: float, y: float, svg: Mapping[str, str], canvas: Box) -> Part:
    return Part(name, parent, x, y, dict(svg), canvas)


def _joint(name: str, parent: str | None, x: float, y: float) -> Part:
    return Part(name, parent, x, y, {})


def _one(svg: str) -> dict[str, str]:
    return {"": svg} if svg and "><" in svg.replace("></g>", "") else {}


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)
