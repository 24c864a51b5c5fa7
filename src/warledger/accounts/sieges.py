"""Sieges: which place was besieged by whom, from when to when, and who was let in or out meanwhile.

Statements that a place is besieged and that its siege ended are put in order of time. The first opens a siege; it lasts
until it is said to be lifted, or the place passes into other hands and stays there. What merely mentions a siege ("the
three-year siege of the city") bears on one that is open but opens none shortly after an end.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from warledger.accounts.account import Account
from warledger.accounts.deciding import decided
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import Method
from warledger.accounts.siege_words import SiegeWord

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

CLOSING_DAYS = 240
"""A ring that is told to be closed so many days after the first word on it began to be one then."""

FORMING_DAYS = 45
"""What merely mentions a siege so long before the first deed of besieging does not begin it."""

UNSURE_END = 0.75
"""An end told with less weight is none where the siege is spoken of again within AFTERWORD_DAYS and more, with no new deed."""

AGAIN_DAYS = 120
"""How soon after an unsure end the siege must be spoken of again for the end to be none."""

LEAST_WEIGHT = 0.7
"""What the statements on a siege must weigh together for it to be shown."""


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


def sieges_of(
    key: Key, words: Iterable[SiegeWord], access: Iterable[tuple[int, str]], account: Account | None, method: Method
) -> list[Siege]:
    """The sieges of a place by start, from the words on them, the days and ids of statements on access to it, and the
    account of who holds it."""
    told = list(access)
    found = [replace(s, access=_meanwhile(s, told)) for s in _of_place(key, words, _Holders(account, method))]
    return sorted(found, key=lambda s: s.start or s.last_told)


@dataclass(frozen=True, slots=True)
class _Holders:
    """Who holds a place, if that is known."""

    account: Account | None
    method: Method
    known: dict[int, str | None] = field(default_factory=dict)

    def on(self, day: int) -> str | None:
        """The holder on a day."""
        if day not in self.known:
            account = self.account
            self.known[day] = decided(account.answer(day), self.method)[0] if account is not None else None
        return self.known[day]


def _of_place(key: Key, words: Iterable[SiegeWord], holders: _Holders) -> list[Siege]:
    """The sieges of one place."""
    found: list[Siege] = []
    running: list[SiegeWord] = []

    def close(end: int | None, ending: Ending | None) -> None:
        siege = _siege(key, running, end, ending, holders)
        if siege is not None:
            found.append(siege)
        running.clear()

    told = _without_false_ends(sorted(_with_beginnings(words), key=lambda w: (w.day, w.on, w.statement)))
    still = [w.day for w in told if w.still]
    for word in told:
        if word.relief and (not running or _besieger(running, None) != word.besieger):
            continue
        if running:
            taken = _taken(running, word.day, holders, still)
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
        taken = _taken(running, None, holders, still)
        close(taken, "taken" if taken is not None else None)
    return found


def _with_beginnings(words: Iterable[SiegeWord]) -> Iterator[SiegeWord]:
    """The words, those that tell of an end and of the length before it as a beginning and an end."""
    for word in words:
        if word.began is not None:
            yield replace(word, day=word.began, on=True, deed=True)
        yield replace(word, on=False) if word.began is not None else word


def _without_false_ends(told: list[SiegeWord]) -> list[SiegeWord]:
    """The words, without unsure ends after which the siege is soon spoken of as one that goes on."""
    kept: list[SiegeWord] = []
    for i, word in enumerate(told):
        if not word.on and word.weight < UNSURE_END:
            later = next((w for w in told[i + 1 :] if w.day > word.day), None)
            if later is not None and later.on and not later.deed and later.day - word.day <= AGAIN_DAYS:
                continue
        kept.append(word)
    return kept


def _start(words: list[SiegeWord]) -> int | None:
    """The day that a siege began: that of its ring's closing where that is told, else of the first deed or mention."""
    told = [w for w in words if w.on and not w.still]
    deeds = [w for w in told if w.deed]
    if deeds:
        told = [w for w in told if w.deed or w.day >= deeds[0].day - FORMING_DAYS]
    first = min((w.day for w in told), default=None)
    closed = min((w.day for w in told if w.closed), default=None)
    return closed if closed is not None and first is not None and closed - first <= CLOSING_DAYS else first


def _besieger(words: list[SiegeWord], besieged: str | None) -> str | None:
    """Who keeps the siege, by the weight of the words that name somebody, the besieged left out."""
    votes: dict[str, float] = {}
    for w in words:
        if w.besieger is not None and w.besieger != besieged and not w.relief:
            votes[w.besieger] = votes.get(w.besieger, 0.0) + w.weight
    return max(votes, key=lambda b: (votes[b], b), default=None)


def _siege(key: Key, words: list[SiegeWord], end: int | None, ending: Ending | None, holders: _Holders) -> Siege | None:
    if sum(w.weight for w in words) < LEAST_WEIGHT:
        return None
    start = _start(words)
    first = start if start is not None else words[0].day
    besieged = holders.on(first)
    return Siege(
        place=key,
        name=Counter(w.name for w in words).most_common(1)[0][0],
        besieger=_besieger(words, besieged),
        besieged=besieged,
        start=start,
        end=end,
        ending=ending,
        last_told=max(w.day for w in words),
        statements=tuple(w.statement for w in words),
        access=(),
    )


def _taken(words: list[SiegeWord], until: int | None, holders: _Holders, still: Sequence[int]) -> int | None:
    """The first day, from the first word on a siege to a day, on which the besieged no longer held the place; null if there
    is none, if nobody had spoken of the siege for long by then, or if it is told soon after that the siege goes on (on the
    days ``still``)."""
    if holders.account is None:
        return None
    start = words[0].day
    before = holders.on(start)
    besiegers = {w.besieger for w in words if w.besieger is not None and w.besieger != before}
    days = holders.account.days
    for day in days[bisect.bisect_right(days, start) : bisect.bisect_left(days, until) if until is not None else None]:
        now, later = holders.on(day), holders.on(day + KEPT_DAYS)
        if now is None or later is None or any(day < s <= day + AFTERWORD_DAYS for s in still):
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
