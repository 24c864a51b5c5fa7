"""What was worked out of an account stays when the journal grows elsewhere, and only then."""

from pathlib import Path

import pytest

from building import control, party, place
from warledger.journal.store import Ledger, open_ledger
from warledger.record.report import Report
from warledger.web.answers.control import held_by_month, held_on
from warledger.web.ledger_access import LedgerAccess, Shelf

TOWNS = {name: place(name, lat=36.0 + number, lon=37.0) for number, name in enumerate(("Nubl", "Safira", "Tabqa"))}


def post(ledger: Ledger, town: str, day: str, who: str) -> None:
    report = Report(text=f"{town} {day} {who}", story=f"{town} {day}", published=day, publisher="Wire")
    told = control(report, town, day, "gained", party("gainer", who), place=TOWNS[town])
    ledger.post(report, [told], reader="test")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "l.sqlite"
    with open_ledger(str(path)) as ledger:
        post(ledger, "Nubl", "2015-02-01", "islamic-state")
        post(ledger, "Safira", "2015-06-01", "syrian-government")
    return path


def accounts(shelf: Shelf) -> dict[str, object]:
    return {place.name: account for place, account in shelf.accounts()}


def test_only_what_a_report_touches_is_read_anew(path: Path) -> None:
    access, made = LedgerAccess(str(path)), []

    def work(shelf: Shelf, asked: str) -> list[str]:
        known = shelf.known()
        return [known.of(a, "name", asked, lambda p=p: made.append(p.name) or p.name) for p, a in known.all]  # type: ignore

    with access.shelf() as shelf:
        before = accounts(shelf)
        assert work(shelf, "x") == work(shelf, "x") == made == ["Nubl", "Safira"]
    post(access.ledger(), "Tabqa", "2015-03-01", "islamic-state")
    with access.shelf():
        pass  # a book that nobody asked for accounts hands on what it was given
    post(access.ledger(), "Safira", "2015-08-01", "islamic-state")
    with access.shelf() as shelf:
        after = accounts(shelf)
        assert list(after) == ["Nubl", "Safira", "Tabqa"]
        assert after["Nubl"] is before["Nubl"] and after["Safira"] is not before["Safira"]
        assert [a.as_bytes() for _, a in shelf.accounts()] == [a.as_bytes() for _, a in shelf.book.accounts()]
        assert work(shelf, "x") == ["Nubl", "Safira", "Tabqa"]
        assert made == ["Nubl", "Safira", "Safira", "Tabqa"]
        work(shelf, "y")
        assert made[4:] == ["Nubl", "Safira", "Tabqa"], "another question is another answer"
    access.close()


def test_who_held_how_much_by_month_is_what_each_day_says(path: Path) -> None:
    access = LedgerAccess(str(path))
    days = [735_600 + 61 * n for n in range(20)]
    for town, who in (("Tabqa", "islamic-state"), ("Nubl", "syrian-government")):
        with access.shelf() as shelf:
            assert held_by_month(shelf, days) == {day: held_on(shelf, day) for day in days}
            assert any(held_on(shelf, day) for day in days)
        post(access.ledger(), town, "2016-03-01", who)
    access.close()
