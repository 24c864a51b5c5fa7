"""What the words around a place name say of it: "Tripoli, Lebanon", "Homs province", "the Damascus suburb of Douma"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warledger.gazetteer.entry import Entry
from warledger.gazetteer.names import REGION_WORDS, fold
from warledger.gazetteer.words import country_words, region_words


@dataclass(frozen=True, slots=True)
class Name:
    """A place name to resolve: its words, its position, and the words right after it (for "X province", "X, Y")."""

    text: str
    start: int
    end: int
    after: str = ""
    before: str = ""


def called_a_town(name: Name) -> bool:
    """Whether the words before a name say that it is a town's."""
    return name.before.lower().endswith(("city of", "town of", "village of"))


def pairs_of(names: Sequence[Name], candidates: Mapping[str, tuple[Entry, ...]]) -> dict[str, set[tuple[str, str]]]:
    """For "X, Y": the countries and regions (country, folded region or empty) that the name after the comma may be."""
    pairs: dict[str, set[tuple[str, str]]] = {}
    for name, following in pairwise(sorted(names, key=lambda n: n.start)):
        if 0 < following.start - name.end <= 3 and name.after.lstrip().startswith((",", "(")):
            found = pairs.setdefault(fold(name.text), set())
            for e in candidates[fold(following.text)]:
                if e.fcode in {"PCLI", "ADM1"}:
                    found.add((e.country, "" if e.fcode == "PCLI" else fold(e.name)))
    return pairs


_PART = r"(?:suburb|satellite town|district|neighbou?rhood|quarter|borough|outskirts)s?"
_AT_FORMER = re.compile(rf"(?:['’]s?)?\s+(?:\w+\s+)?{_PART} of\s+(?:the )?")
"""Between two names where the second is a part of the first: "the Damascus suburb of Harasta", "Giza's Haram district"."""
_AT_LATTER = re.compile(
    rf",?\s+(?:an?\s+|the\s+)?(?:\w+\s+){{0,2}}{_PART} (?:of|in|near)\s+(?:the )?|,?\s+(?:near|outside|close to|on the outskirts of)\s+"
)
"""Between two names where the first is at the second: "Harasta, a suburb of Damascus", "Qayyarah near Mosul"."""


def anchors_of(names: Sequence[Name]) -> dict[str, set[str]]:
    """For each name, folded, the names beside it that the text puts it at."""
    anchors: dict[str, set[str]] = {}
    for former, latter in pairwise(sorted(names, key=lambda n: n.start)):
        gap = former.after[: max(0, latter.start - former.end)]
        if len(gap) < latter.start - former.end:
            continue
        part = re.match(rf"\s+{_PART}\b", latter.after)
        if _AT_FORMER.fullmatch(gap) or (part and re.fullmatch(r"['’]s?\s+(?:\w+\s+)?", gap)):
            anchors.setdefault(fold(latter.text), set()).add(fold(former.text))
        elif _AT_LATTER.fullmatch(gap):
            anchors.setdefault(fold(former.text), set()).add(fold(latter.text))
    return anchors


_CONTAINED = re.compile(r",|\s+in\s+(?:(?:north|south|east|west|central)\w*\s+|the (?:state|province|region) of\s+)?")
"""What stands between a place's name and that of the region or country that holds it."""


def pair_score(name: Name, entry: Entry) -> float:
    """Whether the words after the name name the entry's country or region ("Tripoli, Lebanon", "Monroe County in Ohio")."""
    link = _CONTAINED.match(name.after)
    if link is None:
        return 0.0
    tail = name.after[link.end() :].strip()
    for length in (3, 2, 1):
        words = (
            " ".join(tail.split()[:length]).rstrip(",.;:)'’")
            if length < 2
            else " ".join(tail.split()[:length]).rstrip(",;:)")
        )
        if not words:
            continue
        word = country_words().get(words) or country_words().get(words + ".")
        if word and word.country == entry.country:
            return 1.0
        region = region_words().get(words) or region_words().get(words + ".")
        if region and region == (entry.country, entry.admin1):
            return 1.0
        if entry.admin1 and fold(words) == fold(entry.admin1):
            return 1.0
    return 0.0


_WHOLE_REGION = re.compile(
    r"\b(?:parts? of|rest of|across|throughout|province of|state of|all of|northern|southern|rural)$", re.IGNORECASE
)
"""Words before a name that is that of a region rather than of its town."""


def level_score(name: Name, entry: Entry) -> float:
    """Whether a word beside the name asks for a region or a town ("Homs province", "the city of Homs")."""
    words = {
        w.lower().strip(",.") for w in (name.text.split()[-1:] if " " in name.text else []) + name.after.split()[:1]
    }
    if words & REGION_WORDS:
        return 1.0 if entry.fcode.startswith("ADM") else -0.3
    if (
        name.before.endswith(",")
        and entry.fcode == "ADM1"
        and name.before[:-1].split()[-1:][0:1]
        and name.before[:-1].split()[-1][0].isupper()
    ):
        return 0.8
    if entry.fcode == "ADM1" and _WHOLE_REGION.search(name.before):
        return 0.8
    if (name.before == "" and name.text.isupper()) or name.after.startswith("-based"):  # a dateline; "Beirut-based"
        return 0.5 if entry.fcode.startswith("PPL") else -0.3
    if "city" in words or called_a_town(name):
        return 0.7 if entry.fcode.startswith("PPL") else -0.5
    return 0.0
