"""The commands that post to a ledger and ask it: ``add``, ``control``, ``history``, ``verify``."""

import csv
import datetime as dt
import json
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import platformdirs
import typer
from rich.table import Table

from warledger.accounts.control_accounts import ControlAccounts, accounts_of, decided
from warledger.accounts.controllers import Controllers
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import default_method
from warledger.accounts.points import ANSWERED, ASKED, answers
from warledger.cli.output import errors, prepared_index, progress, tell, whole_file
from warledger.cli.work import readings_of
from warledger.gazetteer.index import Index
from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.journal.known_time import end_of_day
from warledger.journal.sources import default_sources
from warledger.journal.store import Ledger, open_ledger
from warledger.parties.registry import Registry, default_registry
from warledger.reading.model import DEFAULT_MODEL
from warledger.record.report import Report


class Form(StrEnum):
    """The forms in which answers are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def default_ledger() -> str:
    """Where the ledger is: the setting WARLEDGER_LEDGER, else a file in the user's data directory."""
    return os.environ.get("WARLEDGER_LEDGER") or str(Path(platformdirs.user_data_dir("warledger")) / "ledger.sqlite")


Where = Annotated[
    str, typer.Option("--ledger", default_factory=default_ledger, help="The ledger: a file, or a database URL.")
]
OutForm = Annotated[Form, typer.Option("--format", help="The form of the answer.")]
KnownOn = Annotated[
    str | None, typer.Option("--known-on", help="Answer from what was public by the end of this day (YYYY-MM-DD).")
]
SourceFiles = Annotated[
    list[Path] | None,
    typer.Option("--sources", help="A file of sources (TOML) beside the project's own; may be given twice."),
]


def add(
    inputs: Annotated[list[str], typer.Argument(help="Text, HTML or JSONL files, folders, or - for standard input.")],
    ledger: Where,
    published: Annotated[
        str | None, typer.Option(help="Publication date of reports that give none (YYYY-MM-DD).")
    ] = None,
    model: Annotated[str, typer.Option(help="The spaCy model to read with.")] = DEFAULT_MODEL,
) -> None:
    """Read reports and post them to the ledger; what is posted already changes nothing."""
    prepared_index()
    counts = {"new": 0, "revised": 0, "same": 0}
    failed = False

    def reports() -> Iterable[Report]:
        nonlocal failed
        for item in read_inputs(inputs, published=published):
            if isinstance(item, Problem):
                failed = failed or item.severity == "error"
                tell(item)
            else:
                yield item

    with open_ledger(ledger) as opened, progress("reports posted") as bar:
        for reading in readings_of(reports(), model, 1):
            reader = reading.statements[0].reader if reading.statements else ""
            posted = opened.post(reading.report, reading.statements, reader=reader, origin=reading.report.url)
            counts[posted.outcome] += 1
            bar.advance(bar.task_ids[0])
    errors.print(f"{counts['new']} new, {counts['revised']} revised, {counts['same']} posted before")
    if failed:
        sys.exit(1)


def control(  # noqa: PLR0913 - a command's options
    ledger: Where,
    on: Annotated[str | None, typer.Option(help="The day asked about (YYYY-MM-DD); today if left out.")] = None,
    country: Annotated[str | None, typer.Option(help="Only places of this country (ISO code such as SY).")] = None,
    party: Annotated[str | None, typer.Option(help="Only places that this party holds (id, name or alias).")] = None,
    points: Annotated[Path | None, typer.Option(help="Answer for the places and dates of this CSV file.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of standard output.")
    ] = None,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    sources: SourceFiles = None,
) -> None:
    """Who holds which place on a day, how surely, and how old the evidence is."""
    registry = default_registry()
    wanted = _party(party, registry) if party else None
    with open_ledger(ledger, create=False) as opened:
        accounts = _accounts(opened, registry, known_on, sources)
    if points is not None:
        _answer_points(points, output, accounts)
        return
    day = _day(on, "--on") if on else dt.date.today()
    rows = []
    for key in sorted(accounts.evidence, key=lambda k: (k.base, k.kind)):
        held = accounts.held(key, day.toordinal())
        place = held.place
        if (country and place.country != country.upper()) or held.party is None or held.answer is None:
            continue
        if wanted is not None and held.party != wanted:
            continue
        age = day.toordinal() - held.answer.last_evidence if held.answer.last_evidence is not None else None
        rows.append(
            {
                "place": _name(accounts, key),
                "country": place.country or "",
                "party": registry[held.party].name,
                "probability": round(held.answer.probability, 2),
                "since": _iso(held.answer.since),
                "last confirmed": f"{age} days ago" if age is not None and age >= 0 else "only later",
            }
        )
    with whole_file(output) as out:
        _print(rows, form, out, f"control on {day.isoformat()}")
    if not rows:
        errors.print("nothing is known for this; `warledger add` posts reports")


