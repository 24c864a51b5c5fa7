"""Sieges: which place was besieged by whom, from when to when, and who was let in or out meanwhile.

Statements that a place is besieged and that its siege ended are put in order of time. The first opens a siege; it lasts
until it is said to be lifted, or the place passes into other hands and stays there. What merely mentions a siege ("the
three-year siege of the city") bears on one that is open but opens none shortly after an end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from warledger.accounts.account import Account
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import Method
from warledger.accounts.siege_falls import AFTERWORD_DAYS, SILENCE_DAYS, Holders, Taking, until_of
from warledger.accounts.siege_words import SiegeWord

Ending = Literal["lifted", "taken"]
"""How a siege ended: its ring was broken or lifted, or the place changed hands."""

LONGEST_GAP = 5 * 365
"""Words on a siege further apart than this are of two sieges, though no end was told."""

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
    found = [replace(s, access=_meanwhile(s, told)) for s in _of_place(key, words, Holders(account, method))]
    return sorted(found, key=lambda s: s.start or s.last_told)


def _of_place(key: Key, words: Iterable[SiegeWord], holders: Holders) -> list[Siege]:
    """The sieges of one place."""
    found: list[Siege] = []
    running: list[SiegeWord] = []

    def close(end: int | None, ending: Ending | None) -> None:
        siege = _siege(key, running, end, ending, holders)
        if siege is not None:
            found.append(siege)
        running.clear()

    ordered = sorted(
        _spelled_out(words), key=lambda w: (w.day, w.on and not w.still, not w.on, w.tells == "over", w.statement)
    )
    told = _without_false_ends([w for w in ordered if w.tells != "whole"])
    taking = Taking(
        holders,
        on=[(w.day - AFTERWORD_DAYS, w.day) for w in told if w.still]
        + [(w.day, until_of(w)) for w in told if w.on and not w.past],
        over=[w.day for w in told if w.tells == "over"],
        whole=[w for w in ordered if w.tells == "whole"],
    )
    for word in told:
        if word.tells in {"left", "taken"} and not taking.ends(running, word, _besieger(running, None)):
            continue
        if running and (ended := _ended_before(running, taking, word.day)) is not None:
            close(*ended)
        if word.tells == "eased":
            running.extend([word] if running else [])
        elif not word.on:
            if running or not _just_ended(found, word.day):
                running.append(word)
                close(word.day, "taken" if taking.fell(running, word) else "lifted")
        elif running or word.deed or not _just_ended(found, word.day):
            running.append(word)
    if running and (ended := _ended_before(running, taking, None)) is not None:
        close(*ended)
    return found


def _ended_before(words: list[SiegeWord], taking: Taking, until: int | None) -> tuple[int | None, Ending | None] | None:
    """When and how a siege ended before a day without a word on it, the first null where that is not told; null if it did
    not end."""
    taken, eased = taking.day(words, until), _eased(words)
    if taken is not None and (eased is None or taken - eased <= AFTERWORD_DAYS):
        return taken, "taken"
    if taken is None and until is not None and until - max(map(until_of, words)) <= LONGEST_GAP:
        return None
    end = _lasted_until(words) or eased
    if end is None:
        return None, None
    return end, "taken" if taking.fell(words, replace(words[-1], day=end, tells="over")) else "lifted"


def _spelled_out(words: Iterable[SiegeWord]) -> Iterator[SiegeWord]:
    """The words, those that tell of more than one day as one for each: that of a length before as a beginning and what
    came after it, that of a span as a beginning and an end. A length without a day of its own, in a text that has reached
    but the beginning, is that of what began then."""
    words = list(words)
    begun = {w.day for w in words if w.deed and w.on and w.length is None}
    for word in words:
        if word.length is not None and word.reached and word.day in begun:
            yield replace(word, deed=False, length=None, lasted=word.length)
            continue
        if word.length is not None:
            began, slack = word.day - word.length.days, word.slack + word.length.slack
            yield replace(word, day=began, tells="on", deed=True, slack=slack, until=word.day, past=False)
        yield replace(word, tells="over") if word.length is not None and word.length.over else word
        if word.ended is not None:
            yield replace(word, day=word.ended, tells="over", until=None)


def _without_false_ends(told: list[SiegeWord]) -> list[SiegeWord]:
    """The words, without unsure ends after which the siege is soon spoken of as one that goes on, or ends more surely."""
    kept: list[SiegeWord] = []
    for i, word in enumerate(told):
        later = next((w for w in told[i + 1 :] if w.day > word.day), None)
        if not word.on and later is not None and later.day - word.day <= AGAIN_DAYS:
            goes_on = word.weight < UNSURE_END and later.on and not later.deed
            ends_then = word.carried and later.tells == "over" and not later.carried
            if goes_on or ends_then:
                continue
        kept.append(word)
    return kept


def _start(words: list[SiegeWord]) -> int | None:
    """The day that a siege began: that of its ring's closing where that is told, else of the first deed or mention."""
    told = sorted((w for w in words if w.on and not w.still), key=lambda w: w.day)
    deeds = [w for w in told if w.deed]
    if deeds:
        told = [w for w in told if w.deed or w.day >= deeds[0].day - FORMING_DAYS]
    if not told:
        return None
    first = _more_exactly(told[0], deeds).day
    closed = next((w.day for w in told if w.closed), None)
    return closed if closed is not None and closed - first <= CLOSING_DAYS else first


