"""The accounts of control of all places that statements speak of: a pure function of the statements and the method."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol

from warledger.accounts.control import OTHER, Account, Answer, account_of
from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import Evidence, Teller, evidence_of
from warledger.accounts.ledger_places import Key, LedgerPlace, LedgerPlaces, base_and_kind
from warledger.accounts.method import Method
from warledger.accounts.parts import on_side, side_of
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.resolve import km
from warledger.journal.sources import Sources
from warledger.record.statement import Statement

RETROSPECT_DAYS = 90
"""A report whose statements lie mostly so many days before its publication looks back: what it leaves undated is not of
the day of publication."""

SETTLED = frozenset({"exact", "near", "area"})
"""Precisions of places that an account is kept of; countries and provinces hold many places."""


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


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a place on a day; ``party`` is null with the reason ``no_report`` or ``unclear``."""

    place: LedgerPlace
    party: str | None
    reason: str | None
    answer: Answer | None


@dataclass
class ControlAccounts:
    """Accounts by place, made when they are first asked for."""

    controllers: Controllers
    method: Method
    sources: Sources
    places: LedgerPlaces = field(default_factory=LedgerPlaces)
    evidence: dict[Key, list[Evidence]] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    looking_back: set[str] = field(default_factory=set)
    """The revisions that look back."""
    _accounts: dict[Key, Account | None] = field(default_factory=dict)

    def add_report(self, entries: Sequence[Entry]) -> None:
        """Take over the statements on control of one report."""
        control = [e for e in entries if e.statement.control is not None and e.statement.place is not None]
        home = _home(control)
        if _looks_back(control):
            self.looking_back.add(control[0].statement.revision)
        for entry in control:
            statement = entry.statement
            place = statement.place
            if place is None or place.precision not in SETTLED:
                continue
            if place.country is None and home is not None:
                place = place.model_copy(update={"country": home})
                statement = statement.model_copy(update={"place": place})
            key = self.places.add(place)
            self._accounts.pop(key, None)
            side = side_of(statement)
            told = evidence_of(statement, self.controllers, self.method, self._teller(entry), side)
            if told:
                self.evidence.setdefault(key, []).extend(told)
                self.entries[statement.id] = entry

    def _teller(self, entry: Entry) -> Teller:
        source = self.sources.of(entry.publisher)
        return Teller(
            voice=entry.voice,
            side=source.side,
            worth=self.method.worth[source.reliability],
            published=self.undated(entry),
        )

    def undated(self, entry: Entry) -> str | None:
        """The day that a statement without a date is of: that of the publication, unless its report looks back."""
        return None if entry.statement.revision in self.looking_back else entry.published

    def account(self, key: Key) -> Account | None:
        """The account of a place; null where nobody reported on who holds it."""
        if key not in self._accounts:
            place = self.places.by_key.get(key)
            country = place.country if place is not None else None
            told = on_side(self.evidence.get(key, ()), None, self.method)
            self._accounts[key] = account_of(told, self.method, self.controllers.sovereign(country))
        return self._accounts[key]

    def joint_account(self, keys: Sequence[Key], side: str | None = None) -> Account | None:
        """The account of several ledger places that one question means, or of one side of them."""
        if len(keys) == 1 and side is None:
            return self.account(keys[0])
        told = on_side((e for key in keys for e in self.evidence.get(key, ())), side, self.method)
        country = next((c for key in keys if (c := self.places.by_key[key].country)), None)
        return account_of(told, self.method, self.controllers.sovereign(country)) if told else None

    def held(self, key: Key, day: int) -> Held:
        """Who holds a place on a day."""
        place = self.places.by_key[key]
        account = self.account(key)
        if account is None:
            return Held(place, None, "no_report", None)
        return Held(place, *decided(account.answer(day), self.method))

    def find(self, name: str, gazetteer: Gazetteer, lat: float | None = None, lon: float | None = None) -> list[Key]:
        """The ledger's places that a name means, in the order of how much is reported on them; with a position, those near
        it, also by the other names that the gazetteer knows there."""
        plain = name.split("(")[0].strip()
        aliases, ids = _aliases(plain, gazetteer, lat, lon)
        kind = base_and_kind(plain)[1]
        found = {
            *self.places.matching(plain, lat, lon, aliases),
            *(key for key in self.places.by_key if key.base in ids and key.kind == kind),
        }
        return sorted(found, key=lambda k: (-len(self.evidence.get(k, ())), k.base))


def decided(answer: Answer, method: Method) -> tuple[str | None, str | None, Answer]:
    """The party that an answer names, or the reason why it names none."""
    if answer.holder == OTHER or answer.probability < method.threshold:
        return None, "unclear", answer
    if answer.support < method.least_support:
        return None, "no_report", answer
    return answer.holder, None, answer


def accounts_of(
    entries: Iterable[Entry], controllers: Controllers, method: Method, sources: Sources
) -> ControlAccounts:
    """The accounts of control from all entries of a journal, the statements of a report one after another or not."""
    by_report: dict[str, list[Entry]] = {}
    for entry in entries:
        by_report.setdefault(entry.statement.revision, []).append(entry)
    accounts = ControlAccounts(controllers, method, sources)
    for report in by_report.values():
        accounts.add_report(report)
    return accounts


def _home(entries: Sequence[Entry]) -> str | None:
    """The country that most places of a report lie in."""
    counts = Counter(e.statement.place.country for e in entries if e.statement.place and e.statement.place.country)
    return counts.most_common(1)[0][0] if counts else None


def _looks_back(entries: Sequence[Entry]) -> bool:
    """Whether most dated statements of a report lie long before its publication."""
    ages = []
    for entry in entries:
        time = entry.statement.time
        day, published = (time.end or time.start) if time else None, entry.published
        if day and published:
            ages.append((dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(day)).days)
    return bool(ages) and median(ages) > RETROSPECT_DAYS


def _aliases(name: str, gazetteer: Gazetteer, lat: float | None, lon: float | None) -> tuple[set[str], set[str]]:
    """The other names and the ids that the gazetteer has for a name at a position; none without a position."""
    if lat is None or lon is None:
        return set(), set()
    names: set[str] = set()
    ids: set[str] = set()
    for written in {name, base_and_kind(name)[0]}:
        for entry in (*gazetteer.find(written), *gazetteer.find_loosely(written)):
            if entry.lat is not None and entry.lon is not None and km(entry.lat, entry.lon, lat, lon) <= 15:
                names.add(entry.name)
                if entry.geonameid is not None:
                    ids.add(str(entry.geonameid))
    return names, ids
