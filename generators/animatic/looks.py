"""The looks that a style can ask for, and the words that ask for them."""

from dataclasses import dataclass

Rows = tuple[tuple[float, float, float, float], ...]

PLAIN: Rows = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0))
_LUMA = (0.2126, 0.7152, 0.0722)


def _toned(dark: tuple[float, float, float], light: tuple[float, float, float], share: float = 1.0) -> Rows:
    """Rows that replace `share` (0..1) of every colour by the tone between `dark` and `light` of its luma."""
    rows = []
    for i in range(3):
        span = (light[i] - dark[i]) / 255
        mixed = [share * span * weight + (1 - share if i == j else 0.0) for j, weight in enumerate(_LUMA)]
        rows.append((mixed[0], mixed[1], mixed[2], share * dark[i]))
    return tuple(rows)


def _vivid(amount: float, gains: tuple[float, float, float] = (1, 1, 1), lift: float = 0.0) -> Rows:
    """Rows that multiply saturation by `amount` and channels by `gains`, and add `lift`."""
    rows = []
    for i in range(3):
        mixed = [gains[i] * ((1 - amount) * weight + (amount if i == j else 0.0)) for j, weight in enumerate(_LUMA)]
        rows.append((mixed[0], mixed[1], mixed[2], lift))
    return tuple(rows)


@dataclass(frozen=True)
class Look:
    """A colour transform - a tone `curve` through (in, out), brought to `steps` levels if that is not 0, then a
    `matrix` of rows (r, g, b, offset) - and what else makes the look: `lines` of a colour, paper `grain` in patches
    of `coarse` px, a `shadow` of cut-out layers, a `vignette`, and brush strokes that `soften` details (px)."""

    name: str
    matrix: Rows = PLAIN
    curve: tuple[tuple[float, float], ...] = ((0, 0), (255, 255))
    steps: int = 0
    lines: tuple[int, int, int] | None = None
    line_strength: float = 1.0
    grain: float = 0.0
    coarse: int = 5
    shadow: float = 0.0
    vignette: float = 0.0
    soften: float = 0.0


_PAPER = ((0.0, 24.0), (128.0, 138.0), (255.0, 250.0))
_GLOW = ((1.12, -0.06, 0.34, -26.0), (-0.22, 0.92, 0.1, -22.0), (0.2, 0.12, 1.2, 2.0))

LOOKS: dict[str, Look] = {
    look.name: look
    for look in (
        Look("paper", _vivid(0.92, (1.0, 0.98, 0.93), 6), _PAPER, grain=0.11, coarse=4, shadow=0.46),
        Look("night", _vivid(0.72, (0.46, 0.56, 0.9), 4), ((0, 0), (128, 112), (255, 236)), vignette=0.25),
        Look(
            "sepia",
            _toned((44, 24, 10), (255, 238, 204), 0.92),
            ((0, 6), (110, 100), (255, 250)),
            grain=0.05,
            vignette=0.35,
        ),
        Look("blueprint", _toned((16, 44, 110), (66, 122, 206)), lines=(236, 246, 255), grain=0.03, coarse=3),
        Look(
            "watercolour",
            _vivid(0.9, (1.0, 1.0, 1.0), 14),
            ((0, 52), (128, 158), (255, 255)),
            lines=(70, 74, 104),
            line_strength=0.22,
            grain=0.10,
            coarse=7,
            soften=2.0,
        ),
        Look("pastel", _vivid(0.72, (1.0, 0.985, 1.0), 12), ((0, 70), (128, 170), (255, 250))),
        Look(
            "noir",
            _toned((4, 5, 8), (250, 250, 246)),
            ((0, 0), (70, 34), (150, 150), (210, 232), (255, 255)),
            vignette=0.5,
        ),
        Look("mono", _toned((8, 8, 8), (252, 252, 252))),
        Look("neon", _GLOW, ((0, 0), (80, 44), (150, 160), (220, 248), (255, 255)), vignette=0.3),
        Look("comic", _vivid(1.26), ((0, 0), (120, 124), (255, 255)), 6, lines=(22, 18, 34), line_strength=0.95),
        Look("vivid", _vivid(1.32), ((0, 0), (64, 56), (192, 200), (255, 255))),
        Look("muted", _vivid(0.55, (0.98, 0.98, 0.98), 6)),
        Look("warm", _vivid(1.05, (1.06, 0.98, 0.84), 2)),
        Look("cool", _vivid(0.96, (0.88, 0.98, 1.1), 0)),
        Look("dark", _vivid(0.9, (0.92, 0.94, 1.0), 0), ((0, 0), (128, 84), (255, 210)), vignette=0.4),
        Look(
            "sketch",
            _toned((196, 194, 192), (255, 253, 248), 0.9),
            lines=(58, 56, 66),
            line_strength=1.0,
            grain=0.05,
        ),
    )
}
"""Name -> look."""

