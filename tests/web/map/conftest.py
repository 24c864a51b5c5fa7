"""A small ledger with a war in it, for the tests of the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from building import control, party, place, span, strike
from warledger.accounts.book import Book, open_book
from warledger.journal.store import Ledger, open_ledger
from warledger.record.report import Report

SPOTS = {
    "Mosul": ("IQ", 36.335, 43.119, 99072),
    "Ramadi": ("IQ", 33.421, 43.308, 90150),
    "Raqqa": ("SY", 35.953, 39.008, 172955),
    "Palmyra": ("SY", 34.5504, 38.2840, None),
    "Aleppo": ("SY", 36.2012, 37.1612, 170063),
}

TOLD = [
    ("2014-06-10", "Mosul", "gained", ("gainer", "islamic-state"), ("loser", "iraqi-government")),
    ("2014-01-14", "Raqqa", "gained", ("gainer", "islamic-state"), ("loser", "syrian-opposition")),
    ("2015-05-17", "Ramadi", "gained", ("gainer", "islamic-state"), ("loser", "iraqi-government")),
    ("2015-12-28", "Ramadi", "gained", ("gainer", "iraqi-government"), ("loser", "islamic-state")),
    ("2015-05-20", "Palmyra", "gained", ("gainer", "islamic-state"), ("loser", "syrian-government")),
    ("2016-03-27", "Palmyra", "gained", ("gainer", "syrian-government"), ("loser", "islamic-state")),
    ("2016-04-20", "Mosul", "held", ("holder", "islamic-state")),
    ("2016-05-02", "Raqqa", "held", ("holder", "islamic-state")),
    ("2016-03-01", "Aleppo", "besieged", ("besieger", "syrian-government")),
    ("2016-02-01", "Aleppo", "held", ("holder", "syrian-opposition")),
    ("2016-06-01", "Aleppo", "held", ("holder", "syrian-government")),
]

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202etxet desrever"


def where(name: str) -> dict[str, object]:
    country, lat, lon, geonameid = SPOTS[name]
    return {"place": place(name, country, lat=lat, lon=lon, geonameid=geonameid)}


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("map") / "ledger.sqlite"
    with open_ledger(str(file)) as ledger:
        for n, (day, name, change, *parties) in enumerate(TOLD):
            for voice in ("Northgate Wire", "Lantern Post"):
                report = _report(f"{voice} {n}", voice, day)
                quote = span(HOSTILE if name == "Palmyra" and change == "gained" else f"words on {name}")
                told = control(report, name, day, change, *(party(*p) for p in parties), quote=quote, **where(name))
                ledger.post(report, [told], reader="test")
        for n, (day, name, killed) in enumerate(
            [("2016-05-01", "Aleppo", 50), ("2016-05-03", "Mosul", None), ("2015-01-01", "Raqqa", 3)]
        ):
            report = _report(f"strike {n}", "Northgate Wire", day)
            told = strike(report, name, day, killed, parties=(party("actor", "syrian-government"),), **where(name))
            ledger.post(report, [told], reader="test")
    return file


def _report(story: str, publisher: str, day: str) -> Report:
    return Report(text=f"{story}: {HOSTILE} words", story=story, id=story, publisher=publisher, published=day)


@pytest.fixture
def ledger(ledger_file: Path) -> Iterator[Ledger]:
    with open_ledger(str(ledger_file), create=False) as opened:
        yield opened


@pytest.fixture
def book(ledger: Ledger) -> Iterator[Book]:
    with open_book(ledger) as opened:
        yield opened
