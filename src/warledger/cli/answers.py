"""How answers are printed: as a table, JSON or CSV."""

import csv
import datetime as dt
import json
import textwrap
from enum import StrEnum
from typing import IO, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table


class Form(StrEnum):
    """The forms in which answers are printed."""

    table = "table"
    json = "json"
    csv = "csv"


SHOWN = 10
"""How many letters of a statement's id tables show; commands take any beginning that no other id shares."""

EDITED = "by an editor"
"""How a statement is marked that an editor accepted or corrected."""

OutForm = Annotated[Form, typer.Option("--format", help="The form of the answer.")]


def print_rows(rows: list[dict[str, Any]], form: Form, out: IO[str], title: str) -> None:
    """Rows as a table of 80 columns or more, as JSON or as CSV; a cell that a row does not have is empty."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if form is Form.json:
        out.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif form is Form.csv:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    elif rows:
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(str(row.get(column, "")) for column in columns))
        Console(file=out, highlight=False, markup=False, width=None if out.isatty() else 120).print(table)


def print_evidence(rows: list[dict[str, Any]], form: Form, out: IO[str]) -> None:
    """Statements with the words that carry them: as rows, or for reading a few lines each."""
    if form is not Form.table:
        print_rows(rows, form, out, "")
        return
    out.write("\nevidence\n")
    for row in rows:
        said = " ".join(str(row[k]) for k in ("incident", "place", "day", "published", "says") if row.get(k))
        edited = f", {row['edited']}" if row.get("edited") else ""
        out.write(f"{said}  [{row['statement'][:SHOWN]}{edited}]\n")
        for line in textwrap.wrap(f'"{" ".join(row["words"].split())}" - {row["source"]}', 100):
            out.write(f"    {line}\n")
        if row.get("because"):
            out.write(f"    credibility {row['credibility']}: {row['because']}; weight {row['weight']}\n")


def day_of(value: str, option: str) -> dt.date:
    """A day that a user wrote; raises OSError with the option that it stands for."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise OSError(f"{option} {value!r} is no date; write it as 2016-05-15") from None
