"""What statements say about who holds a place: on a day someone holds it or does not, or it passes to someone."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from warledger.accounts.controllers import Controllers, called
from warledger.accounts.method import Method
from warledger.record.codes import FACTUAL
from warledger.record.statement import PartyRef, Statement

Says = Literal["holds", "holds_not", "passes", "leaves", "changes"]
"""``holds`` and ``holds_not`` speak of a day; ``passes`` to and ``leaves`` from a holder on that day; ``changes`` tells that
the place passed from one of the ``sides`` of the report to the other, without saying to which, or where it has no two
sides from whoever held it to somebody else."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a statement says: ``day`` is an ordinal, ``weight`` the chance (0 to 1) that it is so."""

    day: int
    says: Says
    holder: str
    weight: float
    statement: str
    voice: str
    side: str | None = None
    """The side of a town that it speaks of ("east"); null for the whole."""
    implied: bool = False
    """Whether it is only the state before a change that is told."""
    of_region: bool = False
    """Whether it is told of the whole province."""
    sides: tuple[str, ...] = ()
    """Of what ``changes``: between whom, and its ``holder`` is empty; of what ``leaves``: to whom, if that can be told."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a statement: the voice it counts as, the side it speaks for, and what its reliability is worth (0 to 1)."""

    voice: str
    side: str | None = None
    worth: float = 1.0
    published: str | None = None
    """The day that undated statements are of; null for a report that looks back."""
    few_places: bool = False
    """Whether the report speaks of few places, so that "the town" is hardly another."""
    sides: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    """By country, the two parties that the report speaks of most as holding or fighting for places."""
    takers: Mapping[str, str] = field(default_factory=dict)
    """By the id of a statement on a change that names nobody, who most likely took the place."""


def evidence_of(
    statement: Statement, controllers: Controllers, method: Method, teller: Teller, side: str | None = None
) -> list[Evidence]:
    """What a statement says on control, of a side of the place if one is given; nothing if it is no fact, is undated or
    names nobody."""
    control, place = statement.control, statement.place
    in_vain = control is not None and control.change == "gained" and statement.modality == "negated"
    if control is None or place is None or (statement.modality not in FACTUAL and not in_vain):
        return []
    window = days_of(statement, teller.published)
    if window is None or statement.confidence < method.least_confidence:
        return []
    start, end = window
    day = iso_day(end)
    holders: dict[str, str] = {}
    helped: set[str] = set()
    for ref in sorted(statement.parties, key=lambda r: controllers.foreign(r.id, place.country)):
        who = _own(ref, teller) or controllers.of(ref, place.country, day)
        who = who or controllers.on_side(called(ref), teller.sides.get(place.country, ()))
        if who is not None and holders.setdefault(ref.role, who) == who and controllers.mapped(ref, who, day):
            helped.add(who)
    if control.change == "lost" and holders.get("loser") in helped:
        return []  # that a helper leaves tells nothing of whom it helps
    sides = teller.sides.get(place.country, ())
    attacker = holders.get("gainer" if in_vain else "besieger")
    if in_vain or control.change == "besieged":
        said = _defended(statement, end, method, attacker, sides)
    else:
        _name_other(control.change, holders, sides)
        said = list(_named(control.change, holders, (start, end), method, statement))
        said = said or _unnamed(statement, (start, end), teller, method)
    found = []
    for e in said:
        helps = e.says in {"holds", "passes"} and controllers.helps(e.holder, place.country)
        share = method.foreign if helps else method.helping if e.holder in helped else 1.0
        weight = _weight(e.weight * share, statement, method, teller)
        if side is None and control.extent == "part":
            weight *= method.most if MOST_OF.search(statement.quote.text) else method.part
        weight *= teller.worth * _interest(e, teller.side, method)
        found.append(
            replace(e, weight=min(MOST, weight), voice=teller.voice, side=side, sides=_sides(e, teller, place.country))
        )
    return found


def _sides(evidence: Evidence, teller: Teller, country: str | None) -> tuple[str, ...]:
    """Between whom a change is; to whom a place goes that one of two sides leaves."""
    sides = teller.sides.get(country, ())
    if evidence.says == "leaves" and evidence.holder in sides:
        return tuple(s for s in sides if s != evidence.holder)
    return evidence.sides


