"""What users call parties and places, and what they may have meant."""

from rapidfuzz import process

from warledger.accounts.book import Book
from warledger.accounts.decided import key_in
from warledger.accounts.ledger_places import KINDS, Key
from warledger.gazetteer.index import Gazetteer
from warledger.parties.registry import Registry

KIND_MARK = ":"
"""Stands between a place's id and its kind, where it has one."""


def near_parties(name: str, registry: Registry) -> list[str]:
    """The ids of parties whose names are like a name."""
    names = {n.casefold(): p.id for p in registry.parties.values() for n in (p.id, p.name, *p.aliases)}
    return list(dict.fromkeys(names[m[0]] for m in process.extract(name.casefold(), list(names), limit=5)))


def id_of(key: Key) -> str:
    """A place as addresses and answers name it: its id, with its kind where it is no settlement."""
    return f"{key.base}{KIND_MARK}{key.kind}" if key.kind else key.base


def name_of_side(side: str, place: str) -> str:
    """ "East Aleppo"."""
    return f"{side.capitalize()} {place}"


def key_of_id(wanted: str) -> Key:
    """The place that an id names; also as decisions write it, its base and kind with a bar between."""
    if "|" in wanted:
        return key_in(wanted)
    base, mark, kind = wanted.rpartition(KIND_MARK)
    return Key(base, kind) if mark and kind in KINDS.values() else Key(wanted, "")


def near_places(name: str, book: Book) -> list[Key]:
    """The places whose names are like a name, the most alike first."""
    known = {n: key for key, place in book.places.by_key.items() for n in place.names}
    found = process.extract(name.lower(), list(known), limit=5, score_cutoff=65)
    return list(dict.fromkeys(known[match[0]] for match in found))


def places_called(name: str, book: Book, gazetteer: Gazetteer) -> list[Key]:
    """The ledger's places that a name means; "NAME, CC" names those of a country."""
    plain, _, country = (part.strip() for part in name.partition(","))
    found = book.find(plain, gazetteer)
    return [k for k in found if not country or book.places.by_key[k].country == country.upper()]
