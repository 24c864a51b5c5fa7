"""Walking a dependency tree: who does what to whom, over clauses, coordination, relatives and passives.

Everything here takes spaCy tokens and gives tokens; it knows nothing of wars.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.date_words import MONTHS

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
ACCUSING = ("accus", "suspect", "convict", "blam", "charg")
"""Beginnings of verbs whose object did the deed that follows ("accused Israel of bombing")."""
DECLARING = ("declar", "proclaim", "pronounc")
"""Beginnings of verbs that say what has been done to their object ("declared the town liberated")."""


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb form."""
    return token.tag_[:1] == "V"


def children(token: Token, *deps: str) -> list[Token]:
    """The direct dependents under any of the given relations, in text order."""
    return [c for c in token.children if c.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """A nominal and everything coordinated with it ("Tikrit, Baiji and Sinjar")."""
    found = [token]
    for head in found:
        found += [c for c in head.children if c.dep_ == "conj" and not is_verb(c)]
    return found


def first_of(noun: Token) -> Token:
    """The first of the coordination that a nominal stands in."""
    while noun.dep_ == "conj" and not is_verb(noun.head):
        noun = noun.head
    return noun


def coordination(noun: Token) -> list[Token]:
    """The whole coordination a nominal stands in, whichever of its members it is."""
    return conjuncts(first_of(noun))


def is_date_word(word: Token) -> bool:
    """Whether a word is a number or a month, as dates are made of."""
    return word.tag_ == "CD" or word.lower_ in MONTHS


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: it has a passive auxiliary or subject, or is a bare participle modifying a noun."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or is_declared(verb):
        return True
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "relcl", "advcl", "amod"}
        and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
    ):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "conj"
        and is_verb(verb.head)
        and is_passive(verb.head)
        and not children(verb, "nsubj", "aux", "dobj")
    )


def is_not_until(verb: Token) -> bool:
    """Whether a deed is told to have come only then: "was not taken until May"."""
    negation = next((c for c in verb.children if c.dep_ == "neg"), None)
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return False  # "will not be taken until May"
    return negation is not None and any(c.lower_ in {"until", "till"} and c.i > negation.i for c in verb.children)


def is_declared(word: Token) -> bool:
    """Whether a participle or adjective is what something is declared to be ("declared the town liberated")."""
    return (
        word.dep_ in {"ccomp", "oprd", "xcomp", "acomp"}
        and word.head.lower_.startswith(DECLARING)
        and word.tag_ in {"VBN", "VBD", "JJ"}
        and not children(word, "aux", "auxpass", "dobj", "mark")
    )


