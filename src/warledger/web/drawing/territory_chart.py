"""A party's share of places, people and land over time: the best figure as a line in a band from low to high."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from warledger.web.answers.territory import PARTS, ExtentRow, Size
from warledger.web.drawing.axis import NARROW, WIDE, Axis, Tick

LEFT, RIGHT, TOP, HEIGHT = 44.0, 12.0, 10.0, 150.0

TITLES = {"places": "Populated places", "people": "People, where known", "km2": "Land around the places"}


@dataclass(frozen=True, slots=True)
class Chart:
    """One size over time; ``band``, ``best`` and ``unknown`` are points of SVG shapes."""

    part: str
    title: str
    form: str
    width: float
    band: str
    best: str
    unknown: str
    levels: list[Tick]
    ticks: list[Tick]


def charts_of(rows: Sequence[ExtentRow]) -> list[Chart]:
    """The charts of all sizes in both forms; none for fewer than two days."""
    if len(rows) < 2:
        return []
    return [_chart(rows, part, form, width) for part in PARTS for form, width in (("wide", WIDE), ("narrow", NARROW))]


def _chart(rows: Sequence[ExtentRow], part: str, form: str, width: float) -> Chart:
    days = [dt.date.fromisoformat(r.day).toordinal() for r in rows]
    axis = Axis(days[0], days[-1], LEFT, width - LEFT - RIGHT)
    sizes: list[Size] = [getattr(r, part) for r in rows]
    low, best, high, unknown = (
        _stepped([(axis.x(d), _y(getattr(s, name), s.total)) for d, s in zip(days, sizes, strict=True)])
        for name in ("low", "best", "high", "unknown")
    )
    return Chart(
        part=part,
        title=TITLES[part],
        form=form,
        width=width,
        band=_points([*high, *reversed(low)]),
        best=_points(best),
        unknown=_points(unknown),
        levels=[Tick(_y(share, 1), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)],
        ticks=axis.ticks(),
    )


def _y(value: float, total: float) -> float:
    return round(TOP + HEIGHT * (1 - (value / total if total else 0)), 1)


def _stepped(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What was so on a day is drawn as so until the next."""
    found = points[:1]
    for x, y in points[1:]:
        found += [(x, found[-1][1]), (x, y)]
    return found


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
