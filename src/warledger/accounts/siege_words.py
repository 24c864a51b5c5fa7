"""What one statement says of a siege: that it is on, or that it ended, by whom and how surely."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import days_of, iso_day, ordinal_of
from warledger.accounts.ledger_places import base_and_kind
from warledger.accounts.siege_lengths import Length, length_before, length_of
from warledger.record.codes import FACTUAL, Role
from warledger.record.statement import Statement

WIDEST_WINDOW = 62
"""A window of more days dates neither a start nor an end."""

CLOSING = "territory.close-ring"
"""The frame that tells that the last way out is cut."""

DEEDS = frozenset(
    {
        "territory.besiege",
        "territory.lay-siege",
        "territory.draw-ring",
        "territory.ring-closes",
        "territory.siege-begins",
        CLOSING,
    }
)
"""Frames of the reader that tell the deed of besieging; the others mention a siege."""

SURRENDERS = frozenset(
    f"territory.{frame}"
    for frame in (
        "garrison-surrenders",
        "garrison-gives-up",
        "garrison-holds-out",
        "garrison-overwhelmed",
        "garrison-evacuated",
        "garrison-breaks-out",
        "lay-down-arms",
        "place-surrenders",
        "place-holds-out",
        "resistance-ends",
        "surrender-noun",
    )
)
"""Frames that tell that those in a place, or the place, gave up or were overcome, or that they left it."""

EASINGS = frozenset(
    f"territory.{deed}" for deed in ("reach-place", "open-way", "besieger-withdraws", "battle-concluded", "battle-ends")
)
"""Frames of what would end a siege that is on ("reopened the road to X")."""

DEED_WEIGHT, NAMED_WEIGHT, MENTION_WEIGHT = 1.0, 0.8, 0.5
"""What a statement weighs at full confidence that tells the deed, that names a besieged place, and any other. One that names
a besieger or a length, or tells of an end, is as good as one that tells the deed."""


Tells = Literal["on", "over", "eased", "left", "taken", "whole"]
"""What a word tells: that the siege is on, that it is over, what would have ended it, that somebody lost the place or left it,
or took it, or took the whole, or the last, of it."""


@dataclass(frozen=True, slots=True)
class SiegeWord:
    """One statement on a siege: ``day`` is an ordinal, ``besieger`` a controller (of what tells that somebody left or took
    the place the one who did), ``weight`` from 0 to 1."""

    day: int
    tells: Tells
    deed: bool
    besieger: str | None
    weight: float
    statement: str
    name: str
    closed: bool = False
    """Whether it tells that the ring is closed ("completely besieged")."""
    still: bool = False
    """Whether it tells that the siege goes on ("another attempt to break the siege")."""
    slack: int = 0
    """How many days earlier or later than ``day`` it may have been."""
    until: int | None = None
    """The last day that it tells the siege to have been on, if later than ``day`` ("besieged since May")."""
    carried: bool = False
    """Whether it names no place's besieging and its day is that of the words before it ("Siege broken", in a heading)."""
    reached: bool = False
    """Whether its day is only the one that its text had reached."""
    past: bool = False
    """Whether it may be over on the last day that it was on ("had been besieged since May")."""
    ended: int | None = None
    """The day that it ended, where the words tell of both ("besieged from May 2012 to August 2014")."""
    length: Length | None = None
    """How long it had lasted by ``day`` ("after a ten-month siege")."""
    lasted: Length | None = None
    """How long it lasted in all ("the siege lasted 87 days")."""
    surrender: bool = False
    """Whether it tells that those in the place, or the place itself, gave up."""
    report: str = ""
    """The report that tells it."""

    @property
    def on(self) -> bool:
        """Whether it tells that the siege is on."""
        return self.tells == "on"


_CLOSED = re.compile(
    r"\b(?:complete|full|total|entire)ly\b|\b(?:from|on) (?:all|every) (?:side|direction)s?\b", re.IGNORECASE
)
_PAST = re.compile(r"\bhad\b", re.IGNORECASE)
_HAD_LASTED = re.compile(r"\bhad (?:last|endur|dragg|continu)ed\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:(?:complete|full|total|entire)(?:ly)?|whole|last|final|remaining)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:partial|part|in)ly\b|\b(?:on|from) (?:two|three) sides\b", re.IGNORECASE)

HALF_OF = {"month": 15, "part-of-month": 5, "season": 45, "year": 182}
"""The middle of a window that only its first day is kept of ("besieged since September"), in days from it."""

SHORTEST_RANGE = 14
"""A siege that is told to have lasted from a day to another began and ended on them if they lie further apart than this;
what happened "between 4 and 7 May" did so at some time then."""


