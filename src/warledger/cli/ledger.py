"""The commands that keep a ledger: ``add``, ``demo``, ``verify``."""

import sys
from collections.abc import Iterable
from importlib.resources import files
from typing import Annotated

import typer

from warledger.accounts.book import open_book
from warledger.cli.output import errors, prepared_index, progress, tell
from warledger.cli.where import Where
from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.journal.posting import Posted
from warledger.journal.store import Ledger, open_ledger
from warledger.reading.model import DEFAULT_MODEL
from warledger.reading.reader import Reader, Reading, default_reader
from warledger.record.report import Report


def add(
    inputs: Annotated[list[str], typer.Argument(help="Text, HTML or JSONL files, folders, or - for standard input.")],
    ledger: Where,
    published: Annotated[
        str | None, typer.Option(help="Publication date of reports that give none (YYYY-MM-DD).")
    ] = None,
    model: Annotated[str, typer.Option(help="The spaCy model to read with.")] = DEFAULT_MODEL,
) -> None:
    """Read reports and post them to the ledger; what is posted already changes nothing."""
    with open_ledger(ledger) as opened:
        whole = post_all(opened, inputs, published, model)
    if not whole:
        sys.exit(1)


def demo(
    ledger: Annotated[str, typer.Option("--ledger", help="Where the ledger goes: a file, or a database URL.")],
) -> None:
    """Make a ledger from reports that come with the program: real events of 2014 to 2017, made-up publishers."""
    build_demo(ledger)


def build_demo(ledger: str) -> None:
    """Post the demonstration's sources and reports to a ledger, by the ordinary path."""
    folder = files("warledger.cli") / "demonstration"
    with open_ledger(ledger) as opened:
        opened.post_file("sources", "sources.toml", (folder / "sources.toml").read_text(encoding="utf-8"))
        post_all(opened, [str(folder / f"{year}.jsonl") for year in range(2014, 2018)])


def post_all(opened: Ledger, inputs: list[str], published: str | None = None, model: str = DEFAULT_MODEL) -> bool:
    """Read and post all inputs, each report in a transaction of its own; false if something could not be read."""
    prepared_index()
    reader = default_reader(model)
    counts = {"new": 0, "revised": 0, "same": 0}
    failed = False

    def reports() -> Iterable[Report]:
        nonlocal failed
        for item in read_inputs(inputs, published=published):
            if isinstance(item, Problem):
                failed = failed or item.severity == "error"
                tell(item)
            elif opened.has(item.revision):
                counts["same"] += 1
            else:
                yield item

    with progress("reports posted") as bar:
        for reading in reader.read_all(reports()):
            posted = _post(opened, reading, reader)
            counts[posted.outcome] += 1
            bar.advance(bar.task_ids[0])
    errors.print(f"{counts['new']} new, {counts['revised']} revised, {counts['same']} posted before")
    open_book(opened).close()
    return not failed


def _post(opened: Ledger, reading: Reading, reader: Reader) -> Posted:
    """Post a reading; a text that is another story under the address of an old one is read again as a story of its own."""
    report = reading.report
    story = opened.story_for(report) if report.id is None and report.url is not None else report.story
    if story != report.story:
        errors.print(f"{report.story}: another story stands at this address now; it is kept as {story}")
        reading = reader.read(report.model_copy(update={"story": story}))
    return opened.post(reading.report, reading.statements, reader=reader.name, origin=reading.report.url)


def verify(
    ledger: Where,
    head: Annotated[bool, typer.Option("--head", help="Print the head, to be kept elsewhere.")] = False,
    since: Annotated[str | None, typer.Option(help="A head printed before: finds what was cut off since.")] = None,
) -> None:
    """Check that no row of the ledger was altered, removed or moved."""
    with open_ledger(ledger, create=False) as opened:
        wrong = opened.verify(since)
        if head:
            print(opened.head())
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        sys.exit(1)
    if not head:
        print("the ledger is clean")
