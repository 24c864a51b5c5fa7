"""Statements as lines: JSONL, JSON, and a table that fits 80 columns."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from warledger.publish.statement_words import day_text, headline, parties_text, toll_texts
from warledger.reading.reader import Reading
from warledger.record.report import Report
from warledger.record.statement import Statement

WIDTH = 80


def write_jsonl(readings: Iterable[Reading], out: IO[str]) -> None:
    """One statement a line, written as they are read."""
    for reading in readings:
        for statement in reading.statements:
            out.write(json.dumps(statement.as_json(), ensure_ascii=False) + "\n")


def write_json(readings: Iterable[Reading], out: IO[str]) -> None:
    """One JSON array."""
    out.write("[")
    first = True
    for reading in readings:
        for statement in reading.statements:
            out.write("\n" if first else ",\n")
            out.write(json.dumps(statement.as_json(), ensure_ascii=False, indent=2))
            first = False
    out.write("\n]\n")


def keeping(readings: Iterable[Reading], out: IO[str]) -> Iterator[Reading]:
    """Write each report as it was read, and pass its reading on."""
    for reading in readings:
        out.write(json.dumps(reading.report.as_json(), ensure_ascii=False) + "\n")
        yield reading


def explain(reading: Reading, out: IO[str]) -> None:
    """What was considered and dropped, with the reason, and the page furniture left out."""
    text = reading.report.text
    for note in reading.furniture:
        out.write(
            f"{reading.report.story}: {note.kind} at {note.start}: {_one_line(text[note.start : note.end])[:60]!r}\n"
        )
    for drop in reading.dropped:
        out.write(
            f"{reading.report.story}: dropped {_one_line(text[drop.start : drop.end])!r} at {drop.start} ({drop.frame}): {drop.reason}\n"
        )


def write_table(readings: Iterable[Reading], out: IO[str]) -> None:
    """Readable in 80 columns: what, where, who, when, then the words and their source."""
    for reading in readings:
        out.write(f"\n{_one_line(title_of(reading.report))[:WIDTH]}\n{'=' * WIDTH}\n")
        if not reading.statements:
            out.write(f"nothing to report ({reading.silence or 'no statement found'})\n")
        for statement in reading.statements:
            out.write(describe(statement))


def title_of(report: Report) -> str:
    """A report's title, else its story key; a path as seen from the current folder, where it lies below it."""
    if report.title:
        return report.title
    path, here = Path(report.story), Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else report.story


def describe(s: Statement) -> str:
    """A statement in a few lines of at most 80 columns."""
    head = f"{headline(s)}  [{day_text(s)}]"
    lines = textwrap.wrap(head, WIDTH, subsequent_indent="    ")
    details = [f"{role}: {', '.join(names)}" for role, names in parties_text(s).items()]
    details += toll_texts(s)
    if s.modality != "asserted":
        details.append(s.modality)
    if s.attribution:
        details.append("says " + ", according to ".join(a.speaker for a in s.attribution))
    if details:
        lines += textwrap.wrap(
            "; ".join(_one_line(d) for d in details), WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    quote = textwrap.shorten(_one_line(s.quote.text), 3 * WIDTH, placeholder=" ...")
    lines += textwrap.wrap(f'"{quote}"', WIDTH, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines) + f"\n    {s.why.frame}, confidence {s.confidence:.2f}\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
