"""The days of a row over time: from a first to a last one by days, weeks or months."""

import calendar
import datetime as dt
from enum import StrEnum


class Step(StrEnum):
    """How far apart the days are."""

    month = "month"
    week = "week"
    day = "day"


SHORTEST = {Step.month: 28, Step.week: 7, Step.day: 1}
"""The days that a step takes at least."""


def steps_of(first: dt.date, last: dt.date, step: Step) -> list[int]:
    """The days (ordinals) from a first to a last one, both included; a month's step keeps the day of the month where the
    month has it. Empty where the first is after the last."""
    if first > last:
        return []
    days: list[int] = []
    count = 0
    while (day := _stepped(first, count, step)) < last:
        days.append(day.toordinal())
        count += 1
    return [*days, last.toordinal()]


def _stepped(first: dt.date, count: int, step: Step) -> dt.date:
    """The day some steps after a first one; the last day of all where that is past the calendar's end."""
    if step is not Step.month:
        return dt.date.fromordinal(min(first.toordinal() + count * SHORTEST[step], dt.date.max.toordinal()))
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
