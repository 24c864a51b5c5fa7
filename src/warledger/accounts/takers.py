"""Who takes a place where the words name nobody ("Argun fell on 21 March"): whoever the report tells of as taking the place in
the same days, else as taking or holding places right before or after; what is taken back ("Lalibela was recaptured") goes to
the state, unless the state had it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import days_of, iso_day
from warledger.accounts.ledger_places import Key, key_of
from warledger.record.codes import FACTUAL
from warledger.record.statement import Statement

NEAR_CHARS = 500
"""How far away in the text another change may be told to be part of the same course of things."""

SAME_DAYS = 10
"""Within how many days two words on a place passing are on one change of hands."""

BEFORE = 0.5
"""What the distance of what is told before counts: a narrative goes on from there."""

HELD = 1.5
"""What the distance of one who only holds a place counts: it may have held it all along."""


_KEPT = re.compile(r"\b(?:still|remain\w*|stay\w*|kept|keeps?|retain\w*|defend\w*|held|already)\b", re.IGNORECASE)
"""Words by which one who holds a place is not the one who goes on taking others."""


_BACK = re.compile(r"\b(?:re(?:took|tak|captur|gain|cover|conquer|claim)\w*)\b", re.IGNORECASE)
"""Words of taking back what was one's own."""


@dataclass(frozen=True, slots=True)
class _Named:
    at: int
    day: int | None
    country: str | None
    key: Key
    taker: str
    distance: float
    """What a character of distance counts."""


def takers_of(report: Iterable[Statement], controllers: Controllers, undated: str | None) -> Mapping[str, str]:
    """By the id of each statement of a report on a change that names nobody, the controller that most likely took the
    place; nothing for those near which none is named."""
    changes = [s for s in report if s.control is not None and s.place is not None and s.modality in FACTUAL]
    named = [n for s in changes if (n := _named(s, controllers, undated)) is not None]
    found: dict[str, str] = {}
    for statement in changes:
        if statement.control is None or statement.control.change not in {"gained", "lost"} or statement.parties:
            continue
        country = statement.place.country if statement.place is not None else None
        same = _of_same_change(statement, named, _day_of(statement, undated))
        near = [(_far(statement, n), n.taker) for n in same or named if n.country == country]
        distance, taker = min(near, default=(NEAR_CHARS, None))
        taker = taker if distance < NEAR_CHARS or same else None
        if _BACK.search(statement.quote.text):
            taker = _back_to(statement, taker, named, controllers.sovereign(country))
        if taker is not None:
            found[statement.id] = taker
    return found


def _of_same_change(statement: Statement, named: Iterable[_Named], day: int | None) -> list[_Named]:
    """Those who are named as taking the place in the same days ("fall of X": "they took X")."""
    key = key_of(statement.place) if statement.place is not None else None
    takes = (n for n in named if n.key == key and n.distance == 1.0)
    return [n for n in takes if day is not None and n.day is not None and abs(day - n.day) <= SAME_DAYS]


def _day_of(statement: Statement, undated: str | None) -> int | None:
    """The middle of the days of a statement."""
    window = days_of(statement, undated)
    return (window[0] + window[1]) // 2 if window is not None else None


def _back_to(statement: Statement, near: str | None, named: Iterable[_Named], state: str | None) -> str | None:
    """Who takes back a place: the state, if others are told of as having it before, or nobody is near; else who is near."""
    key = key_of(statement.place) if statement.place is not None else None
    before = [n for n in named if n.key == key and n.at < statement.quote.start]
    had = max(before, key=lambda n: n.at).taker if before else None
    return state if had != state else near


def _named(statement: Statement, controllers: Controllers, undated: str | None) -> _Named | None:
    """Who a statement names as taking or holding a place."""
    control, place = statement.control, statement.place
    window = days_of(statement, undated)
    if control is None or place is None or control.change not in {"gained", "held", "lost"}:
        return None
    ref = next((p for p in statement.parties if p.role in {"gainer", "holder"}), None)
    day = iso_day(window[1]) if window is not None else None
    taker = controllers.of(ref, place.country, day) if ref is not None else None
    if taker is None or (control.change == "held" and _KEPT.search(statement.quote.text)):
        return None
    distance = HELD if control.change == "held" else 1.0
    return _Named(statement.quote.start, _day_of(statement, undated), place.country, key_of(place), taker, distance)


def _far(statement: Statement, named: _Named) -> float:
    """How far away in the text somebody is named."""
    gap = statement.quote.start - named.at
    return named.distance * (gap * BEFORE if gap >= 0 else -gap)
