"""Sieges: which place was besieged by whom, from when to when, and who was let in or out meanwhile.

Statements that a place is besieged and that its siege ended are put in order of time. The first opens a siege; it lasts
until it is said to be lifted, or the place passes into other hands and stays there. What merely mentions a siege ("the
three-year siege of the city") bears on one that is open but opens none shortly after an end.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from warledger.accounts.control_accounts import ControlAccounts, Entry
from warledger.accounts.evidence import days_of, iso_day
from warledger.accounts.ledger_places import Key, key_of
from warledger.record.codes import FACTUAL
from warledger.record.statement import Statement

Ending = Literal["lifted", "taken"]
"""How a siege ended: its ring was broken or lifted, or the place changed hands."""

SILENCE_DAYS = 400
"""A siege that nobody speaks of for so many days is no longer counted as one that lasts; its end is not told."""

LONGEST_GAP = 5 * 365
"""Words on a siege further apart than this are of two sieges, though no end was told."""

KEPT_DAYS = 30
"""A besieged place has been taken if its holder is still another so many days later."""

AFTERWORD_DAYS = 60
"""Mentions so soon after an end look back at it; only a deed ("encircled the town again") begins a siege anew."""

WIDEST_WINDOW = 62
"""A window of more days dates neither a start nor an end."""

DEEDS = frozenset({"territory.besiege", "territory.lay-siege"})
"""Frames of the reader that tell the deed of besieging; the others mention a siege."""

LEAST_WEIGHT = 0.7
"""What the statements on a siege must weigh together for it to be shown."""

DEED_WEIGHT, MENTION_WEIGHT = 1.0, 0.5
"""What a statement weighs at full confidence; one that names a besieger is as good as one that tells the deed."""


@dataclass(frozen=True, slots=True)
class Siege:
    """A siege; days are ordinals. ``start`` or ``end`` is null where none is told; ``last_told`` is the day of the last word."""

    place: Key
    name: str
    besieger: str | None
    besieged: str | None
    start: int | None
    end: int | None
    ending: Ending | None
    last_told: int
    statements: tuple[str, ...]
    access: tuple[str, ...]
    """Ids of statements on aid, truces, evacuations and people let out during the siege."""

    def lasts(self, day: int) -> bool:
        """Whether it is on on a day, as far as was told."""
        first = self.start if self.start is not None else self.last_told
        return first <= day < (self.end if self.end is not None else self.last_told + SILENCE_DAYS)

    def days(self, until: int) -> int | None:
        """How many days it had lasted by a day; null where its start is not told."""
        if self.start is None:
            return None
        return max(0, min(until, self.end if self.end is not None else until) - self.start)


@dataclass(frozen=True, slots=True)
class _Word:
    """One statement on a siege: that it is on, or that it ended."""

    day: int
    on: bool
    deed: bool
    besieger: str | None
    weight: float
    statement: str
    name: str


def sieges_of(entries: Iterable[Entry], accounts: ControlAccounts) -> list[Siege]:
    """All sieges that the entries tell of, by start; ``accounts`` hold the control of the same entries' places."""
    words: dict[Key, list[_Word]] = {}
    access: dict[Key, list[tuple[int, str]]] = {}
    for entry in entries:
        statement, place = entry.statement, entry.statement.place
        if place is None or statement.modality not in FACTUAL:
            continue
        key = key_of(place)
        word = _word(statement, entry, accounts)
        if word is not None:
            words.setdefault(key, []).append(word)
        elif statement.access is not None and (window := days_of(statement, accounts.undated(entry))) is not None:
            access.setdefault(key, []).append((window[1], statement.id))
    found = [siege for key, told in words.items() for siege in _of_place(key, told, accounts)]
    found = [replace(s, access=_meanwhile(s, access.get(s.place, ()))) for s in found]
    return sorted(found, key=lambda s: (s.start or s.last_told, s.place.base, s.place.kind))


