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
from pathlib import Path

from bench.command import warledger
from warledger.accounts.book import Book, Wanted, open_book
from warledger.journal.store import open_ledger

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
            told = [t.statement for t in opened.told("event")]
    of = {(s.report, s.quote.text): incident_of[s.id] for s in told if s.id in incident_of}
    counts: Counter[str] = Counter()
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        one, other = (of.get((pair[k]["report"], pair[k]["words"])) for k in "ab")
        kind = _kind(one, other, same=pair["same"])
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


def _kind(one: str | None, other: str | None, *, same: bool) -> str:
    joined = one is not None and one == other
    if same:
        return "right" if joined else "missed"
    return "wrong" if joined else "apart"


if __name__ == "__main__":
    sys.exit(main())
