"""Proportions: how long and how wide a person's parts are, in hundredths of the bare standing height."""

from dataclasses import dataclass

from videostudio.generators.animatic.rigs.person.design import Design

ANKLE = 3.4
"""Height of the ankle above the sole."""


@dataclass(frozen=True)
class Build:
    """`head` is from chin to crown; `torso` from the hips to the neck; limbs from joint to joint. `shoulder`,
    `waist` and `hip` are half widths of the torso, `arm` and `leg` half widths of limbs."""

    head: float
    torso: float
    thigh: float
    shin: float
    upper: float
    fore: float
    shoulder: float
    waist: float
    hip: float
    arm: float
    leg: float
    stoop: float = 0.0

    @property
    def hips(self) -> float:
        """Height of the hip joints above the ground when standing."""
        return self.thigh + self.shin + ANKLE - 0.15

    @property
    def shoulders(self) -> float:
        """Height of the shoulder joints above the hips."""
        return self.torso - 4.2


def build_of(design: Design) -> Build:
    """The proportions of an age, a gender and a build."""
    stout = {"slim": -1.0, "normal": 0.0, "stout": 1.0}[design.build]
    man = not design.woman
    if design.age == "child":
        return Build(
            head=40.5,
            torso=25.0,
            thigh=16.3,
            shin=15.6,
            upper=12.0,
            fore=11.0,
            shoulder=10.4 + 1.1 * stout,
            waist=9.6 + 2.2 * stout,
            hip=9.6 + 1.8 * stout,
            arm=3.3 + 0.4 * stout,
            leg=4.1 + 0.5 * stout,
        )
    young = design.age == "young"
    head = 33.0 if young else 31.0
    torso = 27.5
    legs = 100 - head - torso + 1.6 - ANKLE
    return Build(
        head=head,
        torso=torso,
        thigh=0.51 * legs,
        shin=0.49 * legs,
        upper=13.6,
        fore=12.4,
        shoulder=(12.8 if man else 10.6) - (0.8 if young else 0) + 1.2 * stout,
        waist=(10.3 if man else 8.2) + (2.9 if stout > 0 else 1.0) * stout,
        hip=(9.8 if man else 10.2) + 2.0 * stout,
        arm=(3.6 if man else 3.1) + 0.5 * stout,
        leg=(4.6 if man else 4.3) + 0.6 * stout,
        stoop=7.0 if design.old else 0.0,
    )
