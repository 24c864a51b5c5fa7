"""``warledger gazetteer``: look places up, and add files of places."""

from pathlib import Path
from typing import Annotated

import typer

from warledger.cli.output import errors, prepared_index
from warledger.gazetteer.entry import Entry
from warledger.gazetteer.index import Index
from warledger.gazetteer.user_layers import add_layer

gazetteer = typer.Typer(no_args_is_help=True, help="Look places up, and add files of places.")


@gazetteer.command()
def find(
    name: Annotated[str, typer.Argument(help="A place name in any spelling.")],
    country: Annotated[str | None, typer.Option(help="Only in this country (ISO 3166-1 alpha-2).")] = None,
) -> None:
    """What the gazetteer knows under a name, the most likely first."""
    index = Index(prepared_index())
    exact = index.find(name)
    found = exact or index.find_loosely(name)
    wanted = sorted((e for e in found if country in (None, e.country)), key=_likelihood)
    if not wanted:
        errors.print(
            f"no place is known by the name {name!r}; add it with `warledger gazetteer add FILE`", markup=False
        )
        raise typer.Exit(1)
    if not exact:
        errors.print("no place has exactly this name; these are written much like it:")
    for entry in wanted[:40]:
        typer.echo(line_of(entry))
    if len(wanted) > 40:
        errors.print(f"and {len(wanted) - 40} more; narrow with --country")


def _likelihood(entry: Entry) -> tuple[bool, int, int]:
    return (entry.fcode == "ADM2", -entry.population - (1_000_000 if entry.source != "GeoNames" else 0), entry.id)


def line_of(entry: Entry) -> str:
    """One entry in at most 80 columns."""
    at = f"{entry.lat:.3f},{entry.lon:.3f}" if entry.lat is not None and entry.lon is not None else "position unknown"
    people = f"{entry.population:,}" if entry.population else ""
    return f"{entry.name[:28]:<28} {entry.country:<2} {entry.admin1[:16]:<16} {entry.fcode:<4} {at:<16} {people:>10}"


@gazetteer.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames dump (SY.txt, SY.zip, allCountries.zip) or a CSV of places.")
    ],
) -> None:
    """Add a file of places; the index is rebuilt with it."""
    layer = add_layer(file)
    errors.print(f"{layer.places:,} places taken from {file}", markup=False)
    for reason, count in layer.left_out.items():
        errors.print(f"{count:,} lines left out: {reason}", markup=False)
    prepared_index()
