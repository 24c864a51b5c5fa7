"""How like two statements are: the place, the day, the kind, the toll, who did it and what was struck, added up."""

import re
from functools import cache

from warledger.accounts.ledger_places import base_and_kind
from warledger.accounts.struck import struck
from warledger.accounts.tellings import Telling
from warledger.accounts.tolls import HARMS
from warledger.gazetteer.resolve import km
from warledger.parties.registry import default_registry

NEAR_KM, SAME_KM = 25.0, 5.0
"""How far apart two places may be that could be, or are, one."""

COPIED = 9.0
"""What the same words in two copies of one text speak for."""

VIOLENT = frozenset({"fire", "bomb", "attack", "clash"})


def likeness(one: Telling, other: Telling) -> float:
    """How much speaks for two statements of different reports being on one happening."""
    if (one.voice, one.quote, one.place) == (other.voice, other.quote, other.place):
        return COPIED
    kind, day = _kind(one, other), _day(one, other)
    if kind is None or day is None or (place := _place(one, other)) is None:
        return 0.0
    return kind + day + place + _toll(one, other) + _doer(one, other) + _struck(one, other)


def _place(one: Telling, other: Telling) -> float | None:
    if one.place == other.place:
        return 1.5
    if _named_alike(one, other) or _told_along(one.text, other) or _told_along(other.text, one):
        return 1.2
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    if abs(one.lat - other.lat) * KM_A_DEGREE > NEAR_KM:
        return None
    distance = km(one.lat, one.lon, other.lat, other.lon)
    if distance <= SAME_KM:
        return 1.5
    return 0.5 if distance <= NEAR_KM else None


def clash(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether no number is within the bounds of both figures."""
    return (one[1] is not None and one[1] < other[0]) or (other[1] is not None and other[1] < one[0])


KM_A_DEGREE = 110.0
"""At the least, kilometres from one degree of latitude to the next."""


def _named_alike(one: Telling, other: Telling) -> bool:
    """Whether one name is the other with more words, and nothing is known of where one of them lies ("Bir", "Bir Mahli")."""
    if one.lat is not None and other.lat is not None:
        return False
    a, b = (set(base_and_kind(t.name)[0].split()) for t in (one, other))
    return bool(a) and (a <= b or b <= a)


def _told_along(place: str, other: Telling) -> bool:
    """Whether a statement's words name another's place too ("blasts in Tartus and Jableh")."""
    return place in other.quote and re.search(rf"\b{re.escape(place)}\b", other.quote) is not None


def _day(one: Telling, other: Telling) -> float | None:
    if (one.first, one.last) == (other.first, other.last) and one.first == one.last:
        return 1.0
    if one.first <= other.last and other.first <= one.last:
        return 0.7 if max(one.last - one.first, other.last - other.first) <= 6 else 0.5
    if one.first - other.last > 1 or other.first - one.last > 1:
        return None
    if one.first < one.last or other.first < other.last:
        return 0.0
    return -0.3 if "killed" in one.harms and "killed" in other.harms else 0.0


def _kind(one: Telling, other: Telling) -> float | None:
    """How near the kinds of two statements are; a bombing may be one from the air."""
    if one.sub_type == other.sub_type:
        return 0.7
    if {one.family, other.family} == {"fire", "bomb"} and any(_BOMBING.search(t.quote) for t in (one, other)):
        return 0.4
    return kinship(one.family, other.family)


_BOMBING = re.compile(r"\b(?<!car )(?<!truck )(?<!suicide )bomb(?:ing|ings|ed)\b", re.IGNORECASE)
"""Words for a bombing that leave open what the bomb was; "car bombing" does not."""


def kinship(one: str, other: str) -> float | None:
    """How near two kinds of happening are; null where they are never used for one another."""
    if one == other:
        return 0.7
    if not {one, other} <= VIOLENT:
        return None
    return 0.4 if "attack" in (one, other) else 0.1


def _toll(one: Telling, other: Telling) -> float:
    """What the tolls say: the same figure speaks much for it, figures far apart against it."""
    value = 0.0
    for kind in HARMS[:2]:
        a, b = one.harms.get(kind), other.harms.get(kind)
        if a is None or b is None:
            continue
        least, most = sorted((a[0], b[0]))
        if least == most:
            value += 1.0 if most > 2 else 0.5
        elif most <= 1.5 * least + 2 or _covers(a, b) or _covers(b, a):
            value += 0.4
        elif most > 3 * least + 5:
            value -= 1.0
    hurt_only = [a for a, b in ((one, other), (other, one)) if "killed" not in a.harms and "injured" in a.harms]
    for hurt in hurt_only:  # who counts the injured alone knows of few dead
        dead = (other if hurt is one else one).harms.get("killed", (0, 0))[0]
        value -= 1.0 if dead > 5 * hurt.harms["injured"][0] + 20 else 0.0
    return value


def _covers(vague: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether a figure lies within the bounds of a vague one ("60" of "up to 80")."""
    return vague[1] is not None and vague[0] <= other[0] <= vague[1]


def _doer(one: Telling, other: Telling) -> float:
    """Whether the same party did it, or one that the other is a part of; who is in a coalition is neither."""
    if not one.actors or not other.actors:
        return 0.0
    if any(a in _line_of(b) or b in _line_of(a) for a in one.actors for b in other.actors):
        return 0.3
    return 0.0 if any(_is_coalition(a) for a in one.actors | other.actors) else -0.5


@cache
def _line_of(party: str) -> frozenset[str]:
    """A party and those that it was ever part of, by their ids."""
    registry = default_registry()
    return frozenset({party, *(p.id for p in registry.ancestors(party))} if party in registry.parties else {party})


def _is_coalition(party: str) -> bool:
    known = default_registry().parties.get(party)
    return known is not None and known.kind == "coalition"


def _struck(one: Telling, other: Telling) -> float:
    """Whether the same sort of thing was struck: a market, a hospital."""
    a, b = struck(one.quote), struck(other.quote)
    if not a or not b:
        return 0.0
    return 0.4 if a & b else -0.4
