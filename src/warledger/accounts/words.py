"""What the statements of one report bear on: which place, and as evidence on its holder, its siege or access to it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from pydantic import TypeAdapter

from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import Evidence, Teller, days_of, evidence_of
from warledger.accounts.ledger_places import Key, key_of
from warledger.accounts.method import Method
from warledger.accounts.parts import side_of
from warledger.accounts.sides import sides_of
from warledger.accounts.siege_words import SiegeWord, siege_word
from warledger.accounts.takers import takers_of
from warledger.journal.sources import Sources
from warledger.record.codes import FACTUAL
from warledger.record.statement import Statement

RETROSPECT_DAYS = 90
"""A report whose statements lie mostly so many days before its publication looks back: what it leaves undated is not of
the day of publication."""

SETTLED = frozenset({"exact", "near", "area"})
"""Precisions of places that an account is kept of; countries and provinces hold many places."""

REGION = "admin1"
"""The kind of a key that stands for all places of a province."""


class Entry(Protocol):
    """A statement of the journal with what is known of its report."""

    @property
    def statement(self) -> Statement:
        """The statement."""

    @property
    def publisher(self) -> str | None:
        """Who published its report."""

    @property
    def published(self) -> str | None:
        """When (ISO date)."""

    @property
    def voice(self) -> str:
        """What its report counts as: the same for copies of one text."""

    @property
    def said(self) -> Statement | None:
        """What the reader said, where an editor decided otherwise."""


@dataclass(frozen=True, slots=True)
class Weigher:
    """What statements are weighed by: whom parties stand for, the parameters, and how reliable sources are."""

    controllers: Controllers
    method: Method
    sources: Sources


@dataclass(frozen=True, slots=True)
class Word:
    """What one statement bears on, and where its words stand. ``name``, ``listed`` and ``country`` to ``lon`` are of the place as
    the statement has it; ``lat`` and ``lon`` are null where the place is only told in relation to another."""

    key: Key
    statement: str
    story: str
    publisher: str | None
    published: str | None
    voice: str
    quote: str
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    evidence: tuple[Evidence, ...] = ()
    siege: SiegeWord | None = None
    listed: str | None = None
    access: int | None = None
    """The day of a statement on aid, truces or movement."""
    edited: bool = False
    """Whether an editor accepted or corrected the statement."""

    @property
    def siege_day(self) -> int:
        """The day of a statement on a siege, or on access meanwhile, as an ordinal."""
        return self.siege.day if self.siege is not None else self.access or 0

    @property
    def of_siege(self) -> str:
        """What such a statement says, in short."""
        return ("besieged" if self.siege.on else "siege ended") if self.siege is not None else "access"

    def as_json(self) -> str:
        """The word as one line."""
        return _WORD.dump_json(self).decode()


_WORD = TypeAdapter(Word)


def word_from(line: str) -> Word:
    """The word of a line that ``as_json`` wrote."""
    return _WORD.validate_json(line)


def words_of(report: Sequence[Entry], weigher: Weigher) -> list[Word]:
    """What the statements of one report bear on; nothing for those that bear on no place's control, siege or access."""
    if not report:
        return []
    home, teller = home_of(report, "control"), _teller(report, weigher)
    found = (_word(entry, weigher, home, teller) for entry in report)
    return [word for word in found if word is not None]


def _word(entry: Entry, weigher: Weigher, home: str | None, teller: Teller) -> Word | None:
    statement, place = entry.statement, entry.statement.place
    if place is None or statement.kind not in {"control", "access"}:
        return None
    if place.country is None and home is not None:
        place = place.model_copy(update={"country": home})
        statement = statement.model_copy(update={"place": place})
    key = borne_on(statement)
    if key is None:
        return None
    evidence = evidence_of(statement, weigher.controllers, weigher.method, teller, side_of(statement))
    siege = access = None
    if key.kind != REGION:
        siege = siege_word(statement, teller.published, weigher.controllers)
        if siege is None and statement.access is not None and statement.modality in FACTUAL:
            window = days_of(statement, teller.published)
            access = window[1] if window is not None else None
    if not evidence and siege is None and access is None:
        return None
    told = place.relative is None and key.kind != REGION
    return Word(
        key=key,
        statement=statement.id,
        story=statement.report,
        publisher=entry.publisher,
        published=entry.published,
        voice=entry.voice,
        quote=statement.quote.text,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat if told else None,
        lon=place.lon if told else None,
        evidence=tuple(evidence),
        siege=siege,
        listed=place.listed,
        access=access,
        edited=entry.said is not None,
    )


def region_key(country: str | None, admin1: str | None) -> Key | None:
    """The key of all places of a province; null where it is not known which."""
    return Key(f"{country}/{admin1}", REGION) if country and admin1 else None


def borne_on(statement: Statement) -> Key | None:
    """The place, or province, that a statement bears on."""
    place = statement.place
    if place is None:
        return None
    if place.precision in SETTLED:
        return key_of(place)
    if place.precision == REGION and statement.control is not None and statement.control.extent == "whole":
        return region_key(place.country, place.admin1)
    return None


def _teller(report: Sequence[Entry], weigher: Weigher) -> Teller:
    """Who tells a report, and what of the whole report bears on each of its statements."""
    source = weigher.sources.of(report[0].publisher)
    undated = report[0].published if not _looks_back(report) else None
    statements = [entry.statement for entry in report]
    places = {key_of(s.place) for s in statements if s.control and s.place}
    return Teller(
        voice=report[0].voice,
        side=source.side,
        worth=weigher.method.worth[source.reliability],
        published=undated,
        few_places=len(places) <= weigher.method.few_places,
        sides=sides_of(statements, weigher.controllers, undated),
        takers=takers_of(statements, weigher.controllers, undated),
    )


def home_of(report: Iterable[Entry], kind: str) -> str | None:
    """The country that most places of a report's statements of a kind lie in."""
    counts = Counter(
        e.statement.place.country
        for e in report
        if e.statement.kind == kind and e.statement.place is not None and e.statement.place.country
    )
    return max(counts, key=lambda c: (counts[c], c), default=None)


def _looks_back(report: Iterable[Entry]) -> bool:
    """Whether most dated statements on control of a report lie long before its publication; what has been so "since May"
    is told of as it stands."""
    ages = []
    for entry in report:
        time = entry.statement.time if entry.statement.control is not None else None
        day, published = (time.end or time.start) if time else None, entry.published
        if day and published and time is not None and (time.end or time.sense != "since"):
            ages.append((dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(day)).days)
    return bool(ages) and median(ages) > RETROSPECT_DAYS
