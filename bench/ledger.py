"""``python -m bench.ledger``: whole articles posted to an empty ledger, and who held what on 2,700 dated points; the same
for the reports of the demonstration; sieges of a table of facts.

The same points are put to "the last report wins", which takes the holder that the latest evidence before a day names.
"""

import csv
import datetime as dt
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from bench.command import warledger
from bench.gold import SHARED
from warledger.accounts.book import Book, Wanted, open_book
from warledger.accounts.deciding import decided
from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.index import Index
from warledger.journal.known_time import end_of_day
from warledger.journal.store import open_ledger
from warledger.journal.telling import AsOf

KNOWN_ON = Path(__file__).parent / "gold" / "known_on.csv"
COPIES = Path(__file__).parent / "gold" / "copies.csv"
TRUTH = SHARED / "truth_control.csv"
SIEGES = SHARED / "truth_sieges.csv"
COUNTRY = "SY"


def main() -> int:
    """Print the table; skipped with a clear line where the outside texts are absent."""
    if not TRUTH.is_file():
        print("skipped: ../shared/bench is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ledger, points = Path(folder) / "ledger.sqlite", Path(folder) / "points.csv"
        ours, last = Path(folder) / "ours.csv", Path(folder) / "last.csv"
        warledger("add", str(SHARED / "articles_syria.jsonl"), "--ledger", str(ledger))
        _score(str(TRUTH), "--country", COUNTRY, "--points", str(points))
        warledger("control", "--points", str(points), "-o", str(ours), "--ledger", str(ledger))
        _last_report_wins(ledger, points, last)
        for name, answers in (("the method", ours), ("the last report wins", last)):
            print(f"## {name}\n{_score(str(TRUTH), str(answers), '--country', COUNTRY)}")
        print(f"## sieges on the same articles\n{sieges_found(ledger, SIEGES, COUNTRY)}")
        print(f"## the demonstration's ledger\n{_demo(Path(folder))}")
    return 0


def _demo(folder: Path) -> str:
    ledger, points, ours = folder / "demo.sqlite", folder / "demo_points.csv", folder / "demo.csv"
    years = ("--from", "2014-01", "--to", "2017-12")
    warledger("demo", "--ledger", str(ledger))
    _score(str(TRUTH), *years, "--points", str(points))
    warledger("control", "--points", str(points), "-o", str(ours), "--ledger", str(ledger))
    return (
        _score(str(TRUTH), str(ours), *years)
        + sieges_found(ledger, SIEGES)
        + copies_found(ledger)
        + corrections_known(ledger, errors="--errors" in sys.argv)
        + known_then(ledger)
    )


def copies_found(ledger: Path) -> str:
    """How many of the demonstration's agency copies count as one voice, and how many other pairs do."""
    voices: dict[str, set[str]] = {}
    with open_ledger(str(ledger), create=False) as opened:
        for story, voice in opened.voices():
            voices.setdefault(voice, set()).add(story)
    found = {pair for stories in voices.values() for pair in combinations(sorted(stories), 2)}
    with COPIES.open(newline="", encoding="utf-8") as rows:
        gold = {(row["first"], row["copy"]) for row in csv.DictReader(rows)}
    right = len(found & gold)
    return f"agency copies {len(gold)}  found {right}  wrongly taken for one {len(found) - right}\n"


def corrections_known(ledger: Path, *, errors: bool = False) -> str:
    """Questions on what reports of the demonstration said that were corrected later: the figure that a report gives for a
    place and day, or who held a place, as known before and after the correction."""
    index, right, wrong = Index(ensure_index()), 0, []
    with open_ledger(str(ledger), create=False) as opened, KNOWN_ON.open(newline="", encoding="utf-8") as rows:
        asked = list(csv.DictReader(rows))
        for row in asked:
            with open_book(opened, AsOf(known_on=end_of_day(dt.date.fromisoformat(row["known_on"])))) as book:
                said = _said_of(row, book, index)
            right += said == row["expected"]
            wrong += [
                f"  {row['kind']} {row['place']} known on {row['known_on']}: {said or 'nothing'}, not {row['expected']}"
            ]
            wrong = wrong if said != row["expected"] else wrong[:-1]
    told = "\n".join(wrong) + "\n" if errors and wrong else ""
    return f"questions as known before and after a correction {len(asked)}  right {right}\n{told}"


def _said_of(row: dict[str, str], book: Book, index: Index) -> str:
    """What the book says to one question; empty for nothing."""
    day = dt.date.fromisoformat(row["day"]).toordinal()
    if row["kind"] == "holder":
        account = book.joint_account(book.find(row["place"], index))
        return (decided(account.answer(day), book.method)[0] or "") if account is not None else ""
    for summary in book.incidents(Wanted(first=day - 1, last=day + 1, place=row["place"])):
        one = book.incident(summary.id)
        for telling in one.tellings if one is not None else ():
            if telling.story == row["report"] and row["kind"] in telling.harms:
                return str(telling.harms[row["kind"]][0])
    return ""


def known_then(ledger: Path) -> str:
    """Questions on places that changed hands on a known day: who held it a week later, as known the day before the change
    (the one before) and as known a month later (the one after)."""
    index, asked, right = Index(ensure_index()), 0, 0
    with open_ledger(str(ledger), create=False) as opened:
        for place, day, before, after in _changes()[::6][:15]:
            for known, holder in ((day - 1, before), (day + 30, after)):
                with open_book(opened, AsOf(known_on=end_of_day(dt.date.fromordinal(known)))) as book:
                    account = book.joint_account(book.find(place, index))
                said = decided(account.answer(day + 7), book.method)[0] if account is not None else None
                asked += 1
                right += said == holder
    return f"questions as known before and after a change {asked}  right {right}\n"


def _changes() -> list[tuple[str, int, str, str]]:
    """Changes of hands of 2014 to 2017 on a known day, by place: place, day, holder before and after."""
    found, last = [], {}
    with TRUTH.open(newline="", encoding="utf-8") as truth:
        for row in csv.DictReader(truth):
            place, start = row["place"], row["start"]
            known = row["start_precision"] == "day" and "2014-01-15" <= start < "2018" and "(" not in place
            if known and place in last:
                found.append((place, dt.date.fromisoformat(start).toordinal(), last[place], row["party"]))
            last[place] = row["party"]
    return found


def sieges_found(ledger: Path, table: Path, country: str | None = None) -> str:
    """How many sieges of the table the ledger has at that time, and with start and end within two weeks."""
    index = Index(ensure_index())
    count, found, dated = 0, 0, 0
    with (
        open_ledger(str(ledger), create=False) as opened,
        open_book(opened) as book,
        table.open(newline="", encoding="utf-8") as truth,
    ):
        told = book.sieges()
        for row in csv.DictReader(truth):
            if country and row["country"] != country:
                continue
            count += 1
            names = row["place"].split(" (")[0].replace(" bases", " base").split(" and ")
            keys = {key for name in names for key in book.find(name, index)}
            start = dt.date.fromisoformat(row["start"]).toordinal()
            end = dt.date.fromisoformat(row["end"]).toordinal() if row["end"] else None  # it went on
            there = [
                s
                for s in told
                if s.place in keys and (s.start or s.last_told) <= (end or LAST) and start <= (s.end or s.last_told)
            ]
            found += bool(there)
            dated += any(_near(s.start, start) and (_near(s.end, end) if end else s.end is None) for s in there)
    return f"sieges {count}  found {found} ({found / count:.2f})  start and end within 14 days {dated} ({dated / count:.2f})\n"


def _near(said: int | None, true: int) -> bool:
    return said is not None and abs(said - true) <= SIEGE_DAYS


SIEGE_DAYS = 14
LAST = dt.date.max.toordinal()


def _score(*arguments: str) -> str:
    script = str(SHARED / "score_control_months.py")
    return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=True).stdout


def _last_report_wins(ledger: Path, points: Path, out: Path) -> None:
    index = Index(ensure_index())
    with (
        open_ledger(str(ledger), create=False) as opened,
        open_book(opened) as book,
        points.open(newline="", encoding="utf-8") as asked,
        out.open("w", newline="", encoding="utf-8") as answers,
    ):
        writer = csv.DictWriter(answers, ["place", "country", "lat", "lon", "date", "party", "probability"])
        writer.writeheader()
        for point in csv.DictReader(asked):
            writer.writerow({**point, "party": _last(book, index, point), "probability": "1"})


def _last(book: Book, index: Index, point: dict[str, str]) -> str:
    day = dt.date.fromisoformat(point["date"]).toordinal()
    keys = book.find(point["place"], index, float(point["lat"]), float(point["lon"]))
    told = [e for e in book.evidence(keys) if e.day <= day and e.says in {"holds", "passes"}]
    return max(told, key=lambda e: (e.day, e.says == "passes", e.statement)).holder if told else ""


if __name__ == "__main__":
    sys.exit(main())
