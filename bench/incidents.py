"""``python -m bench.incidents``: which statements of the demonstration's reports are one incident, against labelled pairs.

The pairs of bench/gold/incident_pairs.jsonl were drawn from what the reader made of the reports, most of them of nearby days
or one place, and labelled by somebody who had not seen the matcher.
"""

import csv
import datetime as dt
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.command import warledger
from warledger.accounts.book import Book, Wanted, open_book
from warledger.accounts.tolls import HARMS
from warledger.journal.store import open_ledger
from warledger.record.statement import Statement

PAIRS = Path(__file__).parent / "gold" / "incident_pairs.jsonl"
TOLLS = Path(__file__).parent / "gold" / "demo_tolls.csv"


def main() -> int:
    """Print precision, recall and F1 over the pairs that the reader still makes, and the errors with ``--errors``."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "demo.sqlite"
        warledger("demo", "--ledger", str(ledger))
        with open_ledger(str(ledger), create=False) as opened, open_book(opened) as book:
            print(tolls_right(book))
            incident_of = {statement: i.id for i in book.incidents() for statement in i.statements}
            told: dict[str, list[Statement]] = {}
            for entry in opened.told("event"):
                if entry.statement.id in incident_of:
                    told.setdefault(entry.statement.report, []).append(entry.statement)
    counts: Counter[str] = Counter()
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        one, other = ({incident_of[s] for s in _read_from(told.get(pair[k]["report"], ()), pair[k])} for k in "ab")
        kind = _kind(joined=not one.isdisjoint(other), same=pair["same"])
        counts[kind] += 1
        if kind in {"wrong", "missed"} and "--errors" in sys.argv:
            print(
                kind, "|", pair["a"]["words"][:90].replace("\n", " "), "|", pair["b"]["words"][:90].replace("\n", " ")
            )
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"pairs {counts.total()}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  {dict(counts)}")
    return 0


def tolls_right(book: Book) -> str:
    """How many incidents of the table have their best number killed, among those that one of their reports tells of within a
    day of theirs; the table was made by somebody who read the reports and the rules and had not seen the program."""
    found = right = count = 0
    with TOLLS.open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            day, count = dt.date.fromisoformat(row["day"]).toordinal(), count + 1
            near = book.incidents(Wanted(first=day - 1, last=day + 1, country=row["country"]))
            told = [one for s in near if (one := book.incident(s.id)) is not None]
            there = [i for i in told if {t.story for t in i.tellings if t.harms} & set(row["reports"].split(";"))]
            best = {e.best for i in there if (e := i.tolls(book.weigher.sources).get("killed")) is not None}
            found += bool(best)
            right += int(row["killed_best"]) in best
            if "--errors" in sys.argv and int(row["killed_best"]) not in best:
                print(
                    "toll |",
                    row["place"],
                    row["day"],
                    row["killed_best"],
                    "not",
                    sorted(best) or "told",
                    row["reports"],
                )
    shares = f"{right / count:.3f} of all, {right / max(1, found):.3f} of those found"
    return f"incidents with a toll {count}  found {found}  best right {right} ({shares})"


def _read_from(told: Iterable[Statement], labelled: dict[str, Any]) -> list[str]:
    """The statements of a report that words of it were read into: those that share most of their own words with these,
    their figures' words included. So a statement is found again when the reader takes some words more or less."""
    start, end = labelled["start"], labelled["start"] + len(labelled["words"])
    shares: dict[str, float] = {}
    for s in told:
        figures = [f for harm in HARMS for f in getattr(s.toll, harm)] if s.toll else []
        shares[s.id] = max(_shared(start, end, w.start, w.end) for w in (s.quote, *figures))
    best = max(shares.values(), default=0.0)
    return [s for s, share in shares.items() if share == best > 0.0]


def _shared(start: int, end: int, at: int, to: int) -> float:
    """The share of two runs of words that is in both."""
    return max(0, min(end, to) - max(start, at)) / (max(end, to) - min(start, at))


def _kind(*, joined: bool, same: bool) -> str:
    if same:
        return "right" if joined else "missed"
    return "wrong" if joined else "apart"


if __name__ == "__main__":
    sys.exit(main())
