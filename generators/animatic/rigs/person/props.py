"""Things held in a hand, upright, the grip at (0, 0), in hundredths of the standing height of whoever holds them."""

from collections.abc import Callable

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, placed, shape

WOOD, STEEL, GOLD = "#9a6a3c", "#c3ccda", "#f2c14e"
Draw = Callable[[Ink], str]


def _rod(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return line(f"M{x1},{y1}L{x2},{y2}", dark(colour, 0.25), width) + line(
        f"M{x1 - width * 0.16},{y1}L{x2 - width * 0.16},{y2}", light(colour, 0.2), width * 0.5
    )


def _wand(ink: Ink) -> str:
    star = "l2,4.600 5,0.500 -3.800,3.300 1.200,4.900 -4.400,-2.600 -4.400,2.600 1.200,-4.900 -3.800,-3.300 5,-0.500z"
    return _rod(0, 4, 0, -17, "#7a4a9a", 1.7) + shape(
        f"M0,-27{star}", ink.ball("#fff8c9", "#ffd84a", "#f2a63a"), "#b8741a"
    )


def _staff(ink: Ink) -> str:
    orb = oval(0, -42, 4.6, 4.6, "#4a2f8a", opacity=0.4) + oval(
        0, -42, 3.9, 3.9, ink.ball("#e6fbff", "#6fd0ff", "#3a6fe0")
    )
    claw = line("M0,-34C-5,-38 -5.500,-44 -3,-47M0,-34C5,-38 5.500,-44 3,-47", dark(WOOD, 0.25), 1.6)
    return _rod(0, 38, 0, -35, WOOD, 2.3) + orb + claw


def _sword(ink: Ink) -> str:
    blade = shape(
        "M-1.9,-3.500L-1.700,-30L0,-34L1.700,-30L1.900,-3.500Z", ink.across("#ffffff", STEEL, "#8f9bb0"), "#6a7690"
    )
    return (
        blade
        + line("M0,-5V-29", "#8f9bb0", 0.5)
        + _rod(-5, -3, 5, -3, GOLD, 2)
        + _rod(0, -1.500, 0, 3.500, "#7a4a2a", 2.2)
        + oval(0, 5, 1.6, 1.6, GOLD)
    )


def _umbrella(ink: Ink) -> str:
    top = "M-24,-30C-24,-48 -10,-56 0,-56C10,-56 24,-48 24,-30C20,-34 14,-34 12,-30C8,-34 4,-34 0,-30C-4,-34 -8,-34 -12,-30C-14,-34 -20,-34 -24,-30Z"
    ribs = line("M0,-55C-6,-48 -10,-40 -12,-31M0,-55C6,-48 10,-40 12,-31M0,-55V-31", "#a82a4a", 0.7, 0.6)
    hook = line("M0,2V7q0,3 -3,3q-3,0 -3,-3", "#7a4a2a", 1.6)
    return (
        _rod(0, 3, 0, -56, "#7a4a2a", 1.3)
        + shape(top, ink.ball("#ff9a9a", "#ef4a62", "#b82a52"), "#8a1a3a")
        + ribs
        + hook
    )


def _book(ink: Ink) -> str:
    cover = shape("M-9,-11L0,-8.500L9,-11V4L0,6.500L-9,4Z", ink.cloth("#3f7fd6"), "#1f3f80")
    pages = shape(
        "M-8,-11.500Q-4,-12.500 0,-9.500Q4,-12.500 8,-11.500V2.500Q4,1.500 0,4.500Q-4,1.500 -8,2.500Z",
        "#fffdf4",
        "#c9bfa6",
        0.4,
    )
    return (
        cover
        + pages
        + line(
            "M0,-9V4M-6,-8.500q2,-0.500 4,0.700M-6,-5.500q2,-0.500 4,0.700M2,-7.800q2,-1.200 4,-0.700M2,-4.800q2,-1.200 4,-0.700",
            "#b8b0a0",
            0.6,
        )
    )


def _closed_book(ink: Ink) -> str:
    return (
        shape(
            "M-5,-7h10a1,1 0 0 1 1,1v12a1,1 0 0 1 -1,1h-10a1,1 0 0 1 -1,-1v-12a1,1 0 0 1 1,-1z",
            ink.cloth("#b8423a"),
            "#6a1f2a",
        )
        + line("M-3,-3.500h6M-3,-1h4", GOLD, 0.8)
        + line("M5.200,-6V6", "#fff4dc", 1.0)
    )


def _fishing_rod(ink: Ink) -> str:
    pole = line("M-4,8C4,-14 18,-34 36,-46", dark(WOOD, 0.2), 1.4) + line("M-4,8L0,-1", "#3a3340", 2.4)
    string = line("M36,-46C40,-20 40,0 39,22", "#eef4fb", 0.5, 0.9)
    return (
        pole
        + string
        + oval(1.5, -1, 1.8, 1.8, "#8f9bb0")
        + oval(39, 22, 1.6, 2.0, "#ef4a4a")
        + oval(39, 20.8, 1.5, 1.0, "#ffffff")
    )


def _broom(ink: Ink) -> str:
    straw = shape("M-2.500,24L2.500,24L6.500,40Q0,42.500 -6.500,40Z", ink.down("#f2cf74", "#c9943a"), "#8a6020")
    lines = line("M-1.500,27L-3.500,39M0,27V40M1.500,27L3.500,39", "#a87424", 0.6)
    return _rod(0, -28, 0, 25, WOOD, 2) + straw + lines + line("M-2.800,25.500h5.600", "#c8384a", 1.6)


def _guitar(ink: Ink) -> str:
    body = "M-16,-4C-20,-10 -14,-15 -8,-12.500C-4,-11 -2,-11.500 1,-12.500C7,-14 12,-9 10,-3C9,0 10,2 9,5C7,12 -1,11 -5,7.500C-8,6 -11,6 -13,4C-16,2 -14.500,-1 -16,-4Z"
    neck = _rod(8, -4, 34, -14, "#5a3a28", 2.8) + shape("M33,-16.500l7,-2.500l1.200,3.500l-7,2.500z", "#4a2f20")
    hole = oval(-1, -2, 3.3, 3.3, "#3a2418")
    strings = line("M-10,1L36,-15.500M-10,2L36,-14.500", "#fff4dc", 0.35)
    return (
        shape(body, ink.ball("#ffc27a", "#d9822e", "#8f4a1a"), "#5a2a10")
        + hole
        + neck
        + strings
        + line("M-11,-1.500l2,4", "#4a2f20", 1.6)
    )


def _lantern(ink: Ink) -> str:
    glow = f'<circle cx="0" cy="9" r="15" fill="{_glow(ink, "#ffd86a")}"/>'
    frame = (
        shape("M-4,3.500h8l1.500,11h-11z", "#ffe9a6", "#5a4a3a", 0.8)
        + oval(0, 10, 2, 3, "#ff9a3a")
        + oval(0, 10.800, 1, 1.6, "#fff6c9")
    )
    return (
        glow
        + line("M-3,3C-3,-2 3,-2 3,3", "#5a4a3a", 0.9)
        + frame
        + shape("M-5,4.200L0,1.500L5,4.200Z", "#5a4a3a")
        + shape("M-6,14h12v2h-12z", "#5a4a3a")
    )


def _glow(ink: Ink, colour: str) -> str:
    name = f"glow{len(ink.defs)}"
    ink.defs.append(
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="0.75"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
    )
    return f"url(#{name})"


def _torch(ink: Ink) -> str:
    fire = shape(
        "M0,-24C6,-18 7,-12 4,-8C2,-5.500 -2,-5.500 -4,-8C-7,-12 -3,-16 0,-24Z",
        ink.down("#ffe27a", "#ff8a2a", "#e0442a"),
    )
    return (
        f'<circle cx="0" cy="-13" r="15" fill="{_glow(ink, "#ffb84a")}"/>'
        + _rod(0, 5, 0, -7, WOOD, 2.6)
        + fire
        + oval(0, -9.500, 2, 3, "#fff3b8")
    )


def _basket(ink: Ink) -> str:
    bowl = shape("M-9,5H9L7,14Q0,16 -7,14Z", ink.cloth("#c98f4a"), "#7a5020") + line(
        "M-8.500,8h17M-8,11h16M-4,5.500L-3.500,15M0,5.500V15M4,5.500L3.500,15", "#8f5f28", 0.6
    )
    return (
        line("M-8,5.500C-7,-2 7,-2 8,5.500", "#a8743a", 1.5)
        + oval(-4, 4.500, 3, 2.6, "#e8484a")
        + oval(1.500, 4, 3.2, 2.8, "#f2a63a")
        + oval(5.500, 4.800, 2.4, 2.2, "#6fb84a")
        + bowl
    )


def _bag(ink: Ink) -> str:
    return (
        line("M-3.500,3.500V1h7v2.500", "#4a3020", 1.3)
        + shape(
            "M-9,3.500h18a1.200,1.200 0 0 1 1.200,1.200v10a1.200,1.200 0 0 1 -1.200,1.200h-18a1.200,1.200 0 0 1 -1.200,-1.200v-10a1.200,1.200 0 0 1 1.200,-1.200z",
            ink.cloth("#8a5a36"),
            "#4a2f18",
        )
        + line("M-10,8.500h20", "#5a3a20", 0.7)
        + shape("M-1.500,7.500h3v2.400h-3z", GOLD)
    )


def _doctor_bag(ink: Ink) -> str:
    return _bag(ink) + shape(
        "M-1.200,9.800h2.400v1.600h1.600v2.200h-1.600v1.600h-2.400v-1.600h-1.600v-2.200h1.600z", "#ffffff"
    )


def _hammer(ink: Ink) -> str:
    return _rod(0, 5, 0, -13, WOOD, 2) + shape(
        "M-5.500,-17h9.500q2.500,0 2.500,2.400q0,2.400 -2.500,2.400h-9.500z", ink.down("#dfe6f0", "#7f8ca3"), "#4a566d"
    )


def _ladle(ink: Ink) -> str:
    return (
        _rod(0, 8, 0, -11, WOOD, 1.7) + oval(0, 11, 3, 4, dark(WOOD, 0.1)) + oval(0, 10.500, 2, 2.800, light(WOOD, 0.2))
    )


def _pan(ink: Ink) -> str:
    return (
        _rod(0, 0, 9, 0, "#3a3340", 1.8)
        + shape("M8,-2.500H28Q27,4 20,4H15Q9,4 8,-2.500Z", ink.down("#6a6478", "#35303f"), "#201c28")
        + oval(18, -3, 10, 1.5, "#8a8498")
        + oval(17, -4, 6, 1.7, "#fffdf4")
        + oval(17.500, -4.600, 2.3, 1.2, "#ffc83a")
    )


def _brush(ink: Ink) -> str:
    return (
        _rod(0, 5, 0, -11, "#d98a3a", 1.3)
        + line("M0,-10.500V-13", "#b9c3d6", 1.8)
        + shape(
            "M-1.400,-13h2.800q0.600,3 -1.400,6z".replace(
                "q0.600,3 -1.400,6", "q0.400,-3.500 -1.400,-5.500q-1.800,2 -1.400,5.500"
            ),
            "#ef4a62",
        )
    )


def _palette(ink: Ink) -> str:
    spots = "".join(
        oval(x, y, 1.8, 1.6, c)
        for x, y, c in (
            (-6, -4, "#ef4a4a"),
            (-1.5, -6, "#ffc83a"),
            (4, -5, "#4a9ff2"),
            (7, -1, "#5fc05a"),
            (-8, 0, "#b06ae0"),
        )
    )
    return (
        shape(
            "M-11,-1C-11,-8 -2,-10 4,-8.500C12,-7 12,1 6,2C3,2.500 3,5 0,5.500C-6,6 -11,4 -11,-1Z",
            ink.cloth("#d9a566"),
            "#8a5f28",
        )
        + spots
    )


def _magnifier(ink: Ink) -> str:
    ring = '<circle cx="0" cy="-10" r="6" fill="#d9f1ff" fill-opacity="0.55" stroke="#4a3f5a" stroke-width="1.7"/>'
    return _rod(0, 5, 0, -4, "#7a4a2a", 2.2) + ring + line("M-3,-12.500q1,-2 3,-2.400", "#ffffff", 1.0)


def _flower(ink: Ink) -> str:
    petals = "".join(
        oval(dx, -12 + dy, 2.7, 2.7, "#ff6f9c") for dx, dy in ((0, -3.2), (3, -1), (2, 2.6), (-2, 2.6), (-3, -1))
    )
    return (
        line("M0,5V-10", "#4f9a3f", 1.2)
        + shape("M0,-2q5,-1 6,-5q-5,0 -6,5z", "#6fbf4f")
        + petals
        + oval(0, -12, 2.1, 2.1, "#ffd84a")
    )


def _balloon(ink: Ink) -> str:
    return (
        line("M0,0C2,-10 -2,-16 0,-26", "#eef4fb", 0.6)
        + shape("M0,-26L-1.500,-23.500H1.500Z", "#c8384a")
        + oval(0, -36, 9, 10.500, ink.ball("#ffc0b8", "#ef4a4a", "#b82a4a"))
        + oval(-3.500, -40, 2, 3, "#ffffff", turn=20, opacity=0.7)
    )


def _mic(ink: Ink) -> str:
    return (
        shape("M-1.300,-4L-1,6h2L1.300,-4Z", "#3a3340")
        + oval(0, -7, 3.2, 3.4, ink.ball("#dfe6f0", "#8f9bb0", "#4a566d"))
        + line("M-2.800,-5h5.600", "#4a566d", 0.7)
    )


def _pitchfork(ink: Ink) -> str:
    return _rod(0, 36, 0, -22, WOOD, 1.9) + line(
        "M-5.500,-36V-27q0,4 5.500,4q5.500,0 5.500,-4V-36M0,-38V-23", "#7f8ca3", 1.5
    )


def _spade(ink: Ink) -> str:
    blade = shape("M-5,22h10v8q-1,7 -5,9q-4,-2 -5,-9z", ink.across("#eef2f8", "#a3afc2", "#6f7b92"), "#4a566d")
    return _rod(0, -14, 0, 23, WOOD, 2) + _rod(-3.5, -15, 3.5, -15, "#7a4a2a", 2.2) + blade


def _axe(ink: Ink) -> str:
    return _rod(0, 9, 0, -20, WOOD, 2.1) + shape(
        "M-1,-21C3,-24 8,-25 11,-23C13,-17 11,-12 9,-10C6,-13 2,-14 -1,-14Z",
        ink.across("#8f9bb0", "#eef2f8"),
        "#4a566d",
    )


def _cup(ink: Ink) -> str:
    return (
        line("M4,-4.500q4,0.500 0.500,5", "#d7dceb", 1.2)
        + shape("M-4,-6.500H4.500L4,1.500Q0,3 -3.500,1.500Z", ink.across("#ffffff", "#dfe5f2"), "#9aa6bf")
        + oval(0.2, -6.500, 4.2, 1.2, "#8a4f2a")
        + line("M-1,-9q-1.500,-2 0,-4M2,-9q-1.500,-2 0,-4", "#ffffff", 0.7, 0.7)
    )


def _apple(ink: Ink) -> str:
    return (
        oval(0, -3, 4.4, 4.2, ink.ball("#ffb0a0", "#ef4a4a", "#a82040"))
        + line("M0,-7q0.300,-2 1.500,-3", "#6a4020", 0.9)
        + shape("M1,-8.500q3,-2.500 5,0q-3,2 -5,0z", "#6fbf4f")
    )


def _bread(ink: Ink) -> str:
    return (
        shape("M-6,-1C-7,-6 -3,-8 0,-8C4,-8 8,-6 6.500,-1Q0,1.500 -6,-1Z", ink.down("#f2c27a", "#c9823a"), "#8a5220")
        + line("M-3,-6l1.500,2.500M0,-6.800l1.500,2.600M3.200,-6.200l1.300,2.200", "#fff0c9", 0.9)
        + line("M-5.500,-1.800q6,2 11.500,0", "#7fbf4f", 1.4)
    )


def _fork(ink: Ink) -> str:
    return (
        _rod(0, 5, 0, -6, STEEL, 1.1)
        + line("M-1.800,-11V-7.500q0,1.600 1.800,1.600q1.800,0 1.800,-1.600V-11M0,-11V-6", "#8f9bb0", 0.8)
        + oval(0, -11, 2.6, 2.2, "#e8703a")
    )


def _map(ink: Ink) -> str:
    return (
        shape(
            "M-11,-8L-4,-6L4,-8L11,-6V7L4,5L-4,7L-11,5Z",
            ink.across("#fbeec6", "#e6cf96", "#f7e6b4", "#dcc288"),
            "#a8854a",
        )
        + line("M-8,2q3,-6 6,-3t6,-4", "#c8384a", 0.9)
        + line("M5,-5l3,3m0,-3l-3,3", "#c8384a", 1.1)
    )


def _telescope(ink: Ink) -> str:
    body = shape("M-7,-1.500L6,-2V2L-7,1.500Z", ink.down("#d9a24a", "#8a5a20"), "#5a3a10") + shape(
        "M6,-2.800H15V2.800H6Z", ink.down("#f2c76a", "#a8702a"), "#5a3a10"
    )
    return f'<g transform="rotate(-8)">{body}{line("M6,-2.800V2.800M15,-3.200V3.200", "#fff0c9", 1.2)}</g>'


def _trident(ink: Ink) -> str:
    return _rod(0, 36, 0, -26, GOLD, 1.9) + line(
        "M-5.500,-38V-30q0,4 5.500,4q5.500,0 5.500,-4V-38M0,-41V-26", "#d9a520", 1.7
    )


def _shield(ink: Ink) -> str:
    path = "M-10,-11Q0,-14 10,-11V2Q9,10 0,15Q-9,10 -10,2Z"
    return shape(path, ink.slant("#ff8a7a", "#d9384a", "#8f1f3f"), STEEL, 2.2) + line(
        "M0,-11V13M-9,-1H9", "#ffe9a6", 2.0
    )


def _flag(ink: Ink) -> str:
    return _rod(0, 10, 0, -30, WOOD, 1.5) + shape(
        "M0.5,-30C8,-34 12,-26 20,-30V-18C12,-14 8,-22 0.5,-18Z", ink.cloth("#ef4a4a"), "#8a1f2f"
    )


def _cane(ink: Ink) -> str:
    return line("M0,24V0q0,-4.500 -3.600,-4.500", "#5a3a24", 2.0) + line("M-0.300,23V0", "#9a6a3c", 0.8)


def _ball(ink: Ink) -> str:
    return oval(0, 1, 5.600, 5.600, ink.ball("#ffd0c0", "#ef4a4a", "#a82040")) + line(
        "M-5.200,-0.500q5,3 10.400,0", "#ffffff", 1.3
    )


def _phone(ink: Ink) -> str:
    return shape(
        "M-2.300,-6h4.600a0.800,0.800 0 0 1 0.800,0.800v8.400a0.800,0.800 0 0 1 -0.800,0.800h-4.600a0.800,0.800 0 0 1 -0.800,-0.800v-8.400a0.800,0.800 0 0 1 0.800,-0.800z",
        "#2b2838",
    ) + shape("M-2.200,-4.600h4.400v6.200h-4.400z", ink.down("#8fe0ff", "#4a8ff2"))


def _camera(ink: Ink) -> str:
    return (
        shape("M-6,-5h2.500l1,-1.600h5l1,1.600h2.500v8h-12z", ink.down("#5a5668", "#2b2838"), "#15121c")
        + oval(0, -0.800, 3.2, 3.2, "#b9c3d6")
        + oval(0, -0.800, 2.200, 2.200, "#2f4f8a")
        + oval(-0.800, -1.600, 0.800, 0.800, "#ffffff")
    )


def _letter(ink: Ink) -> str:
    return (
        shape("M-7,-5h14v9h-14z", "#fffdf4", "#b8a98a", 0.6)
        + line("M-7,-5L0,0.500L7,-5", "#b8a98a", 0.8)
        + oval(0, 0.500, 1.400, 1.400, "#ef4a4a")
    )


def _gift(ink: Ink) -> str:
    return (
        shape("M-6.500,-5.500h13v11h-13z", ink.cloth("#4a9ff2"), "#1f4f9a")
        + line("M0,-5.500V5.500M-6.500,-1h13", "#ffd84a", 1.9)
        + shape(
            "M0,-5.500q-5,-5 -5.500,-1.500q0,1.500 5.500,1.500q5,0 5.500,-1.500q-0.500,-3.500 -5.500,1.500z",
            "#ffd84a",
            "#b8861a",
            0.5,
        )
    )


def _wrench(ink: Ink) -> str:
    return _rod(0, 6, 0, -9, STEEL, 2.2) + line(
        "M-2.600,-13.500q-1,4 2.600,4.500q3.600,-0.500 2.600,-4.500", "#8f9bb0", 2.0
    )


def _pencil(ink: Ink) -> str:
    return f'<g transform="rotate(24)">{_rod(0, 5, 0, -5, "#ffc83a", 1.7)}{shape("M-0.850,5h1.700L0,8Z", "#f2dcb4")}{oval(0, -6, 0.9, 1, "#ff7f9a")}</g>'


def _flask(ink: Ink) -> str:
    return (
        shape(
            "M-1.600,-9h3.200v5l4.500,8q1,2.500 -1.500,2.500h-9.200q-2.500,0 -1.500,-2.500l4.500,-8z",
            "#e6f7ff",
            "#7f9bb8",
            0.7,
        )
        + shape(
            "M-3.700,0h7.400l2.400,4.200q0.800,1.800 -1.300,1.800h-9.600q-2.100,0 -1.300,-1.800z",
            ink.down("#8ff0b0", "#2fb87a"),
        )
        + oval(-1, 3, 0.8, 0.8, "#e6fff0")
        + oval(1.5, 1.6, 0.6, 0.6, "#e6fff0")
        + oval(0.5, -11, 1.2, 1.2, "#8ff0b0", opacity=0.8)
    )


def _drumstick(ink: Ink) -> str:
    return _rod(0, 5, 0, -13, "#d9a566", 1.4) + oval(0, -14, 1.5, 1.9, "#e6c08a")


def _violin(ink: Ink) -> str:
    body = "M-14,-1C-17,-6 -12,-9 -8,-7C-6,-6 -4,-6 -2,-7C2,-8.500 6,-6 5,-2C4.600,0 4.600,1 5,3C5.500,7 1,8 -2,6.500C-4,5.500 -6,5.500 -8,6C-12,8 -16,4 -14,-1Z"
    return (
        shape(body, ink.ball("#f2a05a", "#b8562a", "#6a2a14"), "#3f180a")
        + _rod(4, -0.5, 19, -4, "#2b1c14", 1.7)
        + line("M-9,1L18,-4", "#fff4dc", 0.4)
    )


def _bow(ink: Ink) -> str:
    return (
        line("M0,-16C9,-10 9,10 0,16", dark(WOOD, 0.15), 2.0)
        + line("M0,-16V16", "#eef4fb", 0.5)
        + line("M-8,0H12", "#7a5230", 1.0)
        + shape("M12,-2l5,2l-5,2z", "#7f8ca3")
    )


def _nail(ink: Ink) -> str:
    return shape("M-8,-2.500h22v5h-22z", ink.down("#d9a566", "#a8702f"), "#6a4418", 0.6)


def _trowel(ink: Ink) -> str:
    return _rod(0, 0, 0, -6, WOOD, 2.2) + shape(
        "M-3.500,-7h7q0,6 -3.500,9z".replace("q0,6 -3.500,9", "q0,-7 -3.500,-10q-3.500,3 -3.500,10"),
        ink.across("#eef2f8", "#8f9bb0"),
        "#4a566d",
        0.6,
    )


def _watering(ink: Ink) -> str:
    can = (
        shape("M-6,2h12l-1,10h-10z", ink.cloth("#4fb08a"), "#1f5f4a")
        + line("M5.500,6L14,1.500", "#3f9a78", 2.2)
        + line("M13,-0.500l2.500,4", "#2f7a60", 2.0)
        + line("M-5,2.500C-5,-3.500 5,-3.500 5,2.500", "#3f9a78", 1.5)
    )
    return can + line("M16,4l2,5M17,3l4,6M15,5l0.500,5", "#7fd0ff", 0.9, 0.9)


def _rolling_pin(ink: Ink) -> str:
    grips = _rod(0, 4, 0, -20, "#7a4a2a", 2.2)
    roll = shape("M-3.400,-2H3.400V-15H-3.400Z", ink.across("#f2d09a", "#d9a566", "#a8743f"), "#7a4f28", 0.6)
    return grips + roll


def _knife(ink: Ink) -> str:
    blade = shape("M-1.600,-4H1.600V-17Q1.400,-19 -1.600,-20Z", ink.across("#ffffff", STEEL, "#8f9bb0"), "#6a7690")
    return blade + _rod(0, 4, 0, -3.500, "#4a3340", 2.8)


def _larger(draw: Draw, scale: float) -> Draw:
    return lambda ink: placed(draw(ink), scale=scale)


PROPS: dict[str, Draw] = {
    "wand": _wand,
    "staff": _staff,
    "sword": _sword,
    "umbrella": _umbrella,
    "book": _closed_book,
    "open-book": _larger(_book, 1.2),
    "rod": _fishing_rod,
    "broom": _broom,
    "guitar": _guitar,
    "lantern": _lantern,
    "torch": _torch,
    "basket": _basket,
    "bag": _bag,
    "doctor-bag": _doctor_bag,
    "hammer": _larger(_hammer, 1.3),
    "ladle": _larger(_ladle, 1.25),
    "pan": _pan,
    "brush": _larger(_brush, 1.4),
    "palette": _palette,
    "magnifier": _magnifier,
    "flower": _larger(_flower, 1.4),
    "balloon": _balloon,
    "mic": _larger(_mic, 1.4),
    "pitchfork": _pitchfork,
    "spade": _spade,
    "axe": _larger(_axe, 1.3),
    "cup": _larger(_cup, 1.4),
    "apple": _larger(_apple, 1.4),
    "bread": _larger(_bread, 1.4),
    "fork": _larger(_fork, 1.4),
    "map": _map,
    "telescope": _telescope,
    "trident": _trident,
    "shield": _shield,
    "flag": _flag,
    "cane": _cane,
    "ball": _larger(_ball, 1.4),
    "phone": _larger(_phone, 1.4),
    "camera": _camera,
    "letter": _larger(_letter, 1.4),
    "gift": _larger(_gift, 1.4),
    "wrench": _larger(_wrench, 1.25),
    "pencil": _larger(_pencil, 1.4),
    "flask": _flask,
    "drumstick": _drumstick,
    "violin": _violin,
    "bow": _bow,
    "plank": _nail,
    "trowel": _trowel,
    "watering-can": _larger(_watering, 1.2),
    "rolling-pin": _larger(_rolling_pin, 1.3),
    "knife": _larger(_knife, 1.3),
}
"""Name of a thing -> how it is drawn."""

ACROSS = frozenset(("guitar", "violin", "open-book", "map", "shield"))
"""Things that are held before the chest with both hands."""
LOW = frozenset(("basket", "bag", "doctor-bag", "watering-can"))
"""Things that hang from the near hand; all others are in the far one, where they hide no face."""
POLES = frozenset(("staff", "broom", "pitchfork", "spade", "trident", "flag", "umbrella", "rod", "balloon"))
"""Things as long as their holder's arm or longer, which stay upright."""
