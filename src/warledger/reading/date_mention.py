"""Dating words of a text with the days that they mean."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from warledger.reading.date_words import MONTHS
from warledger.record.codes import DatePrecision, DateSense

Day = dt.date


@dataclass(frozen=True, slots=True)
class DateMention:
    """Dating words of a text and the days they mean.

    ``start`` and ``end`` are days (either null if open), ``at`` and ``to`` character offsets, ``anchor`` what a missing
    year or day was taken from, ``fuller`` whether the words themselves give a year, ``repeats`` the duration after which a thing recurs.
    """

    at: int
    to: int
    start: Day | None
    end: Day | None
    precision: DatePrecision
    sense: DateSense = "window"
    anchor: str | None = None
    repeats: str | None = None
    fuller: bool = False
    modifier: str = ""
    aside: bool = False
    """Whether it is of a happening that another is measured from, told after it ("two days after rebels came")."""
    passing: bool = False
    """Whether the narrative does not go on from it ("... the worst this year")."""
    lasting: bool = False
    """Whether the words tell since when something has been so ("since May"), not from when it was ("from May")."""

    @property
    def middle(self) -> Day | None:
        """A day to anchor the next relative date to."""
        return self.end or self.start


def day_of(year: int, month: int, day: int) -> Day | None:
    """A day of the calendar; null where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_number(word: str) -> int:
    """The number of a month by its name or a short form of it."""
    return MONTHS[word.lower().rstrip(".")]


def month_end(day: Day) -> Day:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


_MODIFIERS = re.compile(
    r"(?:\b(?P<m>since|as of|until|till|through|up to|before|after|from|by|between|as early as|starting|beginning|dating back to|going all the way back to)(?: (?:the|late on|early on|around|about|at least|dawn on|on|midday on|noon on|evening of|morning of|night of|the evening of|the morning of|the night of|the dawn of|dawn of|the afternoon of|at|the start of))?\s*)$",
    re.IGNORECASE,
)


_EARLY = re.compile(r"before (?:dawn|daybreak|sunrise|first light)\b", re.IGNORECASE)
"""An hour of the day itself: "before dawn on Saturday" is on Saturday."""


def is_owner(text: str, mention: DateMention) -> bool:
    """Whether something is that of a date ("the dead from Sunday's bombing")."""
    return text[mention.to : mention.to + 2] in {"'s", "’s"}


_LINE_BEFORE = re.compile(r"[A-Z][^\n.;:]{2,50}, ")
_LINE_AFTER = re.compile(r"(?:,? \d{4})?(?: ?\([^()\n]{2,30}\))? ?(?:-|–|—) ")


def is_of_date_line(text: str, mention: DateMention) -> bool:
    """Whether a date is that of a date line ("GAZA, May 27 - "): the day of the writing, not of what is told."""
    start = text.rfind("\n", 0, mention.at) + 1
    return bool(_LINE_BEFORE.fullmatch(text, start, mention.at) and _LINE_AFTER.match(text, mention.to))


def with_modifier(text: str, mention: DateMention) -> DateMention:
    """ "since", "by", "until" before a date open one of its ends; "between A and B" is left to the range patterns."""
    before = _MODIFIERS.search(text[max(0, mention.at - 40) : mention.at])
    word = before["m"].lower() if before and not is_owner(text, mention) and not _EARLY.match(before[0]) else ""
    if word in {"since", "from", "starting", "beginning", "as early as", "after"} or "back to" in word:
        if word == "after":
            return replace(mention, modifier="after", sense="window")
        if mention.precision == "day" and mention.start != mention.end:
            return mention  # "from 6 to 8 November"
        lasting = word in {"since", "as early as"} or "back to" in word
        return replace(mention, modifier="since", sense="since", lasting=lasting)
    if word in {"by", "until", "till", "through", "up to", "before"}:
        return replace(mention, modifier="by" if word in {"by", "before"} else "until")
    if word == "as of":
        return replace(mention, modifier="as_of", sense="as_of")
    return mention
