"""Days however they are given, durations as a reader says them, addresses."""

import datetime as dt
from urllib.parse import urlencode

DayLike = int | str | dt.date | None


def date_of(day: DayLike) -> dt.date | None:
    """A day given as an ordinal, ISO text or a date."""
    if day is None or day == "":
        return None
    if isinstance(day, int):
        return dt.date.fromordinal(day)
    return dt.date.fromisoformat(day[:10]) if isinstance(day, str) else day


_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def straight(words: str) -> str:
    """Words without the characters that turn the direction of writing, for where no element can set them apart: a
    right-to-left override in a report's title would write the browser's own words backwards."""
    return words.translate(_TURNING)


DURATIONS = {"P1D": "day", "P1W": "week", "P1M": "month", "P1Y": "year"}


def spoken(words: str) -> str:
    """Words with the durations and the open ends of days that statements write ("per P1W", "... to 2016-05-15") as a reader
    says them."""
    words = words.replace("... to ", "up to ")
    if words.endswith(" to ..."):
        words = f"from {words.removesuffix(' to ...')} on"
    for written, said in DURATIONS.items():
        words = words.replace(f"per {written}", f"a {said}").replace(f"repeats {written}", f"every {said}")
        words = f"every {said}" if words == written else words
    return words


def with_query(path: str, values: dict[str, object]) -> str:
    """An address with those of the values that are given."""
    given = {k: str(v) for k, v in values.items() if v not in (None, "", False)}
    return f"{path}?{urlencode(given)}" if given else path
