"""What a map of control shows of each place: its holder, how surely, how old the word is, and the words themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from warledger.accounts.book import Book, Held
from warledger.accounts.dossier import Dossier
from warledger.accounts.evidence import Evidence
from warledger.accounts.publication import Publication
from warledger.accounts.saying import in_words
from warledger.accounts.settlements import entries_of, people_in
from warledger.accounts.spans import agrees
from warledger.accounts.words import Word as Told
from warledger.gazetteer.index import Gazetteer
from warledger.parties.registry import Registry

STALE_DAYS = 180
"""Evidence older than this is shown as stale."""

MOST_WORDS = 8
"""How many statements are quoted for a place on either side; the latest ones."""

Side = Literal["for", "against", "said"]


@dataclass(frozen=True, slots=True)
class Word:
    """A statement on a place: what it says in short, its own words, who published it and when, and whether it speaks for
    or against the holder (``said`` where none is named). ``day`` is the ordinal of the day it speaks of; ``edited`` is
    whether an editor accepted or corrected it."""

    side: Side
    day: int
    says: str
    text: str
    publisher: str
    published: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A place on a day; it lies where it is published. ``party`` is null where the holder is unclear; ``age`` is the days
    since the last evidence, null where all of it is later; days are ordinals; ``besieger`` is null where it is not besieged,
    empty if by whom is unknown; ``people`` is null where the gazetteer has no population."""

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


def rows_of(book: Book, day: int, registry: Registry, gazetteer: Gazetteer, country: str | None = None) -> list[Row]:
    """A row for each place with a named holder or an unclear one on a day (an ordinal), by country and name."""
    besiegers = {s.place: s.besieger for s in book.sieges(country) if s.lasts(day)}
    rows = []
    for held in book.held(day, country):
        if held.answer is None or held.reason == "no_report":
            continue
        by = besiegers.get(held.place.key)
        besieger = (registry[by].name if by else "") if held.place.key in besiegers else None
        rows.append(_row(book, held, day, (registry, gazetteer, besieger)))
    return sorted(rows, key=lambda r: (r.country, r.name.casefold(), r.kind))


def _row(book: Book, held: Held, day: int, known: tuple[Registry, Gazetteer, str | None]) -> Row:
    registry, gazetteer, besieger = known
    place, answer = held.place, held.answer
    assert answer is not None
    dossier = Dossier(book, [place.key])
    last, at = answer.last_evidence, book.published_position(place.key)
    told = bearing_on(dossier.told, held, day)
    return Row(
        name=place.name,
        country=place.country or "",
        kind=place.key.kind,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        party=held.party,
        probability=answer.probability,
        since=answer.since if held.party else None,
        age=day - last if last is not None else None,
        besieger=besieger,
        people=None if place.key.kind else people_in(entries_of(place, gazetteer)),
        words=tuple(
            _word(dossier.words[e.statement], e, side, in_words(e, registry), book.publication) for e, side in told
        ),
        reports=len({e.voice for e in dossier.told}),
    )


def bearing_on(evidence: Sequence[Evidence], held: Held, day: int) -> list[tuple[Evidence, Side]]:
    """What bears on who holds a place on a day, with its side: what is of the days since its holder came to hold it, and the
    first after the day. The latest come first."""
    answer = held.answer
    since = answer.since if answer is not None and held.party and answer.since is not None else None
    after = min((e.day for e in evidence if e.day > day), default=None)
    found: dict[str, tuple[Evidence, Side]] = {}
    for e in sorted(evidence, key=lambda e: -e.weight):
        if e.day != after and (e.day > day or (since is not None and e.day < since)):
            continue
        if e.statement not in found:
            found[e.statement] = e, _side(e, held.party)
    told = sorted(found.values(), key=lambda pair: (-pair[0].day, pair[0].statement))
    return [pair for side in ("for", "against", "said") for pair in _latest(told, side)]


def _latest(told: Sequence[tuple[Evidence, Side]], side: str) -> list[tuple[Evidence, Side]]:
    return [pair for pair in told if pair[1] == side][:MOST_WORDS]


def _side(evidence: Evidence, party: str | None) -> Side:
    if party is None:
        return "said"
    return "for" if agrees(evidence, party) else "against"


def _word(told: Told, evidence: Evidence, side: Side, says: str, publication: Publication) -> Word:
    return Word(
        side=side,
        day=evidence.day,
        says=says,
        text=publication.words(told.quote),
        publisher=publication.source(told.publisher, told.story),
        published=(told.published or "")[:10],
        edited=told.edited,
    )
