"""One statement on an event, with what it is compared with others by and what is asked of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from warledger.accounts.evidence import days_of
from warledger.accounts.ledger_places import Key, key_of
from warledger.accounts.tolls import HARMS, Counted, counts
from warledger.accounts.words import Entry, home_of
from warledger.journal.changes import subject_of
from warledger.journal.decisions import hash_of
from warledger.record.codes import FACTUAL
from warledger.record.statement import Statement

WIDEST_WINDOW = 10
"""A statement whose days are wider apart is of no single incident."""

UNDATED_DAYS = 3
"""How many days before a report what it tells without a day may have been."""

LEAST_CONFIDENCE = 0.15
"""Statements that the reader is less sure of make no incident, if they count no victims."""

FAMILIES: dict[str, str] = {
    "Air/drone strike": "fire",
    "Shelling/artillery/missile attack": "fire",
    "Chemical weapon": "fire",
    "Remote explosive/landmine/IED": "bomb",
    "Suicide bomb": "bomb",
    "Grenade": "bomb",
    "Attack": "attack",
    "Sexual violence": "attack",
    "Abduction/forced disappearance": "abduction",
    "Armed clash": "clash",
}
"""Sub-event types (ACLED) that reports use for one another; the others stand alone."""


@dataclass(frozen=True, slots=True)
class Involved:
    """A party to an event: its role, its id in the registry if it has one, and its name."""

    role: str
    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement on an event. ``first`` and ``last`` are days as ordinals, ``words`` the part of the report's text that
    it was read from and ``subject`` the hash of what the reader said that it is about; ``moved`` is whether it lies at some
    distance from the place that it names, ``edited`` whether an editor accepted or corrected it; ``speakers`` are those whose
    words the report says it is; ``harms`` has the bounds of
    its toll by kind of harm, ``counts`` all counts that it gives, its own first."""

    statement: str
    story: str
    revision: str
    voice: str
    publisher: str | None
    published: str | None
    first: int
    last: int
    type: str
    sub_type: str
    place: Key
    name: str
    text: str
    country: str | None
    home: str | None
    lat: float | None
    lon: float | None
    quote: str
    words: tuple[int, int]
    subject: str
    moved: bool
    parties: tuple[Involved, ...]
    speakers: frozenset[str]
    harms: dict[str, tuple[int, int | None]]
    counts: dict[str, tuple[Counted, ...]]
    confidence: float
    edited: bool

    @property
    def family(self) -> str:
        """The kind of happening; what counts dead is violence, whatever else it is told as ("bodies were found")."""
        return FAMILIES.get(self.sub_type, "attack" if self.harms.get("killed", (0, 0))[0] else self.sub_type)

    @property
    def figures(self) -> dict[str, str]:
        """The words of all its figures by kind of harm."""
        return {kind: ", ".join(count.text for count in found) for kind, found in self.counts.items()}

    @property
    def actors(self) -> frozenset[str]:
        """The ids of those who did it."""
        return frozenset(p.id for p in self.parties if p.role == "actor" and p.id is not None)

    @property
    def order(self) -> str:
        """What puts reports in order as they were published; within one, as the words stand, those of the same words by what
        they say; the id, which any change of the reader changes, comes last."""
        start, end = self.words
        told = f"{self.published or ''} {self.revision} {start:09} {end:09}"
        return f"{told} {self.sub_type} {self.name} {self.first} {self.subject} {self.statement}"

    def as_json(self) -> str:
        """The telling as one line."""
        return _TELLING.dump_json(self).decode()


_TELLING = TypeAdapter(Telling)


def telling_from(line: str) -> Telling:
    """The telling of a line that ``as_json`` wrote."""
    return _TELLING.validate_json(line)


def tellings_of(report: Sequence[Entry]) -> list[Telling]:
    """The statements of a report that may be on incidents: those that are no fact, without a place or of no single time are
    left out."""
    home = home_of(report, "event") or home_of(report, "control")
    return [telling for entry in report if (telling := _telling(entry, home)) is not None]


def _telling(entry: Entry, home: str | None) -> Telling | None:
    statement = entry.statement
    event, place = statement.event, statement.place
    if event is None or place is None or statement.modality not in FACTUAL:
        return None
    if place.precision == "country" or (statement.confidence < LEAST_CONFIDENCE and statement.toll is None):
        return None
    window = _window(statement, entry.published)
    if window is None or window[1] - window[0] > WIDEST_WINDOW:
        return None
    brief = statement.time is not None and statement.time.start is not None
    told = {kind: found for kind in HARMS if (found := counts(statement.toll, kind, brief=brief))}
    return Telling(
        statement=statement.id,
        story=statement.report,
        revision=statement.revision,
        voice=entry.voice,
        publisher=entry.publisher,
        published=entry.published,
        first=window[0],
        last=window[1],
        type=event.type,
        sub_type=event.sub_type,
        place=key_of(place),
        name=place.name,
        text=place.text,
        country=place.country,
        home=home,
        lat=place.lat,
        lon=place.lon,
        quote=statement.quote.text,
        words=(statement.quote.start, statement.quote.end),
        subject=hash_of(subject_of(entry.said or statement)),
        moved=place.relative is not None,
        parties=tuple(Involved(p.role, p.id, p.name or p.text) for p in statement.parties),
        speakers=frozenset(a.speaker for a in statement.attribution),
        harms={kind: (found[0].low, found[0].high) for kind, found in told.items()},
        counts=told,
        confidence=statement.confidence,
        edited=entry.said is not None,
    )


def _window(statement: Statement, published: str | None) -> tuple[int, int] | None:
    """The days of an event; what goes on "since Thursday" lasts until it is told, and what has no day of its own was
    shortly before."""
    days = days_of(statement, published)
    time = statement.time
    if days is not None and published is not None and time is not None and time.precision == "open":
        return days[0] - UNDATED_DAYS, days[1]
    if days is None or published is None or time is None or time.sense != "since" or time.end is not None:
        return days
    return days[0], max(days[0], dt.date.fromisoformat(published[:10]).toordinal())
