"""Whether a text can tell of armed conflict, at the price of looking up its different words.

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
    """What was counted in a text: different words of each list of frames/relevance.toml, its length, an armed party."""

    plain: int
    shared: int
    faint: int
    other: int
    words: int
    armed_party: bool

    @property
    def score(self) -> float:
        """How much speaks for a text on conflict: a named armed party most, words of other fields against."""
        return 2 * self.plain + self.shared + FAINT * self.faint + 3 * self.armed_party - 3 * self.other

    @property
    def least(self) -> float:
        """The score from which a text of its length is parsed: a long text on conflict speaks of it more than once."""
        return LEAST_SCORE + LEAST_PER_WORD * min(self.words, LONG_TEXT)


FAINT = 0.4
"""What an everyday word of violence ("police", "died") counts beside a word that is seldom used otherwise."""

LEAST_SCORE, LEAST_PER_WORD, LONG_TEXT = 1.0, 0.013, 600
"""Chosen on stories of every kind: what falls under holds at most a hundredth of the statements (docs/accuracy.md)."""

SURE_SCORE = 4
"""From this score a text is read as one on conflict, if more of its words speak for than against it."""


SHORT, LONG_ENOUGH = 0.4, 120
"""A text of few words has no room for that: it needs this share of the score and what its length adds."""

LISTS = ("plain", "shared", "faint", "other")

_WORD = re.compile(r"[a-z]+")

ENDINGS = r"(?:s|es|(?<=e)d|ed|ing|ers?|ions?)?"
"""How a word of the lists may end in the text."""

STEM = 5
"""Letters by which forms of one word are taken for one."""


@cache
def _lists() -> tuple[dict[str, re.Pattern[str]], dict[str, tuple[str, ...]]]:
    """By the name of a list, a pattern of its words in all their forms, and its phrases."""
    content = tomllib.loads((files("warledger.reading") / "frames" / "relevance.toml").read_text(encoding="utf-8"))
    forms = {name: [_form(w) for w in content[name] if _WORD.fullmatch(w.strip("*="))] for name in LISTS}
    phrases = {name: tuple(w for w in content[name] if not _WORD.fullmatch(w.strip("*="))) for name in LISTS}
    return {name: re.compile("|".join(words)) for name, words in forms.items()}, phrases


def _form(word: str) -> str:
    """The pattern of a word of the lists in all the forms that it stands for."""
    if word.startswith("="):
        return word[1:]
    return word[:-1] + "[a-z]*" if word.endswith("*") else word + ENDINGS


@lru_cache(maxsize=100_000)
def _lists_of(word: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _lists()[0].items() if pattern.fullmatch(word))


def _begins(phrase: str, text: str) -> bool:
    """Whether a phrase begins with a word of its own ("stock market", but not "livestock market")."""
    return re.search(rf"\b{re.escape(phrase)}", text) is not None


@lru_cache(maxsize=32)  # a text is asked about before it is parsed and again after, within one batch
def _counts(text: str) -> tuple[int, int, int, int]:
    lower = text.lower()
    seen: dict[str, set[str]] = {
        name: {p for p in phrases if p in lower and _begins(p, lower)} for name, phrases in _lists()[1].items()
    }
    for word in set(_WORD.findall(lower)):
        for name in _lists_of(word):
            seen[name].add(word[:STEM])
    plain, shared, faint, other = (len(seen[name]) for name in LISTS)
    return plain, shared, faint, other


def signs_of(text: str, *, armed_party: bool) -> Signs:
    """What speaks for and against a text on conflict."""
    return Signs(*_counts(text), words=text.count(" ") + 1, armed_party=armed_party)


def relevance_of(text: str, *, armed_party: bool) -> Relevance:
    """How surely a text tells of armed conflict, from its different words and whether it names an armed party."""
    signs = signs_of(text, armed_party=armed_party)
    told = signs.plain + signs.shared + signs.faint
    if signs.score < signs.least:
        return Relevance.NONE
    counted = signs.score + (1 - FAINT) * signs.faint + armed_party  # in company, everyday words count in full
    enough = SURE_SCORE * min(1.0, SHORT + signs.words / LONG_ENOUGH)
    sure = counted >= enough and (armed_party or signs.plain) and told + armed_party > signs.other
    return Relevance.SURE if sure else Relevance.POSSIBLE
