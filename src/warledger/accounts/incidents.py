"""Incidents: statements of several reports about the same happening, joined, with their tolls.

Statements are compared only with those of the same country and of neighbouring days, so that the cost grows nearly in
line with their number. Whether two speak of the same happening is a sum of what speaks for and against it (place, day,
kind, toll, who did it); two statements of one report are joined only if they were read from the same words.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from warledger.accounts.control_accounts import Entry
from warledger.accounts.evidence import days_of
from warledger.accounts.ledger_places import base_and_kind, key_of
from warledger.accounts.tolls import HARMS, Estimate, Given, estimate, harm
from warledger.gazetteer.resolve import km
from warledger.journal.sources import RELIABILITIES, Sources
from warledger.record.codes import FACTUAL
from warledger.record.place import Place
from warledger.record.statement import Statement

WIDEST_WINDOW = 10
"""A statement whose days are wider apart is of no single incident."""

LEAST_CONFIDENCE = 0.15
"""Statements that the reader is less sure of make no incident."""

NEAR_KM, SAME_KM = 25.0, 5.0
"""How far apart two places may be that could be, or are, one."""

SAME = 2.4
"""The sum from which two statements speak of the same happening."""

COPIED = 9.0
"""What the same words in two copies of one text speak for."""

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

VIOLENT = frozenset({"fire", "bomb", "attack", "clash"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement on an event with what it is compared by."""

    entry: Entry
    first: int
    last: int

    @property
    def statement(self) -> Statement:
        """The statement."""
        return self.entry.statement

    @property
    def family(self) -> str:
        """The kind of happening."""
        sub = self.statement.event.sub_type if self.statement.event is not None else ""
        return FAMILIES.get(sub, sub)


@dataclass
class Incident:
    """A happening with all statements on it, the first told first."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Made of the statement that was told first, so that later ones leave it as it is."""
        return hashlib.sha256(self.tellings[0].statement.id.encode()).hexdigest()[:10]

    @property
    def lead(self) -> Statement:
        """The statement that the reader is surest of."""
        return max((t.statement for t in self.tellings), key=lambda s: (s.confidence, s.id))

    @property
    def days(self) -> tuple[int, int]:
        """The days that most of the statements allow: the narrowest window."""
        narrow = min(self.tellings, key=lambda t: (t.last - t.first, t.first))
        return narrow.first, narrow.last

    def tolls(self, sources: Sources) -> dict[str, Estimate]:
        """The estimates by kind of harm, of those kinds that anybody tells of."""
        found = {}
        for kind in HARMS:
            made = estimate(
                Given(
                    bounds[0],
                    bounds[1],
                    t.entry.voice,
                    _rank(t.entry, sources),
                    t.entry.published or "",
                    t.statement.id,
                )
                for t in self.tellings
                if (bounds := harm(t.statement.toll, kind)) is not None
            )
            if made is not None:
                found[kind] = made
        return found


def incidents_of(entries: Iterable[Entry]) -> list[Incident]:
    """All incidents, by day; statements that are no fact, without a place or of no single time are left out."""
    found: list[Incident] = []
    by_day: dict[int, dict[str | None, list[Incident]]] = {}
    for telling in sorted(filter(None, map(_telling, entries)), key=_order):
        place = telling.statement.place
        country = place.country if place is not None else None
        near = {
            id(i): i
            for day in range(telling.first - 1, telling.last + 2)
            for where, there in by_day.get(day, {}).items()
            if country is None or where is None or where == country
            for i in there
        }
        scored = [(s, i) for i in near.values() if (s := _score(telling, i)) >= SAME]
        if scored:
            incident = max(scored, key=lambda x: x[0])[1]
        else:
            incident = Incident()
            found.append(incident)
        incident.tellings.append(telling)
        for day in range(telling.first, telling.last + 1):
            listed = by_day.setdefault(day, {}).setdefault(country, [])
            if all(i is not incident for i in listed):
                listed.append(incident)
    return sorted(found, key=lambda i: (i.days, i.id))


def _telling(entry: Entry) -> Telling | None:
    statement = entry.statement
    if statement.event is None or statement.place is None or statement.modality not in FACTUAL:
        return None
    if statement.confidence < LEAST_CONFIDENCE or statement.place.precision == "country":
        return None
    window = days_of(statement, entry.published)
    if window is None or window[1] - window[0] > WIDEST_WINDOW:
        return None
    return Telling(entry, *window)


