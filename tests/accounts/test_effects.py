"""What a decision or another reading changes in the accounts, against what the book says afterwards."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from building import control, on, party, place
from warledger.accounts.book import open_book
from warledger.accounts.deciding import decided
from warledger.accounts.effects import Before, Differing, if_told, keys_of
from warledger.accounts.rereading import reread_of
from warledger.journal.decisions import Decision, anchor_of
from warledger.journal.store import Ledger, open_ledger
from warledger.record.report import Report
from warledger.record.statement import Statement

NUBL, SAFIRA = place("Nubl", admin1="Aleppo", lat=36.4, lon=37.0), place("Safira", admin1="Aleppo", lat=36.1, lon=37.4)
DAY = "2015-01-10"


def taking(of: str, when: str, who: str, where: Any = NUBL, **more: Any) -> Statement:
    return control(report(of), where.name, when, "gained", party("gainer", who), place=where, **more)


def report(story: str) -> Report:
    return Report(text=f"Story {story}.", story=story, published="2015-03-01", language="en", publisher=story)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "l.sqlite")) as opened:
        post(opened, taking("a", DAY, "islamic-state"))
        post(opened, taking("b", "2015-02-10", "syrian-government"))
        yield opened


def post(ledger: Ledger, *found: Statement) -> None:
    ledger.post(report(found[0].report), found, reader="one", now="2015-03-02T00:00:00Z")


def in_words(found: list[Differing]) -> list[tuple[str, str, str | None, str | None, str | None]]:
    def iso(day: int) -> str:
        return dt.date.fromordinal(day).isoformat()

    return [(d.place, iso(d.first), iso(d.last) if d.last else None, d.before, d.after) for d in found]


def test_a_rejection_leaves_the_place_to_the_others(ledger: Ledger) -> None:
    (said,) = [t.statement for t in ledger.told() if t.statement.report == "b"]
    with open_book(ledger) as book:
        before = Before(book, keys_of(book, ["b"]))
    ledger.decide(Decision(kind="reject", editor="eva", made_at="2015-03-03T00:00:00Z", target=anchor_of(said)))
    with open_book(ledger) as book:
        found = in_words(before.against(book))
    (passed,) = [one for one in found if one[3:] == ("syrian-government", "islamic-state")]
    assert passed[:2] == ("Nubl", "2015-02-10")
    assert not [one for one in found if DAY <= one[1] < "2015-02-10"], "it says nothing of the days between"


def test_each_day_of_a_span_and_none_around_it_has_other_holders(ledger: Ledger) -> None:
    (said,) = [t.statement for t in ledger.told() if t.statement.report == "b"]
    with open_book(ledger) as book:
        key = next(iter(keys_of(book, ["b"])))
        old, before = book.account(key), Before(book, [key])
        assert old is not None
    ledger.decide(Decision(kind="reject", editor="eva", made_at="2015-03-03T00:00:00Z", target=anchor_of(said)))
    with open_book(ledger) as book:
        found, method = before.against(book), book.method
        held = {}
        for day in range(old.days[0], dt.date.today().toordinal() + 1, 7):
            (now,) = book.held(day)
            held[day] = decided(old.answer(day), method)[0] != now.party
    spans = [(d.first, d.last or dt.date.today().toordinal()) for d in found]
    assert {d for d, other in held.items() if other} == {d for d in held if any(a <= d <= b for a, b in spans)}


OTHERWISE: dict[str, list[Statement]] = {
    "nothing": [],
    "another taker": [taking("b", "2015-02-10", "syrian-opposition")],
    "another day": [taking("b", "2015-02-20", "syrian-government")],
    "another place": [taking("b", "2015-02-10", "syrian-government", SAFIRA)],
    "the whole province": [
        taking("b", "2015-02-10", "syrian-opposition", place("Aleppo", admin1="Aleppo", precision="admin1")),
    ],
}


@pytest.mark.parametrize("found", OTHERWISE.values(), ids=list(OTHERWISE))
def test_what_another_reading_would_change_is_what_it_then_does(ledger: Ledger, found: list[Statement]) -> None:
    found = [s.model_copy(update={"id": f"{s.id}x"}) for s in found]
    (unread,) = ledger.unread_by("two", ["b"])
    again = reread_of(unread, found, ledger.decisions())
    with open_book(ledger) as book:
        foretold = if_told(book, {"b": again.told})
        keys = {key for one in book.places.by_key.values() for key in (one.key,)}
        before = Before(book, keys)
    ledger.post_reading(again.revision, found, reader="two")
    with open_book(ledger) as book:
        before.accounts.update({k: None for k in book.places.by_key if k not in before.accounts})
        assert in_words(before.against(book)) == in_words(foretold)
    assert foretold


def test_a_reading_is_held_against_the_last_and_loses_decisions_on_what_it_does_not_repeat(ledger: Ledger) -> None:
    post(ledger, taking("c", "2015-02-11", "syrian-government"), taking("c", "2015-02-11", "islamic-state", SAFIRA))
    nubl, safira = sorted(
        (t.statement for t in ledger.told() if t.statement.report == "c"), key=lambda s: s.place.name if s.place else ""
    )
    for kind, said in (("accept", nubl), ("reject", safira)):
        made = Decision(kind=kind, editor="eva", made_at="2015-03-03T00:00:00Z", target=anchor_of(said))  # type: ignore[arg-type]
        ledger.decide(made)
    (unread,) = ledger.unread_by("two", ["c"])
    found = [nubl.model_copy(update={"id": "n2", "time": on("2015-02-12")})]
    again = reread_of(unread, found, ledger.decisions())
    assert [c["change"] for c in again.changes] == ["changed", "dropped"]
    assert [(lost.decided.seq, lost.words) for lost in again.lost] == [(5, "words")]
    assert [t.statement.time for t in again.told] == [nubl.time], "what was accepted holds"
    assert reread_of(unread, unread.statements, ledger.decisions()).lost == []


def test_what_is_still_to_be_read_is_what_no_reading_of_the_reader_was_posted_of(ledger: Ledger) -> None:
    def left(reader: str, stories: list[str] | None = None) -> list[str]:
        return [u.report.story for u in ledger.unread_by(reader, stories)]

    assert left("one") == [] and left("two") == ["a", "b"] and left("two", ["b", "z"]) == ["b"]
    ledger.post_reading(report("a").revision, [], reader="two")
    assert left("two") == ["b"] and left("three") == ["a", "b"]
    ledger.redact(report("b").revision, "asked for", editor="eva")
    assert left("three") == ["a"]
