"""Capitals that a text names by their country alone ("in the Somali capital")."""

from collections.abc import Iterator

from spacy.tokens import Doc

from warledger.gazetteer.entry import Entry
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.words import country_words


def capitals_in(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[int, Entry]]:
    """Each noun "capital" with a nationality word before it, by token, with the capital of that country."""
    for token in doc:
        if token.lower_ != "capital" or not token.i:
            continue
        word = country_words().get(token.nbor(-1).text)
        found = gazetteer.capital(word.country) if word is not None and word.kind == "people" else None
        if found is not None:
            yield token.i, found
