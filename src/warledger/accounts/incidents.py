"""Incidents: statements of several reports about the same happening, joined, with their tolls.

Whether two statements speak of the same happening is a sum of what speaks for and against it (place, day, kind, toll, who
did it); two statements of one report are joined only if they were read from the same words. Statements that are alike, and
those alike to these, make a cluster, which is independent of all others; within it each statement, in order of publication,
goes to the incident that it is most like.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from warledger.accounts.ledger_places import base_and_kind
from warledger.accounts.links import NO_LINKS, Links
from warledger.accounts.struck import struck
from warledger.accounts.tellings import Telling
from warledger.accounts.tolls import HARMS, Estimate, Given, estimate, quotes_others
from warledger.gazetteer.resolve import km
from warledger.journal.sources import RELIABILITIES, Sources
from warledger.parties.registry import default_registry

NEAR_KM, SAME_KM = 25.0, 5.0
"""How far apart two places may be that could be, or are, one."""

SAME = 2.4
"""The sum from which two statements speak of the same happening."""

COPIED = 9.0
"""What the same words in two copies of one text speak for."""

NEWS_DAYS = 30
"""How many days after a happening a report on it is news."""

VIOLENT = frozenset({"fire", "bomb", "attack", "clash"})


@dataclass(eq=False)
class Incident:
    """A happening with all statements on it, the first told first."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Made of the statement that was told first, so that later ones leave it as it is."""
        return hashlib.sha256(self.tellings[0].statement.encode()).hexdigest()[:10]

    @property
    def lead(self) -> Telling:
        """The statement that the reader is surest of."""
        return max(self.tellings, key=lambda t: (t.confidence, t.statement))

    @property
    def days(self) -> tuple[int, int]:
        """The days that most of the statements allow: the narrowest window."""
        narrow = min(self.tellings, key=lambda t: (t.last - t.first, t.first))
        return narrow.first, narrow.last

    def tolls(self, sources: Sources) -> dict[str, Estimate]:
        """The estimates by kind of harm, of those kinds that anybody tells of."""
        found = {}
        for kind in HARMS:
            made = estimate(
                Given(
                    *t.harms[kind],
                    voice=t.voice,
                    rank=_rank(t, sources),
                    day=t.published or "",
                    statement=t.statement,
                    at=t.words[0],
                    quoted=quotes_others(t.speakers),
                )
                for t in self.tellings
                if kind in t.harms
            )
            if made is not None:
                found[kind] = made
        return found


def incidents_in(cluster: Iterable[Telling], links: Links = NO_LINKS) -> list[Incident]:
    """The incidents of one cluster, by day."""
    found: list[Incident] = []
    of_group: dict[str, Incident] = {}
    for telling in sorted(cluster, key=lambda t: t.order):
        free = [i for i in found if not any(links.bars(telling.statement, t.statement) for t in i.tellings)]
        group = links.group(telling.statement)
        joined = of_group.get(group) if group is not None else None
        if joined is None or joined not in free:
            joined = _likest(telling, free)
        if joined is None:
            joined = Incident()
            found.append(joined)
        joined.tellings.append(telling)
        if group is not None:
            of_group.setdefault(group, joined)
    return sorted(_gathered(found, links), key=lambda i: (i.days, i.id))


def _gathered(found: list[Incident], links: Links) -> list[Incident]:
    """The incidents, where one that only one report tells of goes to that which the report tells of too and others with it:
    what shows that two statements of a report are on one happening may be published after them."""
    for lone in [i for i in found if len({t.revision for t in i.tellings}) == 1]:
        if any(links.group(t.statement) is not None for t in lone.tellings):
            continue
        revision = lone.tellings[0].revision
        beside = [i for i in found if i is not lone and any(t.revision == revision for t in i.tellings)]
        free = [i for i in beside if not _barred(lone, i, links)]
        scored = [(s, i) for i in free if (s := _drawn(lone, i)) >= SAME]
        if scored:
            joined = max(scored, key=lambda x: x[0])[1]
            joined.tellings = sorted(joined.tellings + lone.tellings, key=lambda t: t.order)
            found.remove(lone)
    return found


