"""What a claim is, and the words of the clause that makes it."""

from dataclasses import dataclass

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.checks import check_of
from warledger.reading.story import Story
from warledger.reading.syntax import is_verb, own_subjects, subjects
from warledger.record.codes import ClaimAbout
from warledger.record.statement import Attribution, Check


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """What kind of claim a clause makes, whose it is, what it is about, and how it could be checked."""

    about: ClaimAbout
    trigger: Token
    quote: tuple[int, int]
    speakers: tuple[Attribution, ...]
    subject: Token | None
    actor: Actor | None
    check: Check | None
    cue: str


def clause_of(head: Token) -> tuple[int, int]:
    """Token range of the clause a verb heads, without the words of who says it."""
    low, high = head.left_edge.i, head.right_edge.i
    if head.dep_ == "ROOT":
        for child in head.children:
            if child.dep_ in {"parataxis"} and child.i > head.i:
                high = min(high, child.left_edge.i - 1)
    for child in head.rights:  # "X says A, and B happened": B is a clause of its own
        if child.dep_ == "conj" and is_verb(child) and own_subjects(child):
            high = min(high, child.left_edge.i - 1)
    doc = head.doc
    while low < head.i and (
        (doc[low].tag_ in {"IN", ",", "``", "''", ":", "CC"} and doc[low].dep_ in {"mark", "punct", "cc"})
        or doc[low].is_space
    ):
        low += 1
    while high > head.i and (doc[high].is_punct or doc[high].is_space or doc[high].lower_ in {"and", "but"}):
        high -= 1
    return low, high + 1


def claim_finding(
    story: Story, about: ClaimAbout, head: Token, quote: tuple[int, int], speakers: tuple[Attribution, ...], cue: str
) -> ClaimFinding:
    """The claim that the clause of ``head`` makes, with whom it is about and, where it can be checked, how."""
    subject = next(iter(subjects(head)), None)
    actor = next(iter(actors_of(story, [subject])), None) if subject is not None else None
    return ClaimFinding(about, head, quote, speakers, subject, actor, check_of(story, about, head, actor), cue)
