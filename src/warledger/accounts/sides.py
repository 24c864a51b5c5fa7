"""Between whom a report tells of a war: the two parties that it speaks of most as holding or fighting for places."""

from collections import Counter
from collections.abc import Iterable, Mapping

from warledger.accounts.controllers import Controllers
from warledger.accounts.evidence import days_of, iso_day
from warledger.parties.registry import STATES
from warledger.record.statement import Statement

Sides = Mapping[str | None, tuple[str, ...]]
"""By country, two controllers; none where a report names only one."""

LEAST_NAMED = 2
"""How often a side must be named; once, where it is the only one beside the country's own state."""

MOST_OTHERS = 0.03
"""The share of all namings that others than the two sides may have: with three at war an unnamed one may be any."""

SOVEREIGN = 0.5
"""What the country's own state counts before it is named at all, in times named."""


def sides_of(report: Iterable[Statement], controllers: Controllers, undated: str | None) -> Sides:
    """The sides of a report, by the country of its places, from its statements on control and events."""
    named: dict[str | None, Counter[str]] = {}
    for statement in report:
        if statement.place is None or statement.kind not in {"control", "event"}:
            continue
        country = statement.place.country
        window = days_of(statement, undated)
        day = iso_day(window[1]) if window is not None else None
        for ref in statement.parties:
            who = controllers.of(ref, country, day)
            if who is not None and not controllers.helps(who, country):
                named.setdefault(country, Counter())[who] += 1
    return {country: found for country, counts in named.items() if (found := _two(counts, country, controllers))}


def _two(counts: Counter[str], country: str | None, controllers: Controllers) -> tuple[str, ...]:
    state = controllers.sovereign(country)
    weights = {who: float(count) for who, count in counts.items()}
    if state is not None:
        weights[state] = weights.get(state, 0.0) + SOVEREIGN
    first = sorted(weights, key=lambda w: (-weights[w], w))[:2]
    others = sum(weights.values()) - sum(weights[w] for w in first)
    if len(first) < 2 or others > max(1.0, MOST_OTHERS * sum(weights.values())):
        return ()
    if all(controllers.registry[w].kind not in STATES for w in first):
        return ()  # two that fight the same state may be allies
    least = LEAST_NAMED if others or state not in first else 1
    if any(weights[w] < least for w in first if w != state):
        return ()
    return tuple(sorted(first))
