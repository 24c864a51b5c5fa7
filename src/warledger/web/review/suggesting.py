"""Names of places and parties that an editor may mean by the first letters of one."""

from rapidfuzz import fuzz, process

from warledger.accounts.book import Book
from warledger.gazetteer.index import Gazetteer
from warledger.parties.registry import Registry

MOST = 12
"""How many names are suggested."""


def places(written: str, book: Book, gazetteer: Gazetteer) -> list[str]:
    """Places with their country's code: those of the ledger that begin so, then those of the gazetteer called so."""
    plain = written.partition(",")[0].strip().casefold()
    if len(plain) < 2:
        return []
    own = [p for p in book.places.by_key.values() if any(n.casefold().startswith(plain) for n in (p.name, *p.names))]
    names = [_with_country(p.name, p.country) for p in sorted(own, key=lambda p: (-p.words, p.name))]
    known = gazetteer.find(plain) or gazetteer.find_loosely(plain)
    names += [_with_country(e.name, e.country) for e in sorted(known, key=lambda e: -e.population)]
    return list(dict.fromkeys(names))[:MOST]


def parties(written: str, registry: Registry) -> list[tuple[str, str]]:
    """Parties by id and name: those whose name, alias or id is most like what is written."""
    plain = written.strip().casefold()
    if len(plain) < 2:
        return []
    names = {n.casefold(): p for p in registry.parties.values() for n in (p.id, p.name, *p.aliases)}
    begin = [names[n] for n in sorted(names, key=len) if n.startswith(plain)]
    like = [names[m[0]] for m in process.extract(plain, list(names), scorer=fuzz.WRatio, limit=MOST, score_cutoff=70)]
    return list({p.id: p.name for p in (*begin, *like)}.items())[:MOST]


def _with_country(name: str, country: str | None) -> str:
    return f"{name}, {country}" if country else name
