"""Words that mean a country or a region without being its name: nationality words, "U.S.", "Calif."."""

import csv
from dataclasses import dataclass
from functools import cache

from warledger.gazetteer.layers import data_file


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word for a country; ``kind`` is ``name`` ("U.S.") or ``people`` ("Iraqis"); ``country`` ISO alpha-2 or ``CONT-Name``."""

    kind: str
    country: str


@cache
def country_words() -> dict[str, CountryWord]:
    """The table of data/country_words.csv by word as written."""
    with data_file("country_words.csv").open(encoding="utf-8", newline="") as lines:
        return {line["word"]: CountryWord(line["kind"], line["country"]) for line in csv.DictReader(lines)}


@cache
def region_words() -> dict[str, tuple[str, str]]:
    """Abbreviations of first-level regions: word -> (country, the region's English name)."""
    with data_file("region_words.csv").open(encoding="utf-8", newline="") as lines:
        return {line["word"]: (line["country"], line["region"]) for line in csv.DictReader(lines)}


@cache
def ordinary_words() -> frozenset[str]:
    """Capitalised words that are read as words, not as places, when they stand alone (data/ordinary_words.txt)."""
    lines = data_file("ordinary_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
