"""Claims about the course of things as the book keeps them: who claimed what, of which day, and what would have to be so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from warledger.accounts.evidence import days_of
from warledger.accounts.words import Entry
from warledger.record.statement import Check, Statement


@dataclass(frozen=True, slots=True)
class Claiming:
    """A statement that claims something: ``day`` is the last of its days as an ordinal, null where none is told; ``subject``
    is empty where it names none; ``check`` says in short what would have to be so, null where nothing can be checked."""

    statement: str
    story: str
    publisher: str | None
    published: str | None
    day: int | None
    speaker: str
    about: str
    subject: str
    subject_id: str | None
    subject_type: str
    place: str | None
    quote: str
    modality: str
    check: str | None
    confidence: float

    def as_json(self) -> str:
        """The claim as one line."""
        return _CLAIMING.dump_json(self).decode()


_CLAIMING = TypeAdapter(Claiming)


def claiming_from(line: str) -> Claiming:
    """The claim of a line that ``as_json`` wrote."""
    return _CLAIMING.validate_json(line)


def claims_in(report: Iterable[Entry]) -> Iterator[Claiming]:
    """The claims among the statements of a report."""
    return (claiming(e.statement, e.publisher, e.published) for e in report if e.statement.claim is not None)


def claiming(s: Statement, publisher: str | None, published: str | None) -> Claiming:
    """The claim of a statement that makes one; ``published`` is the day of its report."""
    claim = s.claim
    assert claim is not None
    days = days_of(s, published)
    return Claiming(
        statement=s.id,
        story=s.report,
        publisher=publisher,
        published=published,
        day=days[1] if days else None,
        speaker=", according to ".join(a.speaker for a in s.attribution),
        about=claim.about,
        subject=claim.subject.text if claim.subject else "",
        subject_id=claim.subject.id if claim.subject else None,
        subject_type=claim.subject.type if claim.subject else "",
        place=s.place.name if s.place else claim.check.place if claim.check else None,
        quote=s.quote.text,
        modality=s.modality,
        check=_in_short(claim.check) if claim.check is not None else None,
        confidence=s.confidence,
    )


def _in_short(check: Check) -> str:
    value = f"{check.value:,.10g} {check.unit or ''}".strip() if check.value is not None else ""
    parts = [check.predicate.replace("_", " "), check.direction or "", value]
    return ("not " if check.negated else "") + " ".join(p for p in parts if p)
