"""``python -m bench.wars``: articles and news on other wars than those the method was made on, posted to an empty ledger, and
who held what on the 15th of every month (bench/wars/README.md tells where the texts and tables come from).
"""

import csv
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.command import warledger
from bench.ledger import sieges_found

WARS = Path(__file__).parent / "wars"
KINDS = {"articles": ("articles.jsonl",), "news": ("news.jsonl",), "both": ("articles.jsonl", "news.jsonl")}
LAST = {"a": dt.date(2024, 12, 31), "b": dt.date(2025, 6, 30), "c": dt.date(2025, 9, 30), "d": dt.date(2025, 11, 15)}
"""The last month asked for of each set whose spans have no end; those of the others end with what the texts tell."""

SAME = {"government-of-national-accord": "libya-government"}
"""Parties that stand for one another: the one was the government of its country for some years."""

Spans = dict[tuple[str, str], list[dict[str, str]]]


def main() -> int:
    """Print a row for each set and kind of text, and the sieges found where a set has a table of them."""
    told = ""
    print("| set | texts | points | answered | right of those | right of all | calibration error |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for folder in sorted(f for f in WARS.iterdir() if f.is_dir()):
        truth = _truth(folder / "truth.csv")
        for kind, files in KINDS.items():
            if not all((folder / name).is_file() for name in files):
                continue
            row, sieges = _row(folder, files, truth)
            print(f"| {folder.name} | {kind} | {row} |", flush=True)
            told += f"{folder.name}: {sieges}" if sieges else ""
    print(told)
    return 0


def _row(folder: Path, files: tuple[str, ...], truth: Spans) -> tuple[str, str]:
    """The figures of a set, and those on its sieges where it has a table of them."""
    with tempfile.TemporaryDirectory() as made:
        ledger, points, answers = (str(Path(made) / name) for name in ("l.sqlite", "points.csv", "answers.csv"))
        warledger("add", *(str(folder / name) for name in files), "--ledger", ledger)
        asked = list(_points(truth, LAST.get(folder.name, dt.date(2026, 12, 31))))
        with Path(points).open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["place", "country", "lat", "lon", "date"])
            writer.writerows([*point[:5]] for point in asked)
        warledger("control", "--points", points, "-o", answers, "--ledger", ledger)
        with Path(answers).open(newline="", encoding="utf-8") as rows:
            said = [(row["party"], float(row["probability"] or 0)) for row in csv.DictReader(rows)]
        table = folder / "truth_sieges.csv"
        sieges = sieges_found(Path(ledger), table) if table.is_file() else ""
    hits = [
        (chance, SAME.get(party, party) == SAME.get(point[5], point[5]))
        for (party, chance), point in zip(said, asked, strict=True)
        if party
    ]
    right, count = sum(hit for _, hit in hits), max(1, len(hits))
    shares = (len(hits) / len(asked), right / count, right / len(asked), _off(hits))
    return " | ".join((str(len(asked)), *(f"{share:.3f}" for share in shares))), sieges


def _off(hits: list[tuple[float, bool]]) -> float:
    """How far the probabilities are from the share of right ones, by tenths, on average."""
    bins: dict[int, list[float]] = {}
    for chance, hit in hits:
        bins.setdefault(min(9, int(chance * 10)), []).append(chance - hit)
    return sum(abs(sum(b)) for b in bins.values()) / max(1, len(hits))


def _truth(file: Path) -> Spans:
    spans: Spans = {}
    with file.open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            spans.setdefault((row["place"], row["country"]), []).append(row)
    return spans


def _points(truth: Spans, last: dt.date) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Each place on the 15th of every month on which the table has a holder: place, country, position, date and holder."""
    first = min(row["start"] for spans in truth.values() for row in spans)
    for (place, country), spans in truth.items():
        day = dt.date(int(first[:4]), 1, 15)
        while day <= last:
            iso = day.isoformat()
            held = next((r["party"] for r in spans if r["start"] <= iso and (not r["end"] or iso < r["end"])), None)
            if held is not None:
                yield place, country, spans[0]["lat"], spans[0]["lon"], iso, held
            day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=15)


if __name__ == "__main__":
    sys.exit(main())
