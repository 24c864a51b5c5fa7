"""What editors decided on places and on pairs of statements, as the book needs it."""

from collections.abc import Iterable

from warledger.accounts.incidents import Links
from warledger.accounts.ledger_places import Key
from warledger.accounts.tellings import Telling
from warledger.journal.decisions import Anchor, Decided, Decision

Positions = dict[Key, tuple[float, float]]
"""Degrees north and east of places that an editor has put elsewhere."""


def key_in(written: str) -> Key:
    """The key that a decision writes ("361,|" is a settlement)."""
    base, _, kind = written.rpartition("|")
    return Key(base, kind)


def written(key: Key) -> str:
    """A key as decisions write it."""
    return f"{key.base}|{key.kind}"


def positions_in(decided: Iterable[Decided]) -> Positions:
    """The positions that editors gave to places; the last one counts."""
    found: Positions = {}
    for d in decided:
        place, lat, lon = d.decision.place, d.decision.lat, d.decision.lon
        if d.decision.kind == "position" and place is not None and lat is not None and lon is not None:
            found[key_in(place)] = lat, lon
    return found


def links_in(decisions: Iterable[Decision], tellings: Iterable[Telling]) -> Links:
    """The pairs of statements that editors joined or kept apart; a later decision on a pair replaces an earlier one."""
    there: dict[str, list[Telling]] = {}
    for telling in tellings:
        there.setdefault(telling.revision, []).append(telling)
    last: dict[tuple[str, str], str] = {}
    for decision in decisions:
        if decision.target is None or decision.other is None:
            continue
        one, other = (_meant(a, there.get(a.revision, [])) for a in (decision.target, decision.other))
        if one is not None and other is not None and one != other:
            last[min(one, other), max(one, other)] = decision.kind
    return Links(
        same=frozenset(pair for pair, kind in last.items() if kind == "same"),
        apart=frozenset(pair for pair, kind in last.items() if kind == "apart"),
    )


def _meant(anchor: Anchor, there: list[Telling]) -> str | None:
    """The id of the statement that an anchor means: its own, else that whose words share most with it."""
    if any(t.statement == anchor.statement for t in there):
        return anchor.statement
    shared = [(min(t.words[1], anchor.end) - max(t.words[0], anchor.start), t.statement) for t in there]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] > 0 else None
