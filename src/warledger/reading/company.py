"""Whether a trigger stands in the company its frame asks for: objects, subjects, modifiers, particles, verbs."""

from spacy.tokens import Token

from warledger.reading.frames import Frame
from warledger.reading.story import Story
from warledger.reading.syntax import agents, children, conjuncts, is_verb, patients, prepositional, subjects


def has_company(story: Story, frame: Frame, token: Token) -> bool:
    """Whether every kind of company that a frame asks for is there."""
    if frame.with_modifier and not modifiers(token) & frame.with_modifier:
        return False
    if frame.with_noun and not _among(story, _objects(token), frame.with_noun):
        return False
    if frame.with_agent and not _among(story, _agents(token), frame.with_agent):
        return False
    if frame.with_particle and not any(
        c.lower_ in frame.with_particle and c.dep_ in {"prt", "advmod", "prep"} for c in token.children
    ):
        return False
    if frame.with_word and not any(t.lower_ in frame.with_word for t in token.subtree):
        return False
    if frame.with_no and not any(c.lower_ == "no" for c in token.children):
        return False
    if frame.with_verb or frame.negated:
        verb = governing_verb(token)
        if verb is None or (frame.with_verb and story.lemma(verb) not in frame.with_verb):
            return False
        return not frame.negated or any(c.dep_ == "neg" for c in verb.children)
    return True


def _agents(token: Token) -> list[Token]:
    """Who does a deed, what it is done by, or of what an adjective is said."""
    if is_verb(token):
        return agents(token)
    if token.dep_ in {"acomp", "oprd", "attr"} and is_verb(token.head):
        return subjects(token.head)
    return [token.head] if token.dep_ == "amod" else []


def _objects(token: Token) -> list[Token]:
    """What may complete a trigger: its patients and complements, or the "of" phrase of a noun."""
    if not is_verb(token):
        return prepositional(token, "of", "to", "for", "on", "in")
    near = [
        *patients(token),
        *children(token, "dobj", "oprd", "attr", "advmod", "acomp"),
        *prepositional(token, "into", "in"),
        *(subjects(token.head) if token.dep_ in {"acomp", "oprd"} and is_verb(token.head) else ()),  # "stay shut"
    ]
    return [*near, *(i for n in near for i in prepositional(n, "of"))]


def _among(story: Story, tokens: list[Token], words: frozenset[str]) -> bool:
    return any(story.lemma(t) in words or t.lower_ in words for n in tokens for t in conjuncts(n))


def modifiers(token: Token) -> set[str]:
    """Words before a noun that say what kind it is, hyphenated ones taken apart."""
    found: set[str] = set()
    for child in token.children:
        if child.i < token.i and child.dep_ in {"compound", "amod", "nmod", "poss", "nummod", "npadvmod", "punct"}:
            found.add(child.lower_)
            found |= {c.lower_ for c in child.children if c.dep_ in {"compound", "amod", "npadvmod", "nmod", "conj"}}
    if token.i >= 2 and token.nbor(-1).text == "-":
        found.add(token.nbor(-2).lower_)
    if token.i >= 1:
        found.add(token.nbor(-1).lower_)
    return found


def governing_verb(noun: Token) -> Token | None:
    """The verb a noun is subject or object of, also through a relative clause on it, a "by" phrase, "the use of"."""
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and is_verb(noun.head):
        return noun.head
    if noun.dep_ == "conj" and not is_verb(noun.head):
        return governing_verb(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"by", "in", "from", "with"} and is_verb(noun.head.head):
        return noun.head.head
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lower_ in {"use", "explosion", "detonation", "firing"}
    ):
        return noun.head.head
    return next((c for c in noun.children if c.dep_ in {"relcl", "acl"} and is_verb(c)), None)


CUT = frozenset({"relcl", "advcl", "parataxis", "punct", "cc", "ccomp"})
"""Dependents that are left out where a clause is quoted."""


def clause_span(token: Token, *, whole: bool = False) -> tuple[int, int]:
    """Token range of the clause or phrase of a trigger, without what hangs on it loosely; ``whole`` with its complement."""
    low, high = token.i, token.i
    for child in token.children:
        far = child.dep_ == "conj" and is_verb(child)
        if (child.dep_ in CUT and not (whole and child.dep_ == "ccomp")) or far:
            continue
        low, high = min(low, child.left_edge.i), max(high, child.right_edge.i)
    return low, high + 1
