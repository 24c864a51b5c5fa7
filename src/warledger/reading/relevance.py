"""Whether a text can tell of armed conflict, at the price of a few passes of a regular expression.

What cannot is not parsed; words that are everyday words elsewhere are read as war only where there is no doubt.
"""

import re
import tomllib
from enum import IntEnum
from functools import cache
from importlib.resources import files

ARMED_KINDS = frozenset(
    {"armed_group", "militia", "state_forces", "coalition", "private_military", "criminal_group", "peacekeepers"}
)
"""Kinds of parties whose name makes a text one on conflict."""


class Relevance(IntEnum):
    """How surely a text tells of armed conflict."""

    NONE = 0
    POSSIBLE = 1
    SURE = 2


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    content = tomllib.loads((files("warledger.reading") / "frames" / "relevance.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
        for name, words in content.items()
    }


def _different(name: str, text: str) -> int:
    return len({m[0].lower() for m in _patterns()[name].finditer(text)})


def relevance_of(text: str, *, armed_party: bool) -> Relevance:
    """How surely a text tells of armed conflict, from its different words and whether it names an armed party."""
    plain, other = _different("plain", text), _different("other", text)
    if armed_party:
        return Relevance.SURE if plain or other < 2 else Relevance.POSSIBLE
    if plain >= 3 and plain > other:
        return Relevance.SURE
    if plain >= 1 and other == 0:
        return Relevance.SURE if plain >= 2 else Relevance.POSSIBLE
    if plain >= 2 and other <= 1:
        return Relevance.POSSIBLE
    if plain > 2 * other:
        return Relevance.POSSIBLE
    return Relevance.POSSIBLE if not other and _different("shared", text) >= 2 else Relevance.NONE
