"""``python -m bench.web [--statements N]``: how fast the web application answers, served over the loopback.

The demonstration's ledger is asked by four clients at once for some seconds; the lists of a large ledger, which bench.million
makes (N statements; 0 for none), by one: then what takes longest, for the first time since the server came up and again, also
after one more report. DEMO and LEDGER are such ledgers that are there already; LEDGER gets a report more. The targets are for
a million statements (``--statements 1000000``, which take a quarter of an hour to make); without N there are 25,000.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.command import warledger
from bench.million import measured
from bench.serving import Client, served
from warledger.accounts.book import open_book
from warledger.journal.store import open_ledger
from warledger.reading.reader import default_reader
from warledger.record.report import Report

CLIENTS = 4

SECONDS = 5.0
"""How long the clients ask for one address."""

AT_LEAST = 200
"""Answers a second that a page of 100 places should reach."""

AT_MOST = 100
"""Milliseconds that a page of a list may take once its list is worked out."""

TURNS = 15
"""How often a page is asked for again, and how many later pages are."""

FIRST = ("/territory?party=islamic-state", "/parties/islamic-state", "/?view=table", "/map/data.json", "/review")
"""Pages and answers that much must be worked out for."""

LISTS = ("control", "places", "incidents", "sieges", "reports", "claims", "sources")

DAY, BEGIN = "2016-05-15", dt.date(2014, 1, 1)


@dataclass(frozen=True, slots=True)
class Load:
    """What several clients got: answers a second, and milliseconds for each."""

    per_second: float
    times: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Milliseconds for a list: its first page at first and again, then pages not asked for before."""

    name: str
    first: float
    again: float
    others: tuple[float, ...]

    @property
    def kept(self) -> bool:
        """Whether it keeps to the limit."""
        return max(self.again, *(statistics.median(o) for o in [self.others] if o)) <= AT_MOST


def main() -> int:
    """Print the tables; 1 where a target is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--statements", type=int, default=25_000)
    asked.add_argument("--ledger", type=Path)
    asked.add_argument("--demo", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        demo = options.demo or Path(scratch) / "demo.sqlite"
        if not demo.exists():
            warledger("demo", "--ledger", str(demo))
        kept = asked_by_many(demo)
        if options.statements or options.ledger:
            large = options.ledger or Path(scratch) / "large.sqlite"
            if not large.exists():
                measured(str(large), demo, options.statements, ())
            kept = asked_for_lists(large) and kept
    return 0 if kept else 1


def asked_by_many(demo: Path) -> bool:
    """The table of the demonstration's ledger; whether enough was answered."""
    control = f"/api/control?on={DAY}&size=100"
    turns = count()
    rows: list[tuple[str, Callable[[], str]]] = [
        ("a page of 100 places (`/api/control`)", lambda: control),
        ("the same of another day each time", lambda: f"/api/control?on={BEGIN + dt.timedelta(next(turns))}&size=100"),
        ("the first page", lambda: f"/?on={DAY}"),
        ("a place's page (Palmyra)", lambda: f"/places/Palmyra?on={DAY}"),
    ]
    print(f"| the demonstration's ledger, {CLIENTS} clients | answers a second | median ms | longest ms |")
    print("|---|---:|---:|---:|")
    reached = []
    with served(str(demo)) as server:
        for name, path in rows:
            load = load_of(server.port, path)
            reached.append(load.per_second)
            middle, longest = statistics.median(load.times), max(load.times)
            print(f"| {name} | {load.per_second:.0f} | {middle:.0f} | {longest:.0f} |", flush=True)
    print(f"\nTarget: {AT_LEAST} pages of 100 places a second.\n")
    return reached[0] >= AT_LEAST


def load_of(port: int, path: Callable[[], str]) -> Load:
    """What the clients get in some seconds of asking, after one answer that is not counted."""
    warm = Client(port)
    warm.get(path())
    warm.close()
    began = time.perf_counter()

    def ask(_: int) -> list[float]:
        client = Client(port)
        times = []
        while time.perf_counter() < began + SECONDS:
            times.append(client.milliseconds(path()))
        client.close()
        return times

    with ThreadPoolExecutor(CLIENTS) as clients:
        times = tuple(t for found in clients.map(ask, range(CLIENTS)) for t in found)
    return Load(len(times) / (time.perf_counter() - began), times)


def asked_for_lists(ledger: Path) -> bool:
    """The table of a large ledger's lists; whether all keep to the limit."""
    with open_ledger(str(ledger), create=False) as opened:
        statements = opened.size()
        open_book(opened).close()
    print(f"| {statements:,} statements, ms | first time | page 1 again, median | another page, median | longest |")
    print("|---|---:|---:|---:|---:|")
    found = []
    with served(str(ledger)) as server:
        client = Client(server.port)
        for listing in listings(client):
            found.append(listing)
            others = f"{statistics.median(listing.others):.0f} | {max(listing.others):.0f}" if listing.others else "|"
            row = f"| `/api/{listing.name}` | {listing.first:.0f} | {listing.again:.0f} | {others} |"
            print(row, flush=True)
        missed = ", ".join(listing.name for listing in found if not listing.kept)
        print(f"\nTarget: {AT_MOST} ms once the list is worked out; missed by {missed or 'none'}.\n")
        print(f"| the same ledger, ms | first time ({server.megabytes} MB before) | again | after one more report |")
        print("|---|---:|---:|---:|")
        paths = [*(f"/api/{name}?size=100" for name in LISTS), *FIRST]
        before = {path: (client.milliseconds(path), client.milliseconds(path)) for path in FIRST}
        one_more(ledger)
        for path in paths:
            first, again = (f"{t:.0f}" for t in before[path]) if path in before else ("", "")
            print(f"| `{path}` | {first} | {again} | {client.milliseconds(path):.0f} |", flush=True)
        print(f"\nThe server took {server.megabytes} MB at most.")
    return not missed


def one_more(ledger: Path) -> None:
    """Post a report on one town."""
    report = Report(text="The army recaptured Palmyra.", story=f"bench {time.time()}", published=f"{DAY}T10:00:00Z")
    with open_ledger(str(ledger), create=False) as opened:
        reader = default_reader()
        opened.post(report, reader.read(report).statements, reader=reader.name)


def listings(client: Client) -> Iterator[Listing]:
    """Each list, asked for by pages of 100."""
    for name in LISTS:
        path = f"/api/{name}?size=100" + (f"&on={DAY}" if name == "control" else "")
        first = client.milliseconds(path)
        again = statistics.median(client.milliseconds(path) for _ in range(TURNS))
        yield Listing(name, first, again, others(client, path))


def others(client: Client, path: str) -> tuple[float, ...]:
    """Later pages of a list, none of them asked for before."""
    pages: Sequence[int] = range(2, 2 + TURNS)
    return tuple(client.milliseconds(f"{path}&page={page}") for page in pages)


if __name__ == "__main__":
    raise SystemExit(main())
