"""Water seen from above its surface."""

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import receding, uniform
from videostudio.generators.animatic.sets.light import Light


def paint_water(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, top: float, bottom: float, depth: float = 1.0
) -> None:
    """Water between world y `top` and `bottom`, with wave crests that grow towards the viewer."""
    near = light.on(rgb, 1.0)
    far = mix(near, light.horizon, 0.5)
    canvas.gradient(
        [(top, far), (top + 90, mix(near, far, 0.35)), (top + 300, near), (top + 900, lighter(near, -0.4))], top, bottom
    )
    canvas.mottle(seed + 8, 260, 0.10, top=top, stretch=4)
    crest = mix(mix(near, light.horizon, 0.6), light.sun, 0.28 if light.dark else 0.12)
    for spot, scale in receding(seed, canvas.left - 60, canvas.right + 60, min(bottom, canvas.bottom) - top, step=84):
        y = top + spot.y
        if y < bottom - 2:
            _crest(
                canvas,
                spot.x,
                y,
                (14 + 30 * spot.size) * scale,
                crest if spot.kind < 0.6 else lighter(near, -0.22),
                spot.kind,
            )


def foam(canvas: Canvas, light: Light, seed: int, *, y: float) -> None:
    """The line where waves run out on a shore, around world y."""
    white = light.on((250, 252, 252))
    x = canvas.left - 40 - (canvas.left % 40)
    while x < canvas.right + 40:
        lift = float(uniform(seed, round(x))) * 9
        canvas.oval(x, y + lift * 0.5, 34, 5 + lift * 0.5, white)
        x += 40


def _crest(canvas: Canvas, x: float, y: float, wide: float, rgb: Rgb, kind: float) -> None:
    thick = 0.13 * wide + 0.7
    bend = (0.10 + 0.12 * kind) * wide
    canvas.polygon(
        [
            (x - wide, y),
            (x - 0.45 * wide, y - bend),
            (x, y - bend * 0.5),
            (x + 0.5 * wide, y - bend * 1.1),
            (x + wide, y),
            (x + 0.45 * wide, y - bend + thick),
            (x, y - bend * 0.5 + thick),
            (x - 0.5 * wide, y - bend + thick),
        ],
        rgb,
    )
