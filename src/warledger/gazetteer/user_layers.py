"""Files of places that a user adds: GeoNames dumps (text or zip, allCountries format) and CSV files."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from warledger.gazetteer.build import user_layers_folder
from warledger.gazetteer.layers import LayerError, extra_rows

GEONAMES_COLUMNS = 19
"""Columns of GeoNames' main table (https://download.geonames.org/export/dump/readme.txt)."""

KEPT_CLASSES = frozenset("APSTHLVR")
"""GeoNames feature classes that news may name; U (undersea) is left out."""

HEADER = ("geonameid", "name", "fcode", "country", "admin1", "lat", "lon", "population", "aliases", "source")


@dataclass(frozen=True, slots=True)
class Layer:
    """What was taken from a file: how many places, and how many lines were left out for which reason."""

    path: Path
    places: int
    left_out: Counter[str] = field(default_factory=Counter)


def add_layer(source: Path, folder: Path | None = None) -> Layer:
    """Keep a file's places among the user's layers, replacing an earlier file of the same name.

    Raises LayerError if the file is missing or is neither a GeoNames dump nor a CSV of places.
    """
    folder = folder or user_layers_folder()
    if not source.is_file():
        raise LayerError(f"{source}: there is no such file")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{source.stem}.csv"
    part = target.with_suffix(".part")
    try:
        convert = _copy_csv if source.suffix.lower() == ".csv" else _convert_dump
        layer = convert(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Layer(target, layer.places, layer.left_out)


def _copy_csv(source: Path, part: Path) -> Layer:
    try:
        rows = sum(1 for _ in extra_rows(source))
    except UnicodeDecodeError:
        raise LayerError(f"{source}: it is not UTF-8 text") from None
    if not rows:
        raise LayerError(
            f"{source}: it holds no places; expected the columns name,kind,country,admin1,lat,lon,aliases,source"
        )
    part.write_bytes(source.read_bytes())
    return Layer(part, rows)


@contextmanager
def _dump_lines(source: Path) -> Iterator[IO[str]]:
    if not zipfile.is_zipfile(source):
        with source.open(encoding="utf-8", errors="strict") as lines:
            yield lines
        return
    with zipfile.ZipFile(source) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith(".txt") and not n.lower().endswith("readme.txt")]
        if len(names) != 1:
            raise LayerError(f"{source}: expected one table of places in the archive, found {len(names)}")
        with archive.open(names[0]) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8")


def _convert_dump(source: Path, part: Path) -> Layer:
    left_out: Counter[str] = Counter()
    places = 0
    try:
        with _dump_lines(source) as lines, part.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(HEADER)
            for line in lines:
                row = _row(line.rstrip("\n").split("\t"))
                if isinstance(row, str):
                    left_out[row] += 1
                else:
                    writer.writerow(row)
                    places += 1
    except (UnicodeDecodeError, zipfile.BadZipFile) as problem:
        raise LayerError(f"{source}: it cannot be read as a GeoNames dump ({problem})") from None
    if not places:
        raise LayerError(f"{source}: no line has the {GEONAMES_COLUMNS} tab-separated columns of a GeoNames dump")
    return Layer(part, places, left_out)


def _row(cells: list[str]) -> tuple[str, ...] | str:
    """A row of the user's layer, or why the line is left out."""
    if len(cells) != GEONAMES_COLUMNS:
        return f"not {GEONAMES_COLUMNS} columns"
    geonameid, name, ascii_name, others, lat, lon, kind, code, country = cells[:9]
    if kind not in KEPT_CLASSES:
        return "undersea or without a class"
    try:
        float(lat), float(lon), int(geonameid), int(cells[14] or 0)
    except ValueError:
        return "a number that cannot be read"
    aliases = "|".join(dict.fromkeys(n for n in (ascii_name, *others.split(",")) if n and n != name))
    return (geonameid, name, code, country, "", lat, lon, cells[14] or "0", aliases, "GeoNames")
