"""Showing what decisions change in the accounts: holders of places, and incidents with their tolls."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress

from warledger.accounts.book import open_book
from warledger.accounts.effects import Before, Differing, keys_of
from warledger.accounts.evidence import iso_day
from warledger.accounts.summaries import Summary
from warledger.journal.decisions import Anchor, DecisionError, decide_on
from warledger.journal.store import Ledger
from warledger.parties.registry import Registry, default_registry
from warledger.record.statement import Statement


@contextmanager
def shown_effects(opened: Ledger, anchors: Collection[Anchor], becoming: Iterable[Statement] = ()) -> Iterator[None]:
    """Print what is other in the accounts after the decisions made inside on some statements; ``becoming`` are statements as
    these will stand."""
    statements = [a.statement for a in anchors]
    concerned = [*becoming, *_concerned(opened, anchors)]
    with open_book(opened) as book:
        before = Before(book, keys_of(book, {a.story for a in anchors}, concerned))
        incidents = book.incidents_with(statements)
    yield
    with open_book(opened) as book:
        passed = before.against(book)
        now = book.incidents_with(statements)
    for line in (*differing_lines(passed, default_registry()), *_incident_lines(incidents, now)):
        print(f"  {line}")
    if not passed and [_told(i) for i in incidents] == [_told(i) for i in now]:
        print("  no answer on who holds a place, and no incident, is another than before")


def _concerned(opened: Ledger, anchors: Iterable[Anchor]) -> Iterator[Statement]:
    """The statements as the reader said them, and as corrections, also undone ones, made of them."""
    corrections = [d for d in opened.all_decisions() if d.decision.kind == "correct"]
    for anchor in anchors:
        with suppress(DecisionError):  # no reading has it any more: then nothing can be other by it
            said = opened.statement(anchor.statement)
            yield said
            yield from (
                ruled.stands for d in corrections for ruled in decide_on([said], [d]) if ruled.stands is not None
            )


def differing_lines(passed: Iterable[Differing], registry: Registry) -> Iterator[str]:
    """A line for each span of days on which a place has another holder."""
    for d in passed:
        one, two = (registry.name_of(who) or "unclear" for who in (d.before, d.after))
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