def _drawn(lone: Incident, other: Incident) -> float:
    """How much speaks for an incident of one report being another, which all its statements must be like, or be read from
    the words of one that is."""
    scores = [(_score(t, other), t) for t in lone.tellings]
    like = [t for s, t in scores if s >= SAME]
    return max(s for s, _ in scores) if _all_along(lone.tellings, like) else 0.0


def _all_along(told: Iterable[Telling], like: list[Telling]) -> bool:
    """Whether each of some statements of a report is one of those that are like another, or was read from the same words."""
    return all(t in like or any(_same_words(t, one) for one in like) for t in told)


def _barred(one: Incident, other: Incident, links: Links) -> bool:
    return any(links.bars(a.statement, b.statement) for a in one.tellings for b in other.tellings)


def _likest(telling: Telling, incidents: Iterable[Incident]) -> Incident | None:
    """The incident that a statement is most like; null where it is like none."""
    scored = [(s, i) for i in incidents if (s := _score(telling, i)) >= SAME]
    return max(scored, key=lambda x: x[0])[1] if scored else None


def alike(one: Telling, other: Telling, links: Links = NO_LINKS) -> bool:
    """Whether two statements belong to one cluster."""
    said = links.of(one.statement, other.statement)
    if said is not None:
        return said
    if one.revision == other.revision:
        return _same_words(one, other)
    return _alike(one, other) >= SAME


def _score(telling: Telling, incident: Incident) -> float:
    """How much speaks for a statement being one on an incident."""
    beside = [t for t in incident.tellings if t.revision == telling.revision]
    if any(_same_words(telling, t) for t in beside):
        return COPIED
    others = [t for t in incident.tellings if t.revision != telling.revision]
    if not others or not _all_along(beside, [t for t in beside if _told_twice(telling, t)]):
        return 0.0
    return max(_alike(telling, t) for t in others)


def _told_twice(one: Telling, other: Telling) -> bool:
    """Whether two statements of a report that are both like one of another report may be of one happening: nothing that
    they tell of it differs. So does the news; a history tells of each happening once."""
    if one.published is None or dt.date.fromisoformat(one.published[:10]).toordinal() - one.last > NEWS_DAYS:
        return False
    if one.place != other.place or one.last < other.first or other.last < one.first:
        return False
    differ = any(_clash(one.harms[k], other.harms[k]) for k in one.harms.keys() & other.harms.keys())
    differ = differ and one.speakers == other.speakers  # "... 44, a ministry said. Medics counted 59."
    actors = not one.actors or not other.actors or bool(one.actors & other.actors)
    return _kind(one.family, other.family) is not None and actors and not differ


def _same_words(one: Telling, other: Telling) -> bool:
    """Whether two statements of a report were read from the same words, which name several places; where each has a toll
    of its own, they tell of two happenings."""
    if one.harms and other.harms and one.harms != other.harms:
        return False
    if one.family != other.family and (one.place != other.place or _kind(one.family, other.family) is None):
        return False
    return one.words[0] < other.words[1] and other.words[0] < one.words[1]


def _alike(one: Telling, other: Telling) -> float:
    if (one.voice, one.quote, one.place) == (other.voice, other.quote, other.place):
        return COPIED
    kind, day = _kind(one.family, other.family), _day(one, other)
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


def _clash(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
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


def _kind(one: str, other: str) -> float | None:
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


def _rank(telling: Telling, sources: Sources) -> int:
    """The place of a source in the order of trust; a side's own medium comes after all others."""
    source = sources.of(telling.publisher)
    return RELIABILITIES.index(source.reliability) + (len(RELIABILITIES) if source.side is not None else 0)
