"""``python -m bench.map_ledger LEDGER [PLACES] [INCIDENTS]``: a large ledger of made-up statements, for the map's bench.

Settlements of the gazetteer in ten countries pass from hand to hand between real parties, as no report ever told it. The same
numbers always make the same ledger.
"""

import datetime as dt
import hashlib
import random
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warledger.accounts.book import open_book
from warledger.gazetteer.build import ensure_index
from warledger.journal.store import Posting, open_ledger
from warledger.record.base import Span
from warledger.record.place import Place
from warledger.record.report import Report
from warledger.record.statement import Control, Event, Figure, PartyRef, Statement, Toll, When, Why

COUNTRIES = "SY IQ UA TR IR RU PK IN ET NG".split()

PARTIES = (
    "islamic-state iraqi-government kurdistan-region syrian-government syrian-opposition syrian-democratic-forces "
    "hayat-tahrir-al-sham turkish-backed-opposition ukraine russia"
).split()

KINDS = (
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Explosions/Remote violence", "Suicide bomb"),
    ("Battles", "Armed clash"),
    ("Violence against civilians", "Attack"),
)

FIRST, DAYS = dt.date(2014, 1, 1), 8 * 365

TOLD_OF_EACH = 8
"""How many statements on its holder a place gets."""

IN_A_REPORT = 10

PUBLISHERS = [f"Made-up Wire {n}" for n in range(1, 41)]


def main() -> None:
    """Make the ledger and its book."""
    where = Path(sys.argv[1])
    places, incidents = (int(n) for n in (*sys.argv[2:4], *("5000", "52000")[len(sys.argv) - 2 :]))
    make(where, places, incidents)


def make(where: Path, places: int, incidents: int) -> None:
    """A ledger with so many places that change hands and statements on incidents there."""
    chance = random.Random("map")
    spots = [spot for country in COUNTRIES for spot in _settlements(country, places)]
    spots = chance.sample(spots, places)
    with open_ledger(str(where)) as ledger:
        batch: list[Posting] = []
        for posting in _reports(_told(spots, incidents, chance), chance):
            batch.append(posting)
            if len(batch) == 500:
                ledger.post_many(batch)
                batch = []
        ledger.post_many(batch)
        open_book(ledger).close()


def _settlements(country: str, count: int) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"file:{ensure_index()}?mode=ro&immutable=1", uri=True) as base:
        return base.execute(
            "SELECT geonameid, name, admin1, lat, lon, country FROM place WHERE country = ? AND fcode = 'PPL' AND "
            "lat IS NOT NULL AND geonameid IS NOT NULL GROUP BY geonameid ORDER BY population DESC, id LIMIT ?",
            (country, count),
        ).fetchall()


def _told(spots: list[tuple[Any, ...]], incidents: int, chance: random.Random) -> Iterator[tuple[int, dict[str, Any]]]:
    """The day and the values of each statement."""
    for spot in spots:
        two = chance.sample(PARTIES, 2)
        for _ in range(TOLD_OF_EACH):
            chance.shuffle(two)
            day = chance.randrange(DAYS)
            change = chance.choice(("gained", "held"))
            roles = [("gainer", two[0]), ("loser", two[1])] if change == "gained" else [("holder", two[0])]
            yield day, {"kind": "control", "spot": spot, "roles": roles, "control": Control(change=change)}
    for _ in range(incidents):
        kind, sub = chance.choice(KINDS)
        killed = int(chance.paretovariate(1.2)) - 1
        figure = Figure(text=str(killed), start=0, end=len(str(killed)), low=killed, high=killed)
        yield (
            chance.randrange(DAYS),
            {
                "kind": "event",
                "spot": chance.choice(spots),
                "roles": [("actor", chance.choice(PARTIES))],
                "event": Event(type=kind, sub_type=sub, trigger=Span(text="struck", start=0, end=6)),
                "toll": Toll(killed=(figure,)) if chance.random() < 0.6 else None,
            },
        )


def _reports(told: Iterator[tuple[int, dict[str, Any]]], chance: random.Random) -> Iterator[Posting]:
    """Reports that tell of ten things each, in order of their days."""
    days = sorted(told, key=lambda one: one[0])
    for at in range(0, len(days), IN_A_REPORT):
        group = days[at : at + IN_A_REPORT]
        published = (FIRST + dt.timedelta(days=group[-1][0] + 1)).isoformat()
        report = Report(
            text=f"Report {at}", story=f"s{at}", id=f"s{at}", publisher=chance.choice(PUBLISHERS), published=published
        )
        yield Posting(
            report, tuple(_statement(report, n, day, values) for n, (day, values) in enumerate(group)), "bench"
        )


def _statement(report: Report, number: int, day: int, values: dict[str, Any]) -> Statement:
    geonameid, name, admin1, lat, lon, country = values["spot"]
    iso = (FIRST + dt.timedelta(days=day)).isoformat()
    words = f"words {number} of {name}"
    more = {k: v for k, v in values.items() if k in ("control", "event", "toll", "kind")}
    return Statement(
        id=hashlib.sha256(f"{report.story} {number}".encode()).hexdigest()[:20],
        report=report.story,
        revision=report.revision,
        quote=Span(text=words, start=100 * number, end=100 * number + len(words)),
        modality="asserted",
        time=When(text=iso, start=iso, end=iso, precision="day"),
        place=Place(
            text=name,
            start=0,
            end=len(name),
            name=name,
            geonameid=geonameid,
            country=country,
            admin1=admin1,
            lat=lat,
            lon=lon,
        ),
        parties=tuple(PartyRef(role=r, text=p, start=0, end=len(p), id=p, name=p) for r, p in values["roles"]),
        confidence=0.9,
        why=Why(frame="territory.capture"),
        reader="bench",
        **more,
    )


if __name__ == "__main__":
    main()
