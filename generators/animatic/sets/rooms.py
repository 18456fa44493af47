"""Rooms: walls with a window, furniture, and a floor."""

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import strewn, uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.sky import paint_sky

BOOKS: tuple[Rgb, ...] = ((176, 64, 60), (62, 110, 160), (86, 138, 92), (214, 168, 76), (120, 84, 140), (196, 120, 80))


def wall(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, motif: str = "dots") -> None:
    """A papered wall with a skirting board on y = 0."""
    here = light.on(rgb)
    canvas.gradient([(-900, lighter(here, -0.3)), (-420, lighter(here, -0.08)), (0, lighter(here, 0.05))])
    box = (canvas.left, canvas.top, canvas.right, -30.0)
    for spot in strewn(seed, box, 58):
        tone = lighter(here, -0.07 if spot.kind < 0.5 else 0.09)
        if motif == "dots":
            canvas.oval(spot.x, spot.y, 5 + 3 * spot.size, 5 + 3 * spot.size, tone)
        elif motif == "bricks":
            canvas.box(spot.x - 26, spot.y - 9, spot.x + 26, spot.y + 9, lighter(tone, 0.08 * (spot.size - 0.5)))
        else:
            canvas.polygon(
                [(spot.x, spot.y - 9), (spot.x + 6, spot.y), (spot.x, spot.y + 9), (spot.x - 6, spot.y)], tone
            )
    canvas.box(canvas.left, -20, canvas.right, 3, light.on((240, 234, 224)))
    canvas.box(canvas.left, -23, canvas.right, -20, lighter(here, -0.3))


def window(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, curtain: Rgb | None = None
) -> None:
    """A window around (x, y) that shows the sky outside."""
    frame = light.on((248, 244, 236))
    canvas.box(x - width / 2 - 12, y - height / 2 - 12, x + width / 2 + 12, y + height / 2 + 12, frame)
    left, top = x - width / 2, y - height / 2
    outside = Canvas.blank(
        max(1, round(width * canvas.scale)), max(1, round(height * canvas.scale)), left, -430.0, canvas.scale
    )
    paint_sky(outside, light, 7)
    canvas.paste(outside, left, top)
    canvas.line([(x, top), (x, top + height)], frame, 7)
    canvas.line([(left, y), (left + width, y)], frame, 7)
    canvas.box(left - 22, top + height + 10, left + width + 22, top + height + 20, lighter(frame, -0.12))
    if curtain is not None:
        cloth = light.on(curtain)
        canvas.box(left - 40, top - 24, left + width + 40, top - 15, lighter(cloth, -0.4))
        for side in (-1, 1):
            edge = x + side * (width / 2 + 26)
            inner = x + side * width * 0.30
            canvas.polygon(
                [
                    (edge, top - 18),
                    (inner, top - 18),
                    (x + side * width * 0.42, y),
                    (edge - side * 2, top + height + 26),
                ],
                cloth,
            )
            for share in (0.25, 0.55, 0.8):
                canvas.line(
                    [(edge + (inner - edge) * share, top - 16), (edge + (inner - edge) * share * 0.4, top + height)],
                    lighter(cloth, -0.15),
                    3,
                )


def picture(canvas: Canvas, light: Light, x: float, y: float, size: float, rgb: Rgb) -> None:
    """A framed picture of a hill."""
    canvas.box(x - size * 0.62, y - size * 0.48, x + size * 0.62, y + size * 0.48, light.on((150, 108, 70)))
    canvas.box(x - size * 0.52, y - size * 0.38, x + size * 0.52, y + size * 0.38, light.on(rgb))
    canvas.polygon(
        [
            (x - size * 0.5, y + size * 0.36),
            (x - 0.1 * size, y - 0.1 * size),
            (x + 0.14 * size, y + 0.12 * size),
            (x + 0.28 * size, y),
            (x + size * 0.5, y + size * 0.36),
        ],
        light.on(lighter(rgb, -0.35)),
    )
    canvas.oval(x + 0.26 * size, y - 0.2 * size, 0.08 * size, 0.08 * size, light.on((250, 226, 140)))


def shelf(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, seed: int) -> None:
    """A bookcase that stands on y."""
    wood = light.on((138, 94, 62))
    canvas.box(x - width / 2, y - height, x + width / 2, y, wood)
    rows = max(2, round(height / 74))
    for row in range(rows):
        top = y - height + 8 + row * (height - 8) / rows
        bottom = y - height + (row + 1) * (height - 8) / rows
        canvas.box(x - width / 2 + 8, top, x + width / 2 - 8, bottom, lighter(wood, -0.45))
        at: float = x - width / 2 + 11
        i = 0
        while at < x + width / 2 - 22:
            chance = float(uniform(seed, row, i))
            thick, tall = 8 + 9 * chance, (bottom - top) * (0.62 + 0.3 * float(uniform(seed, row, i, 2)))
            canvas.box(
                at,
                bottom - tall,
                at + thick - 1,
                bottom,
                light.on(lighter(BOOKS[int(chance * 60) % len(BOOKS)], 0.1 * chance)),
            )
            at += thick + (14 if chance > 0.93 else 0)
            i += 1


