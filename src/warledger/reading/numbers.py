"""Numbers in words and figures, and the bounds that the words around them set.

Bounds follow the project's contract: "at least 15" is open above, "more than 200" is 201 and open,
"up to 40" is 0 to 40, and vague counts have fixed ranges.
"""

import re
from dataclasses import dataclass

_UNITS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

VAGUE: dict[str, tuple[int, int]] = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 9_999_999),
    "several": (3, 9),
    "a handful": (3, 9),
    "a few": (3, 9),
    "few": (3, 9),
    "a couple": (2, 2),
    "a dozen": (12, 12),
    "half a dozen": (6, 6),
    "two dozen": (24, 24),
    "three dozen": (36, 36),
    "several dozen": (36, 99),
    "a few dozen": (24, 99),
    "a few hundred": (200, 999),
    "a few thousand": (2000, 9999),
    "several hundred": (300, 999),
    "several thousand": (3000, 9999),
    "a hundred": (100, 100),
    "a thousand": (1000, 1000),
}
"""Vague counts and their ranges, as the contract fixes them; the rest by analogy."""

_FIGURE = r"\d{1,3}(?:[,\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_WORD = r"(?:" + "|".join([*_UNITS, *_TENS, *_SCALES]) + r")"
_WORDS = rf"(?:an? )?{_WORD}(?:(?:[ -]| and ){_WORD})*"
_VAGUE = "|".join(sorted(map(re.escape, VAGUE), key=len, reverse=True))
_LOWER = r"at least|no fewer than|no less than|a minimum of"
_OVER = r"more than|over|upwards of|in excess of|greater than|above"
_UPPER = r"up to|as many as|at most|no more than"
_UNDER = r"fewer than|less than|under"
_BETWEEN = r"between|from|anywhere between|anywhere from"
_ABOUT = r"about|around|some|roughly|approximately|nearly|almost|an estimated|estimated|close to|another|a further|a total of|an additional|additional"

QUANTITY = re.compile(
    rf"\b(?:(?P<lower>{_LOWER})|(?P<over>{_OVER})|(?P<upper>{_UPPER})|(?P<under>{_UNDER})|(?P<between>{_BETWEEN})|(?P<about>{_ABOUT}))?\s*"
    rf"(?P<article>the )?"
    rf"(?:(?P<vague>{_VAGUE})(?! and {_WORD}\b)|(?P<a>{_FIGURE})(?: ?(?P<scale>hundred|thousand|million))?|(?P<w>{_WORDS}))\b"
    rf"(?:(?:\s?[–-]\s?| to | or | and )(?P<b>{_FIGURE}|{_WORDS})\b(?= [a-z]))?(?P<plus>\+| or more| and more| and counting)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count with its bounds (``high`` null where open), character offsets, and whether it adds to another figure."""

    low: int
    high: int | None
    start: int
    end: int
    additional: bool = False


def number_value(words: str) -> int | None:
    """The value of a number in figures or words ("14", "1,500", "twenty-three", "a", "couple of")."""
    plain = words.lower().strip().replace("\u202f", " ")
    figure = re.fullmatch(_FIGURE, plain)
    if figure:
        return int(float(re.sub(r"[, ]", "", plain)))
    if plain in {"a", "an"}:
        return 1
    if "couple" in plain:
        return 2
    if plain in {"several", "few", "a few"}:
        return 3
    total, current, seen = 0, 0, False
    for word in re.split(r"[ -]+", plain):
        if word in {"and", "a", "an"}:
            continue
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
        else:
            return None
        seen = True
    return total + current if seen else None


def find_quantity(text: str, start: int, end: int) -> Quantity | None:
    """The first quantity within ``text[start:end]``, with its bounds."""
    for match in QUANTITY.finditer(text, start, end):
        found = quantity_in(match)
        if found is not None:
            return found
    return None


def quantity_in(match: re.Match[str]) -> Quantity | None:
    """The quantity of a match of ``QUANTITY``; null where its words count nothing."""
    low, high = _value(match)
    if low is None:
        return None
    if match["lower"] or match["plus"]:
        high = None
    elif match["over"]:
        low, high = (low, None) if match["vague"] else (low + 1, None)
    elif match["upper"]:
        low, high = 0, high
    elif match["under"]:
        low, high = 0, (high or low) - 1
    about = (match["about"] or "").lower()
    return Quantity(
        low,
        high,
        match.start() + (len(match[0]) - len(match[0].lstrip())),
        match.end(),
        about in {"another", "a further", "an additional", "additional"},
    )


def _value(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match["vague"]:
        return VAGUE[match["vague"].lower()]
    low = number_value(match["a"] or match["w"])
    if low is None:
        return None, None
    if match["scale"]:
        value = float(match["a"].replace(",", ""))
        low = int(value * _SCALES[match["scale"].lower()])
    high: int | None = low
    if match["b"]:
        other = number_value(match["b"])
        if other is not None and other > low and (match["between"] or match[0].lower().find(" and ") < 0):
            high = other
    return low, high
