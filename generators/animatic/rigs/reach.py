"""Limbs of two bones that reach a point."""

import math


def reach(dx: float, dy: float, upper: float, lower: float, bend: int) -> tuple[float, float]:
    """Turns (degrees) of the upper bone and of the lower against it, so that the limb's end lies `dx` ahead and
    `dy` below its root. At turn 0 a bone hangs straight down; a positive turn lifts it ahead. `bend` +1 lets the
    joint point ahead (knees), -1 behind (elbows, hocks). What is too far or too near is reached for as far as
    the bones go."""
    far = min(max(math.hypot(dx, dy), abs(upper - lower) + 1e-9), upper + lower - 1e-9)
    at_root = math.acos(max(-1.0, min(1.0, (upper**2 + far**2 - lower**2) / (2 * upper * far))))
    at_joint = math.acos(max(-1.0, min(1.0, (upper**2 + lower**2 - far**2) / (2 * upper * lower))))
    aim = math.atan2(dx, dy)
    return math.degrees(aim + bend * at_root), -bend * math.degrees(math.pi - at_joint)
