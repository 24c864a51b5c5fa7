"""Where names go on a map: beside their marks, none over another or over a mark, the most important ones first."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

CHARACTER, LINE = 0.56, 1.15
"""About how wide a letter and how high a line is, in sizes of the type."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark: its middle and its radius, and the name it would like."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a place of the map: ``x`` and ``y`` are its anchor on the base line."""

    x: float
    y: float
    anchor: Anchor
    name: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have some area in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Box") -> bool:
        """Whether it lies in the other as a whole."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


def box_of(label: Label, size: float) -> Box:
    """The rectangle that a label covers, in type of a size."""
    width = len(label.name) * size * CHARACTER
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return Box(left, label.y - size * 0.85, left + width, label.y + size * (LINE - 0.85))


def placed(spots: Sequence[Spot], size: float, frame: Box, most: int, taken: Iterable[Box] = ()) -> list[Label]:
    """Labels for as many of the spots (the most important first) as find room, at most ``most``; ``taken`` is kept free."""
    marks = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    full = list(taken)
    labels: list[Label] = []
    for spot, own in zip(spots, marks, strict=True):
        if len(labels) == most:
            break
        for label in _tries(spot, size):
            box = box_of(label, size)
            free = box.within(frame) and not any(box.meets(b) for b in full)
            if free and not any(box.meets(m) for m in marks if m is not own):
                labels.append(label)
                full.append(box)
                break
    return labels


def _tries(spot: Spot, size: float) -> list[Label]:
    """The places of a name around its mark, the usual ones first."""
    x, y, away = spot.x, spot.y, spot.radius + 3
    beside, above, below = y + size * 0.35, y - away, y + away + size * 0.8
    return [
        Label(x + away, beside, "start", spot.name),
        Label(x - away, beside, "end", spot.name),
        Label(x, above, "middle", spot.name),
        Label(x, below, "middle", spot.name),
        Label(x + away * 0.6, above, "start", spot.name),
        Label(x + away * 0.6, below, "start", spot.name),
        Label(x - away * 0.6, above, "end", spot.name),
        Label(x - away * 0.6, below, "end", spot.name),
    ]


ROUNDS, APART, FARTHEST = 40, 0.85, 8.0
"""How often marks are pushed apart, to what share of their radii together, and how many pixels one may move at most."""


def apart(spots: Sequence[Spot]) -> list[Spot]:
    """The marks, those that would hide each other moved apart a little; those at one spot stay, one over the other."""
    at = [(s.x, s.y) for s in spots]
    for _ in range(ROUNDS):
        for i, one in enumerate(spots):
            for j in range(i + 1, len(spots)):
                dx, dy = at[j][0] - at[i][0], at[j][1] - at[i][1]
                away, wanted = math.hypot(dx, dy), APART * (one.radius + spots[j].radius)
                if 0.5 < away < wanted:
                    push = (wanted - away) / away / 4
                    at[i] = at[i][0] - dx * push, at[i][1] - dy * push
                    at[j] = at[j][0] + dx * push, at[j][1] + dy * push
        at = [_within(spot, x, y) for spot, (x, y) in zip(spots, at, strict=True)]
    return [replace(spot, x=x, y=y) for spot, (x, y) in zip(spots, at, strict=True)]


def _within(spot: Spot, x: float, y: float) -> tuple[float, float]:
    away = math.hypot(x - spot.x, y - spot.y)
    share = min(1.0, FARTHEST / away) if away else 1.0
    return spot.x + (x - spot.x) * share, spot.y + (y - spot.y) * share
