"""Low, best and high tolls of one incident from the figures of several sources.

After UCDP's rules (UCDP GED Codebook, "best", "low" and "high" estimates): nothing is imputed; a later figure of the same
source replace its earlier one; the low and the high estimate are the lowest and the highest that anybody gives, and the
best one is what the most reliable sources give, the lower where they disagree. What a side's own media say of the enemy's
dead is never the best estimate where somebody else gives one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warledger.record.statement import Figure, Toll

HARMS = ("killed", "injured", "abducted", "displaced")
"""Kinds of harm, which are never added to each other."""

Bounds = tuple[int, int | None]
"""The lowest and highest number that a figure allows; the highest is null where open."""

COUNTED = frozenset({"incident", "additional"})
"""Scopes of figures that speak of one incident; totals over a period count for one only where it is a matter of days."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of people harmed, with its words; ``high`` is null where open."""

    low: int
    high: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """One source's figure with its words: ``high`` is null where open; ``rank`` 0 is the most reliable; ``day`` when it was
    published and ``at`` where in its report; ``quoted`` whether it is only that of others, who may take a side."""

    low: int
    high: int | None
    voice: str
    rank: int
    day: str
    statement: str
    at: int = 0
    quoted: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """People harmed: what is least, best and most told, and the figures it rests on, oldest first."""

    low: int
    best: int
    high: int
    given: tuple[Given, ...]


ANYBODY = frozenset({"", "people", "persons", "dead", "lives", "victims"})
"""Words for victims that leave nobody out: a figure with them is of all, not of one group beside others."""


def total(figures: Sequence[Figure], *, brief: bool = False) -> Bounds | None:
    """The figures of one statement together; null where none is of an incident; ``brief`` is for one of a few days.

    A figure of people in general is that of all ("60 people, among them 20 children"; of two such figures, as a
    correction gives them, the higher), unless a group's is higher ("63 rebels, against two dead of ours"); figures of groups
    alone ("12 civilians and 5 soldiers") are added.
    """
    counted = [f for f in figures if _is_counted(f, brief=brief)]
    if not counted:
        return None
    whole = [f for f in counted if f.scope != "additional" and (f.victims or "").lower() in ANYBODY]
    first = max(whole, key=lambda f: f.low, default=None)
    if first is not None and all(f.low <= first.low for f in counted):
        return first.low, first.high
    highs = [f.high for f in counted]
    return sum(f.low for f in counted), None if None in highs else sum(h for h in highs if h is not None)


def counts(toll: Toll | None, kind: str, *, brief: bool = False) -> tuple[Counted, ...]:
    """The counts that a statement gives of a kind of harm; none where it gives none.

    Its own comes first: what its figures are together, or a later count that replaces it or one that closes what it leaves
    open. Those of others that it quotes come after ("killing 11 according to rescuers and 12 according to doctors").
    """
    figures: Sequence[Figure] = getattr(toll, kind) if toll is not None else ()
    first = [f for f in figures if f.recount is None]
    together = total(first, brief=brief)
    found = [Counted(*together, ", ".join(f.text for f in first))] if together is not None else []
    own = 0
    for figure in figures:
        if figure.recount is None or not _is_counted(figure, brief=brief):
            continue
        found.append(Counted(figure.low, figure.high, figure.text))
        if figure.recount == "later" or narrows(_bounds(found[-1]), _bounds(found[own])):
            own = len(found) - 1
    return (*found[own : own + 1], *found[:own], *found[own + 1 :])


def _is_counted(figure: Figure, *, brief: bool) -> bool:
    """Whether a figure is of one incident, which for one of a few days that of a period is too."""
    return figure.scope in COUNTED or (brief and figure.scope == "period")


def _bounds(one: Counted | Given) -> Bounds:
    return one.low, one.high


IMPARTIAL = frozenset(
    "monitor monitors monitoring observatory un u.n. nations rights amnesty watch inquiry investigators commission".split()
)
"""Words in the names of those who count the dead of a war without being a side of it."""


def quotes_others(speakers: Iterable[str]) -> bool:
    """Whether a report tells what it says as the words of others, none of whom is known to take no side."""
    said = list(speakers)
    return bool(said) and not any(IMPARTIAL & set(s.lower().split()) for s in said)


def estimate(given: Iterable[Given]) -> Estimate | None:
    """The estimate from all figures given; null where there is none."""
    told = sorted(given, key=lambda g: (g.day, g.at, g.statement))
    if not told:
        return None
    last = {g.voice: g.day for g in told}
    kept = [g for g in told if g.day == last[g.voice]]
    own = {g.voice: g for g in sorted(kept, key=lambda g: (g.quoted, g.at), reverse=True)}
    first = min(g.rank for g in told)
    surest = {g.voice for g in told if g.rank == first}  # a text is as reliable as the best of those that print it
    given_by = [own[voice] for voice in surest]
    best = min(g.low for g in given_by if not any(narrows(_bounds(o), _bounds(g)) for o in given_by))
    return Estimate(
        low=min((g.low for g in kept if g.low or not g.high), default=0),  # "up to 40" tells of no least
        best=best,
        high=max(g.high if g.high is not None else g.low for g in kept),
        given=tuple(told),
    )


def narrows(one: Bounds, vague: Bounds) -> bool:
    """Whether a figure only tells more closely what a vague one leaves open ("46" of "dozens")."""
    (low, high), (least, most) = one, vague
    if most is None or most == least or not least <= low <= most:
        return False
    return high is None or high - low < most - least
