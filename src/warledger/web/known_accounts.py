"""The accounts of a book, each with what was worked out of it alone; when the journal grows, what is the same is taken over.

An account is kept as bytes. Where a later book has the same bytes it has the same account, and all that follows from it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from warledger.accounts.account import Account, account_from
from warledger.accounts.book import Book
from warledger.accounts.ledger_places import LedgerPlace

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """An account, and what was worked out of it by name, each with what it was worked out for."""

    account: Account
    found: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)


class KnownAccounts:
    """The accounts of a book; ``before`` are those of an earlier book of the same ledger."""

    def __init__(self, book: Book, before: "KnownAccounts | None" = None) -> None:
        known = before._by_bytes if before is not None else {}
        self._by_bytes: dict[bytes, Worked] = {}
        self._by_account: dict[int, Worked] = {}
        self.all: list[tuple[LedgerPlace, Account]] = []
        for place, kept in book.kept_accounts():
            worked = self._by_bytes.get(kept) or known.get(kept) or Worked(account_from(kept))
            self._by_bytes[kept] = self._by_account[id(worked.account)] = worked
            self.all.append((place, worked.account))

    def of(self, account: Account, name: str, asked: Hashable, make: Callable[[], T]) -> T:
        """What is worked out of one of the accounts for what is asked, and of nothing else; of each name the last is kept."""
        found = self._by_account[id(account)].found
        last = found.get(name)
        if last is None or last[0] != asked:
            found[name] = last = asked, make()
        return cast(T, last[1])
