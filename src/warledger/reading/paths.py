"""Paths of frames: from a trigger to the words that stand in a role ("agent", "prep:of|in", "patient.poss").

The language of paths is small so that frames stay data: each step takes a word to words of the same clause.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from warledger.reading.lost import lost_subject
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    children,
    conjuncts,
    first_of,
    is_declared,
    is_passive,
    is_verb,
    objects,
    patients,
    prepositional,
    subjects,
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger that was considered and dropped, with the reason, for ``--explain``."""

    start: int
    end: int
    frame: str
    reason: str


SIEGE_WORDS = frozenset({"siege", "blockade", "encirclement"})
"""Nouns for a siege."""

HELD_WORDS = frozenset("held controlled occupied ruled dominated run administered".split())
"""Participles after a hyphen whose first half holds what they describe ("YPG-held Afrin")."""


def walk(story: Story, token: Token, path: str) -> list[Token]:
    """The tokens at the end of a role's path."""
    here = [token]
    for step in path.split("."):
        here = [t for h in here for t in _step(story, h, step)]
    return here


def _step(story: Story, token: Token, step: str) -> list[Token]:
    name, _, argument = step.partition(":")
    if name == "prep":
        return prepositional(token, *argument.split("|"))
    table = {
        "agent": lambda: agents_of(story, token) if is_verb(token) else [],
        "patient": lambda: patients(token) if is_verb(token) else [],
        "subject": lambda: subjects(token),
        "object": lambda: objects(token),
        "poss": lambda: children(token, "poss"),
        "compound": lambda: children(token, "compound", "nmod"),
        "compound_party": lambda: [c for c in children(token, "compound", "nmod", "amod") if c.i in story.party_at],
        "amod_party": lambda: [
            c
            for c in children(token, "amod", "compound", "nmod")
            if c.text in story.registry.by_demonym
            or (c.text[:1].isupper() and (c.i not in story.place_at or story.place_at[c.i].people))
            or c.lower_
            in {
                "rebel",
                "government",
                "opposition",
                "regime",
                "kurdish",
                "insurgent",
                "jihadist",
                "militant",
                "separatist",
                "joint",
                "shared",
                "military",
                "army",
            }
        ],
        "adj_holder": lambda: _held_by(token),
        "verb": lambda: (
            [token.head] if is_verb(token.head) and token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} else []
        ),
        "declarer": lambda: _declarer(story, token),
        "governor_subject": lambda: _governor_subject(story, token),
        "keeper": lambda: _keeper(story, token),
        "above": lambda: [token.head.head] if token.dep_ == "pobj" and token.head.dep_ == "prep" else [],
        "pred_subject": lambda: _predicate_subject(token),
        "modified": lambda: _modified(token),
        "siege": lambda: siege_of(token),
        "to_end": lambda: put_to_end(token),
    }
    return table[name]()


def agents_of(story: Story, verb: Token) -> list[Token]:
    """Who does it; where the parser sees no subject, the party named right before the verb ("IS had taken")."""
    found = [a for agent in agents(verb) for a in _behind(story, agent)]
    if found or is_passive(verb):
        return found
    before = [c for c in verb.children if c.i < verb.i and c.i in story.party_at and c.dep_ not in {"pobj", "dobj"}]
    return before[:1] or (
        [near] if verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and (near := lost_subject(story, verb)) else []
    )


def _behind(story: Story, agent: Token) -> list[Token]:
    """Who stands behind an agent that is itself a deed ("an ISIL counter-attack retook X", "an assault by the army")."""
    if not is_assault(story, agent):
        return [agent]
    owners = [*children(agent, "poss"), *prepositional(agent, "by"), *children(agent, "compound", "amod", "nmod")]
    named = [
        o for o in owners if o.i in story.party_at or o.text in story.registry.by_demonym or o.dep_ in {"poss", "pobj"}
    ]
    return named[:1] or [agent]


def is_assault(story: Story, token: Token) -> bool:
    """Whether a word is a noun for an attack on a place ("offensive", "counter-attack")."""
    return token.tag_[:2] == "NN" and story.lemma(token) in story.frames.words("territory", "assault_nouns")


