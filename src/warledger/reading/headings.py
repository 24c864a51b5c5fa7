"""Titles and headings of a text, and the time that they say the text under them is about."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from warledger.reading.date_mention import Day, month_end, month_number
from warledger.reading.date_words import MONTH_WORD
from warledger.record.codes import DatePrecision

_HEADING = re.compile(r"^(?!\d{1,2}(?:[–-]\d{1,2})?:)(?:[^\n.!?]{4,90}|May)$", re.MULTILINE)
_MONTH = re.compile(rf"\s*{MONTH_WORD.format('m')}\s*")
"""A month alone, of the year that a heading above it names."""

_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d))?\b")
"""A year, or a range of them ("2014-15")."""

_MONTHS = re.compile(
    rf"(?:\b{MONTH_WORD.format('m')}(?: (?P<y>(?:19|20)\d\d))?\s?(?:[-–—/]|to|and)\s?)?"
    rf"\b{MONTH_WORD.format('m2')} (?P<y2>(?:19|20)\d\d)\b"
)
"""A month of a year, or a range of months ("April–October 2015", "October 2014 – March 2015")."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that heads a section: where it begins and ends, the years that it names, and the first day of the time that it
    names, as exactly as it names it; null for none. ``month`` is that of a heading which is a month and no more."""

    start: int
    end: int
    years: frozenset[int]
    begins: Day | None
    precision: DatePrecision
    month: int | None = None

    def of_year(self, year: int) -> "Heading":
        """A heading that names a month alone, in the year that the text has reached."""
        if self.month is None:
            return self
        return replace(self, begins=dt.date(year, self.month, 1), precision="month")


def headings_of(text: str) -> list[Heading]:
    """The headings of a text in order."""
    found = []
    for line in _HEADING.finditer(text):
        month = _MONTH.fullmatch(line[0])
        begins, precision = _begins(line[0])
        number = month_number(month["m"]) if month is not None else None
        found.append(Heading(line.start(), line.end(), years_of(line[0]), begins, precision, number))
    return found


def _begins(heading: str) -> tuple[Day | None, DatePrecision]:
    """The first day of the months or years that a heading names."""
    months = _MONTHS.search(heading)
    if months is None:
        year = first_year(heading)
        return (dt.date(year, 1, 1) if year is not None else None), "year"
    last = dt.date(int(months["y2"]), month_number(months["m2"]), 1)
    if not months["m"]:
        return last, "month"
    year = int(months["y"] or last.year)
    first = dt.date(year, month_number(months["m"]), 1)
    return (first if first <= month_end(last) else first.replace(year=year - 1)), "month"


def years_of(title: str) -> frozenset[int]:
    """The years that a title names, those of a range included."""
    found: set[int] = set()
    for first, last in _YEARS.findall(title):
        end = int(first[:2] + last) if len(last) == 2 else int(last or first)
        found.update(range(int(first), max(int(first), min(end, int(first) + 30)) + 1))
    return frozenset(found)


def first_year(title: str | None) -> int | None:
    """The first year that a title names; null for none."""
    found = _YEARS.search(title or "")
    return int(found[1]) if found else None
