"""Which statements on events are to be compared with each other: those that are alike, and those alike to these.

Statements are compared only with those of the same country and of neighbouring days, so that the cost grows nearly in line
with their number. A cluster is named after the smallest id in it, so that the same statements always make the same ones.
"""

from collections.abc import Iterable, Iterator

from warledger.accounts.incidents import Incident, alike, incidents_in
from warledger.accounts.links import NO_LINKS, Joined, Links
from warledger.accounts.tellings import WIDEST_WINDOW, Telling

REACH = WIDEST_WINDOW + 1
"""How many days before its first day a statement may begin that is still compared with one."""


def clusters_of(tellings: Iterable[Telling], links: Links = NO_LINKS) -> dict[str, str]:
    """The cluster of each statement, by its id; ``tellings`` come in the order of their first day."""
    joined = Joined()
    for first, second in links.same:
        joined.join(first, second)
    seen: set[str] = set()
    for telling, near in _neighbours(tellings):
        seen.add(telling.statement)
        joined.root(telling.statement)
        for other in near:
            if alike(telling, other, links):
                joined.join(telling.statement, other.statement)
    return {statement: joined.root(statement) for statement in seen}


def comparable(one: Telling, other: Telling) -> bool:
    """Whether two statements are near enough in time and place to be compared."""
    if None not in (one.country, other.country) and one.country != other.country:
        return False
    return one.first <= other.last + 1 and other.first <= one.last + 1


def _neighbours(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, list[Telling]]]:
    """Each statement with those before it that it is to be compared with."""
    recent: dict[str | None, list[Telling]] = {}
    for telling in tellings:
        near = []
        for country in recent if telling.country is None else {telling.country, None}:
            kept = [t for t in recent.get(country, ()) if t.last >= telling.first - 1]
            if country in recent:
                recent[country] = kept
            near += [t for t in kept if comparable(t, telling)]
        yield telling, near
        recent.setdefault(telling.country, []).append(telling)


def incidents_of(tellings: Iterable[Telling], links: Links = NO_LINKS) -> list[Incident]:
    """All incidents that statements tell of, by day."""
    told = sorted(tellings, key=lambda t: (t.first, t.statement))
    clusters = clusters_of(told, links)
    together: dict[str, list[Telling]] = {}
    for telling in told:
        together.setdefault(clusters[telling.statement], []).append(telling)
    found = [i for cluster in together.values() for i in incidents_in(cluster, links)]
    return sorted(found, key=lambda i: i.order)