def history(
    place: Annotated[str, typer.Argument(help="The name of a place.")],
    ledger: Where,
    evidence: Annotated[bool, typer.Option("--evidence", help="Also print the words that say so.")] = False,
    form: OutForm = Form.table,
    known_on: KnownOn = None,
    sources: SourceFiles = None,
) -> None:
    """Who held a place, from when to when, and on whose word."""
    registry, index = default_registry(), Index(prepared_index())
    with open_ledger(ledger, create=False) as opened:
        accounts = _accounts(opened, registry, known_on, sources)
    keys = [k for k in accounts.find(place, index) if accounts.evidence.get(k)]
    account = accounts.joint_account(keys) if keys else None
    if account is None:
        near = _near_names(place, accounts)
        raise OSError(f"the ledger knows no place {place!r}" + (f"; near names are {', '.join(near)}" if near else ""))
    rows: list[dict[str, Any]] = []
    for day in account.days:
        who, _, answer = decided(account.answer(day), accounts.method)
        name = registry[who].name if who else "unclear"
        if rows and rows[-1]["party"] == name:
            rows[-1]["probability"] = max(rows[-1]["probability"], round(answer.probability, 2))
            continue
        if rows:
            rows[-1]["to"] = _iso(day)
        rows.append({"party": name, "from": _iso(day), "to": "", "probability": round(answer.probability, 2)})
    _print(rows, form, sys.stdout, f"history of {_name(accounts, keys[0])}")
    if evidence:
        told = [
            {
                "day": _iso(e.day),
                "says": f"{e.says.replace('_', ' ')} {registry[e.holder].name}",
                "weight": round(e.weight, 2),
                "words": accounts.entries[e.statement].statement.quote.text,
                "source": accounts.entries[e.statement].publisher or accounts.entries[e.statement].statement.report,
            }
            for e in account.evidence
        ]
        _print(told, form, sys.stdout, "evidence")


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


def _accounts(opened: Ledger, registry: Registry, known_on: str | None, sources: list[Path] | None) -> ControlAccounts:
    moment = end_of_day(_day(known_on, "--known-on")) if known_on else None
    method, known = default_method(), default_sources(sources or ())
    return accounts_of(opened.told("control", moment), Controllers(registry, method.invaded), method, known)


def _answer_points(points: Path, output: Path | None, accounts: ControlAccounts) -> None:
    index = Index(prepared_index())
    with points.open(newline="", encoding="utf-8-sig") as asked, whole_file(output) as out:
        writer = csv.DictWriter(out, [*ASKED, *ANSWERED], lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers(csv.DictReader(asked), accounts, index))


def _print(rows: list[dict[str, Any]], form: Form, out: Any, title: str) -> None:
    """Rows as a table of 80 columns or more, as JSON or as CSV."""
    if form is Form.json:
        out.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif form is Form.csv:
        writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    elif rows:
        from rich.console import Console

        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        for column in rows[0]:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(str(v) for v in row.values()))
        Console(file=out, highlight=False, markup=False, width=None if out.isatty() else 120).print(table)


def _name(accounts: ControlAccounts, key: Key) -> str:
    """A ledger place as people write it: the name most used, with its kind."""
    names: dict[str, int] = {}
    for e in accounts.evidence.get(key, ()):
        place = accounts.entries[e.statement].statement.place
        if place is not None:
            names[place.name] = names.get(place.name, 0) + 1
    return max(names, key=lambda n: (names[n], n), default=key.base)


def _near_names(name: str, accounts: ControlAccounts) -> list[str]:
    from rapidfuzz import process

    known = {n: n for place in accounts.places.by_key.values() for n in place.names}
    return [match[0] for match in process.extract(name.lower(), known, limit=3, score_cutoff=70)]


def _party(name: str, registry: Registry) -> str:
    """The id of a party by id, name or alias, letters' case left aside; raises OSError with near names."""
    from rapidfuzz import process

    wanted = name.casefold()
    names = {n.casefold(): p.id for p in registry.parties.values() for n in (p.id, p.name, *p.aliases)}
    if wanted in names:
        return names[wanted]
    near = [match[0] for match in process.extract(wanted, list(names), limit=3, score_cutoff=75)]
    raise OSError(f"there is no party {name!r}" + (f"; near names are {', '.join(near)}" if near else ""))


def _day(value: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise OSError(f"{option} {value!r} is no date; write it as 2016-05-15") from None


def _iso(day: int | None) -> str:
    return dt.date.fromordinal(day).isoformat() if day is not None else ""
