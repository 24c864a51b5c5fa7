"""How long a siege had lasted, by the words on it: "after an 18-month siege", "had besieged the town for three weeks"."""

import re
from dataclasses import dataclass

from warledger.reading.numbers import number_value


@dataclass(frozen=True, slots=True)
class Length:
    """Days that a siege had lasted, how many more or fewer they may be, and whether it was over by then."""

    days: int
    slack: int
    over: bool


_SIEGE = r"(?:siege|blockade|encirclement)"
_UNDER_TEN = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = (
    rf"\d[\d,]*|an?|{_UNDER_TEN}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:{_UNDER_TEN}))?|(?:an?|{_UNDER_TEN}) hundred|several|a few"
)
_LENGTH = (
    rf"(?P<n>{_NUMBER})(?P<half>[ -]and[ -]a[ -]half)?[- ](?P<unit>day|week|month|year)s?(?:['’]s?)?(?P<half2> and a half)?"
    rf"(?: and (?P<n2>{_NUMBER}) (?P<unit2>day|week|month)s?)?"
)
_WORDS = r"(?: [a-z-]+){0,3}?"
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_LENGTH}(?:[- ]long)?(?:[- ][a-z]+){{0,2}}?[- ]{_SIEGE}\b",  # "a three-year rebel siege"
        rf"\b{_LENGTH} (?:of|under) (?:[a-z]+ )?(?:{_SIEGE}|being (?:besieged|encircled|surrounded))\b",
        rf"\b{_SIEGE}\b[^.;,]{{0,60}}? (?:of|for|lasted|lasting)(?: for)?{_WORDS} {_LENGTH}\b",
        rf"\b(?:besieging|encircling|surrounding|blockading) [^.;]{{0,40}}? for{_WORDS} {_LENGTH}\b",
        rf"\b(?:had|has|have|been) [^.;]{{0,40}}?\b(?:besieged|encircled|surrounded|blockaded|(?:under|laid|kept) {_SIEGE})\b"
        rf"[^.;]{{0,60}}? for{_WORDS} {_LENGTH}\b",
    )
)
_OVER = re.compile(
    r"\b(?:after|following|end(?:s|ed|ing)?|lift(?:s|ed|ing)?|broke|break(?:s|ing)?|clos(?:ed|ing))\b", re.IGNORECASE
)
_THROUGH = re.compile(r"\b(?:through|endur|surviv|withst|suffer)", re.IGNORECASE)
_HAD_LASTED = re.compile(r"\bhad lasted\b", re.IGNORECASE)
_STILL = len(_TOLD) - 1
"""The wording that tells how long a siege has lasted, whether it is over or not."""

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def length_before(quote: str, *, ended: bool) -> Length | None:
    """How long a siege had lasted by the day that a statement tells of; null where its words do not tell, or tell of a
    length that is not yet over ("in the third week of the siege")."""
    for number, pattern in enumerate(_TOLD):
        found = pattern.search(quote)
        if found is None:
            continue
        told_over = _OVER.search(quote[: found.start()]) or _HAD_LASTED.search(found[0])
        over = ended or (number != _STILL and bool(told_over))
        through = _THROUGH.search(quote[: found.start()])
        return _length(found, over=over) if over or number == _STILL or through else None
    return None


_LASTED = re.compile(
    r"(?<!had )\b(?:lasted|(?:continued|endured|(?:went|dragged) on) for|(?:was|were) (?:[a-z]+ )?(?:besieged|encircled|blockaded"
    rf"|surrounded) for){_WORDS} {_LENGTH}\b",
    re.IGNORECASE,
)
_ALL_THE_TIME = re.compile(
    rf"\bfor{_WORDS} {_LENGTH}\b(?:(?!\b(?:had|has|have)\b)[^.;]){{0,60}}? (?:under {_SIEGE}|besieged|encircled|surrounded)\b",
    re.IGNORECASE,
)
"""A length before what lasted so long ("for fourteen months the town was under siege")."""


def length_of(quote: str) -> Length | None:
    """How long a siege lasted from its beginning ("the siege lasted 87 days", "was then besieged for ten weeks"); null where
    the words do not tell."""
    found = _LASTED.search(quote) or _ALL_THE_TIME.search(quote)
    return _length(found, over=True) if found is not None else None


def _length(found: re.Match[str], *, over: bool) -> Length | None:
    number = number_value(found["n"].lower())
    if not number:
        return None
    unit, halved = _DAYS[found["unit"].lower()], bool(found["half"] or found["half2"])
    days = (number + halved / 2) * unit
    if found["n2"] and (more := number_value(found["n2"].lower())):
        unit = _DAYS[found["unit2"].lower()]
        days += more * unit
    return Length(round(days), int(unit / (4 if halved else 2)), over)