def _order(telling: Telling) -> tuple[str, str, int, str]:
    """Reports as they were published; within one, as the words stand."""
    statement = telling.statement
    return telling.entry.published or "", statement.revision, statement.quote.start, statement.id


def _score(telling: Telling, incident: Incident) -> float:
    """How much speaks for a statement being one on an incident."""
    beside = [t for t in incident.tellings if t.statement.revision == telling.statement.revision]
    if beside:
        return COPIED if any(_same_words(telling, t) for t in beside) else 0.0
    return max(_alike(telling, t) for t in incident.tellings)


def _same_words(one: Telling, other: Telling) -> bool:
    """Whether two statements of a report were read from the same words, which name several places."""
    a, b = one.statement.quote, other.statement.quote
    return one.family == other.family and a.start < b.end and b.start < a.end


def _alike(one: Telling, other: Telling) -> float:
    if one.entry.voice == other.entry.voice and one.statement.quote.text == other.statement.quote.text:
        return COPIED
    parts = (_place(one.statement, other.statement), _day(one, other), _kind(one.family, other.family))
    if None in parts:
        return 0.0
    return sum(p for p in parts if p is not None) + _toll(one.statement, other.statement) + _doer(one, other)


def _place(one: Statement, other: Statement) -> float | None:
    a, b = one.place, other.place
    if a is None or b is None:
        return None
    if key_of(a) == key_of(b):
        return 1.5
    if _named_alike(a, b) or _told_along(a, other) or _told_along(b, one):
        return 1.2
    if None in (a.lat, a.lon, b.lat, b.lon):
        return None
    distance = km(a.lat, a.lon, b.lat, b.lon)  # type: ignore[arg-type]
    if distance <= SAME_KM:
        return 1.5
    return 0.5 if distance <= NEAR_KM else None


def _named_alike(one: Place, other: Place) -> bool:
    """Whether one name is the other with more words, and nothing is known of where one of them lies ("Bir", "Bir Mahli")."""
    a, b = (set(base_and_kind(p.name)[0].split()) for p in (one, other))
    return (one.lat is None or other.lat is None) and bool(a) and (a <= b or b <= a)


def _told_along(place: Place, other: Statement) -> bool:
    """Whether a statement's words name another's place too ("blasts in Tartus and Jableh")."""
    return re.search(rf"\b{re.escape(place.text)}\b", other.quote.text) is not None


def _day(one: Telling, other: Telling) -> float | None:
    if (one.first, one.last) == (other.first, other.last) and one.first == one.last:
        return 1.0
    if one.first <= other.last and other.first <= one.last:
        return 0.7
    return 0.2 if one.first - other.last <= 1 and other.first - one.last <= 1 else None


def _kind(one: str, other: str) -> float | None:
    if one == other:
        return 0.7
    if not {one, other} <= VIOLENT:
        return None
    return 0.4 if "attack" in (one, other) else 0.1


def _toll(one: Statement, other: Statement) -> float:
    """What the tolls say: the same figure speaks much for it, figures far apart against it."""
    value = 0.0
    for kind in HARMS[:2]:
        a, b = harm(one.toll, kind), harm(other.toll, kind)
        if a is None or b is None:
            continue
        least, most = sorted((a[0], b[0]))
        if least == most:
            value += 1.0 if most > 2 else 0.5
        elif most <= 1.6 * least + 3:
            value += 0.4
        elif most > 3 * least + 5:
            value -= 1.0
    return value


def _doer(one: Telling, other: Telling) -> float:
    """Whether the same party did it."""
    a, b = ({p.id for p in t.statement.parties if p.role == "actor" and p.id is not None} for t in (one, other))
    if not a or not b:
        return 0.0
    return 0.3 if a & b else -0.5


def _rank(entry: Entry, sources: Sources) -> int:
    """The place of a source in the order of trust; a side's own medium comes after all others."""
    source = sources.of(entry.publisher)
    return RELIABILITIES.index(source.reliability) + (len(RELIABILITIES) if source.side is not None else 0)


def find_incident(incidents: Sequence[Incident], wanted: str) -> Incident | None:
    """The incident with an id, or the beginning of one that no other shares."""
    found = [i for i in incidents if i.id.startswith(wanted)]
    return found[0] if len(found) == 1 else None
