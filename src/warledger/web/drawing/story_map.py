"""The places of a story that was only read, as rows and as marks of a small map: who is told to hold each, else what kind
of thing happened there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import Evidence
from warledger.accounts.method import default_method
from warledger.accounts.words import Weigher, words_of
from warledger.journal.sources import Sources
from warledger.journal.telling import Told
from warledger.parties.registry import Registry, default_registry
from warledger.publish.colours import Look, Shape
from warledger.publish.small_map import Pin
from warledger.publish.statement_words import sentence
from warledger.record.statement import Statement
from warledger.web.looks import class_of

KINDS: Mapping[str, tuple[str, Shape]] = {
    "control": ("control, with nobody named who holds it", "cross"),
    "event": ("an event", "diamond"),
    "access": ("siege, aid or a truce", "triangle"),
    "messaging": ("messaging", "circle"),
    "claim": ("a claim", "circle"),
}
"""What is said of a place of whose holder nothing is told, and the shape of its mark, the weightiest kind first."""

LOST: Shape = "cross"
"""The shape for a place that a party is told to have lost, where nobody is named who holds it instead."""


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place of a story: ``statements`` are the numbers (from 1) of those on it, ``lead`` the one that its mark stands for;
    ``party`` is the controller told to hold it last, or (``lost``) to hold it no more; null for none, and then ``kind`` is
    what the mark stands for."""

    name: str
    written: str
    country: str | None
    lat: float
    lon: float
    statements: tuple[int, ...]
    lead: int
    party: str | None
    party_name: str
    lost: bool
    kind: str

    @property
    def control(self) -> str:
        """What is told of its holder, in words; empty for nothing."""
        return "" if self.party is None else f"{'lost' if self.lost else 'held'} by {self.party_name}"


def story_places(statements: Sequence[Statement], publisher: str | None, published: str | None) -> list[StoryPlace]:
    """The places of a story's statements that have a position, in the order of the text."""
    registry, told = default_registry(), _on_holders(statements, publisher, published)
    on: dict[tuple[str, float, float], list[int]] = {}
    for number, s in enumerate(statements, start=1):
        if s.place is not None and s.place.lat is not None and s.place.lon is not None:
            on.setdefault((s.place.name, s.place.lat, s.place.lon), []).append(number)
    return [_row(at, numbers, statements, told, registry) for at, numbers in on.items()]


def pins_of(places: Iterable[StoryPlace], statements: Sequence[Statement], looks: Mapping[str, Look]) -> list[Pin]:
    """The marks of places, of parties that have ``looks``; each leads to the statement that it stands for."""
    return [_pin(row, looks, statements[row.lead - 1]) for row in places]


def _pin(row: StoryPlace, looks: Mapping[str, Look], lead: Statement) -> Pin:
    style, shape = row.kind, KINDS[row.kind][1]
    if row.party is not None:
        style, shape = class_of(row.party), LOST if row.lost else looks[row.party].shape
    told = f"{row.name}: {row.control or sentence(lead)}"
    return Pin(row.lat, row.lon, row.name, style, shape, f"#s{row.lead}", told)


def _row(
    at: tuple[str, float, float],
    numbers: Sequence[int],
    statements: Sequence[Statement],
    told: Mapping[str, Evidence],
    registry: Registry,
) -> StoryPlace:
    here = {n: statements[n - 1] for n in numbers}
    on_holder = [(told[s.id].day, n) for n, s in here.items() if s.id in told]
    order = list(KINDS)
    lead = max(on_holder)[1] if on_holder else min(here, key=lambda n: (order.index(here[n].kind), n))
    last = told.get(here[lead].id)
    said = [s.place for s in here.values() if s.place is not None]
    place = next((p for p in said if p.relative is None), said[0])
    party = last.holder or None if last is not None else None
    return StoryPlace(
        name=at[0] + (f" ({place.relative.text})" if place.relative is not None else ""),
        written=place.text,
        country=place.country,
        lat=at[1],
        lon=at[2],
        statements=tuple(numbers),
        lead=lead,
        party=party,
        party_name=registry.name_of(party),
        lost=last is not None and last.says in {"leaves", "holds_not"},
        kind=here[lead].kind,
    )


def _on_holders(statements: Sequence[Statement], publisher: str | None, published: str | None) -> dict[str, Evidence]:
    """By statement what it says of a holder that it names, on the last of its days, as the ledger would take it."""
    entries = [Told(s, publisher, published, public_at=published or "", url=None, voice=s.report) for s in statements]
    found: dict[str, Evidence] = {}
    for word in words_of(entries, _weigher()):
        for e in sorted(word.evidence, key=lambda e: e.day):
            besieging = word.siege is not None and word.siege.tells in {"on", "over"}
            if not e.implied and e.holder and not besieging:
                found[e.statement] = e
    return found


@cache
def _weigher() -> Weigher:
    """What the project knows by itself: a story that is only read needs no ledger."""
    method = default_method()
    return Weigher(Controllers(default_registry(), method.invaded, method.helps), method, Sources())
