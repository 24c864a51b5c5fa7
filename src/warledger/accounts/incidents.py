"""Incidents: statements of several reports about the same happening, joined, with their tolls.

Whether two statements speak of the same happening is a sum of what speaks for and against it (place, day, kind, toll, who
did it); two statements of one report are joined only if they were read from the same words. Statements that are alike, and
those alike to these, make a cluster, which is independent of all others; within it each statement, in order of publication,
goes to the incident that it is most like.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from warledger.accounts.likeness import COPIED, clash, kinship, likeness
from warledger.accounts.links import NO_LINKS, Links
from warledger.accounts.tellings import Telling
from warledger.accounts.tolls import HARMS, Estimate, Given, estimate, narrows, quotes_others
from warledger.journal.sources import RELIABILITIES, Sources

SAME = 2.4
"""The sum from which two statements speak of the same happening."""

NEWS_DAYS = 30
"""How many days after a happening a report on it is news."""


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
        """The statement that the reader is surest of, the first told of several."""
        return max(self.tellings, key=lambda t: t.confidence)

    @property
    def order(self) -> tuple[tuple[int, int], str]:
        """Incidents by day; those of one day as they were first told, so that ids decide nothing."""
        return self.days, self.tellings[0].order

    @property
    def days(self) -> tuple[int, int]:
        """The days that most of the statements allow: the narrowest window."""
        narrow = min(self.tellings, key=lambda t: (t.last - t.first, t.first))
        return narrow.first, narrow.last

    def tolls(self, sources: Sources) -> dict[str, Estimate]:
        """The estimates by kind of harm, of those kinds that anybody tells of."""
        found = {}
        for kind in HARMS:
            made = estimate(g for t in self.tellings for g in _given(t, kind, sources))
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
    return sorted(_gathered(found, links), key=lambda i: i.order)


def _gathered(found: list[Incident], links: Links) -> list[Incident]:
    """The incidents, where one goes to another that all its reports tell of too: what shows that two statements of a report
    are on one happening may be published after them."""
    revisions = {id(i): {t.revision for t in i.tellings} for i in found}
    for lone in list(found):
        if any(links.group(t.statement) is not None for t in lone.tellings):
            continue
        own = revisions[id(lone)]
        beside = [i for i in found if i is not lone and own <= revisions[id(i)]]
        free = [i for i in beside if not _barred(lone, i, links)]
        scored = [(s, i) for i in free if (s := _drawn(lone, i)) >= SAME]
        if scored:
            joined = max(scored, key=lambda x: x[0])[1]
            joined.tellings = sorted(joined.tellings + lone.tellings, key=lambda t: t.order)
            found.remove(lone)
    return found


def _drawn(lone: Incident, other: Incident) -> float:
    """How much speaks for an incident being another, which all its statements must be like, or be read from the words of one
    that is."""
    scores = [(_score(t, other), t) for t in lone.tellings]
    like = [t for s, t in scores if s >= SAME]
    return max(s for s, _ in scores) if _all_along(lone.tellings, like) else 0.0


def _all_along(told: Iterable[Telling], like: list[Telling]) -> bool:
    """Whether each of some statements is one of those that are like another, or was read from the same words."""
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
        return _same_words(one, other) or _told_closer(one, other)
    return likeness(one, other) >= SAME


def _score(telling: Telling, incident: Incident) -> float:
    """How much speaks for a statement being one on an incident."""
    beside = [t for t in incident.tellings if t.revision == telling.revision]
    if any(_same_words(telling, t) or _told_closer(telling, t) for t in beside):
        return COPIED
    others = [t for t in incident.tellings if t.revision != telling.revision]
    if not others or not _all_along(beside, [t for t in beside if _told_twice(telling, t)]):
        return 0.0
    return max(likeness(telling, t) for t in others)


def _told_twice(one: Telling, other: Telling) -> bool:
    """Whether two statements of a report that are both like one of another report may be of one happening: nothing that
    they tell of it differs. So does the news; a history tells of each happening once."""
    if one.published is None or dt.date.fromisoformat(one.published[:10]).toordinal() - one.last > NEWS_DAYS:
        return False
    if one.place != other.place or one.last < other.first or other.last < one.first:
        return False
    differ = any(clash(one.harms[k], other.harms[k]) for k in one.harms.keys() & other.harms.keys())
    differ = differ and one.speakers == other.speakers  # "... 44, a ministry said. Medics counted 59."
    actors = not one.actors or not other.actors or bool(one.actors & other.actors)
    return kinship(one.family, other.family) is not None and actors and not differ


def _told_closer(one: Telling, other: Telling) -> bool:
    """Whether one of two statements of a report on one place and day only leaves open what the other counts ("Dead: 95 ...
    State television spoke of dozens killed")."""
    a, b = one.harms.get("killed"), other.harms.get("killed")
    if a is None or b is None or not (narrows(a, b) or narrows(b, a)):
        return False
    return one.first == one.last == other.first == other.last and _told_twice(one, other)


def _same_words(one: Telling, other: Telling) -> bool:
    """Whether two statements of a report were read from the same words, which name several places; where each has a toll
    of its own, they tell of two happenings."""
    if one.harms and other.harms and one.harms != other.harms:
        return False
    if one.family != other.family and (one.place != other.place or kinship(one.family, other.family) is None):
        return False
    return one.words[0] < other.words[1] and other.words[0] < one.words[1]


def _given(telling: Telling, kind: str, sources: Sources) -> Iterator[Given]:
    """The figures of a statement: its own, then those of others that it quotes, which count for low and high."""
    for number, count in enumerate(telling.counts.get(kind, ())):
        yield Given(
            count.low,
            count.high,
            voice=telling.voice,
            rank=_rank(telling, sources),
            day=telling.published or "",
            statement=telling.statement,
            at=telling.words[0] + number,
            quoted=number > 0 or quotes_others(telling.speakers),
            text=count.text,
        )


def _rank(telling: Telling, sources: Sources) -> int:
    """The place of a source in the order of trust; a side's own medium comes after all others."""
    source = sources.of(telling.publisher)
    return RELIABILITIES.index(source.reliability) + (len(RELIABILITIES) if source.side is not None else 0)
