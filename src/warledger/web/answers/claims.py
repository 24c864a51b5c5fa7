"""What speakers claim about the course of things, each beside what the ledger holds on the same place or party then."""

import datetime as dt
from collections import Counter

from warledger.accounts.book import Book
from warledger.accounts.claims import Claimed
from warledger.accounts.claims_asked import WantedClaims, claims_part, days_of_claims
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import days_of
from warledger.accounts.ledger_places import Key
from warledger.publish.figures import chance
from warledger.publish.statement_words import check_words, speakers, subject_words
from warledger.record.statement import Statement
from warledger.web import shown
from warledger.web.answers.common import Answer, Listed, day_or_none
from warledger.web.answers.control import held_by_month, held_on
from warledger.web.asking import Paged
from warledger.web.desk import Desk
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of, places_called


class Beside(Answer):
    """What the ledger holds on the place or party of a claim on its day, in a sentence, and where to read on."""

    sentence: str
    place_id: str | None = None
    party: str | None = None
    day: str | None = None


class ClaimRow(Answer):
    """A claim; ``check`` names what would have to be so in short, null where nothing can be checked; ``verdict`` is null as
    long as nobody gave one."""

    statement: str
    story: str
    source: str
    publisher: str | None
    published: str | None
    speaker: str
    about: str
    subject: str
    subject_id: str | None
    subject_type: str
    place: str | None
    day: str | None
    words: str
    modality: str
    check: str | None
    confidence: float
    ledger: Beside | None = None
    verdict: str | None = None


def claims_listed(shelf: Shelf, desk: Desk, wanted: WantedClaims, asked: Paged) -> Listed[ClaimRow]:
    """A page of the claims asked for, the latest first."""
    total, part = claims_part(shelf.book, wanted, asked.skipped, asked.size)
    items = [beside(_row(claim, shelf), shelf, desk) for claim in part]
    return Listed(total=total, page=asked.page, size=asked.size, items=items)


def claim_row(s: Statement, published: str | None = None) -> ClaimRow:
    """A claim of a report that is not in the ledger."""
    return _made(s, "", None, published)


def beside(row: ClaimRow, shelf: Shelf, desk: Desk) -> ClaimRow:
    """A claim with what the ledger holds beside it."""
    return row.model_copy(update={"ledger": _beside(row, shelf, desk)})


def _row(told: Claimed, shelf: Shelf) -> ClaimRow:
    book = shelf.book
    source = shown.source(book, told.publisher, told.statement.report)
    row = _made(told.statement, source, shown.publisher(book, told.publisher), told.published)
    said = {name: shown.words(book, getattr(row, name)) for name in ("words", "speaker", "subject")}
    return row.model_copy(update=said)


def _made(s: Statement, source: str, publisher: str | None, published: str | None) -> ClaimRow:
    claim = s.claim
    assert claim is not None
    days = days_of(s, published)
    return ClaimRow(
        statement=s.id,
        story=s.report,
        source=source,
        publisher=publisher,
        published=published,
        speaker=", according to ".join(speakers(s)),
        about=claim.about,
        subject=subject_words(claim),
        subject_id=claim.subject.id if claim.subject else None,
        subject_type=claim.subject.type if claim.subject else "",
        place=s.place.name if s.place else claim.check.place if claim.check else None,
        day=day_or_none(days[1]) if days else None,
        words=s.quote.text,
        modality=s.modality,
        check=check_words(claim) or None,
        confidence=s.confidence,
    )


def _beside(row: ClaimRow, shelf: Shelf, desk: Desk) -> Beside | None:
    """What the ledger holds on a claim's place on its day, else on its party."""
    if row.day is None:
        return None
    day = dt.date.fromisoformat(row.day).toordinal()
    key = _place(row, shelf, desk)
    if key is not None and (found := _of_place(key, day, shelf, desk)) is not None:
        return found
    if row.subject_id is not None and row.subject_type == "party":
        return _of_party(row.subject_id, row.day, shelf, desk)
    return None


def _place(row: ClaimRow, shelf: Shelf, desk: Desk) -> Key | None:
    if row.subject_type == "place" and row.subject_id and Key(row.subject_id, "") in shelf.book.places.by_key:
        return Key(row.subject_id, "")
    named = row.subject_type != "party" and row.subject[:1].isupper()
    name = row.place or (row.subject if named else None)
    found = places_called(name, shelf.book, desk.gazetteer) if name else []
    return found[0] if found else None


def _of_place(key: Key, day: int, shelf: Shelf, desk: Desk) -> Beside | None:
    account = shelf.book.account(key)
    if account is None:
        return None
    party, _, answer = decided(account.answer(day), shelf.book.method)
    name = shelf.book.places.by_key[key].name
    held = (
        f"was held by {desk.registry.name_of(party)} ({chance(answer.probability)})" if party else "had no clear holder"
    )
    return Beside(sentence=f"{name} {held}", place_id=id_of(key), party=party, day=day_or_none(day))


def _of_party(party: str, on: str, shelf: Shelf, desk: Desk) -> Beside | None:
    """How many places a party held at the start of the month of a day and a year before; nothing for one that held none."""
    if party not in desk.registry.parties:
        return None
    holder = shelf.book.weigher.controllers.nearest(party, on) or party
    month = dt.date.fromisoformat(on).replace(day=1)
    before = _year_before(month)
    then, earlier = (_held_at(shelf, day.toordinal())[holder] for day in (month, before))
    if not then and not earlier:
        return None
    said = (
        f"{desk.registry.name_of(holder)} held {then:,} of the ledger's places at the start of {month:%B} {month.year}"
    )
    return Beside(sentence=f"{said}, {earlier:,} a year before", party=holder, day=month.isoformat())


def _held_at(shelf: Shelf, day: int) -> Counter[str]:
    """How many places each party held on the first day of a month; those of all months with claims are worked out at once."""
    known = shelf.kept("held by month", lambda: held_by_month(shelf, _months(shelf.book)))
    return known[day] if day in known else held_on(shelf, day)


def _months(book: Book) -> set[int]:
    """The first days of the months that claims are of, and of those a year before."""
    of = (dt.date.fromordinal(day).replace(day=1) for day in days_of_claims(book))
    return {day.toordinal() for month in of for day in (month, _year_before(month))}


def _year_before(month: dt.date) -> dt.date:
    return month.replace(year=max(1, month.year - 1))
