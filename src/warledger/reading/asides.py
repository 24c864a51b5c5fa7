"""Those counted, where an aside parts them from each other or from what befell them ("10 people, six of them children, died")."""

import re

from spacy.tokens import Token

from warledger.reading.harm_figures import quantity_of
from warledger.reading.story import Story
from warledger.reading.syntax import conjuncts, subjects


def is_of_some(noun: Token) -> bool:
    """Whether a noun only tells who some of those were who are counted before it ("three soldiers, two of them officers")."""
    return _SOME.search(noun.doc[noun.left_edge.i : noun.i + 1].text) is not None


_SOME = re.compile(r"\b(?:of|among) (?:them|whom|these|which)\b", re.IGNORECASE)

_ASIDE = re.compile(
    r"(?:[\w-]+ )?(?:(?:of|among) (?:them|whom|these|which)\b|(?:including|among them|some|many|most|mostly|mainly|nearly all|all)\b)"
    r"|(?P<all>(?:at least |about |some )?(?:\d+|[a-z-]+) (?:people|persons))$",
    re.IGNORECASE,
)
"""An aside between those counted and what befell them, which tells of some of them or puts all at a number."""


def victims_listed(head: Token) -> list[Token]:
    """A noun and those coordinated with it by "and", over an aside on some of them, but not what the parser hangs on after a
    comma alone, nor the rest of a number ("one hundred and eighty")."""
    if head.tag_ == "IN":  # "between 9,000 and 11,000 civilians died"
        head = next((c for c in head.children if c.dep_ == "pobj"), head)
    members = [m for m in conjuncts(head) if m == head or not _goes_on(head, m)]
    for aside in (c for c in head.children if c.dep_ == "appos" and is_of_some(c)):
        members += conjuncts(aside)[1:]
    joined = [m for m in members[1:] if m.left_edge.i and m.left_edge.nbor(-1).lower_ in {"and", "&"}]
    return [head, *(m for m in members[1:] if m in joined or any(j.i > m.i for j in joined))]


def _goes_on(number: Token, rest: Token) -> bool:
    """Whether a number word is the rest of a number ("one hundred and eighty", "between 20 and 25")."""
    return rest.tag_ == "CD" and rest.head.tag_ == "CD" and number.tag_ == "CD" and rest.i - rest.head.i == 2


def counted_before(story: Story, verb: Token) -> Token | None:
    """The noun or number that counts those whom a verb tells of, where the parser has lost it: it stands before an aside ("10
    people, six of them children, died"), or right before a verb without a subject ("on 3 May at least 25 died"). Null where
    there is none."""
    doc, sent = story.doc, verb.sent
    at = min((c.i for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i), default=verb.i) - 1
    if at <= sent.start:
        return None
    if doc[at].text not in MARKS:
        return doc[at] if doc[at].tag_ == "CD" and not subjects(verb) else None
    opening = next((i for i in range(at - 1, max(sent.start, at - ASIDE_WORDS), -1) if doc[i].text in MARKS), None)
    aside = _ASIDE.match(doc[opening + 1 : at].text) if opening is not None and opening > sent.start else None
    if opening is None or aside is None:
        return None
    last = doc[at - 1] if aside["all"] else doc[opening - 1]
    return last if quantity_of(story, last) is not None else None


MARKS = frozenset({",", "–", "—"})
"""What an aside is set off with."""

ASIDE_WORDS = 14
"""How many words before a verb an aside opens at the most."""