def cupboard(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, rgb: Rgb, doors: int = 2
) -> None:
    """A cupboard or chest with doors that stands on y."""
    body = light.on(rgb)
    canvas.box(x - width / 2, y - height, x + width / 2, y, body)
    canvas.box(x - width / 2 - 5, y - height - 8, x + width / 2 + 5, y - height, lighter(body, -0.25))
    wide = width / doors
    for i in range(doors):
        left = x - width / 2 + i * wide
        canvas.box(left + 6, y - height + 8, left + wide - 6, y - 10, lighter(body, 0.1))
        canvas.box(left + 12, y - height + 14, left + wide - 12, y - 16, lighter(body, 0.02))
        canvas.oval(left + wide * (0.85 if i % 2 == 0 else 0.15), y - height * 0.5, 4, 4, lighter(body, -0.5))


def sofa(canvas: Canvas, light: Light, x: float, y: float, width: float, rgb: Rgb) -> None:
    """A sofa that stands on y."""
    cloth = light.on(rgb)
    for side in (-1, 1):
        canvas.box(x + side * 0.42 * width - 6, y - 14, x + side * 0.42 * width + 6, y, light.on((90, 62, 44)))
    canvas.box(x - 0.44 * width, y - 0.44 * width, x + 0.44 * width, y - 12, lighter(cloth, -0.12))
    canvas.oval(x, y - 0.44 * width, 0.44 * width, 14, lighter(cloth, -0.12))
    for at in (-0.21, 0.21):
        canvas.box(
            x + (at - 0.2) * width, y - 0.24 * width, x + (at + 0.2) * width, y - 0.12 * width, lighter(cloth, 0.1)
        )
    canvas.box(x - 0.44 * width, y - 0.13 * width, x + 0.44 * width, y - 12, cloth)
    for side in (-1, 1):
        canvas.box(
            x + side * 0.46 * width - 0.06 * width,
            y - 0.28 * width,
            x + side * 0.46 * width + 0.06 * width,
            y - 12,
            lighter(cloth, 0.04),
        )
        canvas.oval(x + side * 0.46 * width, y - 0.28 * width, 0.06 * width, 0.05 * width, lighter(cloth, 0.12))


def bed(canvas: Canvas, light: Light, x: float, y: float, width: float, rgb: Rgb) -> None:
    """A bed seen from the side, head on the left, that stands on y."""
    wood, cloth = light.on((150, 104, 68)), light.on(rgb)
    canvas.box(x - 0.5 * width, y - 0.42 * width, x - 0.45 * width, y, wood)
    canvas.box(x + 0.45 * width, y - 0.26 * width, x + 0.5 * width, y, wood)
    canvas.box(x - 0.46 * width, y - 0.13 * width, x + 0.46 * width, y - 0.04 * width, lighter(wood, -0.15))
    canvas.box(x - 0.45 * width, y - 0.22 * width, x + 0.45 * width, y - 0.12 * width, light.on((246, 244, 240)))
    canvas.oval(x - 0.33 * width, y - 0.24 * width, 0.10 * width, 0.045 * width, light.on((255, 252, 246)))
    canvas.polygon(
        [
            (x - 0.2 * width, y - 0.26 * width),
            (x + 0.46 * width, y - 0.25 * width),
            (x + 0.46 * width, y - 0.08 * width),
            (x - 0.14 * width, y - 0.08 * width),
        ],
        cloth,
    )
    for share in (0.0, 0.2, 0.4):
        canvas.line(
            [(x + (share - 0.1) * width, y - 0.25 * width), (x + (share - 0.06) * width, y - 0.09 * width)],
            lighter(cloth, -0.16),
            4,
        )


def lamp_stand(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A standing lamp that burns in the evening."""
    canvas.line([(x, y), (x, y - 0.8 * height)], light.on((80, 72, 70)), 5)
    canvas.oval(x, y - 2, 26, 6, light.on((80, 72, 70)))
    if light.dark:
        canvas.glow(x, y - 0.85 * height, height * 0.8, (255, 214, 140), 0.5)
    shade = mix(light.on((240, 214, 160)), (255, 226, 160), 0.7 if light.dark else 0.0)
    canvas.polygon(
        [(x - 40, y - 0.74 * height), (x - 24, y - height), (x + 24, y - height), (x + 40, y - 0.74 * height)], shade
    )


def rug(canvas: Canvas, light: Light, x: float, y: float, width: float, rgb: Rgb) -> None:
    """An oval rug on the floor."""
    tone = light.on(rgb)
    for grow, shade in ((1.0, -0.2), (0.93, 0.1), (0.8, -0.06), (0.55, 0.14)):
        canvas.oval(x, y, width / 2 * grow, width * 0.085 * grow, lighter(tone, shade))
    for i in range(12):
        canvas.oval(x + width * 0.36 * (i - 5.5) / 5.5, y + (8 if i % 2 else -8), 7, 4, lighter(tone, 0.35))


def plant_pot(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A plant in a pot."""
    clay, leaf = light.on((190, 104, 74)), light.on((84, 142, 82))
    for dx, dy, turn in ((-0.22, 0.66, 30), (0.22, 0.68, -30), (-0.12, 0.82, 60), (0.13, 0.84, -60), (0.0, 0.9, 90)):
        canvas.line([(x, y - 0.34 * height), (x + dx * height, y - dy * height)], lighter(leaf, -0.2), 3)
        canvas.oval(
            x + dx * height, y - dy * height, 0.16 * height, 0.075 * height, lighter(leaf, 0.1 * (dx > 0)), turn
        )
    canvas.polygon(
        [
            (x - 0.17 * height, y - 0.36 * height),
            (x + 0.17 * height, y - 0.36 * height),
            (x + 0.12 * height, y),
            (x - 0.12 * height, y),
        ],
        clay,
    )
    canvas.box(x - 0.19 * height, y - 0.40 * height, x + 0.19 * height, y - 0.33 * height, lighter(clay, 0.1))
