"""Repairs of parses that cannot be right.

"A strike by the coalition killed 56 people": a participle after a noun has no object of its own, so a "killed" that has one
is the verb of the sentence, and what was done is its subject. "The town was overrun": never an adjective or a number.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token


@Language.component("garden_paths")
def mend_garden_paths(doc: Doc) -> Doc:
    """Make the verb of the sentence of a participle that has an object and hangs on "by" somebody."""
    if not doc.has_annotation("DEP"):  # names alone were asked for
        return doc
    for token in doc:
        deed = _deed_before(token)
        if deed is not None:
            _lift(token, deed)
        elif token.lower_ in ALWAYS_DONE and token.dep_ in {"acomp", "attr"} and token.head.lower_ in BEING:
            _make_passive(token)
        elif token.tag_ == "JJ" and token.lower_.endswith("ed") and any(c.dep_ == "auxpass" for c in token.children):
            token.tag_ = "VBN"  # "was encircled", where the parser sees a passive
    return doc


ALWAYS_DONE = frozenset({"overrun", "overwhelmed"})
"""Participles that the tagger does not know as such."""

BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def _make_passive(participle: Token) -> None:
    """Make a participle after "was" the verb that it is."""
    was = participle.head
    for child in [c for c in was.children if c != participle]:
        child.head = participle
        if child.dep_ == "nsubj":
            child.dep_ = "nsubjpass"
    if was.dep_ == "ROOT":
        participle.head, participle.dep_ = participle, "ROOT"
    else:
        participle.head, participle.dep_ = was.head, was.dep_
    participle.tag_ = "VBN"
    was.head, was.dep_ = participle, "auxpass"


def _deed_before(verb: Token) -> Token | None:
    """The noun ("strike") that is the subject of a verb read as a participle ("a strike by the army killed two")."""
    if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or not any(c.dep_ == "dobj" for c in verb.children):
        return None
    doer = verb.head
    if doer.dep_ in {"ccomp", "ROOT", "parataxis"} and doer.tag_ in {"NN", "NNS"} and doer.i < verb.i:
        return doer  # "A clash south of the city killed ten": a sentence is no noun
    by = doer.head
    if (
        doer.dep_ != "pobj"
        or by.lower_ != "by"
        or by.head.tag_[:2] not in {"NN", "VB"}
        or not by.head.i < by.i < verb.i
    ):
        return None
    return by.head if by.head.dep_ in {"ROOT", "dep", "nsubj", "ccomp", "npadvmod", "appos"} else None


def _lift(verb: Token, deed: Token) -> None:
    """Put a verb into its subject's place in the tree."""
    above, role = deed.head, deed.dep_
    if above is deed or above == deed:
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = above, "ccomp" if role in {"dep", "ccomp", "npadvmod"} else role
    for child in [c for c in deed.children if c.i > verb.i]:
        child.head = verb
    deed.head, deed.dep_ = verb, "nsubj"
