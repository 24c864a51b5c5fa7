"""What one statement says of a siege: that it is on, or that it ended, by whom and how surely."""

import re
from dataclasses import dataclass

from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import days_of, iso_day
from warledger.reading.numbers import number_value
from warledger.record.codes import FACTUAL
from warledger.record.statement import Statement

WIDEST_WINDOW = 62
"""A window of more days dates neither a start nor an end."""

DEEDS = frozenset({"territory.besiege", "territory.lay-siege"})
"""Frames of the reader that tell the deed of besieging; the others mention a siege."""

DEED_WEIGHT, MENTION_WEIGHT = 1.0, 0.5
"""What a statement weighs at full confidence; one that names a besieger is as good as one that tells the deed."""


@dataclass(frozen=True, slots=True)
class SiegeWord:
    """One statement on a siege: ``day`` is an ordinal, ``besieger`` a controller, ``weight`` from 0 to 1."""

    day: int
    on: bool
    deed: bool
    besieger: str | None
    weight: float
    statement: str
    name: str
    closed: bool = False
    """Whether it tells that the ring is closed ("completely besieged")."""
    still: bool = False
    """Whether it tells that the siege goes on ("another attempt to break the siege")."""
    relief: bool = False
    """Whether it only tells that the ``besieger`` lost the place or left it, which ends a siege that it keeps."""
    began: int | None = None
    """The day that it began by its length, where the words tell of its end with that ("after a ten-month siege")."""


_CLOSED = re.compile(r"\b(?:complete|full|total|entire)ly\b|\b(?:from|on) (?:all|every) sides?\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:partial|part|in)ly\b|\bon (?:two|three) sides\b", re.IGNORECASE)

HALF_OF = {"month": 15, "part-of-month": 5, "season": 45}
"""The middle of a window that only its first day is kept of ("besieged since September"), in days from it."""


def siege_word(statement: Statement, undated: str | None, controllers: Controllers) -> SiegeWord | None:
    """What a statement says of a siege; null if it says nothing, or not when. ``undated`` is the day of what has no date.
    An end that was only planned, or did not come about, tells that the siege goes on."""
    control = statement.control
    change = control.change if control is not None else None
    held = statement.access is not None and statement.access.what == "siege"
    still = change == "siege_ended" and statement.modality in {"planned", "negated"}
    window = days_of(statement, undated)
    loser = next((p for p in statement.parties if p.role == "loser"), None)
    relief = control is not None and change in {"gained", "lost"} and loser is not None and control.extent == "whole"
    if window is None or not (held or relief or change in {"besieged", "siege_ended"}):
        return None
    if statement.modality not in FACTUAL and not still:
        return None
    start, end = window
    time = statement.time
    if time is not None and time.sense == "since" and time.start is not None:
        start = end = start + HALF_OF.get(time.precision, 0)
    if end - start > WIDEST_WINDOW:
        return None
    day = (start + end) // 2
    deed = statement.why.frame in DEEDS and not _OPEN.search(statement.quote.text)
    besieger = loser if relief else next((p for p in statement.parties if p.role == "besieger"), None)
    country = statement.place.country if statement.place is not None else None
    ended = (
        relief
        or (change == "siege_ended" and not still)
        or (statement.access is not None and held and statement.access.phase == "ended")
    )
    return SiegeWord(
        day=day,
        on=not ended,
        deed=deed,
        besieger=controllers.of(besieger, country, iso_day(day)) if besieger is not None else None,
        weight=(DEED_WEIGHT if deed or ended or besieger is not None else MENTION_WEIGHT)
        * min(1.0, 0.4 + 0.7 * statement.confidence),
        statement=statement.id,
        name=statement.place.name if statement.place is not None else "",
        closed=deed and bool(_CLOSED.search(statement.quote.text)),
        still=still,
        relief=relief,
        began=_began(statement.quote.text, day, ended=ended),
    )


_LENGTH = r"(?P<n>\d+|[a-z]+)[- ](?P<unit>day|week|month|year)s?"
_SIEGE = r"(?:siege|blockade|encirclement)"
_LASTED = (
    re.compile(rf"{_LENGTH}(?:[- ]long)?[- ]{_SIEGE}\b", re.IGNORECASE),
    re.compile(rf"\b{_SIEGE} (?:of|for|that lasted|lasting)(?: [a-z]+){{0,3}}? {_LENGTH}\b", re.IGNORECASE),
    re.compile(rf"{_LENGTH} (?:of|under) {_SIEGE}\b", re.IGNORECASE),
)
_OVER = re.compile(
    r"\b(?:after|following|end(?:s|ed|ing)?|lift(?:s|ed|ing)?|broke|break(?:s|ing)?|clos(?:ed|ing))\b", re.IGNORECASE
)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _began(quote: str, day: int, *, ended: bool) -> int | None:
    """The day that a siege began that is over on a day, by the length that the words give it."""
    found = next((m for pattern in _LASTED if (m := pattern.search(quote))), None)
    if found is None or not (ended or _OVER.search(quote[: found.start()])):
        return None
    number = number_value(found["n"].lower())
    return day - round(number * _DAYS[found["unit"].lower()]) if number else None