def _name_other(change: str, holders: dict[str, str], sides: tuple[str, ...]) -> None:
    """Of two sides the one that a change does not name: who gains what the other loses."""
    gainer, loser = holders.get("gainer"), holders.get("loser")
    if change == "gained" and loser is None and gainer in sides:
        holders["loser"] = next(s for s in sides if s != gainer)


OWN = re.compile(r"(?:our|we|us)\b", re.IGNORECASE)


def _own(ref: PartyRef, teller: Teller) -> str | None:
    """The side of the source where it speaks of its own ("our forces")."""
    return teller.side if teller.side is not None and ref.id is None and OWN.match(called(ref)) else None


MOST_OF = re.compile(
    r"(?<![\d.])\b(?:(?:most|nearly all|almost all|virtually all|practically all|the bulk|(?:the|a large|a vast) majority) of"
    r"|(?:[6-9]\d|100) ?(?:%|per ?cent) of)\b(?! (?:whose|which|whom|them)\b)",
    re.IGNORECASE,
)
"""Words for the greater part of a place."""

MOST = 0.97
"""No single statement is surer than this."""


def _interest(evidence: Evidence, side: str | None, method: Method) -> float:
    """What a word for or against the side that its source speaks for is worth."""
    if side is None:
        return 1.0
    gains = evidence.says in {"holds", "passes"}
    return method.claimed if gains == (evidence.holder == side) else method.against_interest


def _defended(
    statement: Statement, day: int, method: Method, attacker: str | None, sides: tuple[str, ...]
) -> list[Evidence]:
    """What an attack that failed, or a siege, says of who holds the place: not the attacker, and most likely the other of two
    sides."""
    if attacker is None:
        return []
    against = Evidence(day, "holds_not", attacker, method.before, statement.id, statement.report)
    if attacker not in sides:
        return [against]
    other = next(s for s in sides if s != attacker)
    return [against, replace(against, says="holds", holder=other, weight=method.defended, implied=True)]


def _unnamed(statement: Statement, window: tuple[int, int], teller: Teller, method: Method) -> list[Evidence]:
    """What a change says that names nobody ("the town fell", "soldiers walked into it"): that it passed to whoever takes
    places at that point of the report, or else between its sides, or away from whoever held it."""
    control, place = statement.control, statement.place
    sides = teller.sides.get(place.country, ()) if place is not None else ()
    if control is None or control.change not in {"gained", "lost"} or window[1] - window[0] > method.widest_window:
        return []
    day = (window[0] + window[1]) // 2
    taker = teller.takers.get(statement.id)
    if taker is not None:
        passes = Evidence(day, "passes", taker, method.unnamed, statement.id, statement.report)
        weight = method.unnamed * method.before
        return [passes, replace(passes, day=day - 1, says="holds_not", weight=weight, implied=True)]
    return [Evidence(day, "changes", "", method.unnamed, statement.id, statement.report, sides=sides)]


def _named(
    change: str,
    holders: dict[str, str],
    window: tuple[int, int],
    method: Method,
    statement: Statement,
) -> Iterator[Evidence]:
    start, end = window

    def told(day: int, says: Says, who: str, weight: float = 1.0) -> Evidence:
        return Evidence(day, says, who, weight, statement.id, statement.report)

    def before(day: int, says: Says, who: str) -> Evidence:
        return replace(told(day, says, who, method.before), implied=True)

    middle = (start + end) // 2
    dated = end - start <= method.widest_window
    gainer, loser, holder = holders.get("gainer"), holders.get("loser"), holders.get("holder")
    if change in {"gained", "lost"} and gainer is not None and gainer != loser:
        yield told(middle, "passes", gainer) if dated else told(end, "holds", gainer)
        if loser is not None and dated:
            yield before(middle - 1, "holds", loser)
        elif dated:
            yield before(middle - 1, "holds_not", gainer)
    elif change in {"gained", "lost"} and loser is not None:
        yield told(middle, "leaves", loser) if dated else told(end, "holds_not", loser)
        if dated:
            yield before(middle - 1, "holds", loser)
    elif change == "held" and holder is not None:
        yield told(end, "holds", holder)
        if start < end:
            yield told(start, "holds", holder)


def days_of(statement: Statement, published: str | None) -> tuple[int, int] | None:
    """The days of a statement as ordinals; an open end is that of the publication, an open start the end itself."""
    time = statement.time
    start = ordinal_of(time.start) if time is not None else None
    end = ordinal_of(time.end) if time is not None else None
    if time is not None and end is None and start is not None:
        return start, start
    if end is None:
        end = ordinal_of(published)
    if end is None:
        return None
    return (min(start, end), end) if start is not None else (end, end)


