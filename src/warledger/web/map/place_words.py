"""What the panel beside the map says of a place on a day: who holds it, since when, how surely, and in whose words."""

from dataclasses import dataclass
from typing import Any

from warledger.accounts.account import Account
from warledger.accounts.book import Book
from warledger.accounts.dossier import Credited, Dossier
from warledger.accounts.evidence import iso_day
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.saying import in_words
from warledger.accounts.sieges import Siege
from warledger.accounts.spans import ControlSpan
from warledger.parties.registry import Registry
from warledger.publish.control_rows import Side, bearing_on
from warledger.web.formats import with_query
from warledger.web.map.linking import PageOf, no_page
from warledger.web.names import id_of, name_of_side


@dataclass(frozen=True, slots=True)
class Telling:
    """How things are told: the parties' names, what is shown of sources, and where pages are."""

    registry: Registry
    page: PageOf = no_page

    def party(self, party: str | None) -> dict[str, str] | None:
        """A party's id and name; null for none."""
        return {"id": party, "name": self.registry[party].name} if party else None


def place_words(book: Book, key: Key, day: int, telling: Telling) -> dict[str, Any] | None:
    """The panel's values for a place on a day (an ordinal); null for a place that the book does not have."""
    if key not in book.places.by_key:
        return None
    dossier = Dossier(book, [key])
    held, account = dossier.held(day), dossier.account
    if held is None or account is None:
        return None
    place, answer = dossier.place, held.answer
    assert answer is not None
    bearing = bearing_on(dossier.told, held, day)
    return {
        "name": place.name,
        "kind": place.key.kind,
        "country": place.country,
        "page": telling.page("place", id_of(key)),
        "sides": [_side(side, key, place, telling) for side in dossier.sides],
        "day": iso_day(day),
        "holder": telling.party(held.party),
        "reason": held.reason,
        "probability": round(answer.probability, 3),
        "since": iso_day(answer.since) if held.party and answer.since is not None else None,
        "last": iso_day(answer.last_evidence) if answer.last_evidence is not None else None,
        "age": day - answer.last_evidence if answer.last_evidence is not None else None,
        "chances": _chances(account, day, telling),
        "sieges": [_siege(s, telling) for s in dossier.sieges if s.lasts(day)],
        "spans": [_span(s, telling) for s in dossier.spans()],
        "words": [
            _word(c, side, book, telling)
            for c, (_, side) in zip(dossier.credited(e for e, _ in bearing), bearing, strict=True)
        ],
    }


def _chances(account: Account, day: int, telling: Telling) -> list[dict[str, Any]]:
    """All who may hold the place, the likeliest first; those under 3% are left out."""
    found = sorted(zip(account.at(day).tolist(), account.holders, strict=True), reverse=True)
    return [{"party": telling.party(h), "probability": round(c, 3)} for c, h in found if c >= 0.03]


def _side(side: str, key: Key, place: LedgerPlace, telling: Telling) -> dict[str, str | None]:
    """A side of a town that is told of apart, and where its page is."""
    page = telling.page("place", id_of(key))
    return {"name": name_of_side(side, place.name), "page": with_query(page, {"side": side}) if page else None}


def _siege(siege: Siege, telling: Telling) -> dict[str, Any]:
    return {
        "besieger": telling.party(siege.besieger),
        "start": iso_day(siege.start) or None,
        "end": iso_day(siege.end) or None,
    }


def _span(span: ControlSpan, telling: Telling) -> dict[str, Any]:
    return {
        "holder": telling.party(span.holder),
        "start": iso_day(span.start),
        "end": iso_day(span.end) or None,
        "contested": span.contested,
        "besieged": span.besieged,
    }


def _word(credited: Credited, side: Side, book: Book, telling: Telling) -> dict[str, Any]:
    evidence, word = credited.evidence, credited.word
    return {
        "side": side,
        "day": iso_day(evidence.day),
        "says": in_words(evidence, telling.registry),
        "words": book.publication.words(" ".join(word.quote.split())),
        "source": book.publication.source(word.publisher, word.story),
        "published": (word.published or "")[:10] or None,
        "grade": credited.code,
        "because": credited.because,
        "province": evidence.of_region,
        "statement": evidence.statement,
        "report": telling.page("report", word.story),
    }