def _word(statement: Statement, entry: Entry, accounts: ControlAccounts) -> _Word | None:
    """What a statement says of a siege; null if it says nothing, or not when."""
    change = statement.control.change if statement.control is not None else None
    held = statement.access is not None and statement.access.what == "siege"
    window = days_of(statement, accounts.undated(entry))
    if window is None or not (held or change in {"besieged", "siege_ended"}):
        return None
    start, end = window
    time = statement.time
    if time is not None and time.sense == "since" and time.start is not None:
        end = start
    if end - start > WIDEST_WINDOW:
        return None
    day = (start + end) // 2
    deed = statement.why.frame in DEEDS
    besieger = next((p for p in statement.parties if p.role == "besieger"), None)
    country = statement.place.country if statement.place is not None else None
    ended = change == "siege_ended" or (statement.access is not None and held and statement.access.phase == "ended")
    return _Word(
        day=day,
        on=not ended,
        deed=deed,
        besieger=accounts.controllers.of(besieger, country, iso_day(day)) if besieger is not None else None,
        weight=(DEED_WEIGHT if deed or ended or besieger is not None else MENTION_WEIGHT)
        * min(1.0, 0.4 + 0.7 * statement.confidence),
        statement=statement.id,
        name=statement.place.name if statement.place is not None else "",
    )


def _of_place(key: Key, words: list[_Word], accounts: ControlAccounts) -> list[Siege]:
    """The sieges of one place."""
    found: list[Siege] = []
    running: list[_Word] = []

    def close(end: int | None, ending: Ending | None) -> None:
        siege = _siege(key, running, end, ending, accounts)
        if siege is not None:
            found.append(siege)
        running.clear()

    for word in sorted(words, key=lambda w: (w.day, w.on, w.statement)):
        if running:
            taken = _taken(key, running, word.day, accounts)
            if taken is not None:
                close(taken, "taken")
            elif word.day - running[-1].day > LONGEST_GAP:
                close(None, None)
        if not word.on:
            if running or not _just_ended(found, word.day):
                running.append(word)
                close(word.day, "lifted")
        elif running or word.deed or not _just_ended(found, word.day):
            running.append(word)
    if running:
        taken = _taken(key, running, None, accounts)
        close(taken, "taken" if taken is not None else None)
    return found


def _siege(
    key: Key, words: list[_Word], end: int | None, ending: Ending | None, accounts: ControlAccounts
) -> Siege | None:
    if sum(w.weight for w in words) < LEAST_WEIGHT:
        return None
    start = min((w.day for w in words if w.on), default=None)
    first = start if start is not None else words[0].day
    besieged = accounts.held(key, first).party if key in accounts.places.by_key else None
    votes: dict[str, float] = {}
    for w in words:
        if w.besieger is not None and w.besieger != besieged:
            votes[w.besieger] = votes.get(w.besieger, 0.0) + w.weight
    return Siege(
        place=key,
        name=Counter(w.name for w in words).most_common(1)[0][0],
        besieger=max(votes, key=lambda b: (votes[b], b), default=None),
        besieged=besieged,
        start=start,
        end=end,
        ending=ending,
        last_told=max(w.day for w in words),
        statements=tuple(w.statement for w in words),
        access=(),
    )


def _taken(key: Key, words: list[_Word], until: int | None, accounts: ControlAccounts) -> int | None:
    """The first day, from the first word on a siege to a day, on which the besieged no longer held the place; null if there
    is none, or if nobody had spoken of the siege for long by then."""
    account = accounts.account(key)
    if account is None:
        return None
    start = words[0].day
    before = accounts.held(key, start).party
    besiegers = {w.besieger for w in words if w.besieger is not None and w.besieger != before}
    for day in account.days:
        if day <= start or (until is not None and day >= until):
            continue
        now, later = accounts.held(key, day).party, accounts.held(key, day + KEPT_DAYS).party
        if now is None or later is None:
            continue
        if before not in (None, now, later) or (before is None and now == later and now in besiegers):
            last = max(w.day for w in words if w.day <= day)
            return day if day - last <= SILENCE_DAYS else None
    return None


def _just_ended(found: list[Siege], day: int) -> bool:
    return bool(found) and found[-1].end is not None and day - found[-1].end <= AFTERWORD_DAYS


def _meanwhile(siege: Siege, access: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Statements on access from the start of a siege to two weeks after its end."""
    last = siege.end + 14 if siege.end is not None else None
    return tuple(
        i for day, i in sorted(access) if day >= (siege.start or siege.last_told - 14) and (last is None or day <= last)
    )
