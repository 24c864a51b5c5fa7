"""What a book is asked for part by part: claims, reports, and the records of sources."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import control, on, party, place, span, statement
from warledger.accounts.book import Book, open_book
from warledger.accounts.claims_asked import WantedClaims, claims_part, days_of_claims
from warledger.accounts.evidence import iso_day
from warledger.accounts.publication import Publication
from warledger.accounts.reports_asked import WantedReports, last_report, publishers_of, reports_part
from warledger.accounts.sources_heard import records_of_sources, stories_of_sources
from warledger.journal.store import open_ledger
from warledger.journal.telling import AsOf
from warledger.record.report import Report
from warledger.record.statement import Attribution, Check, Claim, Statement, Subject


def on_day(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


TOWN = {"place": place("Town", lat=36.0, lon=37.0)}


def claim(of: Report, speaker: str, subject: str, day: str | None, about: str = "trend") -> Statement:
    who = Subject(**span(subject).model_dump(), type="party", id=subject.casefold())
    said = Claim(about=about, subject=who, check=Check(predicate="held_share", value=0.5, negated=True))  # type: ignore[arg-type]
    by = (Attribution(**span(speaker).model_dump(), speaker=speaker),)
    return statement(of, "claim", claim=said, attribution=by, time=on(day) if day else None)


def report(story: str, published: str | None, publisher: str | None, title: str | None = None) -> Report:
    return Report(text=f"{story} {published}", story=story, published=published, publisher=publisher, title=title)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "l.sqlite"
    first = report("s1", "2016-01-10", "Wire", "The 100% Öl story")
    again = first.model_copy(update={"text": "again", "published": "2016-01-12", "title": "Told anew"})
    other, none = report("s2", "2016-02-01", "Post"), report("s3", "2016-02-01", None, "No name")
    takes, lost = party("gainer", "islamic-state"), party("loser", "syrian-government")
    with open_ledger(str(path)) as ledger:
        ledger.post(first, [claim(first, "A Colonel", "Army", "2016-01-01")], reader="t")
        told = [claim(again, "A Colonel", "Army", "2016-01-02"), claim(again, "ÖZIL", "Rebels", "2016-01-03", "blame")]
        fell = control(again, "Town", "2016-01-05", "gained", takes, lost, **TOWN)
        ledger.post(again, [*told, fell], reader="t")
        fell = control(other, "Town", "2016-01-05", "gained", takes, lost, **TOWN)
        ledger.post(other, [claim(other, "A Speaker", "Army", None), fell], reader="t")
        wrong = control(none, "Town", "2016-01-20", "held", party("holder", "syrian-government"), **TOWN)
        ledger.post(none, [wrong], reader="t")
    return path


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with open_ledger(str(path)) as ledger, open_book(ledger) as opened:
        yield opened


CLAIMS = [
    (WantedClaims(), ["2016-02-01", "2016-01-03", "2016-01-02"]),
    (WantedClaims(speaker="colonel"), ["2016-01-02"]),
    (WantedClaims(speaker="özil"), ["2016-01-03"]),
    (WantedClaims(speaker="%"), []),
    (WantedClaims(subject="ARM"), ["2016-02-01", "2016-01-02"]),
    (WantedClaims(party="rebels"), ["2016-01-03"]),
    (WantedClaims(about="blame"), ["2016-01-03"]),
    (WantedClaims(first=on_day("2016-01-03")), ["2016-02-01", "2016-01-03"]),
    (WantedClaims(last=on_day("2016-01-02")), ["2016-01-02"]),
]


@pytest.mark.parametrize(("wanted", "days"), CLAIMS)
def test_claims_of_what_stands_the_latest_first(book: Book, wanted: WantedClaims, days: list[str]) -> None:
    total, found = claims_part(book, wanted, 0, 10)
    assert (total, [iso_day(c.day) for c in found]) == (len(days), days)
    total, rest = claims_part(book, wanted, 1, 1)
    assert (total, rest) == (len(days), found[1:2])


def test_a_claim_says_who_what_and_what_would_have_to_be_so(book: Book) -> None:
    _, (found,) = claims_part(book, WantedClaims(speaker="colonel"), 0, 10)
    assert (found.speakers, found.subject, found.publisher, found.statement.report) == (
        "A Colonel",
        "Army",
        "Wire",
        "s1",
    )
    assert found.statement.claim is not None and found.statement.claim.check is not None
    assert {iso_day(day) for day in days_of_claims(book)} == {"2016-02-01", "2016-01-03", "2016-01-02"}


REPORTS = [
    (WantedReports(), ["s2", "s3", "s1"]),
    (WantedReports(publisher="Wire"), ["s1"]),
    (WantedReports(words="NO NAME"), ["s3"]),
    (WantedReports(words="S1"), ["s1"]),
    (WantedReports(words="öl story"), []),
]


@pytest.mark.parametrize(("wanted", "stories"), REPORTS)
def test_reports_in_the_revision_that_stands(book: Book, wanted: WantedReports, stories: list[str]) -> None:
    total, keys = reports_part(book, wanted, 0, 10)
    assert (total, sorted(k.rpartition("@")[0] for k in keys)) == (len(stories), sorted(stories))
    assert reports_part(book, wanted, 1, 1) == (total, keys[1:2])


def test_a_book_of_the_past_has_the_reports_that_stood(path: Path) -> None:
    with open_ledger(str(path)) as ledger, open_book(ledger, AsOf("2016-01-11T00:00:00Z")) as book:
        assert reports_part(book, WantedReports(words="ÖL"), 0, 10)[0] == 1
        assert last_report(book, dt.date(2016, 3, 1)) == dt.date(2016, 1, 10)
        assert publishers_of(book) == {"s1": "Wire"}


def test_the_last_report_up_to_a_day(book: Book) -> None:
    assert last_report(book, dt.date(2016, 1, 20)) == dt.date(2016, 1, 12)
    assert last_report(book, dt.date(2015, 1, 1)) is None


def test_the_records_of_sources(book: Book) -> None:
    stories, records = stories_of_sources(book), records_of_sources(book)
    assert {name: s.count for name, s in stories.items()} == {"Wire": 1, "Post": 1, "": 1}
    found = {name: (r.told, r.agreed, r.days_to_tell) for name, r in records.items()}
    assert found == {"Wire": (1, 1, 7), "Post": (1, 1, 27), "": (1, 0, None)}


def test_a_withheld_name_is_found_by_nobody_who_looks_for_it(book: Book) -> None:
    book.publication = Publication(names=frozenset({"Colonel", "Told anew"}))
    assert claims_part(book, WantedClaims(speaker="colonel"), 0, 10) == (0, [])
    total, (found,) = claims_part(book, WantedClaims(speaker="a", about="trend", last=on_day("2016-01-02")), 0, 10)
    assert (total, found.speakers) == (1, "A Colonel")
    assert reports_part(book, WantedReports(words="anew"), 0, 10) == (0, [])
    assert reports_part(book, WantedReports(words="s1"), 0, 10)[0] == 1