def own_subjects(verb: Token) -> list[Token]:
    """Subjects that stand with the verb itself, relative pronouns replaced by what they refer to."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS:
            found += _antecedent(child, verb)
        elif child.dep_ in {"aux", "auxpass"}:  # the parser sometimes hangs the subject on the auxiliary
            found += [s for inner in child.children if inner.dep_ in SUBJECTS for s in _antecedent(inner, verb)]
    return found


def _not_between(noun: Token) -> Token:
    """The noun that a clause tells of after "a junction between X and Y": not the places that it lies between."""
    first = noun
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ != "pobj" or first.head.lower_ != "between" or first.head.head.tag_[:2] != "NN":
        return noun
    described = first.head.head
    return described.head if described.dep_ == "appos" else described


def _antecedent(pronoun: Token, verb: Token) -> list[Token]:
    if pronoun.lower_ in RELATIVE_PRONOUNS and verb.dep_ in {"relcl", "acl"} and verb.head.i < pronoun.i:
        return [_not_between(verb.head)]
    if pronoun.lower_ in RELATIVE_PRONOUNS:
        up = verb
        while up.dep_ == "conj" and is_verb(up.head):
            up = up.head
        if up.dep_ in {"relcl", "acl"}:
            return [up.head]
    return [pronoun]


def subjects(verb: Token, depth: int = 6) -> list[Token]:
    """The logical grammatical subject: the verb's own, or the one it shares with the clause it hangs on."""
    own = own_subjects(verb) or _of_declared(verb)
    if own or depth == 0:
        return own
    if (verb.dep_ in {"conj", "xcomp", "advcl"} and is_verb(verb.head)) or (
        verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.tag_ in {"MD", "TO"}
    ):
        return subjects(verb.head, depth - 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.tag_[:2] in {"JJ", "VB"} and not is_verb(verb.head):
        return subjects(verb.head.head, depth - 1) if is_verb(verb.head.head) else []  # "was able to take"
    if verb.dep_ == "xcomp" and verb.head.dep_ == "acomp" and is_verb(verb.head.head):
        return subjects(verb.head.head, depth - 1)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        up = verb.head.head
        if is_verb(up) and up.lower_.startswith(ACCUSING):
            return children(up, "nsubjpass") or children(up, "dobj")
        if up.dep_ in {"dobj", "nsubjpass"} and up.head.lower_.startswith(ACCUSING):
            return [up]
        return subjects(up, depth - 1) if is_verb(up) else _of_noun(up, depth)
    if verb.dep_ == "acl":
        head = verb.head
        if verb.tag_ in {"VBG", "VBN", "VBD"}:
            return [head]
        return _of_noun(head, depth)
    if verb.dep_ == "relcl":
        return []
    if verb.dep_ in {"ccomp", "dep", "parataxis"} and is_verb(verb.head) and verb.tag_ in {"VBG", "VB"}:
        return subjects(verb.head, depth - 1)
    return []


def _of_declared(word: Token) -> list[Token]:
    """What is declared to be so, where it stands with the declaring verb ("was declared liberated")."""
    if not is_declared(word):
        return []
    return own_subjects(word.head) if is_passive(word.head) else children(word.head, "dobj")


def _of_noun(noun: Token, depth: int) -> list[Token]:
    """Whose deed a noun's infinitive is: "their bid to take X", "an operation to take X" launched by someone."""
    owners = children(noun, "poss")
    if owners:
        return owners
    up = noun
    while up.dep_ in {"pobj", "prep", "dobj", "attr", "conj", "nsubjpass"} and depth:
        up = up.head
        depth -= 1
        if is_verb(up):
            if is_passive(up):
                return agents(up)
            return subjects(up, depth)
    return []


def objects(verb: Token) -> list[Token]:
    """Direct objects, and the antecedent where a relative clause leaves the object open ("the town they took")."""
    found = [
        c for c in verb.children if c.dep_ in {"dobj", "obj", "dative"} and not (c.dep_ == "dative" and c.tag_ == "IN")
    ]
    if not found:  # the parser takes some names right after the verb for adverbs
        found = [
            c for c in verb.children if c.dep_ in {"npadvmod", "advmod"} and c.tag_ in {"NNP", "NNPS"} and c.i > verb.i
        ]
    for along in (c for c in verb.children if c.lower_ in {"along", "together"} and found):  # "lost X, along with Y"
        found = [*found, *prepositional(along, "with")]
    resolved: list[Token] = []
    for obj in found:
        resolved += _antecedent(obj, verb)
    if not resolved and verb.dep_ == "relcl" and not is_passive(verb):
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.lower_ not in RELATIVE_PRONOUNS:
            return [verb.head]
        pronoun = next(
            (c for c in verb.children if c.lower_ in {"which", "that", "whom"} and c.dep_ not in SUBJECTS), None
        )
        if pronoun is not None:
            return [verb.head]
    if (
        not resolved
        and verb.dep_ == "conj"
        and is_verb(verb.head)
        and not is_passive(verb)
        and not children(verb, "prep", "ccomp", "xcomp")
    ):
        shared = [c for c in verb.head.children if c.dep_ == "dobj" and c.i > verb.i]
        return shared
    if not resolved and not is_passive(verb):  # "kidnapped and killed 11 people"
        following = next((c for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i - verb.i <= 2), None)
        if following is not None and following.tag_ == verb.tag_:
            return [c for c in following.children if c.dep_ == "dobj"]
    return resolved


def patients(verb: Token) -> list[Token]:
    """What the deed is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return subjects(verb) or ([verb.head] if verb.dep_ in {"acl", "relcl", "amod"} else [])
    return objects(verb)


def agents(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the "by" phrase of a passive one."""
    if is_passive(verb):
        by = [p for p in verb.children if p.dep_ in {"agent", "prep"} and p.lower_ == "by"]
        return [n for p in by for n in children(p, "pobj")]
    return subjects(verb)


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Nouns under the given prepositions of a verb or noun, "out of" and "away from" included."""
    found: list[Token] = []
    for prep in token.children:
        if prep.dep_ in {"prep", "agent", "dative", "advmod", "prt"}:
            if prep.lower_ in prepositions:
                found += children(prep, "pobj", "pcomp")
            for inner in prep.children:
                if inner.dep_ == "prep" and inner.lower_ in prepositions:
                    found += children(inner, "pobj", "pcomp")
    return found


def clause_head(token: Token) -> Token:
    """The verb of the clause a token stands in (the sentence's root if there is none)."""
    while token.head != token and not is_verb(token):
        token = token.head
    return token


def up_chain(token: Token) -> Iterator[Token]:
    """The token's heads up to the root."""
    while token.head != token:
        token = token.head
        yield token


def noun_phrase(head: Token) -> tuple[int, int]:
    """Token range of a noun with its left modifiers only, without a leading article or quote mark ("Iraqi government forces")."""
    start = head.i
    for child in head.lefts:
        if (
            child.dep_
            in {"compound", "amod", "nmod", "poss", "nummod", "npadvmod", "punct", "det", "quantmod", "advmod", "case"}
            or child.dep_ == "appos"
        ):
            start = min(start, child.left_edge.i)
    doc = head.doc
    while start < head.i and (
        doc[start].dep_ == "det"
        or doc[start].tag_ in {"DT", "``", "''", "HYPH", ",", ":", "-LRB-"}
        or doc[start].is_space
    ):
        start += 1
    return start, head.i + 1
