"""``territory``: what share of places, people and land a party held over time, and what it gained and lost."""

import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from warledger.accounts.evidence import iso_day
from warledger.accounts.settlements import settlements_of
from warledger.accounts.steps import Step, steps_of
from warledger.accounts.territory import Extent, Passing, extents, holders_in, only, passings
from warledger.cli.answers import Form, OutForm, day_of, print_rows
from warledger.cli.asking import Country, KnownOn, PostedBy, WithDecisions, as_of, asked, country_of, party_of
from warledger.cli.output import errors, prepared_index, whole_file
from warledger.cli.where import Where
from warledger.gazetteer.index import Index
from warledger.gazetteer.outlines import outlines
from warledger.parties.registry import Registry, default_registry
from warledger.publish.figures import rough

COLUMNS = {"places": ("places", 1), "people": ("people, thousands", 1000), "km2": ("land, km2", 1)}
"""Of each size the table's column, and what its figures are divided by."""


def territory(  # noqa: PLR0913 - a command's options
    party: Annotated[str, typer.Argument(help="A party by id, name or alias.")],
    ledger: Where,
    start: Annotated[str | None, typer.Option("--from", help="The first day; that of the first evidence.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The last day; that of the last evidence.")] = None,
    country: Country = None,
    step: Annotated[Step, typer.Option(help="How far apart the days are.")] = Step.month,
    form: OutForm = Form.table,
    changes: Annotated[bool, typer.Option("--changes", help="Only the gains and losses.")] = False,
    chart: Annotated[Path | None, typer.Option(help="Also write a chart (SVG) to this file.")] = None,
    known_on: KnownOn = None,
    posted_by: PostedBy = None,
    with_decisions: WithDecisions = False,
) -> None:
    """What share of populated places, their people and the land around them a party held, and its gains and losses."""
    registry = default_registry()
    wanted = party_of(party, registry)
    index = Index(prepared_index())
    with asked(ledger, as_of(known_on, posted_by, with_decisions=with_decisions)) as (book, _):
        accounts = list(book.accounts(country_of(country)))
    counted = settlements_of(accounts, index, outlines(), book.method, book.publication)
    holders = holders_in(accounts, counted, book.method)
    if not holders.settlements:
        errors.print("the ledger knows who held no populated place; `warledger add` posts reports")
        return
    first, last = holders.days_of(wanted)
    since, until = _day(start, "--from", first), _day(end, "--to", last)
    days = steps_of(since, until, step)
    if not days:
        raise OSError(f"--from {since} is after --to {until}")
    found = extents(wanted, holders, days)
    passed = passings(wanted, holders.settlements, holders.on(days[0]), holders.on(days[-1]))
    name = registry[wanted].name
    if chart is not None:
        _write_chart(chart, name, found, f"as known on {known_on}" if known_on else "")
    known = sum(s.people is not None for s in holders.settlements)
    of_what = f"{found[-1].total.places} populated places, the people of the {known} whose population is known"
    _print(name, of_what, found, [_passing_row(p, registry) for p in passed], form, changes)


def _day(value: str | None, option: str, default: int) -> dt.date:
    return day_of(value, option) if value else dt.date.fromordinal(default)


def _write_chart(path: Path, name: str, found: Sequence[Extent], known: str) -> None:
    from warledger.publish.charts import territory_chart

    if len(found) < 2:
        raise OSError("a chart needs two days; give a wider --from and --to")
    note = "; ".join(
        filter(None, ["Source: statements of reports in a warledger ledger, as a machine read them", known])
    )
    with whole_file(path) as out:
        out.write(territory_chart(name, found, note))
    errors.print(f"the chart: {path}")


def _print(
    name: str,
    counted: str,
    found: Sequence[Extent],
    passed: list[dict[str, Any]],
    form: Form,
    changes: bool,
) -> None:
    rows = [_table_row(e) if form is Form.table else _row(e) for e in found]
    if form is Form.json:
        both = {"changes": passed} if changes else {"party": name, "territory": rows, "changes": passed}
        sys.stdout.write(json.dumps(both, ensure_ascii=False, indent=1) + "\n")
        return
    if form is Form.csv:
        print_rows(passed if changes else rows, form, sys.stdout, "")
        return
    if not changes:
        print_rows(rows, form, sys.stdout, f"territory of {name}: best (low-high) of {counted}, and the land around")
        print()
    span = f"from {iso_day(found[0].day)} to {iso_day(found[-1].day)}"
    print_rows(passed, form, sys.stdout, f"gains and losses of {name} {span}")
    if not passed:
        errors.print("nothing that is known was gained or lost")


def _row(extent: Extent) -> dict[str, Any]:
    """An extent in figures; shares are of the total (0 to 1)."""
    row: dict[str, Any] = {"day": iso_day(extent.day)}
    for part in ("places", "people", "km2"):
        low, best, high, unknown, total = only(extent, part)
        figures = {f"{part}_low": low, part: best, f"{part}_high": high, f"{part}_unknown": unknown}
        row |= {k: round(v) for k, v in {**figures, f"{part}_total": total}.items()}
        row[f"{part}_share"] = round(best / total, 4) if total else None
    return row


def _table_row(extent: Extent) -> dict[str, str]:
    row = {"day": iso_day(extent.day)}
    for part, (title, unit) in COLUMNS.items():
        low, best, high, unknown, total = only(extent, part)  # type: ignore[arg-type]
        row[title] = f"{rough(best / unit)} ({rough(low / unit)}-{rough(high / unit)})"
        row[f"% {part}"] = f"{best / total:.0%}" if total else ""
        if part == "places":
            row["places unknown"] = f"{unknown:.0f}"
    return row


def _passing_row(passing: Passing, registry: Registry) -> dict[str, Any]:
    place = passing.settlement
    return {
        "change": passing.change,
        "place": place.name,
        "country": place.country or "",
        "from or to": registry[passing.other].name if passing.other else "",
        "people": place.people if place.people is not None else "",
        "km2": round(place.km2),
    }