def siege_word(statement: Statement, undated: str | None, controllers: Controllers) -> SiegeWord | None:
    """What a statement says of a siege; null if it says nothing, or not when. ``undated`` is the day of what has no date.
    An end that was only planned, or did not come about, tells that the siege goes on."""
    tells, window = _tells(statement), days_of(statement, undated)
    when = _when(statement, window, undated, on=tells == "on") if tells is not None and window is not None else None
    if tells is None or when is None:
        return None
    tells = "over" if when.over else tells
    background = _is_background(statement)
    deed = statement.why.frame in DEEDS and not background and not _OPEN.search(statement.quote.text)
    besieger = next((p for p in statement.parties if p.role == _ROLE[tells]), None)
    place = statement.place
    country = place.country if place is not None else None
    dates_begin = statement.why.frame == "territory.siege-begins" and not _HAD_LASTED.search(statement.quote.text)
    length = length_before(statement.quote.text, ended=tells != "on") if not dates_begin else None
    named = (
        statement.control is not None
        and place is not None
        and base_and_kind(place.name)[1] != "region"
        and "place: named" in statement.why.links
    )
    plain = deed or tells != "on" or besieger is not None or length is not None
    return SiegeWord(
        day=when.day,
        tells=tells,
        deed=deed,
        besieger=controllers.of(besieger, country, iso_day(when.day)) if besieger is not None else None,
        weight=(DEED_WEIGHT if plain else NAMED_WEIGHT if named else MENTION_WEIGHT)
        * min(1.0, 0.4 + 0.7 * statement.confidence),
        statement=statement.id,
        name=place.name if place is not None else "",
        closed=deed and (statement.why.frame == CLOSING or bool(_CLOSED.search(statement.quote.text))),
        still=statement.modality in _UNDONE or background,
        slack=when.slack,
        until=when.until,
        carried=statement.access is not None and statement.time is not None and statement.time.anchor == "narrative",
        reached=statement.time is not None and statement.time.anchor == "narrative",
        past=bool(_PAST.search(statement.quote.text)),
        ended=when.ended,
        length=length,
        lasted=length_of(statement.quote.text) if tells == "on" and length is None else None,
        surrender=statement.why.frame in SURRENDERS,
        report=statement.report,
    )


def _is_background(statement: Statement) -> bool:
    """Whether a siege is told of as one that had gone on for long, without since when ("ending a siege that they had
    laid to it")."""
    told, frame, time = statement.quote.text, statement.why.frame, statement.time
    before = _PAST if frame == "territory.lay-siege" else _HAD_LASTED if frame == "territory.siege-begins" else None
    return before is not None and bool(before.search(told)) and (time is None or time.sense == "window")


_ROLE: Mapping[Tells, Role] = {
    "on": "besieger",
    "over": "besieger",
    "eased": "besieger",
    "left": "loser",
    "taken": "gainer",
    "whole": "gainer",
}
"""The role of whom a word names."""

_UNDONE = frozenset({"planned", "negated"})


def _tells(statement: Statement) -> Tells | None:
    """What a statement tells of a siege; null for nothing."""
    control, access = statement.control, statement.access
    if control is not None and control.change == "siege_ended" and statement.modality in _UNDONE:
        return "on" if statement.why.frame not in EASINGS else None
    if statement.modality not in FACTUAL:
        return None
    if access is not None and access.what == "siege":
        return "over" if access.phase == "ended" else "on"
    if control is None or control.change not in {"besieged", "siege_ended", "gained", "lost"}:
        return None
    if control.change in {"besieged", "siege_ended"}:
        return "on" if control.change == "besieged" else "eased" if statement.why.frame in EASINGS else "over"
    if control.extent != "whole" and statement.why.frame not in SURRENDERS:  # "the camp at X", its garrison
        return None
    roles = {party.role for party in statement.parties}
    if "gainer" in roles and _WHOLE.search(statement.quote.text):
        return "whole"
    nobody = not roles & {"gainer", "loser"}
    return "left" if "loser" in roles or (nobody and control.change == "lost") else "taken"


@dataclass(frozen=True, slots=True)
class _When:
    """When what a statement tells of a siege was so; see SiegeWord."""

    day: int
    slack: int = 0
    until: int | None = None
    ended: int | None = None
    over: bool = False
    """Whether the words only tell until when it lasted."""


def _when(statement: Statement, window: tuple[int, int], undated: str | None, *, on: bool) -> _When | None:
    """When it was; null where the words are too vague to tell."""
    start, end = window
    time = statement.time
    if time is None:
        return _When(end)
    if time.sense == "since" and time.start is not None:
        half = HALF_OF.get(time.precision, 0)
        return _When(start + half, slack=half, until=max(start, ordinal_of(undated) or 0))
    dated = time.anchor != "narrative" and time.precision in {"day", "part-of-month", "month", "season"}
    if dated and on and time.start is None and time.sense == "throughout":  # "lasted until 28 September"
        half = HALF_OF.get(time.precision, 0)
        return _When(end - half, slack=half, over=True)
    if dated and on and time.start is not None and (time.precision == "day" or end - start > WIDEST_WINDOW):
        began, ended = _half_of(time.precision, start), _half_of(time.precision, end + 1)
        if (end - ended) - (start + began) > SHORTEST_RANGE:
            return _When(start + began, slack=began, until=end - ended, ended=end - ended)
    if end - start > WIDEST_WINDOW:
        return None
    return _When((start + end) // 2, slack=(end - start + 1) // 2)


def _half_of(precision: str, first: int) -> int:
    """Days to the middle of a month or season from the first day of it, or of the one after it; none from other days, which
    are told exactly ("from spring 2024 to 26 October 2025")."""
    day = dt.date.fromordinal(first)
    if precision in {"month", "season"} and day.day != 1:
        return 0
    return HALF_OF["month"] if precision == "season" and day.month % 3 else HALF_OF.get(precision, 0)
