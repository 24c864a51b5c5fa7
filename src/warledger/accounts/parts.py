"""Sides of a divided town: which side a statement speaks of, and what its evidence says of the side that is asked for."""

import re
from collections.abc import Iterable
from dataclasses import replace

from warledger.accounts.evidence import Evidence
from warledger.accounts.method import Method
from warledger.record.statement import Statement

_SIDE = r"\b(north|south|east|west)(?:ern)?\b"

_ANY_SIDE = re.compile(_SIDE, re.I)

_BETWEEN = (
    r"[\s-]+(?:(?:parts?|half|side|districts?|quarters?|neighbou?rhoods|bank)\s+)?"
    r"(?:of\s+)?(?:the\s+)?(?:city\s+of\s+)?"
)

_AROUND = re.compile(
    r"[\s-]*(?:province|governorate|countryside|suburbs?|outskirts|region|oblast|state|front|pocket)\b", re.I
)
"""Words after a name that make another place of it, of which no side of the town is meant."""


def side_of(statement: Statement) -> str | None:
    """The side ("east") of a town that a statement speaks of ("eastern Aleppo", "the east of the city of Goma")."""
    place = statement.place
    if place is None or not (_ANY_SIDE.search(statement.quote.text) or _ANY_SIDE.search(place.text)):
        return None
    within = re.compile(_SIDE + _BETWEEN + re.escape(place.text), re.I)
    for text in (statement.quote.text, place.text):
        found = within.search(text) or (re.match(_SIDE, text, re.I) if text == place.text else None)
        if found and not _AROUND.match(text, found.end()):
            return found[1].lower()
    return None


def asked_side(name: str) -> str | None:
    """The side that the trailing brackets of a place's name ask for ("Aleppo (east)")."""
    found = re.search(r"\([^)]*?" + _SIDE + r"[^)]*\)\s*$", name, re.I)
    return found[1].lower() if found else None


def called_side(name: str) -> tuple[str, str | None]:
    """A name without the side that it asks for, and that side: "east Aleppo", "the east of Aleppo", "Aleppo (east)"."""
    if (side := asked_side(name)) is not None:
        return name[: name.rindex("(")].strip(), side
    found = re.match(r"(?:the\s+)?" + _SIDE + _BETWEEN + r"(?=\w)", name, re.I)
    return (name[found.end() :], found[1].lower()) if found else (name, None)


def on_side(evidence: Iterable[Evidence], side: str | None, method: Method) -> list[Evidence]:
    """The evidence that bears on a side, or, with null, on the whole: what is said of a side says little of the whole and
    nothing of another side; what is said of the whole goes for each."""
    kept = []
    for e in evidence:
        if e.side is None or e.side == side:
            kept.append(e)
        elif side is None:
            kept.append(replace(e, weight=e.weight * method.part))
    return kept
