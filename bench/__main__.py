"""``python -m bench``: accuracy on the project's own gold set and, where it is there, on ../shared/bench.

``--floors`` only holds the own figures against bench/floors.json (continuous integration runs this);
``--raise`` writes the figures reached into it, never lower than they are; ``--card`` writes docs/accuracy.md.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.article import checklist
from bench.command import warledger
from bench.fit import held_out
from bench.gold import SHARED, Card, Passage, outside_passages, passages, report_of, score
from bench.placing import answered
from warledger.reading.reader import Reader, default_reader
from warledger.record.report import Report

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CARD = HERE.parent / "docs" / "accuracy.md"


def main() -> int:
    """Run the benches; the exit status is 1 if a figure fell under its floor."""
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    for flag in ("--floors", "--raise", "--card"):
        options.add_argument(flag, action="store_true")
    chosen = vars(options.parse_args())
    reader = default_reader()
    golds = passages()
    read = {p["id"]: reader.read(report_of(p)).statements for p in golds}

    def scored(some: Sequence[Passage]) -> Card:
        return score(some, lambda report: read[report.story])

    card = scored(golds)
    print(table(card))
    reached = {name: scored(passages(sets)).figures() for name, sets in ROUNDS.items()}
    held = floors()
    fallen = [
        f"{row} of sets {name}: {reached[name].get(row, 0.0):.3f} is under its floor {floor:.3f}"
        for name, least in held.items()
        for row, floor in least.items()
        if reached[name].get(row, 0.0) < floor
    ]
    count = sum(len(least) for least in held.values())
    print("\n".join(fallen) or f"no figure is under its floor ({count} floors, {len(golds)} passages)")
    if chosen["raise"]:
        FLOORS.write_text(json.dumps(raised(held, reached), indent=2) + "\n")
    if chosen["floors"]:
        return 1 if fallen else 0
    outside = shared(reader)
    print(outside)
    if chosen["card"]:
        CARD.parent.mkdir(exist_ok=True)
        more = {"Confidence": held_out([*golds, *outside_passages()]), "Speed": _speed()}
        CARD.write_text(page(card, outside, len(golds), more), encoding="utf-8")
    return 1 if fallen else 0


ROUNDS = {"a-d": "abcd", "e-g": "efg"}
"""The sets of the gold by the round in which they were written; floors are held on each round by itself, so that new
and harder passages neither hide a loss on the old ones nor need a floor to be lowered."""

Floors = dict[str, dict[str, float]]
"""By the name of a round, the least that each of its figures may be."""


def floors() -> Floors:
    """The floors as checked in."""
    return dict(json.loads(FLOORS.read_text()))


def raised(held: Floors, reached: Floors) -> Floors:
    """The floors with what was reached, a little below it, and never lower than they are."""
    return {
        name: {row: round(max(v - 0.005, held.get(name, {}).get(row, 0.0)), 3) for row, v in figures.items()}
        for name, figures in reached.items()
    }


def table(card: Card) -> str:
    """The rows of a card as text."""
    lines = [f"{'row':<16}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>6}{'found':>6}"]
    lines += [
        f"{row:<16}{t.precision:>10.3f}{t.recall:>8.3f}{t.f1:>7.3f}{t.gold:>6}{t.predicted:>6}"
        for row, t in card.rows.items()
    ]
    for name, counter in (("speaker", card.speakers), ("quiet", card.quiet)):
        lines.append(f"{name:<16}{counter[True]} of {counter.total()} ({counter[True] / max(1, counter.total()):.3f})")
    return "\n".join(lines)


def shared(reader: Reader) -> str:
    """The tables on the outside texts, as their own scorers print them."""
    if not SHARED.is_dir():
        return "skipped: ../shared/bench is not there"
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("control_dev", "events_dev"):
            out = Path(folder) / f"{name}.jsonl"
            began = time.perf_counter()
            warledger("read", str(SHARED / f"{name}.jsonl"), "-o", str(out))
            parts.append(
                f"## {name} ({time.perf_counter() - began:.1f} s)\n"
                + _score("score_statements.py", f"{name}.jsonl", str(out))
            )
        for name, extra in (("TR-News", ()), ("GWN", ("--no-hard",))):
            gold, blank, out = f"geo_{name}.jsonl", Path(folder) / "blank.jsonl", Path(folder) / "places.jsonl"
            _score("score_geo.py", gold, "--blank", str(blank))
            for title, command in (("given", (str(blank), "--given")), ("raw text", (str(SHARED / gold),))):
                warledger("places", *command, "-o", str(out))
                parts.append(f"## {name}, {title}\n" + _score("score_geo.py", gold, str(out), *extra))
                if title == "given":
                    parts.append(answered(SHARED / gold, out, hard=not extra) + "\n")
    parts.append("## article.txt, expected values\n" + _article(reader))
    return "\n".join(parts)


def _article(reader: Reader) -> str:
    report = Report(text=(SHARED / "article.txt").read_text(encoding="utf-8"), story="article", published="2016-05-15")
    reading = reader.read(report)
    return checklist(reading.statements, [(f.start, f.end) for f in reading.furniture])


def _score(script: str, gold: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(SHARED / script), str(SHARED / gold), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _speed() -> str:
    """The table of bench.speed, from a process that has done nothing else."""
    return subprocess.run(
        [sys.executable, "-m", "bench.speed"], capture_output=True, text=True, check=True
    ).stdout.strip()


ABOUT = {
    "Confidence": "Each statement's `confidence` against being right, from weights fitted without its passage (five parts), "
    "on the own and the outside passages together. An error of 0.1 means that statements said to be 80% sure are right "
    "in 70 to 90 of a hundred cases.",
    "Speed": "The reader beside the bare language model on the same texts in the same run, the statements lost because their "
    "story's words tell of no armed conflict, and one story read by a fresh process.",
}


def first_sight() -> str:
    """The F1 that sets of the gold had when they were first read, before any rule was made with them in view."""
    lines = ["| set | passages | about | F1 at first sight |", "| --- | --- | --- | --- |"]
    for row in json.loads((HERE / "first_sight.json").read_text(encoding="utf-8")):
        figures = ", ".join(f"{k} {v:.2f}" for k, v in row.items() if isinstance(v, float))
        lines.append(f"| {row['set']} | {row['passages']} | {row['about']} | {figures} |")
    return "\n".join(lines)


def page(card: Card, outside: str, count: int, more: dict[str, str]) -> str:
    """The accuracy card; ``more`` has further tables by their title."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    groups = "\n".join(
        f"| {row} | {group} | {t.precision:.2f} | {t.recall:.2f} | {t.f1:.2f} | {t.gold} |"
        for (row, group), t in sorted(card.groups.items())
    )
    further = "\n\n".join(f"## {title}\n\n{ABOUT[title]}\n\n```\n{text}\n```" for title, text in more.items())
    return f"""# How often the reader is wrong

Measured {time.strftime("%Y-%m-%d")} on {platform.machine()}, Python {platform.python_version()},
at commit {commit or "unknown"} and what stood on it.
Written by `python -m bench --card`; run it to see today's figures.

## The project's own gold set ({count} passages)

```
{table(card)}
```

By region and style (a row with few gold statements says little):

| row | group | precision | recall | F1 | gold |
| --- | --- | --- | --- | --- | --- |
{groups}

## At first sight

What to expect of texts that nobody has tuned on: each set was written and annotated by people who did not know the rules,
and read once before any rule was made with it in view. Later sets were aimed at what is weakest.

{first_sight()}

## Outside texts

These were looked at while the rules were made; other texts will fare worse.

```
{outside}
```

{further}
"""


if __name__ == "__main__":
    sys.exit(main())
