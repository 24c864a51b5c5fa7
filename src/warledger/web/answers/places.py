"""One place: who held it from when to when, and the words for and against with how far they can be believed."""

from collections.abc import Sequence

from warledger.accounts.book import Book, Held
from warledger.accounts.credibility import credibility_of
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import Evidence, iso_day
from warledger.accounts.ledger_places import Key
from warledger.accounts.saying import in_words
from warledger.accounts.spans import spans_of
from warledger.parties.registry import Registry
from warledger.publish.control_rows import bearing_on
from warledger.web import shown
from warledger.web.answers.common import Answer, PlaceRef, day_or_none, place_ref
from warledger.web.answers.control import ControlRow, control_of
from warledger.web.names import party_name


class SpanRow(Answer):
    """A holder from a day to the day before another (null: to now); ``supporting`` and ``opposing`` count statements."""

    party: str | None
    party_name: str
    start: str
    end: str | None
    probability: float
    contested: bool
    besieged: bool
    supporting: int
    opposing: int


class WordRow(Answer):
    """What a statement says of a place, in whose words, and how far that can be believed (Admiralty code, with the reason)."""

    day: str
    says: str
    party: str | None
    weight: float
    credibility: str
    because: str
    words: str
    source: str
    publisher: str | None
    published: str | None
    story: str
    statement: str
    side: str | None
    of_province: bool
    edited: bool


class History(Answer):
    """Who held a place from when to when, with all that is said of it."""

    place: PlaceRef
    spans: list[SpanRow]
    evidence: list[WordRow]


class Placed(Answer):
    """A place on a day: who holds it, its other names, the statements that bear on that, and how many there are in all."""

    place: PlaceRef
    names: list[str]
    holder: ControlRow | None
    bearing: list[WordRow]
    statements: int


def history_of(book: Book, keys: Sequence[Key], registry: Registry) -> History:
    """The history of the places that one question means."""
    keys = list(keys)
    account = book.joint_account(keys)
    told = book.told(keys) if account is not None else []
    spans = spans_of(account, told, book.sieges(keys=keys), book.method) if account is not None else []
    return History(
        place=place_ref(book, book.places.by_key[keys[0]]),
        spans=[
            SpanRow(
                party=span.holder,
                party_name=party_name(span.holder, registry),
                start=iso_day(span.start),
                end=day_or_none(span.end),
                probability=round(span.probability, 6),
                contested=span.contested,
                besieged=span.besieged,
                supporting=len(span.speaks_for),
                opposing=len(span.against),
            )
            for span in spans
        ],
        evidence=words_for(book, keys, [(e, None) for e in told if not e.implied], registry),
    )


def place_on(book: Book, key: Key, day: int, registry: Registry) -> Placed:
    """A place on a day."""
    place, account = book.places.by_key[key], book.account(key)
    bearing: list[tuple[Evidence, str | None]] = []
    told = [e for e in book.told([key]) if not e.implied] if account is not None else []
    if account is not None:
        held = Held(place, *decided(account.answer(day), book.method))
        bearing = [(e, side) for e, side in bearing_on(told, held, day)]
    return Placed(
        place=place_ref(book, place),
        names=sorted(place.names),
        holder=control_of(book, key, account, day, registry),
        bearing=words_for(book, [key], bearing, registry),
        statements=len({e.statement for e in told}),
    )


def words_for(
    book: Book, keys: Sequence[Key], said: Sequence[tuple[Evidence, str | None]], registry: Registry
) -> list[WordRow]:
    """Evidence on places with the words that carry it."""
    account = book.joint_account(list(keys))
    if account is None:
        return []
    told = book.told(list(keys))
    words = {w.statement: w for w in book.words([*keys, *book.regions(keys)])}
    rows = []
    for e, side in said:
        word, grade = words[e.statement], credibility_of(e, told, account)
        rows.append(
            WordRow(
                day=iso_day(e.day),
                says=in_words(e, registry),
                party=e.holder or None,
                weight=round(e.weight, 6),
                credibility=f"{book.weigher.sources.of(word.publisher).reliability}{grade.grade}",
                because=grade.reason,
                words=shown.words(book, word.quote),
                source=shown.source(book, word.publisher, word.story),
                publisher=shown.publisher(book, word.publisher),
                published=word.published,
                story=word.story,
                statement=e.statement,
                side=side,
                of_province=e.of_region,
                edited=word.edited,
            )
        )
    return rows
