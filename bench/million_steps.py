"""``python -m bench.million_steps STEP LEDGER DEMO N``: one step of bench.million, timed; prints a line of JSON."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench.moving import Mover
from warledger.accounts.book import open_book
from warledger.accounts.book_tables import metadata, places
from warledger.accounts.dossier import Dossier
from warledger.accounts.ledger_places import Key
from warledger.cli.asking import place_asked
from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.index import Index
from warledger.journal.posting import Posting
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.telling import AsOf

COUNTRY, DAY = "SY", 736_099
"""The country with most reports, and a day in the middle of theirs (15 May 2016)."""

AT_ONCE = 500
"""Reports posted in one transaction to fill a ledger."""

TURNS = 9
"""How often a question is asked."""

POSTED = 20
"""How many more reports are posted one by one."""


def main() -> None:
    """Run a step and print what it says, with the most memory that it took."""
    step, ledger, demo, count = sys.argv[1:]
    with open_ledger(ledger) as opened:
        found = globals()[step](opened, Path(demo), int(count))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({**found, "MB at most": megabytes}))


def fill(ledger: Ledger, demo: Path, count: int) -> dict[str, Any]:
    """So many statements posted, many reports in one transaction."""
    reports = 0
    with open_ledger(str(demo), create=False) as small:
        mover = Mover(small, ensure_index())
    began = time.perf_counter()
    postings = mover.postings(count)
    while part := list(islice(postings, AT_ONCE)):
        ledger.post_many(part)
        reports += len(part)
    return {"seconds": round(time.perf_counter() - began), "reports": reports}


def rebuild(ledger: Ledger, *_: Any) -> dict[str, Any]:
    """The book made anew."""
    with ledger.writing() as connection:
        metadata.drop_all(connection)
    return {"seconds": round(_seconds(lambda: open_book(ledger).close()), 1)}


def control(ledger: Ledger, *_: Any) -> dict[str, Any]:
    """Who holds what in a country on a day, in a running process and as a command."""
    held = sum(h.party is not None for h in open_book(ledger).held(DAY, COUNTRY))
    url = ledger.name
    command = ("control", "--on", "2016-05-15", "--country", COUNTRY, "--ledger", url, "--format", "csv")
    return {
        "places held": held,
        "in a running process, s": _times(lambda: list(open_book(ledger).held(DAY, COUNTRY))),
        "the whole command, s": _times(lambda: _quietly(*command), 3),
    }


def history(ledger: Ledger, *_: Any) -> dict[str, Any]:
    """The history of the place that most is told of in the country, of one in the middle, and of one little is told of."""
    index = Index(ensure_index())
    found: dict[str, Any] = {}
    for name, rank in (("most told of", 0.0), ("tenth", 0.1), ("median", 0.5)):
        key, called, words = _place(ledger, rank)
        found[f"{name}: statements"] = words
        found[f"{name}, s"] = _times(lambda called=called, key=key: _history(ledger, called, key, index))
    return found


def _history(ledger: Ledger, called: str, key: Key, index: Index) -> None:
    with open_book(ledger) as book:
        keys = [k for k in place_asked(f"{called}, {COUNTRY}", book, index) if k == key] or [key]
        assert Dossier(book, keys).spans()


def _place(ledger: Ledger, rank: float) -> tuple[Key, str, int]:
    """The place of the country at a rank from 0 to 1 by how much is told of it."""
    there = (places.c.country == COUNTRY) & places.c.account.is_not(None) & (places.c.kind == "")
    with ledger.engine.connect() as connection:
        count = connection.execute(select(func.count()).where(there)).scalar_one()
        query = select(places.c.base, places.c.kind, places.c.name, places.c.words).where(there)
        row = connection.execute(query.order_by(places.c.words.desc(), places.c.base).offset(int(count * rank))).first()
    assert row is not None
    return Key(row.base, row.kind), row.name, row.words


def post(ledger: Ledger, demo: Path, count: int) -> dict[str, Any]:
    """One more report, already read, posted and taken into the book; those on whole provinces, whose places must all be
    worked out again, apart."""
    with open_ledger(str(demo), create=False) as small:
        mover = Mover(small, ensure_index())
    turn = mover.turn_in(COUNTRY, -(-count // mover.count) + int(time.time()) % 5000)
    wide = [t for t in mover.told if any(_on_province(s) for s in t.statements)]
    others = [t for t in mover.told if t not in wide]
    found: dict[str, Any] = {}
    for name, told in (("", others[:: len(others) // POSTED][:POSTED]), ("on a province, ", wide)):
        times = [_posted(ledger, mover.moved(t, turn)) for t in told]
        found[f"{name}median, s"] = round(statistics.median(times), 3)
        found[f"{name}longest, s"] = round(max(times), 3)
    return found


def _on_province(statement: dict[str, Any]) -> bool:
    control, place = statement["control"], statement["place"]
    return bool(control and place) and control["extent"] == "whole" and place["precision"] == "admin1"


def _posted(ledger: Ledger, posting: Posting) -> float:
    def one() -> None:
        ledger.post(posting.report, posting.statements, reader=posting.reader)
        open_book(ledger).close()

    return _seconds(one)


def known(ledger: Ledger, *_: Any) -> dict[str, Any]:
    """The book as known at the end of a day, made in memory."""
    return {"seconds": round(_seconds(lambda: open_book(ledger, AsOf(known_on="2016-05-15T23:59:59Z")).close()), 1)}


def _quietly(*arguments: str) -> None:
    script = "from warledger.cli import main; main()"
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, stdout=subprocess.DEVNULL)


def _times(run: Callable[[], Any], turns: int = TURNS) -> str:
    """The median of several runs after the first, and the longest."""
    run()
    times = [_seconds(run) for _ in range(turns)]
    return f"{statistics.median(times):.3f} ({max(times):.3f})"


def _seconds(run: Callable[[], Any]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
