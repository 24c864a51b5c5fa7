"""A large ledger made of a small one: its reports told again of other days and other places, in other words.

Each turn puts all reports into one country, moves them by some days, gives every place of theirs a settlement there, large
ones more often than small ones, and changes a part of the plain words, so that no report is a copy of the one it was made
of. The same turn is always the same reports.
"""

import datetime as dt
import hashlib
import random
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from typing import Any

from warledger.accounts.ledger_places import base_and_kind
from warledger.journal.posting import Posting
from warledger.journal.store import Ledger
from warledger.record.report import Report
from warledger.record.statement import Statement

COUNTRIES = (
    "SY IQ UA YE SD SO AF LY ML CD MM NG ET BF NE CF SS TD CM MZ PS LB IL TR IR PK IN AM AZ GE RU CO MX HT PH TH KE UG BI EG"
).split()
"""Countries that reports are moved to; the second gets half as many as the first, the third a third, and so on."""

SETTLEMENTS = 1500
"""How many of a country's settlements, the most populous ones, reports are moved to."""

DAYS = (-365, 8 * 365)
"""By how many days reports are moved."""

REWORDED = 0.3
"""The share of plain words that a turn has another word for."""

_PLAIN = re.compile(r"\b[a-z]{4,}\b")


@dataclass(frozen=True, slots=True)
class Settlement:
    """A place that reports are moved to."""

    geonameid: int
    name: str
    admin1: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Turn:
    """How one turn moves what it tells: by how many days, to which country, by place of old to which settlement, and which
    plain words it has others for."""

    number: int
    days: int
    country: str
    places: Mapping[str, Settlement]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A report of the small ledger with its statements as plain values."""

    report: Report
    statements: tuple[dict[str, Any], ...]
    fixed: tuple[tuple[int, int], ...]
    """Where words stand that carry values: they are not reworded."""


class Mover:
    """Tells the reports of a small ledger again, turn after turn."""

    def __init__(self, small: Ledger, index: Path) -> None:
        stories = sorted({told.statement.report for told in small.told()})
        versions = [small.versions(story)[-1] for story in stories]
        self.told = [_told(v.report, v.statements) for v in versions if v.report is not None and v.statements]
        self.count = sum(len(t.statements) for t in self.told)
        self._settlements = lru_cache(maxsize=None)(lambda country: _settlements(index, country))
        places = [_called(s["place"]) for t in self.told for s in t.statements if s["place"]]
        self._places = sorted(set(places), key=lambda p: (-places.count(p), p))
        self._vocabulary = sorted({word for t in self.told for word in _PLAIN.findall(t.report.text)})
        self.turn = lru_cache(maxsize=None)(self._turn)

    def postings(self, statements: int) -> Iterator[Posting]:
        """Reports with so many statements, or a few more, in order of publication."""
        turns = range(-(-statements // self.count))
        wanted = [(_moved(t.report.published, self.turn(n).days), n, i) for n in turns for i, t in enumerate(self.told)]
        for _, number, i in sorted(wanted):
            yield self.moved(self.told[i], self.turn(number))

    def turn_in(self, country: str, first: int) -> Turn:
        """The first turn from a number on that puts its reports into a country."""
        return next(turn for number in range(first, first + 10_000) if (turn := self.turn(number)).country == country)

    def _turn(self, number: int) -> Turn:
        chance = random.Random(f"turn {number}")
        (country,) = chance.choices(COUNTRIES, [1 / rank for rank in range(1, len(COUNTRIES) + 1)])
        there = self._settlements(country)
        drawn = dict(zip(self._places, cycle(_drawn(there, chance)), strict=False))
        words = {w: chance.choice(self._vocabulary) for w in self._vocabulary if chance.random() < REWORDED}
        return Turn(number, chance.randint(*DAYS), country, drawn, words)

    def moved(self, told: Told, turn: Turn) -> Posting:
        """A report as a turn tells it."""
        changes = _changes(told, turn)
        shifts = _Shifts(told.report.text, changes)
        story = f"{told.report.story}-{turn.number}"
        report = told.report.model_copy(
            update={
                "text": shifts.text,
                "story": story,
                "id": story,
                "published": _moved(told.report.published, turn.days),
            }
        )
        report = Report.model_validate(report.model_dump())  # without what was worked out of the old text
        found = tuple(_statement(plain, report, turn, shifts) for plain in told.statements)
        return Posting(report, found, found[0].reader)


class _Shifts:
    """A text with some runs of its words replaced, and where the other characters have come to stand."""

    def __init__(self, text: str, changes: Sequence[tuple[int, int, str]]) -> None:
        parts, at = [], 0
        self._moved: list[tuple[int, int]] = []
        shift = 0
        for start, end, new in changes:
            parts += [text[at:start], new]
            at = end
            shift += len(new) - (end - start)
            self._moved.append((end, shift))
        self.text = "".join([*parts, text[at:]])

    def at(self, offset: int) -> int:
        """Where an offset of the old text, outside of what was replaced, lies in the new one."""
        shift = 0
        for end, moved in self._moved:
            if end > offset:
                break
            shift = moved
        return offset + shift


def _told(report: Report, statements: Sequence[Statement]) -> Told:
    plain = tuple(s.as_json() for s in statements)
    spans = {(s["start"], s["end"]) for one in plain for key, s in _spans(one) if key != "quote"}
    return Told(report, plain, tuple(sorted(spans)))


def _spans(value: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All spans of a statement's plain values."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield key, value
        for name, inner in value.items():
            yield from _spans(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner, key)


def _changes(told: Told, turn: Turn) -> list[tuple[int, int, str]]:
    """What of a report's text is replaced: names of places, and plain words that carry no value; in order."""
    named = {
        (s["place"]["start"], s["place"]["end"]): _new_name(s["place"], turn)
        for s in told.statements
        if s["place"] and _is_name(s["place"]) and _called(s["place"]) in turn.places
    }
    wanted = [(start, end, new) for (start, end), new in named.items()]
    for word in _PLAIN.finditer(told.report.text):
        if word[0] in turn.words and not any(start < word.end() and word.start() < end for start, end in told.fixed):
            wanted.append((word.start(), word.end(), turn.words[word[0]]))
    kept: list[tuple[int, int, str]] = []
    for change in sorted(wanted):
        start, end, _ = change
        cuts = any(start < s < end or start < e < end for s, e in told.fixed)
        if not cuts and (not kept or kept[-1][1] <= start):
            kept.append(change)
    return kept


