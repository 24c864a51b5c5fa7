"""What a map of control shows of each place: its holder, how surely, how old the word is, and the words themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from warledger.accounts.control_accounts import ControlAccounts, Held
from warledger.accounts.evidence import Evidence
from warledger.accounts.ledger_places import Key
from warledger.accounts.settlements import entries_of, name_of, people_in
from warledger.accounts.sieges import Siege
from warledger.gazetteer.index import Gazetteer
from warledger.parties.registry import Registry

STALE_DAYS = 180
"""Evidence older than this is shown as stale."""

MOST_WORDS = 8
"""How many statements are quoted for a place on either side; the latest ones."""

SAYS = {"holds": "{} holds it", "passes": "{} takes it", "leaves": "{} loses it", "holds_not": "{} does not hold it"}

Side = Literal["for", "against", "said"]


@dataclass(frozen=True, slots=True)
class Word:
    """A statement on a place: what it says in short, its own words, who published it and when, and whether it speaks for
    or against the holder (``said`` where none is named). ``day`` is the ordinal of the day it speaks of."""

    side: Side
    day: int
    says: str
    text: str
    publisher: str
    published: str


@dataclass(frozen=True, slots=True)
class Row:
    """A place on a day. ``party`` is null where the holder is unclear; ``age`` is the days since the last evidence, null
    where all of it is later; days are ordinals; ``besieger`` is null where it is not besieged, empty if by whom is unknown;
    ``people`` is null where the gazetteer has no population."""

    name: str
    country: str
    kind: str
    lat: float | None
    lon: float | None
    party: str | None
    probability: float
    since: int | None
    age: int | None
    besieger: str | None
    people: int | None
    words: tuple[Word, ...]
    reports: int

    @property
    def unsaid_kind(self) -> str:
        """The kind of a place where its name does not say it."""
        return "" if self.kind in self.name.casefold() else self.kind

    @property
    def stale(self) -> bool:
        """Whether the last evidence is old, or none came before the day."""
        return self.age is None or self.age > STALE_DAYS


def rows_of(
    accounts: ControlAccounts,
    sieges: Iterable[Siege],
    day: int,
    registry: Registry,
    gazetteer: Gazetteer,
) -> list[Row]:
    """A row for each place with a named holder or an unclear one on a day (an ordinal), by country and name."""
    besiegers = {s.place: s.besieger for s in sieges if s.lasts(day)}
    rows = []
    for key in accounts.evidence:
        held = accounts.held(key, day)
        if held.answer is None or held.reason == "no_report":
            continue
        by = besiegers.get(key)
        besieger = (registry[by].name if by else "") if key in besiegers else None
        rows.append(_row(accounts, key, held, day, (registry, gazetteer, besieger)))
    return sorted(rows, key=lambda r: (r.country, r.name.casefold(), r.kind))


def _row(
    accounts: ControlAccounts, key: Key, held: Held, day: int, known: tuple[Registry, Gazetteer, str | None]
) -> Row:
    registry, gazetteer, besieger = known
    place, answer = held.place, held.answer
    assert answer is not None
    words = words_on(accounts, key, held, day, registry)
    last = answer.last_evidence
    return Row(
        name=name_of(accounts, key),
        country=place.country or "",
        kind=key.kind,
        lat=place.lat,
        lon=place.lon,
        party=held.party,
        probability=answer.probability,
        since=answer.since if held.party else None,
        age=day - last if last is not None else None,
        besieger=besieger,
        people=None if key.kind else people_in(entries_of(place, gazetteer)),
        words=words,
        reports=len({e.voice for e in accounts.evidence[key]}),
    )


def words_on(accounts: ControlAccounts, key: Key, held: Held, day: int, registry: Registry) -> tuple[Word, ...]:
    """The statements that bear on who holds a place on a day: those on the days since its holder came to hold it, and the
    first ones after the day. The latest come first."""
    answer = held.answer
    since = answer.since if answer is not None and held.party and answer.since is not None else None
    after = min((e.day for e in accounts.evidence[key] if e.day > day), default=None)
    found: dict[str, tuple[Evidence, Side]] = {}
    for e in sorted(accounts.evidence[key], key=lambda e: -e.weight):
        if e.day != after and (e.day > day or (since is not None and e.day < since)):
            continue
        side = _side(e, held.party)
        if e.statement not in found:
            found[e.statement] = e, side
    told = sorted(found.values(), key=lambda pair: (-pair[0].day, pair[0].statement))
    kept = [pair for side in ("for", "against", "said") for pair in _latest(told, side)]
    return tuple(_word(accounts, e, side, registry) for e, side in kept)


def _latest(told: Sequence[tuple[Evidence, Side]], side: str) -> list[tuple[Evidence, Side]]:
    return [pair for pair in told if pair[1] == side][:MOST_WORDS]


def _side(evidence: Evidence, party: str | None) -> Side:
    if party is None:
        return "said"
    names = evidence.says in {"holds", "passes"}
    return "for" if names == (evidence.holder == party) else "against"


def _word(accounts: ControlAccounts, evidence: Evidence, side: Side, registry: Registry) -> Word:
    entry = accounts.entries[evidence.statement]
    return Word(
        side=side,
        day=evidence.day,
        says=SAYS[evidence.says].format(registry[evidence.holder].name),
        text=entry.statement.quote.text,
        publisher=entry.publisher or entry.statement.report,
        published=(entry.published or "")[:10],
    )