_SAYS: dict[str, tuple[str, ...]] = {
    "paper": (
        *("paper cutout", "paper cut", "cut paper", "papercut", "cut out", "cutout", "collage", "origami"),
        *("papercraft", "construction paper", "felt"),
    ),
    "night": ("nocturnal", "moonlit", "moonlight", "midnight", "night time"),
    "sepia": (
        *("vintage", "retro", "old film", "old movie", "antique", "old photo", "nostalgic", "aged", "western"),
        *("daguerreotype", "old fashioned"),
    ),
    "blueprint": ("blue print", "technical drawing", "cyanotype", "schematic", "technical"),
    "watercolour": (
        *("watercolor", "watercolors", "watercolours", "water colour", "water color", "aquarelle", "gouache"),
        *("painted", "painterly", "painting", "oil painting", "impressionist", "storybook"),
    ),
    "pastel": ("pastels", "soft", "gentle", "dreamy", "candy", "kawaii", "cute"),
    "noir": ("film noir", "dramatic", "high contrast", "expressionist", "detective"),
    "mono": ("monochrome", "black and white", "greyscale", "grayscale", "silent film", "bw"),
    "neon": ("cyberpunk", "synthwave", "vaporwave", "retrowave", "glowing", "eighties", "80s", "electric"),
    "comic": ("comics", "comic book", "pop art", "popart", "graphic novel", "manga", "ink", "inked"),
    "vivid": ("vibrant", "colourful", "colorful", "bright", "bold", "saturated", "cheerful", "happy"),
    "muted": ("desaturated", "subdued", "faded", "gritty", "bleak", "melancholic"),
    "warm": ("cosy", "cozy", "golden", "sunny", "autumn", "autumnal", "honey"),
    "cool": ("cold", "icy", "wintry", "chilly", "frosty"),
    "dark": ("moody", "gloomy", "gothic", "spooky", "scary", "sinister"),
    "sketch": (
        *("pencil sketch", "pencil", "pencil drawing", "drawing", "drawn", "hand drawn", "charcoal", "line art"),
        *("doodle", "chalk"),
    ),
}

WORDS: dict[str, str] = {word: name for name, said in _SAYS.items() for word in (name, *said)}
"""Word or phrase -> name of a look."""

FILLERS = frozenset(
    (
        *("a", "an", "and", "animated", "animation", "art", "as", "book", "by", "cartoon", "children", "children's"),
        *("colour", "colours", "color", "colors", "film", "for", "from", "illustration", "illustrated", "image"),
        *("in", "its", "kids", "light", "like", "look", "looking", "looks", "made", "mood", "movie", "of", "on"),
        *("palette", "picture", "scene", "scenes", "shot", "style", "styled", "the", "theme", "tone", "tones"),
        *("very", "video", "with"),
    )
)
"""Words that ask for nothing, or for what every film here is: a picture-book."""
