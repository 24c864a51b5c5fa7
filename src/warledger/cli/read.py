"""``warledger read``: reports in, statements out."""

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from warledger.cli import html_page, rows
from warledger.cli.output import errors, prepared_index, progress, tell, whole_file
from warledger.cli.work import readings_of
from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.reading.model import DEFAULT_MODEL
from warledger.reading.reader import Reading
from warledger.record.report import Report


class ReadFormat(StrEnum):
    """The forms in which statements are printed."""

    jsonl = "jsonl"
    json = "json"
    table = "table"
    html = "html"


WRITERS: dict[ReadFormat, Callable[..., None]] = {
    ReadFormat.jsonl: rows.write_jsonl,
    ReadFormat.json: rows.write_json,
    ReadFormat.table: rows.write_table,
    ReadFormat.html: html_page.write_html,
}


class Tally:
    """What a run met, told as it happens; ``failed`` decides the exit status."""

    def __init__(self) -> None:
        self.failed = False
        self.foreign = 0

    def reports(self, items: Iterable[Report | Problem]) -> Iterator[Report]:
        """The reports, their problems told on standard error on the way."""
        for item in items:
            if isinstance(item, Problem):
                self.failed = self.failed or item.severity == "error"
                tell(item)
            else:
                self.foreign += item.language != "en"
                yield item


def read(  # noqa: PLR0913 - a command's options
    inputs: Annotated[list[str], typer.Argument(help="Text, HTML or JSONL files, folders, or - for standard input.")],
    form: Annotated[ReadFormat, typer.Option("--format", help="The form of the output.")] = ReadFormat.jsonl,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of standard output.")
    ] = None,
    reports: Annotated[
        Path | None, typer.Option(help="Also write the reports as read (JSONL), to check offsets.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Publication date of reports that give none (YYYY-MM-DD).")
    ] = None,
    model: Annotated[str, typer.Option(help="The spaCy model to read with.")] = DEFAULT_MODEL,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that read side by side.")] = 1,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also list on standard error what was considered and dropped, and why.")
    ] = False,
) -> None:
    """Read news reports into sourced statements; touches no ledger."""
    prepared_index()
    tally = Tally()
    with whole_file(output) as out, progress("reports read") as bar:

        def seen() -> Iterator[Reading]:
            for reading in readings_of(tally.reports(read_inputs(inputs, published=published)), model, jobs):
                bar.advance(bar.task_ids[0])
                if explain:
                    rows.explain(reading, sys.stderr)
                yield reading

        if reports is None:
            WRITERS[form](seen(), out)
        else:
            with whole_file(reports) as kept:
                WRITERS[form](rows.keeping(seen(), kept), out)
    if tally.foreign:
        errors.print(f"{tally.foreign} reports in other languages than English yield no statements")
    if tally.failed:
        sys.exit(1)
