"""When a besieged place fell: the day from which on others hold it, by the account of who does."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from warledger.accounts.account import Account
from warledger.accounts.deciding import decided
from warledger.accounts.method import Method
from warledger.accounts.siege_words import SiegeWord

SILENCE_DAYS = 400
"""A siege that nobody speaks of for so many days is no longer counted as one that lasts; its end is not told."""

SAME_REPORT_DAYS, NAMED_IN_REPORT_DAYS = 730, 4 * 365
"""The same where one report tells of the siege and that the place passed, and where it names the besieger and who took it."""

KEPT_DAYS = 30
"""A besieged place has been taken if its holder is still another so many days later."""

AFTERWORD_DAYS = 60
"""Mentions so soon after an end look back at it; only a deed ("encircled the town again") begins a siege anew."""

STEPWISE_DAYS = 60
"""How long after its holder first counts as another the last of a besieged place may be told to have fallen."""


def until_of(word: SiegeWord) -> int:
    """The last day that a word tells a siege to have been on."""
    return max(word.day, word.until or 0)


@dataclass(frozen=True, slots=True)
class Holders:
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

    def told(self, day: int) -> bool:
        """Whether anything had been told of who held it by a day."""
        return self.account is not None and self.account.answer(day).last_evidence is not None


@dataclass(frozen=True, slots=True)
class Taking:
    """When a besieged place was taken, from the account of who holds it."""

    holders: Holders
    on: Sequence[tuple[int, int]]
    """Spans of days, from one up to another, in which its siege is told to go on."""
    over: Sequence[int]
    """Days on which its siege is told to have ended."""
    whole: Sequence[SiegeWord]
    """Words that somebody took the whole, or the last, of it, by day."""

    def ends(self, words: list[SiegeWord], word: SiegeWord, besieger: str | None) -> bool:
        """Whether a siege by somebody ends with a word that somebody left or took the place, and nobody speaks of the siege
        any more: the besieger left it; it surrendered; where the account cannot tell who held it then, or the siege had not
        been spoken of for long, others left it or the besieger took it; where the account did not know before either, it was
        lost or taken and nobody, or no besieger, is named. A report that told of the siege may end it later than others."""
        if not words or word.day <= words[0].day:
            return False
        named = None not in (word.besieger, besieger)
        longest = SILENCE_DAYS
        if word.report in {w.report for w in words}:
            longest = NAMED_IN_REPORT_DAYS if named else SAME_REPORT_DAYS
        silence = word.day - max(map(until_of, words))
        eased = words[-1].tells == "eased" and word.day - words[-1].day > AFTERWORD_DAYS
        if silence > longest or eased:
            return False
        if word.tells == "left" and word.besieger is not None and word.besieger == besieger:
            return True
        afterwords = AFTERWORD_DAYS if named else 0
        if any(afterwords < first - word.day <= SILENCE_DAYS for first, _ in self.on) or self._over_later(word.day):
            return False
        if named:
            sides = (word.tells == "left") == (word.besieger != besieger)
            later = self.holders.on(word.day + KEPT_DAYS)
            return sides and (later is None or (later == besieger and silence > SILENCE_DAYS))
        return word.surrender or not self.holders.told(words[0].day - 1)

    def _over_later(self, day: int) -> bool:
        return any(0 < over - day <= SILENCE_DAYS for over in self.over)

    def fell(self, words: list[SiegeWord], last: SiegeWord) -> bool:
        """Whether a siege that ends with the last word on it ended with the fall of the place."""
        if last.tells in {"left", "taken"}:
            return last.tells == "taken" or last.besieger not in self._besiegers(words, None)
        before, later = self.holders.on(words[0].day), self.holders.on(last.day + KEPT_DAYS)
        return later is not None and (later in self._besiegers(words, before) or before not in (None, later))

    def _besiegers(self, words: list[SiegeWord], besieged: str | None) -> set[str]:
        return {w.besieger for w in words if w.besieger not in (None, besieged) and w.tells in {"on", "over"}}

    def day(self, words: list[SiegeWord], until: int | None) -> int | None:
        """The first day, from the first word on a siege to a day, on which the besieged no longer held the place; null if
        there is none, if nobody had spoken of the siege for long by then, or if it is told soon after that it goes on."""
        if self.holders.account is None:
            return None
        start = words[0].day
        before = self.holders.on(start)
        besiegers = self._besiegers(words, before)
        days = self.holders.account.days
        upto = bisect.bisect_left(days, until) if until is not None else None
        for day in days[bisect.bisect_right(days, start) : upto]:
            now, later = self.holders.on(day), self.holders.on(day + KEPT_DAYS)
            if now is None or later is None or any(first <= day < last for first, last in self.on):
                continue
            if before not in (None, now, later) or (before is None and now == later and now in besiegers):
                spoken = max(min(until_of(w), day) for w in words if w.day <= day)
                return self._to_the_last(day, now) if day - spoken <= SILENCE_DAYS else None
        return None

    def _to_the_last(self, day: int, taker: str) -> int:
        """The day that the last of a place fell of which a part had fallen on a day."""
        return next((w.day for w in self.whole if w.besieger == taker and day <= w.day <= day + STEPWISE_DAYS), day)
