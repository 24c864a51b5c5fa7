"""Looking names up in the index."""

import sqlite3
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

from rapidfuzz.distance import JaroWinkler

from warledger.gazetteer.entry import Entry
from warledger.gazetteer.names import fold, loose

LOOSE_SIMILARITY = 0.84
"""How alike (Jaro-Winkler) two folded names must be when only their consonants agree."""

_COLUMNS = "p.id, p.geonameid, p.name, p.fcode, p.country, p.admin1, p.lat, p.lon, p.population, p.source"


class Gazetteer(Protocol):
    """What the geoparser asks of an index."""

    def find(self, name: str) -> tuple[Entry, ...]:
        """Entries whose folded name is that of ``name``."""

    def find_loosely(self, name: str) -> tuple[Entry, ...]:
        """Entries whose transliteration agrees with ``name``, most alike first."""

    def country(self, code: str) -> Entry | None:
        """The entry of a country by ISO 3166-1 alpha-2 code, or of a continent by ``CONT-Name``."""

    def capital(self, code: str) -> Entry | None:
        """The entry of a country's capital by the country's ISO 3166-1 alpha-2 code."""


class Index:
    """The SQLite index of the default layers; look-ups are cached, so one object serves a whole run."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.find = lru_cache(maxsize=100_000)(self._find)  # type: ignore[method-assign]
        self.find_loosely = lru_cache(maxsize=20_000)(self._find_loosely)  # type: ignore[method-assign]

    def find(self, name: str) -> tuple[Entry, ...]:
        """Entries whose folded name is that of ``name``, in the order of the layers."""
        return self._find(name)

    def find_loosely(self, name: str) -> tuple[Entry, ...]:
        """Entries whose transliteration agrees with ``name``, most alike first."""
        return self._find_loosely(name)

    def country(self, code: str) -> Entry | None:
        """The entry of a country by ISO 3166-1 alpha-2 code, or of a continent by ``CONT-Name``."""
        return self._countries.get(code)

    def capital(self, code: str) -> Entry | None:
        """The entry of a country's capital by the country's ISO 3166-1 alpha-2 code."""
        return self._capitals.get(code)

    def numbered(self, geonameid: int) -> Entry | None:
        """The entry of a GeoNames id."""
        row = self._base.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.geonameid = ?", (geonameid,)).fetchone()
        return Entry(*row) if row else None

    @cached_property
    def _countries(self) -> dict[str, Entry]:
        """All countries and continents by code: one pass over the places, where each look-up would be one."""
        rows = self._base.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.fcode IN ('PCLI', 'CONT') ORDER BY p.id DESC"
        )
        found = (Entry(*row) for row in rows)
        return {f"CONT-{e.name}" if e.fcode == "CONT" else e.country: e for e in found}

    @cached_property
    def _capitals(self) -> dict[str, Entry]:
        """All capitals by country, the most populous where a country has two."""
        rows = self._base.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.fcode = 'PPLC' ORDER BY p.population")
        return {e.country: e for e in (Entry(*row) for row in rows)}

    def _find(self, name: str) -> tuple[Entry, ...]:
        key = fold(name)
        if not key:
            return ()
        rows = self._base.execute(
            f"SELECT {_COLUMNS}, n.own FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.id", (key,)
        )
        return tuple(_entry(row[:-1], primary=bool(row[-1])) for row in rows)

    def _find_loosely(self, name: str) -> tuple[Entry, ...]:
        key = fold(name)
        skeleton = loose(key)
        if len(key) < 4 or not skeleton:
            return ()
        rows = self._base.execute(
            f"SELECT {_COLUMNS}, l.folded FROM loose l JOIN place p ON p.id = l.place WHERE l.key = ?", (skeleton,)
        )
        alike: dict[int, tuple[float, Entry]] = {}
        for row in rows:
            score = JaroWinkler.similarity(key, row[-1])
            if score >= LOOSE_SIMILARITY and score > alike.get(row[0], (0.0, None))[0]:
                alike[row[0]] = (score, _entry(row[:-1], primary=False))
        return tuple(entry for _, entry in sorted(alike.values(), key=lambda pair: (-pair[0], pair[1].id)))


def _entry(columns: tuple[Any, ...], *, primary: bool) -> Entry:
    return replace(Entry(*columns), primary=primary)