def _lasted_until(words: list[SiegeWord]) -> int | None:
    """The day that a siege ended by how long it is told to have lasted; null where that is not told, or only vaguely."""
    start = _start(words)
    lasted = min((w.lasted for w in words if w.lasted is not None), key=lambda le: le.slack, default=None)
    return start + lasted.days if start is not None and lasted is not None and lasted.slack <= VAGUEST_LENGTH else None


def _eased(words: list[SiegeWord]) -> int | None:
    """The day on which what would have ended a siege is told last, if nobody speaks of the siege as on much later."""
    last = words[-1] if words[-1].tells == "eased" else None
    on = max((until_of(w) for w in words if w.on), default=None)
    return last.day if last is not None and on is not None and on - last.day <= AFTERWORD_DAYS else None


VAGUEST_LENGTH = 15
"""A length that a siege is told to have lasted ends it if it may be no more days longer or shorter than this."""


def _more_exactly(vague: SiegeWord, deeds: list[SiegeWord]) -> SiegeWord:
    """The first deed told more exactly that may be the one that a word is of ("besieged since 2013"); else the word."""
    for deed in deeds:
        if deed.slack < vague.slack and abs(deed.day - vague.day) <= vague.slack:
            return _more_exactly(deed, deeds)
    return vague


def _besieger(words: list[SiegeWord], besieged: str | None) -> str | None:
    """Who keeps the siege, by the weight of the words that name somebody, the besieged left out."""
    votes: dict[str, float] = {}
    for w in words:
        if w.besieger is not None and w.besieger != besieged and w.tells in {"on", "over"}:
            votes[w.besieger] = votes.get(w.besieger, 0.0) + w.weight
    return max(votes, key=lambda b: (votes[b], b), default=None)


def _siege(key: Key, words: list[SiegeWord], end: int | None, ending: Ending | None, holders: Holders) -> Siege | None:
    if sum({w.statement: w.weight for w in words if w.tells in {"on", "over"}}.values()) < LEAST_WEIGHT:
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
        last_told=max(until_of(w) for w in words),
        statements=tuple(dict.fromkeys(w.statement for w in words)),
        access=(),
    )


def _just_ended(found: list[Siege], day: int) -> bool:
    return bool(found) and found[-1].end is not None and day - found[-1].end <= AFTERWORD_DAYS


def _meanwhile(siege: Siege, access: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Statements on access from the start of a siege to two weeks after its end."""
    last = siege.end + 14 if siege.end is not None else None
    return tuple(
        i for day, i in sorted(access) if day >= (siege.start or siege.last_told - 14) and (last is None or day <= last)
    )
