"""Attempts on a place that came to nothing: "repelled an attack on X", "attacked X but were beaten back"."""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.paths import is_assault
from warledger.reading.scene import scene_of
from warledger.reading.spots import PlaceRef, places_of
from warledger.reading.story import Story
from warledger.reading.syntax import (
    children,
    conjuncts,
    is_passive,
    is_verb,
    patients,
    prepositional,
    subjects,
)

AT = ("on", "against", "at", "toward", "towards", "near", "into", "of", "in")
"""Prepositions under which an attack names what it is aimed at."""


def failed_attempts(story: Story) -> Iterator[tuple[Token, list[Actor], list[PlaceRef]]]:
    """The word that tells of each failed attempt, who made it, and on which places."""
    repel, fail = story.frames.words("territory", "repelling_verbs"), story.frames.words("territory", "failing_verbs")
    for verb in story.words:
        if not is_verb(verb):
            continue
        lemma = story.lemma(verb)
        if lemma in repel and _repels(verb, lemma):
            yield from _repelled(story, verb)
        elif lemma in fail and not is_passive(verb):
            yield from _of_nouns(story, verb, subjects(verb))
    failed = story.frames.words("speech", "failed_adjectives")
    for noun in story.words:
        if is_assault(story, noun) and any(c.lower_ in failed for c in noun.children):
            yield from _of_nouns(story, noun, [noun])


def _repels(verb: Token, lemma: str) -> bool:
    """Whether the verb throws back; "push", "drive" and "beat" need "back" or "off"."""
    if lemma in {"push", "beat", "drive", "fight", "turn", "force", "throw", "fend", "ward", "hold", "stave"}:
        return any(c.lower_ in {"back", "off", "away"} for c in verb.children)
    return True


def _repelled(story: Story, verb: Token) -> Iterator[tuple[Token, list[Actor], list[PlaceRef]]]:
    struck = [t for p in patients(verb) for t in conjuncts(p)]
    nouns = [t for t in struck if is_assault(story, t)]
    if nouns:
        yield from _of_nouns(story, verb, nouns)
        return
    if prepositional(verb, "from"):
        return
    repelled = actors_of(story, struck)
    attack = _attack_before(story, verb) if repelled else None
    if attack is None:
        return
    places = places_of(story, [*patients(attack), *prepositional(attack, *AT)])
    if places:
        yield attack, repelled, places


def _attack_before(story: Story, verb: Token) -> Token | None:
    """The verb of attack told before in the same sentence or the one before."""
    start = verb.sent.start
    if start:
        start = story.doc[start - 1].sent.start
    attacks = story.frames.words("territory", "assaulting_verbs")
    found = [t for t in story.doc[start : verb.i] if is_verb(t) and story.lemma(t) in attacks]
    return found[-1] if found else None


def _of_nouns(story: Story, trigger: Token, nouns: list[Token]) -> Iterator[tuple[Token, list[Actor], list[PlaceRef]]]:
    for noun in nouns:
        if not is_assault(story, noun):
            continue
        heads = [*children(noun, "poss"), *prepositional(noun, "by", "of")]
        heads += children(noun, "compound", "amod", "nmod")
        attackers = [a for a in actors_of(story, heads) if a.party is not None or a.generic]
        infinitive = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and is_verb(c)), None)
        aimed = [*prepositional(noun, *AT), *(prepositional(infinitive, *AT) if infinitive is not None else [])]
        aimed += patients(infinitive) if infinitive is not None and not is_passive(infinitive) else []
        places = places_of(story, [t for t in aimed if t not in set(heads)])
        if not places:
            place = scene_of(story, noun.sent).place_for([noun])
            places = [place] if place is not None and place.link != "carried" else []
        if places:
            yield trigger, attackers, places
