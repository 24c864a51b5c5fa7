"""A time axis: where days lie on a drawing, and which of them are named."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

WIDE, NARROW = 1000.0, 360.0
"""The widths (pixels) of the two forms in which each drawing is made: the style sheet shows the one that fits."""

SPACE = 64.0
"""The least number of pixels between two named days."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A named day."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days (ordinals) from a first to a last one on so many pixels, from a left edge on."""

    first: int
    last: int
    left: float
    width: float

    def x(self, day: float) -> float:
        """Where a day lies; outside days at the edge."""
        share = (day - self.first) / max(1, self.last - self.first)
        return round(self.left + self.width * min(1.0, max(0.0, share)), 1)

    def ticks(self) -> list[Tick]:
        """Years or months, as many as find room."""
        for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600):
            days = list(self._every(months))
            if len(days) * SPACE <= self.width or months == 600:
                return [Tick(self.x(d.toordinal()), f"{d:%b %Y}" if months < 12 else str(d.year)) for d in days]
        return []

    def _every(self, months: int) -> Iterator[dt.date]:
        first = dt.date.fromordinal(self.first)
        number = -(-(first.year * 12 + first.month) // months) * months
        while number // 12 <= dt.MAXYEAR - 1:
            day = dt.date(max(1, number // 12), number % 12 + 1, 1)
            if day.toordinal() > self.last:
                return
            if day.toordinal() >= self.first:
                yield day
            number += months
