"""Days, numbers and chances as they are written on pages."""

import datetime as dt
from urllib.parse import urlencode

from markupsafe import Markup, escape

DayLike = int | str | dt.date | None


def date_of(day: DayLike) -> dt.date | None:
    """A day given as an ordinal, ISO text or a date."""
    if day is None or day == "":
        return None
    if isinstance(day, int):
        return dt.date.fromordinal(day)
    return dt.date.fromisoformat(day[:10]) if isinstance(day, str) else day


def plain_day(day: DayLike) -> str:
    """ "15 May 2016", empty for none."""
    date = date_of(day)
    return f"{date.day} {date:%B} {date.year}" if date is not None else ""


def day_mark(day: DayLike, none: str = "") -> Markup:
    """A day as a ``time`` element, so that machines read it too; ``none`` where there is none."""
    date = date_of(day)
    if date is None:
        return escape(none)
    return Markup('<time datetime="{}">{}</time>').format(date.isoformat(), plain_day(date).replace(" ", "\u00a0"))


def moment_mark(moment: str) -> Markup:
    """A moment in UTC as "15 May 2016, 14:05 UTC"."""
    at = dt.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    words = f"{plain_day(at.date())}, {at:%H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(moment, words)


def number(value: float | None) -> str:
    """A whole number with its thousands apart, empty for none."""
    return f"{round(value):,}" if value is not None else ""


def percent(share: float | None) -> str:
    """A share (0 to 1) in whole percent, empty for none."""
    return f"{share:.0%}" if share is not None else ""


def days_long(days: int | None) -> str:
    """ "1 day", "47 days"; empty for none."""
    return "" if days is None else "1 day" if days == 1 else f"{days:,} days"


def age(days: int | None) -> str:
    """How long before the day asked about the last evidence was."""
    if days is None:
        return "only later"
    return "that day" if days == 0 else f"{days_long(days)} ago"


DURATIONS = {"P1D": "day", "P1W": "week", "P1M": "month", "P1Y": "year"}


def spoken(words: str) -> str:
    """Words with the durations that statements write as ISO 8601 ("per P1W") as a reader says them."""
    for written, said in DURATIONS.items():
        words = words.replace(f"per {written}", f"a {said}").replace(f"repeats {written}", f"every {said}")
        words = f"every {said}" if words == written else words
    return words


def count(many: int, noun: str, plural: str | None = None) -> str:
    """ "1 place", "12 places"."""
    return f"{many:,} {noun if many == 1 else plural or noun + 's'}"


def with_query(path: str, values: dict[str, object]) -> str:
    """An address with those of the values that are given."""
    given = {k: str(v) for k, v in values.items() if v not in (None, "", False)}
    return f"{path}?{urlencode(given)}" if given else path
