"""Claims about the course of things as the book keeps them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from warledger.accounts.evidence import days_of
from warledger.accounts.words import Entry
from warledger.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Claimed:
    """A statement that claims something, with who published its report and when."""

    statement: Statement
    publisher: str | None
    published: str | None

    @property
    def day(self) -> int | None:
        """The last of its days, as an ordinal; null where none is told."""
        days = days_of(self.statement, self.published)
        return days[1] if days else None

    @property
    def speakers(self) -> str:
        """Who says it, as written, innermost first."""
        return ", according to ".join(a.speaker for a in self.statement.attribution)

    @property
    def subject(self) -> str:
        """What it is about, as written; empty where that is not named."""
        claim = self.statement.claim
        return claim.subject.text if claim is not None and claim.subject is not None else ""

    def as_json(self) -> str:
        """The claim as one line."""
        return _CLAIMED.dump_json(self, by_alias=True).decode()


_CLAIMED = TypeAdapter(Claimed)


def claimed_from(line: str) -> Claimed:
    """The claim of a line that ``as_json`` wrote."""
    return _CLAIMED.validate_json(line)


def claims_in(report: Iterable[Entry]) -> Iterator[Claimed]:
    """The claims among the statements of a report."""
    return (Claimed(e.statement, e.publisher, e.published) for e in report if e.statement.claim is not None)
