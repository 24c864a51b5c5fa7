"""``warledger reread``: all reports again with the present reader; shows what would change before it is posted."""

import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

import typer

from warledger.accounts.book import open_book
from warledger.accounts.effects import Differing, if_told
from warledger.accounts.rereading import Lost, Reread, reread_of
from warledger.cli.answers import SHOWN, Form, OutForm, print_rows
from warledger.cli.effects import differing_lines
from warledger.cli.output import errors, prepared_index, progress
from warledger.cli.where import Where
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.telling import Told
from warledger.journal.versions import Unread
from warledger.parties.registry import default_registry
from warledger.reading.model import DEFAULT_MODEL
from warledger.reading.reader import Reader, default_reader
from warledger.record.report import Report


def reread(
    ledger: Where,
    stories: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT...]", help="Only these reports, by id, address or path.")
    ] = None,
    post: Annotated[bool, typer.Option("--post", help="Post what was read; without it nothing is changed.")] = False,
    model: Annotated[str, typer.Option(help="The spaCy model to read with.")] = DEFAULT_MODEL,
    form: OutForm = Form.table,
) -> None:
    """Read reports again with the present reader, and show what that would change."""
    prepared_index()
    with open_ledger(ledger, create=False) as opened:
        _check(opened, stories)
        reader = default_reader(model)
        found: list[Reread] = []
        try:
            with progress("reports read again") as bar:
                for again in _read(opened, reader, stories):
                    if post:
                        opened.post_reading(again.revision, again.found, reader=reader.name)
                    found.append(replace(again, found=(), told=[]) if post else again)
                    bar.advance(bar.task_ids[0])
        except KeyboardInterrupt:
            if post:
                errors.print(f"{len(found)} revisions were posted and stay; the same command goes on with the others")
            raise
        passed = _passed(opened, found) if not post else []
        if post:
            open_book(opened).close()
    print_rows([row for again in found for row in _rows(again)], form, sys.stdout, "what another reading changes")
    _tell(found, passed, posted=post)


def _check(opened: Ledger, stories: list[str] | None) -> None:
    """Raises OSError for a report that the ledger does not have."""
    for story in stories or ():
        if not opened.versions(story):
            raise OSError(f"the ledger has no report {story!r}; `history --evidence` and `incident` lead to their ids")


def _read(opened: Ledger, reader: Reader, stories: list[str] | None) -> Iterator[Reread]:
    """Each revision that the reader has not read, read."""
    decided = opened.decisions()
    waiting: deque[Unread] = deque()

    def reports() -> Iterator[Report]:
        for unread in opened.unread_by(reader.name, stories):
            waiting.append(unread)
            yield unread.report

    for reading in reader.read_all(reports()):
        yield reread_of(waiting.popleft(), reading.statements, decided)


def _passed(opened: Ledger, found: list[Reread]) -> list[Differing]:
    """Which places would be in other hands."""
    told: dict[str, list[Told]] = {again.story: again.told for again in found if again.stands}
    with open_book(opened) as book:
        return if_told(book, told)


def _rows(again: Reread) -> Iterator[dict[str, Any]]:
    for change in again.changes:
        fields = change.get("fields", {})
        yield {
            "report": again.story,
            "change": change["change"],
            "before": change.get("before", "")[:SHOWN],
            "statement": change["statement"][:SHOWN],
            "what": change.get("quote") or "; ".join(f"{n}: {one} -> {two}" for n, (one, two) in fields.items()),
        }


def _tell(found: list[Reread], passed: list[Differing], *, posted: bool) -> None:
    """The counts, the holders that differ and the decisions that lose their statement, on standard error."""
    counts = Counter(change["change"] for again in found for change in again.changes)
    revisions = f"{len(found)} revision{'s' if len(found) != 1 else ''}"
    told = ", ".join(f"{counts[c]} {c}" for c in ("added", "dropped", "changed"))
    errors.print(f"{revisions} read again: statements {told}" if found else "all was read by this reader already")
    if passed:
        errors.print(
            f"{len(passed)} spans of control in other hands:", *differing_lines(passed, default_registry()), sep="\n  "
        )
    lost = [one for again in found for one in again.lost]
    if lost:
        one_or_more = "decision {} its" if len(lost) == 1 else "decisions {} their"
        errors.print(f"{len(lost)} {one_or_more.format('lost' if posted else 'would lose')} statement:")
        for one in lost:
            errors.print(f"  {_lost(one)}", markup=False, soft_wrap=True)
    if found and not posted:
        errors.print("nothing is posted; --post does it")


def _lost(one: Lost) -> str:
    made = one.decided.decision
    return f'{one.decided.seq}: {made.kind} by {made.editor}, "{" ".join(one.words.split())}" ({one.story})'
