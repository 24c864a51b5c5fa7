"""What a text calls a place: "the village of X", "Y, the largest town in the east", "Z city"."""

from collections.abc import Callable

from spacy.tokens import Span, Token

VILLAGE, TOWN = frozenset({"village", "hamlet"}), frozenset({"town", "city", "capital"})
"""Nouns for small places and for larger ones; what is called by one of the one kind is not meant by one of the other."""


def is_called(name: Span, nouns: frozenset[str], lemma: Callable[[Token], str]) -> bool:
    """Whether a place is called by one of some nouns where it is named."""
    root = name.root
    above = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "of" else root.head
    words = [above] if root.dep_ in {"pobj", "compound", "nmod", "appos"} else []
    return any(lemma(w) in nouns for w in (*words, *(c for c in root.children if c.dep_ == "appos")))
