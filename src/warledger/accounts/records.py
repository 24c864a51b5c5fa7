"""How often the accounts bear out what a source says of who holds places, and how soon it tells of changes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from warledger.accounts.account import Account
from warledger.accounts.credibility import chances_of
from warledger.accounts.evidence import Evidence, ordinal_of
from warledger.accounts.words import Word

LIKELY = 0.5
"""A word on control agrees with the account where that makes what it says at least so likely."""

LOOKS_BACK = 60
"""A change told so many days later is looked back at: its day says nothing of how fast a source is."""


@dataclass
class Record:
    """What a source said of who holds places: how often, how much of it the accounts bear out, and how often it told of a
    change so many days after it."""

    told: int = 0
    agreed: int = 0
    delays: Counter[int] = field(default_factory=Counter)

    def add(self, told: int, agreed: int, delay: int | None) -> None:
        """Count so much said, so much of it borne out, all of it so many days after a change (null: it tells of none)."""
        self.told += told
        self.agreed += agreed
        if delay is not None:
            self.delays[delay] += told

    @property
    def days_to_tell(self) -> float | None:
        """The median time from a change to the day on which it was told; null where none was."""
        count = self.delays.total()
        if not count:
            return None
        days = sorted(self.delays.elements())
        return (days[(count - 1) // 2] + days[count // 2]) / 2


@dataclass(frozen=True, slots=True)
class Heard:
    """How often a source (empty where a report names none) spoke of who holds a place, and how often the account bears it
    out; ``delay`` is how many days after a change that was, null for what tells of none or looks back far."""

    publisher: str
    delay: int | None
    told: int
    agreed: int


def heard_of(words: Iterable[Word], account: Account | None) -> tuple[Heard, ...]:
    """What was said of a place by source and delay, beside the place's account."""
    said = [(word, e) for word in words for e in word.evidence if _speaks(e)] if account is not None else []
    if account is None or not said:
        return ()
    borne_out = chances_of([e for _, e in said], account) >= LIKELY
    told: Counter[tuple[str, int | None]] = Counter()
    agreed: Counter[tuple[str, int | None]] = Counter()
    for (word, e), so in zip(said, borne_out.tolist(), strict=True):
        of = word.publisher or "", _delay(e, word)
        told[of] += 1
        agreed[of] += so
    return tuple(Heard(*of, count, agreed[of]) for of, count in told.items())


def records_of(heard: Iterable[Heard]) -> Mapping[str, Record]:
    """The records of sources by publisher."""
    found: dict[str, Record] = {}
    for h in heard:
        found.setdefault(h.publisher, Record()).add(h.told, h.agreed, h.delay)
    return found


def _speaks(evidence: Evidence) -> bool:
    """Whether evidence says of a whole place who holds it."""
    return not evidence.implied and evidence.says != "changes" and evidence.side is None


def _delay(evidence: Evidence, word: Word) -> int | None:
    published = ordinal_of(word.published)
    if evidence.says not in {"passes", "leaves"} or published is None:
        return None
    days = published - evidence.day
    return days if 0 <= days <= LOOKS_BACK else None