def _governor_subject(story: Story, noun: Token) -> list[Token]:
    """Whose deed a noun is where a light verb governs it ("X completed the capture of Y", "claimed the seizure of Y")."""
    at = first_of(noun)
    if at.dep_ not in {"dobj", "nsubjpass"} or not is_verb(at.head):
        return []
    if story.lemma(at.head) not in story.frames.words("territory", "completing_verbs"):
        return []
    return [_behind_office(story, a) for a in agents(at.head)]


def _declarer(story: Story, word: Token) -> list[Token]:
    """Who declares a deed done ("the army declared the town liberated"): it speaks of its own."""
    return [_behind_office(story, a) for a in agents(word.head)] if is_declared(word) else []


def _behind_office(story: Story, holder: Token) -> Token:
    """The country in whose name the holder of an office speaks ("Iraq's prime minister"); else the word itself."""
    if story.lemma(holder) not in story.frames.words("territory", "offices"):
        return holder
    return next(
        (
            c
            for c in holder.children
            if (c.dep_ == "poss" and c.i in story.place_at)
            or (c.dep_ in {"amod", "compound", "nmod"} and c.text in story.registry.by_demonym)
        ),
        holder,
    )


def _keeper(story: Story, noun: Token) -> list[Token]:
    """Who keeps or puts a place in a state ("X kept Y under siege")."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun
    while verb.head != verb and not is_verb(verb):
        verb = verb.head
    active = is_verb(verb) and story.lemma(verb) in {"keep", "put", "place", "hold", "bring", "lay", "leave"}
    return agents(verb) if active else []


def _held_by(token: Token) -> list[Token]:
    """The party in "rebel-held" before a place."""
    doc = token.doc
    return [
        doc[c.i - 2]
        for t in conjuncts(token)
        for c in t.children
        if c.lower_ in HELD_WORDS and c.i >= 2 and doc[c.i - 1].text == "-"
    ]


def _predicate_subject(token: Token) -> list[Token]:
    """The subject of "X is under control", "X came under siege", "X remained in Y hands"."""
    at = token
    for _ in range(4):
        if at.head == at:
            return []
        at = at.head
        if is_verb(at):
            return subjects(at) if not objects(at) else objects(at)
        if at.tag_[:1] == "N" and at.dep_ != "pobj" and at != token.head:
            return []
    return []


def _modified(token: Token) -> list[Token]:
    """The noun that "under X's control" stands beside ("areas under rebel control")."""
    prep = token.head
    if prep.dep_ == "prep" and prep.head.tag_[:1] == "N":
        return [prep.head]
    return []


def put_to_end(noun: Token) -> list[Token]:
    """What comes to an end: "put an end to the siege", "brought the siege to its end", "the siege was at an end"."""
    above = noun.head
    if noun.dep_ == "dobj":
        return prepositional(above, "to") if above.lower_ in {"put", "puts", "putting"} else []
    if noun.dep_ != "pobj" or above.lower_ not in {"to", "at"} or not is_verb(above.head):
        return []
    verb = above.head
    if above.lower_ == "at":
        return subjects(verb) if verb.lower_ in {"is", "was", "be", "been"} else []
    return patients(verb) if verb.lower_ in {"bring", "brings", "brought", "bringing"} else []


def siege_of(verb: Token) -> list[Token]:
    """The siege that a verb tells of: its subject, or the one before its relative pronoun with no other clause between ("a
    siege by the army that began in May"), whatever the parser hangs the clause on."""
    words = SIEGE_WORDS | {"ring"}
    subject = [s for s in agents(verb) if s.lower_ in words]
    pronoun = next((c for c in verb.children if c.lower_ in {"that", "which"} and c.i < verb.i), None)
    if subject or pronoun is None:
        return subject
    for token in reversed(verb.doc[verb.sent.start : pronoun.i]):
        if token.lower_ in words:
            return [token]
        if is_verb(token):
            break
    return []
