"""``python -m bench.territory``: how often what a party truly held lies between the low and the high figure.

A table of facts says who held which place when. The ledger's settlements that it has (by name or alias within 15 km) are
counted on the 15th of each month of 2014 to 2017, for each party that truly held one of them on some of these days, in
the articles' ledger and in the demonstration's. As a rival, the band of independent chances: mean and 1.28 deviations,
which is as wide (80%) as low and high are meant to be.
"""

import csv
import datetime as dt
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.command import warledger
from bench.gold import SHARED
from bench.ledger import COUNTRY, TRUTH
from warledger.accounts.book import open_book
from warledger.accounts.settlements import settlements_of
from warledger.accounts.territory import Holders, Holding, extent_of, holders_in
from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.index import Index
from warledger.journal.store import open_ledger

MONTHS = [dt.date(year, month, 15).toordinal() for year in range(2014, 2018) for month in range(1, 13)]
DEVIATIONS = 1.28
SAME = {"turkish-backed-opposition": "syrian-opposition"}
"""Parties that the table of facts does not tell apart."""

Spans = list[dict[str, str]]


def main() -> int:
    """Print the table; skipped with a clear line where the outside texts are absent."""
    if not TRUTH.is_file():
        print("skipped: ../shared/bench is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        articles, demo = (str(Path(folder) / name) for name in ("articles.sqlite", "demo.sqlite"))
        warledger("add", str(SHARED / "articles_syria.jsonl"), "--ledger", articles)
        warledger("demo", "--ledger", demo)
        for name, ledger, country in (("the articles", articles, COUNTRY), ("the demonstration", demo, None)):
            print(f"{name}: {measured(ledger, country)}")
    return 0


def measured(ledger: str, country: str | None) -> str:
    """How often the truth lies in the two bands of places held, how wide they are, and how far the best figure is off."""
    holders, truth = known_places(ledger, country)
    inside = independent = count = 0
    width = narrow = off = 0.0
    for party, day in _asked(truth):
        holdings = [_coarse(h) for h in holders.on(day)]
        kept = [i for i, spans in enumerate(truth) if _holder(spans, day) is not None]
        places = [holders.settlements[i] for i in kept]
        true = sum(_holder(truth[i], day) == party for i in kept)
        found = extent_of(party, places, [holdings[i] for i in kept], day)
        chances = [holdings[i].chances.get(party, 0.0) for i in kept]
        mean, spread = sum(chances), DEVIATIONS * math.sqrt(sum(c * (1 - c) for c in chances))
        inside += found.low.places <= true <= found.high.places
        independent += mean - spread <= true <= mean + spread
        width += (found.high.places - found.low.places) / len(kept)
        narrow += 2 * spread / len(kept)
        off += abs(found.best.places - true) / len(kept)
        count += 1
    return (
        f"{len(truth)} places, {count} figures; best off by {off / count:.3f} of the places on average; low to high holds the "
        f"truth in {inside / count:.3f} (width {width / count:.3f}), independent chances in {independent / count:.3f} "
        f"(width {narrow / count:.3f})"
    )


def known_places(ledger: str, country: str | None) -> tuple[Holders, list[Spans]]:
    """The ledger's settlements that the table of facts has, with the spans of each."""
    index = Index(ensure_index())
    with open_ledger(ledger, create=False) as opened, open_book(opened) as book:
        accounts = list(book.accounts(country))
        settlements = {s.key: s for s in settlements_of(accounts, index, {}, book.method, book.publication)}
        facts: dict[str, Spans] = {}
        with TRUTH.open(newline="", encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                if country in (None, row["country"]):
                    facts.setdefault(row["place"], []).append(row)
        matched = {}
        for name, spans in facts.items():
            keys = book.find(name, index, float(spans[0]["lat"]), float(spans[0]["lon"]))
            if "(" not in name and keys and keys[0] in settlements:
                matched[keys[0]] = spans
    holders = holders_in(accounts, [settlements[key] for key in matched], book.method)
    return holders, [matched[s.key] for s in holders.settlements]


def _asked(truth: list[Spans]) -> Iterator[tuple[str, int]]:
    for party in sorted({SAME.get(row["party"], row["party"]) for spans in truth for row in spans}):
        days = [day for day in MONTHS if any(_holder(spans, day) == party for spans in truth)]
        yield from ((party, day) for day in days)


def _coarse(holding: Holding) -> Holding:
    chances: dict[str, float] = {}
    for party, chance in holding.chances.items():
        chances[SAME.get(party, party)] = chances.get(SAME.get(party, party), 0.0) + chance
    return Holding(SAME.get(holding.named, holding.named) if holding.named else None, chances)


def _holder(spans: Spans, day: int) -> str | None:
    iso = dt.date.fromordinal(day).isoformat()
    held = next((r["party"] for r in spans if r["start"] <= iso and (not r["end"] or iso < r["end"])), None)
    return SAME.get(held, held) if held else None


if __name__ == "__main__":
    raise SystemExit(main())
