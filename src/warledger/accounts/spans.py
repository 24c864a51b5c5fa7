"""Who held a place from when to when, for reading: the account of a place cut where its likeliest holder changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from warledger.accounts.account import Account
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import Evidence
from warledger.accounts.method import Method
from warledger.accounts.sieges import Siege

CONTESTED = 0.25
"""A place is contested where a second holder is at least so likely on a day with evidence."""


@dataclass(frozen=True, slots=True)
class ControlSpan:
    """A holder (null where it is unclear) from a day to the day before another (null: to now), days as ordinals;
    ``probability`` is the highest that the holder reaches, ``speaks_for`` and ``against`` the ids of the statements."""

    holder: str | None
    start: int
    end: int | None
    probability: float
    contested: bool
    besieged: bool
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def spans_of(
    account: Account, evidence: Iterable[Evidence], sieges: Iterable[Siege], method: Method
) -> list[ControlSpan]:
    """The spans of an account, in order, from the first day that anything is told of."""
    found: list[ControlSpan] = []
    for day, chances in zip(account.days, account.on_its_days(), strict=True):
        who, _, answer = decided(account.answer(day, chances), method)
        named = sorted(chances[:-1].tolist(), reverse=True)
        contested = len(named) > 1 and named[1] >= CONTESTED
        if found and found[-1].holder == who:
            last = found[-1]
            probability = max(last.probability, answer.probability)
            found[-1] = replace(last, probability=probability, contested=last.contested or contested)
            continue
        if found:
            found[-1] = replace(found[-1], end=day)
        found.append(ControlSpan(who, day, None, answer.probability, contested, besieged=False))
    told, rings = list(evidence), list(sieges)
    return [_with_words(span, told, rings) for span in found]


def _with_words(span: ControlSpan, told: Iterable[Evidence], sieges: Iterable[Siege]) -> ControlSpan:
    within = [e for e in told if not e.implied and span.start <= e.day and (span.end is None or e.day < span.end)]
    speaks_for = {e.statement for e in within if agrees(e, span.holder)}
    return replace(
        span,
        besieged=any(s.besieged is not None and s.besieged == span.holder and _meets(s, span) for s in sieges),
        speaks_for=tuple(sorted(speaks_for)),
        against=tuple(sorted({e.statement for e in within} - speaks_for)),
    )


def agrees(evidence: Evidence, holder: str | None) -> bool:
    """Whether what is told fits a holder: that it holds or takes the place, or that another does not."""
    return (evidence.holder == holder) == (evidence.says in {"holds", "passes"})


def _meets(siege: Siege, span: ControlSpan) -> bool:
    first = siege.start if siege.start is not None else siege.last_told
    last = siege.end if siege.end is not None else siege.last_told
    return first < (span.end if span.end is not None else last + 1) and last >= span.start
