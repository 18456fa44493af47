"""Colours and what light makes of them."""

from typing import NamedTuple

Rgb = tuple[float, float, float]
"""Red, green, blue, 0..255."""


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """`a` with `share` (0..1) of `b`."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def lighter(rgb: Rgb, share: float) -> Rgb:
    """Towards white, or towards black where `share` is negative."""
    return mix(rgb, (255, 255, 255), share) if share >= 0 else mix(rgb, (0, 0, 0), -share)


class Tones(NamedTuple):
    """One colour in shade, as it is, and where the light falls on it; the light comes from the right where `side`
    is +1 and from the left where it is -1."""

    shade: Rgb
    base: Rgb
    lit: Rgb
    side: int = -1

    def turned(self, share: float) -> "Tones":
        """All three lighter, or darker where `share` is negative."""
        return Tones(lighter(self.shade, share), lighter(self.base, share), lighter(self.lit, share), self.side)

    def into(self, rgb: Rgb, share: float) -> "Tones":
        """All three with `share` (0..1) of `rgb`."""
        return Tones(mix(self.shade, rgb, share), mix(self.base, rgb, share), mix(self.lit, rgb, share), self.side)

    @classmethod
    def plain(cls, rgb: Rgb, side: int = -1, contrast: float = 0.25) -> "Tones":
        """Tones of something that no light of day falls on."""
        return cls(lighter(rgb, -contrast), rgb, lighter(rgb, contrast), side)
