"""Which statements an editor should look at first: those that the reader is unsure of, that decide much, that others dispute.

Each reason is a small feature with a weight that stands in one table and a sentence that the editor reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from warledger.accounts.evidence import Evidence
from warledger.accounts.ledger_places import Key
from warledger.accounts.summaries import Summary
from warledger.accounts.tolls import counts
from warledger.accounts.words import Entry, Word
from warledger.record.statement import Statement

SAME_DAYS = 45
"""Within so many days of each other two voices tell of one change."""

OTHERWISE_DAYS = 10
"""Within so many days of each other two voices that name different holders disagree; later it may have changed hands."""

WORTH: Mapping[str, float] = {"unsure": 1.0, "alone": 1.5, "disputed": 1.5, "toll": 1.0}
"""What each reason weighs where it holds fully."""

LEAST_DOUBT = 0.2
"""What nobody else says matters this much though the reader is sure of it, and fully from a doubt of 40 % on."""

HIGH_TOLL = 50
"""From so many killed on a toll matters as much as it can."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement should be looked at: the feature's name, what it adds (0 to its worth), and the sentence for it."""

    name: str
    worth: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Due:
    """A statement that is to be looked at, with the reasons, the weightiest first."""

    statement: Statement
    publisher: str | None
    published: str | None
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """What the reasons add up to."""
        return sum(reason.worth for reason in self.reasons)


def due(entries: Iterable[Entry], words: Iterable[Word], incidents: Mapping[str, Summary]) -> list[Due]:
    """Statements in the order in which they should be looked at, of equal ones the last published first.

    ``words`` are all words on the places that the statements bear on, ``incidents`` the incident of each statement that is
    one on an event.
    """
    own: dict[str, Word] = {}
    on: dict[Key, list[Word]] = {}
    for one in words:
        own[one.statement] = one
        on.setdefault(one.key, []).append(one)
    found = []
    for entry in entries:
        word = own.get(entry.statement.id)
        reasons = [_unsure(entry.statement)]
        if word is not None:
            reasons += _on_control(word, on[word.key], 1 - entry.statement.confidence)
        if (incident := incidents.get(entry.statement.id)) is not None:
            reasons += _on_toll(entry.statement, incident)
        told = sorted((r for r in reasons if r.worth > 0), key=lambda r: (-r.worth, r.name))
        found.append(Due(entry.statement, entry.publisher, entry.published, tuple(told)))
    newest = sorted(found, key=lambda d: (d.published or "", d.statement.id), reverse=True)
    return sorted(newest, key=lambda d: -round(d.score, 3))


def _unsure(statement: Statement) -> Reason:
    sure = statement.confidence
    return Reason("unsure", WORTH["unsure"] * (1 - sure), f"The reader is {sure:.0%} sure of it.")


def _on_control(word: Word, on_place: Sequence[Word], doubt: float) -> list[Reason]:
    """What others say of the place around that day."""
    own = next((e for e in word.evidence if not e.implied and e.says != "changes"), None)
    if own is None:
        return []
    others = [e for w in on_place if w.voice != word.voice for e in w.evidence if not e.implied and e.side == own.side]
    same = {e.voice for e in others if abs(e.day - own.day) <= SAME_DAYS and _agree(own, e)}
    otherwise = {e.voice for e in others if _disagree(own, e)}
    worth = WORTH["alone"] * own.weight / (1 + len(same)) * min(1.0, LEAST_DOUBT + 2 * doubt)
    sentence = f"Nobody else says so of {word.name} within {SAME_DAYS} days."
    if same:
        sentence = f"{_voices(len(same))} the same of {word.name}."
    reasons = [Reason("alone", worth, sentence)]
    if otherwise:
        share = len(otherwise) / (1 + len(same) + len(otherwise))
        sentence = f"{_voices(len(otherwise))} otherwise of {word.name} within {OTHERWISE_DAYS} days."
        reasons.append(Reason("disputed", WORTH["disputed"] * max(0.5, share), sentence))
    return reasons


_HOLDING = frozenset({"holds", "passes"})
_NOT_HOLDING = frozenset({"holds_not", "leaves"})


def _agree(one: Evidence, other: Evidence) -> bool:
    """Whether two voices name the same holder, or say of the same that it holds the place no more."""
    if one.says in _HOLDING:
        return other.says in _HOLDING and other.holder == one.holder
    return (other.says in _NOT_HOLDING) == (other.holder == one.holder) and other.says != "changes"


def _disagree(one: Evidence, other: Evidence) -> bool:
    """Whether both cannot be so: what was held by another before a change does not speak against it."""
    if abs(other.day - one.day) > OTHERWISE_DAYS or other.says == "changes":
        return False
    first, second = sorted((one, other), key=lambda e: e.day)
    if second.says in {"passes", "leaves"} and first.day != second.day:
        return False
    if one.says in _HOLDING and other.says in _HOLDING:
        return one.holder != other.holder
    return one.holder == other.holder and (one.says in _HOLDING) != (other.says in _HOLDING)


def _on_toll(statement: Statement, incident: Summary) -> list[Reason]:
    """What others say of those killed in the same happening."""
    own = next((c.low for c in counts(statement.toll, "killed")), 0)
    if own == 0:
        return []
    size = min(1.0, own / HIGH_TOLL)
    low, best, high = incident.tolls.get("killed", (own, own, own))
    if incident.voices == 1:
        sentence = f"It alone tells of {own} killed in {incident.place}."
        return [Reason("toll", WORTH["toll"] * size, sentence)]
    if low == high:
        return []
    sentence = f"Sources tell of {low} to {high} killed in {incident.place}; it says {own}, taken as best is {best}."
    return [Reason("toll", WORTH["toll"] * max(size, (high - low) / max(1, high)), sentence)]


def _voices(count: int) -> str:
    return "1 other voice says" if count == 1 else f"{count} other voices say"
