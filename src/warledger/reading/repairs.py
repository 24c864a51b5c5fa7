"""Repairs of parses that cannot be right.

"A strike by the coalition killed 56 people": a participle after a noun has no object of its own, so a "killed" that has one
is the verb of the sentence, and what was done is its subject. "The town was overrun": never an adjective or a number.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

from warledger.reading.date_words import MONTHS
from warledger.reading.syntax import is_date_word


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
        elif token.tag_[:2] == "VB" and token.lower_ in TAKES_NO_CLAUSE and _give_object(token):
            continue
        elif token.lower_ in DONE_TO_PLACES and token.tag_ in {"VBD", "VBN"} and _lacks_object(token):
            _give_passive_subject(token)
        elif token.dep_ == "auxpass":
            _give_subject(token.head)
        elif token.lower_ in TIMES and token.dep_ == "nsubj" and _joins_deed(token):
            token.dep_ = "npadvmod"  # "... and the same afternoon took the town"
        elif token.tag_ == "JJ" and token.lower_.endswith("ed") and any(c.dep_ == "auxpass" for c in token.children):
            token.tag_ = "VBN"  # "was encircled", where the parser sees a passive
    return doc


def _joins_deed(time: Token) -> bool:
    """Whether a time stands between "and" and a further deed of one subject."""
    same = any(c.lower_ in {"same", "next"} for c in time.children)
    return same and time.head.dep_ == "conj" and time.left_edge.i > 0 and time.left_edge.nbor(-1).lower_ == "and"


TIMES = frozenset("day night morning afternoon evening week month year".split())

TAKES_NO_CLAUSE = frozenset(
    "entered captured recaptured took retook seized stormed reached liberated overran besieged left lost held occupied "
    "attacked bombed shelled struck".split()
)
"""Verbs of which no clause is the object: "entered Kabul and the president flew" is no "entered that"."""


def _give_object(verb: Token) -> bool:
    """Make the name right after a verb its object, where the parser joined it to the subject of the next clause ("the
    Taliban entered Kabul and President Ghani flew out"); whether there was one."""
    name = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if name is None or name.dep_ != "nsubj" or name.tag_ != "NNP" or any(c.dep_ == "dobj" for c in verb.children):
        return False
    clause = name.head
    joined = next((c for c in name.children if c.dep_ == "conj" and c.i > name.i), None)
    beneath, above = clause.head == verb and clause.dep_ == "ccomp", verb.head == clause and verb.dep_ == "ccomp"
    if joined is None or not (beneath or above):
        return False
    for word in [c for c in name.children if c.dep_ == "cc"]:
        word.head = verb
    joined.head, joined.dep_ = clause, "nsubj"
    name.head, name.dep_ = verb, "dobj"
    if above:
        verb.head, verb.dep_ = (clause.head if clause.head != clause else verb), clause.dep_
    clause.head, clause.dep_ = verb, "conj"
    return True


DONE_TO_PLACES = frozenset(
    "captured recaptured seized taken retaken overrun liberated occupied reoccupied regained encircled besieged".split()
)
"""Participles of verbs that are nothing without an object: "17: Hays captured" is what was done to it."""


AFTER_DONE = frozenset({"by", "from", "in", "on", "after", "without", "again", "successively", "and", ".", ",", ";"})
"""What may stand after such a word in a line of a timeline."""


def _lacks_object(verb: Token) -> bool:
    """Whether a verb without auxiliaries has nothing after it that could be its object."""
    if any(c.dep_ in {"aux", "auxpass", "nsubjpass", "prt", "neg"} for c in verb.children):
        return False
    after = next((t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space), None)
    return after is None or after.lower_ in AFTER_DONE


def _give_passive_subject(participle: Token) -> None:
    """Make what a line of a timeline says was done to its subject, which opens it, a passive ("19-21: Axum and Adwa taken by
    federal forces")."""
    opening = next((t.i for t in participle.sent if not t.is_space), participle.i)
    for child in participle.children:
        if child.dep_ == "nsubj" and child.tag_[:3] == "NNP" and child.left_edge.i == opening:
            child.dep_, participle.tag_ = "nsubjpass", "VBN"


def _give_subject(participle: Token) -> None:
    """Make names that the parser joined to a date before them the subject of a passive without one ("On 7 September A and B
    were captured")."""
    if any(c.dep_ in {"nsubjpass", "nsubj", "csubj", "expl"} for c in participle.children):
        return
    for when in participle.children:
        if when.i > participle.i or when.dep_ not in {"prep", "npadvmod"}:
            continue
        for date in (c for c in (when, *when.children) if c.dep_ in {"pobj", "npadvmod"} and is_date_word(c)):
            name = next((c for c in date.children if c.dep_ in {"conj", "appos"} and c.tag_ == "NNP"), None)
            if name is not None and name.lower_ not in MONTHS:
                name.head, name.dep_ = participle, "nsubjpass"
                return


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
