"""All that a book has on the places that one question means, each thing read once, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from warledger.accounts.account import Account
from warledger.accounts.book import Book, Held
from warledger.accounts.credibility import credibility_of
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import Evidence
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.sieges import Siege
from warledger.accounts.spans import ControlSpan, spans_of
from warledger.accounts.words import Word


@dataclass(frozen=True, slots=True)
class Credited:
    """Evidence with the statement that carries it, and how far it can be believed: the Admiralty code (A to F for the source,
    1 to 6 for what it says) and the reason of its second part."""

    evidence: Evidence
    word: Word
    code: str
    because: str


class Dossier:
    """What a book has on places that one question means (at least one), or on one side of them, as long as the book is
    open."""

    def __init__(self, book: Book, keys: Iterable[Key], side: str | None = None) -> None:
        self.book = book
        self.keys = list(keys)
        self.side = side

    @property
    def place(self) -> LedgerPlace:
        """The place that most is told of."""
        return self.book.places.by_key[self.keys[0]]

    @cached_property
    def account(self) -> Account | None:
        """Their account; null where nothing tells who holds them."""
        return self.book.joint_account(self.keys, self.side)

    @cached_property
    def told(self) -> list[Evidence]:
        """The evidence that counts, by day, without what only follows from other places."""
        return [e for e in self.book.told(self.keys, self.side) if not e.implied]

    @cached_property
    def sides(self) -> list[str]:
        """The sides that anything is told of apart from the whole; none of a side."""
        if self.side is not None:
            return []
        return sorted({e.side for e in self.book.evidence(self.keys) if e.side is not None})

    @cached_property
    def words(self) -> dict[str, Word]:
        """The statements that bear on them, also by way of their provinces, by id."""
        return {w.statement: w for w in self.book.words([*self.keys, *self.book.regions(self.keys)])}

    @cached_property
    def sieges(self) -> list[Siege]:
        """Their sieges, by start; none of a side."""
        return self.book.sieges(keys=self.keys) if self.side is None else []

    def held(self, day: int) -> Held | None:
        """Who holds them on a day (an ordinal); null where nothing tells."""
        if self.account is None:
            return None
        return Held(self.place, *decided(self.account.answer(day), self.book.method))

    def spans(self) -> list[ControlSpan]:
        """Who held them from when to when; empty where nothing tells."""
        if self.account is None:
            return []
        return spans_of(self.account, self.told, self.sieges, self.book.method)

    def credited(self, evidence: Iterable[Evidence]) -> list[Credited]:
        """Pieces of the evidence with the words that carry them and how far these can be believed; empty where nothing tells
        who holds the places."""
        if self.account is None:
            return []
        sources, found = self.book.weigher.sources, []
        for e in evidence:
            word, grade = self.words[e.statement], credibility_of(e, self.told, self.account)
            code = f"{sources.of(word.publisher).reliability}{grade.grade}"
            found.append(Credited(e, word, code, grade.reason))
        return found
