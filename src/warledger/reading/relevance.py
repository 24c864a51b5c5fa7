"""Whether a text can tell of armed conflict, at the price of a few passes of a regular expression.

What cannot is not parsed; words that are everyday words elsewhere are read as war only where there is no doubt.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
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


@dataclass(frozen=True, slots=True)
class Signs:
    """What was counted in a text: different words of each list of frames/relevance.toml, and the parties it names."""

    plain: int
    shared: int
    other: int
    armed_party: bool

    @property
    def score(self) -> int:
        """How much speaks for a text on conflict: a named armed party most, words of other fields against."""
        return 2 * self.plain + self.shared + 4 * self.armed_party - 3 * self.other


SURE_SCORE = 4
"""From this score a text is read as one on conflict; below 1 it is not parsed (with words of other fields, below 3)."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    content = tomllib.loads((files("warledger.reading") / "frames" / "relevance.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
        for name, words in content.items()
    }


def _different(name: str, text: str) -> int:
    return len({m[0].lower() for m in _patterns()[name].finditer(text)})


@lru_cache(maxsize=32)  # a text is asked about before it is parsed and again after, within one batch
def _counts(text: str) -> tuple[int, int, int]:
    return _different("plain", text), _different("shared", text), _different("other", text)


def signs_of(text: str, *, armed_party: bool) -> Signs:
    """What speaks for and against a text on conflict."""
    return Signs(*_counts(text), armed_party=armed_party)


def relevance_of(text: str, *, armed_party: bool) -> Relevance:
    """How surely a text tells of armed conflict, from its different words and whether it names an armed party."""
    signs = signs_of(text, armed_party=armed_party)
    if signs.score >= SURE_SCORE and (armed_party or signs.plain) and signs.plain + signs.shared > signs.other:
        return Relevance.SURE
    return Relevance.POSSIBLE if signs.score >= (3 if signs.other else 1) else Relevance.NONE