def _statement(plain: dict[str, Any], report: Report, turn: Turn, shifts: _Shifts) -> Statement:
    """A statement as a turn tells it, of the report as it tells it."""
    moved: dict[str, Any] = _shifted(plain, shifts)
    if moved["time"]:
        moved["time"] |= {end: _moved(moved["time"][end], turn.days) for end in ("start", "end")}
    place = moved["place"]
    there = turn.places.get(_called(plain["place"])) if place else None
    if there is not None:
        moved["place"] = {**place, **_where(plain["place"], there, turn)}
    key = hashlib.sha256(f"{report.revision} {plain['id']}".encode()).hexdigest()[:20]
    moved |= {"id": key, "report": report.story, "revision": report.revision}
    return Statement.model_validate(moved)


def _shifted(value: Any, shifts: _Shifts) -> Any:
    """Plain values with their spans where they stand in the new text."""
    if isinstance(value, list):
        return [_shifted(inner, shifts) for inner in value]
    if not isinstance(value, dict):
        return value
    moved = {name: _shifted(inner, shifts) for name, inner in value.items()}
    for start, end in (("start", "end"), ("start_char", "end_char")):
        if isinstance(moved.get(start), int) and isinstance(moved.get(end), int):
            moved[start], moved[end] = shifts.at(moved[start]), shifts.at(moved[end])
            moved["text"] = shifts.text[moved[start] : moved[end]]
    return moved


def _where(place: dict[str, Any], there: Settlement, turn: Turn) -> dict[str, Any]:
    """The values of a place that a turn has moved to a settlement, or to the province that it lies in."""
    moved: dict[str, Any] = {"country": turn.country, "admin1": there.admin1, "geonameid": None, "listed": None}
    if place["precision"] == "country":
        return {**moved, "name": turn.country, "admin1": None}
    if place["precision"] == "admin1":
        return {**moved, "name": f"{there.admin1} Province"}
    at = {"lat": there.lat, "lon": there.lon} if place["lat"] is not None else {}
    return {**moved, "name": _new_name(place, turn), "geonameid": there.geonameid, **at}


def _new_name(place: dict[str, Any], turn: Turn) -> str:
    """The name of a settlement, with the word that tells what kind of place there is meant ("dam")."""
    kind = base_and_kind(place["name"])[1]
    there = turn.places[_called(place)].name
    return f"{there} {place['name'].split()[-1]}" if kind and kind not in {"region", "quarter"} else there


def _called(place: dict[str, Any]) -> str:
    return base_and_kind(place["name"])[0]


def _is_name(place: dict[str, Any]) -> bool:
    return place["text"][:1].isupper() and base_and_kind(place["text"])[0] == _called(place)


def _moved(day: str | None, days: int) -> str | None:
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days=days)).isoformat() + day[10:] if day else None


def _settlements(index: Path, country: str) -> list[Settlement]:
    """The most populous settlements of a country."""
    with sqlite3.connect(f"file:{index}?mode=ro&immutable=1", uri=True) as base:
        rows = base.execute(
            "SELECT geonameid, name, admin1, lat, lon FROM place WHERE country = ? AND fcode GLOB 'PPL*' AND lat IS NOT NULL"
            " AND geonameid IS NOT NULL ORDER BY population DESC, id LIMIT ?",
            (country, SETTLEMENTS),
        ).fetchall()
    return list({row[0]: Settlement(*row) for row in rows}.values())


def _drawn(settlements: Sequence[Settlement], chance: random.Random) -> list[Settlement]:
    """Settlements in an order in which large ones mostly come first, as they do in the news."""
    weighed = [(chance.random() ** rank, s) for rank, s in enumerate(settlements, start=1)]
    return [s for _, s in sorted(weighed, key=lambda pair: (-pair[0], pair[1].geonameid))]
