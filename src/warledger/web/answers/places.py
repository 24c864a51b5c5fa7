"""One place: who held it from when to when, and the words for and against with how far they can be believed."""

from warledger.accounts.book import Book
from warledger.accounts.dossier import Credited, Dossier
from warledger.accounts.evidence import iso_day
from warledger.accounts.parts import called_side
from warledger.accounts.saying import in_words
from warledger.gazetteer.names import fold
from warledger.parties.registry import Registry
from warledger.publish.control_rows import bearing_on
from warledger.web import shown
from warledger.web.answers.common import Answer, PlaceRef, day_or_none, place_ref
from warledger.web.answers.control import ControlRow, control_of
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of, name_of_side


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
    """What a statement says of a place, in whose words, and how far that can be believed (Admiralty code, with the reason);
    ``later`` is whether it speaks of a day after the one asked about."""

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
    later: bool
    of_province: bool
    edited: bool


class History(Answer):
    """Who held a place from when to when, with all that is said of it."""

    place: PlaceRef
    spans: list[SpanRow]
    evidence: list[WordRow]


class SideRow(Answer):
    """A side of a town that is told of apart from the whole: its name, and who holds it."""

    side: str
    name: str
    party: str | None
    party_name: str


class Placed(Answer):
    """A place on a day: who holds it, its other names, the statements that bear on that, and how many there are in all;
    ``side`` is the side of it that was asked for, null for the whole, ``sides`` are those that are told of apart."""

    place: PlaceRef
    side: str | None
    sides: list[SideRow]
    names: list[str]
    holder: ControlRow | None
    bearing: list[WordRow]
    statements: int


def history_of(dossier: Dossier, registry: Registry) -> History:
    """The history of the places that one question means."""
    return History(
        place=place_ref(dossier.book, dossier.place),
        spans=[
            SpanRow(
                party=span.holder,
                party_name=registry.name_of(span.holder),
                start=iso_day(span.start),
                end=day_or_none(span.end),
                probability=round(span.probability, 6),
                contested=span.contested,
                besieged=span.besieged,
                supporting=len(span.speaks_for),
                opposing=len(span.against),
            )
            for span in dossier.spans()
        ],
        evidence=[_word(c, dossier.book, registry) for c in dossier.credited(dossier.told)],
    )


def place_on(dossier: Dossier, day: int, registry: Registry) -> Placed:
    """A place on a day."""
    held = dossier.held(day)
    bearing = bearing_on(dossier.told, held, day) if held is not None else []
    credited = zip(dossier.credited(e for e, _ in bearing), bearing, strict=True)
    return Placed(
        place=place_ref(dossier.book, dossier.place),
        side=dossier.side,
        sides=[_side(dossier, side, day, registry) for side in dossier.sides],
        names=sorted(dossier.place.names),
        holder=control_of(dossier, day, registry),
        bearing=[
            _word(c, dossier.book, registry, side).model_copy(update={"later": e.day > day})
            for c, (e, side) in credited
        ],
        statements=len({e.statement for e in dossier.told}) if held is not None else 0,
    )


def sides_called(shelf: Shelf, name: str) -> list[tuple[str, str, str]]:
    """The sides of towns that a name, or a part of one, means: the town's id, the side and its name."""
    plain, wanted = called_side(name)
    by_key = shelf.book.places.by_key
    return [
        (id_of(key), side, name_of_side(side, by_key[key].name))
        for key, side in shelf.kept("sides", shelf.book.sides)
        if wanted in (None, side) and any(fold(plain) in n for n in (fold(by_key[key].name), *by_key[key].names))
    ]


def _side(whole: Dossier, side: str, day: int, registry: Registry) -> SideRow:
    held = Dossier(whole.book, whole.keys, side).held(day)
    party = held.party if held is not None else None
    name = name_of_side(side, whole.place.name)
    return SideRow(side=side, name=name, party=party, party_name=registry.name_of(party))


def _word(credited: Credited, book: Book, registry: Registry, side: str | None = None) -> WordRow:
    evidence, word = credited.evidence, credited.word
    return WordRow(
        day=iso_day(evidence.day),
        says=in_words(evidence, registry),
        party=evidence.holder or None,
        weight=round(evidence.weight, 6),
        credibility=credited.code,
        because=credited.because,
        **shown.quoted(book, word),
        statement=evidence.statement,
        side=side,
        later=False,
        of_province=evidence.of_region,
        edited=word.edited,
    )
