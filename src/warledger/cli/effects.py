"""Showing what decisions change in the accounts: holders of places, and incidents with their tolls."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from warledger.accounts.book import open_book
from warledger.accounts.effects import Before, Differing, keys_of
from warledger.accounts.evidence import iso_day
from warledger.accounts.ledger_places import Key
from warledger.accounts.summaries import Summary
from warledger.cli.asking import party_name
from warledger.journal.decisions import Anchor
from warledger.journal.store import Ledger
from warledger.parties.registry import Registry, default_registry


@contextmanager
def shown_effects(opened: Ledger, anchors: Collection[Anchor], places: Iterable[Key] = ()) -> Iterator[None]:
    """Print what is other in the accounts after the decisions made inside on some statements; ``places`` are those that they
    may touch besides those that the statements' reports bear on."""
    statements = [a.statement for a in anchors]
    with open_book(opened) as book:
        before = Before(book, {*keys_of(book, {a.story for a in anchors}), *places})
        incidents = book.incidents_with(statements)
    yield
    with open_book(opened) as book:
        passed = before.against(book)
        now = book.incidents_with(statements)
    for line in (*differing_lines(passed, default_registry()), *_incident_lines(incidents, now)):
        print(f"  {line}")
    if not passed and [_told(i) for i in incidents] == [_told(i) for i in now]:
        print("  no answer on who holds a place, and no incident, is another than before")


def differing_lines(passed: Iterable[Differing], registry: Registry) -> Iterator[str]:
    """A line for each span of days on which a place has another holder."""
    for d in passed:
        one, two = (party_name(who, registry) or "unclear" for who in (d.before, d.after))
        days = iso_day(d.first) if d.first == d.last else f"{iso_day(d.first)} to {iso_day(d.last) or 'now'}"
        yield f"{d.place}, {days}: {one} -> {two}"


def _incident_lines(before: list[Summary], now: list[Summary]) -> Iterator[str]:
    old, new = [_told(i) for i in before], [_told(i) for i in now]
    if old != new:
        yield f"incidents before: {'; '.join(old) or 'none'}"
        yield f"incidents now: {'; '.join(new) or 'none'}"


def _told(incident: Summary) -> str:
    tolls = "".join(f", {harm} {figures[1]}" for harm, figures in incident.tolls.items())
    count = len(incident.statements)
    return (
        f"{incident.id} {incident.sub_type}, {incident.place}, {iso_day(incident.first)}{tolls} "
        f"({count} statement{'s' if count != 1 else ''})"
    )