def iso_day(day: int | None) -> str:
    """An ordinal as an ISO date, empty for none."""
    return dt.date.fromordinal(day).isoformat() if day is not None else ""


def ordinal_of(day: str | None) -> int | None:
    """An ISO date as an ordinal; null where it is none."""
    try:
        return dt.date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


HEDGED = re.compile(r"\b(?:reportedly|allegedly|apparently|purportedly|supposedly|unconfirmed)\b", re.IGNORECASE)
"""Words by which a report does not stand for what it tells."""

REFERRED = ("place: pronoun", "place: description", "place: carried", "place: place carried")
"""Links of places that the words only refer to ("it", "the town")."""


def _weight(share: float, statement: Statement, method: Method, teller: Teller) -> float:
    """The chance that what a statement says is so."""
    weight = (
        method.reliability
        * share
        * method.frames.get(statement.why.frame, 1.0)
        * min(1.0, 0.4 + 0.7 * statement.confidence)
    )
    if HEDGED.search(statement.quote.text):
        weight *= method.hedged
    if statement.modality == "claimed" and statement.interest in {"own_gain", "against_enemy"}:
        weight *= method.claimed if teller.published is not None else method.claimed_before
    if any(link.startswith(REFERRED) for link in statement.why.links):
        weight *= method.referred_among_few if teller.few_places else method.referred
    if statement.interest == "own_loss":
        weight *= method.against_interest
    return weight


def one_voice(evidence: Iterable[Evidence], method: Method) -> list[Evidence]:
    """What one voice says more than once, said once: by day, holder and kind the most certain counts."""
    best: dict[tuple[int, str, str, str], Evidence] = {}
    for e in evidence:
        if e.weight < method.least_weight:
            continue
        key = (e.day, e.says, e.holder, e.voice)
        if key not in best or e.weight > best[key].weight:
            best[key] = e
    told = sorted(best.values(), key=lambda e: (e.day, e.says, e.holder, e.statement))
    return _once(_surest(told, method.surest))


def _surest(evidence: list[Evidence], share: float) -> list[Evidence]:
    """Of a voice's changes to one holder the surest: what it tells less surely before, with no loss between, was a step
    on the way ("entered the outskirts", "took villages near it")."""
    coming: dict[tuple[str, str], float] = {}
    kept: list[Evidence] = []
    steps: set[str] = set()
    for e in reversed(evidence):
        if e.says in {"passes", "leaves"} and e.weight >= CHANGE_WEIGHT:
            for voice, holder in list(coming):
                if voice == e.voice and (holder != e.holder) == (e.says == "passes"):
                    del coming[voice, holder]
        key = (e.voice, e.holder)
        if e.says == "passes":
            if e.weight < share * coming.get(key, 0.0):
                steps.add(e.statement)
            else:
                coming[key] = max(e.weight, coming.get(key, 0.0))
        kept.append(e)
    return [e for e in reversed(kept) if e.statement not in steps]


SAME_CHANGE_DAYS = 45
"""Changes to one holder within so many days of each other, with none to another between, are one change told again."""


CHANGE_WEIGHT = 0.5
"""A change told with less weight is none that others could tell again."""


def _once(evidence: list[Evidence]) -> list[Evidence]:
    """A change told again says only that its gainer holds the place: the state before it is told by the first."""
    kept: list[Evidence] = []
    last: Evidence | None = None
    changed = [e.day for e in evidence if e.says in {"passes", "leaves"} and e.weight >= CHANGE_WEIGHT]
    for e in evidence:
        again = last is not None and e.holder == last.holder and e.day - last.day <= SAME_CHANGE_DAYS
        if e.says == "passes":
            kept.append(replace(e, says="holds") if again else e)
            last = e if e.weight >= CHANGE_WEIGHT else last
        elif e.says == "changes":
            if all(abs(e.day - day) > SAME_CHANGE_DAYS for day in changed):
                kept.append(e)
                changed.append(e.day)
        elif e.says == "holds_not" and again:
            continue
        else:
            last = None if e.says == "leaves" and last is not None and e.holder == last.holder else last
            kept.append(e)
    return kept
