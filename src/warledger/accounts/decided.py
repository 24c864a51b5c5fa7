"""What editors decided on places and on pairs of statements, as the book needs it."""

from collections.abc import Iterable

from warledger.accounts.ledger_places import Key
from warledger.accounts.links import Links
from warledger.accounts.tellings import Telling
from warledger.journal.decisions import Anchor, Decided, Decision, hash_of, meant

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
    there: dict[str, list[Anchor]] = {}
    for telling in tellings:
        there.setdefault(telling.story, []).append(_anchor(telling))
    last: dict[tuple[str, str], str] = {}
    for decision in decisions:
        one, *others = (meant(a, there.get(a.story, ())) for a in decision.anchors)
        for other in others:
            if one is not None and other is not None and one.statement != other.statement:
                pair = sorted((one.statement, other.statement))
                last[pair[0], pair[1]] = decision.kind
    return Links(
        same=frozenset(pair for pair, kind in last.items() if kind == "same"),
        apart=frozenset(pair for pair, kind in last.items() if kind == "apart"),
    )


def _anchor(telling: Telling) -> Anchor:
    """How a decision would name the statement."""
    return Anchor(
        statement=telling.statement,
        revision=telling.revision,
        kind="event",
        start=telling.words[0],
        end=telling.words[1],
        subject=telling.subject,
        words=hash_of(telling.quote),
    )
