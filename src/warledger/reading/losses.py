"""What a side or a place lost of its people: men lost, lives cost, those who fell in a battle."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from warledger.reading.asides import victims_listed
from warledger.reading.harm_figures import HarmFigure, count_of, is_of_people
from warledger.reading.story import Story
from warledger.reading.syntax import is_passive, noun_phrase, objects, prepositional, subjects


def to_whom(story: Story, verb: Token) -> list[Token]:
    """To whom a deed was done: its object, those whose lives it cost, or, where it has none, who "burned to death" and who
    were killed with a participle alone ("with five of the staff killed")."""
    taken = objects(verb)
    bare = verb.tag_ == "VBN" and verb.dep_ == "pcomp"
    if not taken and (bare or any(story.lemma(t) == "death" for t in prepositional(verb, "to"))):
        return subjects(verb)
    return [t for o in taken for t in _whose_lives(story, o)]


def _whose_lives(story: Story, noun: Token) -> list[Token]:
    """Those whose lives are told of without a number of their own ("cost the lives of nine soldiers"), else the noun."""
    if story.lemma(noun) == "life" and not any(c.tag_ == "CD" for c in noun.children):
        return prepositional(noun, "of") or [noun]
    return [noun]


def fallen(story: Story, verb: Token) -> Iterator[HarmFigure]:
    """ "Some 45 fighters fell in clashes"."""
    if not any(story.lemma(t) in story.frames.words("tolls", "fallen_in") for t in prepositional(verb, "in")):
        return
    for head in (h for s in subjects(verb) for h in victims_listed(s) if is_of_people(story, h)):
        figure = count_of(story, head, verb, "killed")
        if figure is not None:
            yield figure


def men_lost(story: Story, verb: Token) -> list[HarmFigure]:
    """What a side lost of its people ("the enemy lost eighty", "losing 31 men", "two of our brothers were lost")."""
    heads = subjects(verb) if is_passive(verb) else objects(verb)
    found = []
    for head in (t for h in heads for t in victims_listed(h)):
        who = prepositional(head, "of") if head.tag_ == "CD" else [head]
        bare = head.tag_ == "CD" and not who and any(_is_side(story, s) for s in subjects(verb))
        if bare or any(is_of_people(story, w) or w.lower_ in {"ours", "them"} for w in who):
            figure = count_of(story, head, verb, "killed")
            if figure is not None and bare:
                figure = replace(figure, victims=story.text_of(story.span(*noun_phrase(subjects(verb)[0]))))
            found += (
                [figure]
                if figure is not None and figure.victims != story.text_of(story.span(*noun_phrase(head)))
                else []
            )
    return found


def _is_side(story: Story, noun: Token) -> bool:
    """Whether a noun means a side of a war."""
    named = noun.i in story.party_at or (noun.tag_ == "NNPS" and noun.ent_type_ in {"ORG", "NORP"})
    return named or story.lemma(noun) in story.frames.words("violence", "group_nouns")


def loss_of(story: Story, noun: Token) -> Iterator[HarmFigure]:
    """ "with the loss of seven lives", "the loss of all 298 on board", "his own loss was seven"."""
    for head in (h for t in prepositional(noun, "of") for h in victims_listed(t)):
        aboard = head.tag_ == "CD" and any(c.lower_ in {"on", "aboard"} for c in head.children)
        lives = story.lemma(head) == "life"
        if aboard or lives or is_of_people(story, head):
            figure = count_of(story, head, noun, "killed")
            if figure is not None:
                yield replace(figure, victims=None) if lives else figure
    if noun.dep_ != "nsubj" or story.lemma(noun.head) != "be":
        return
    for number in (
        c for c in noun.head.children if c.dep_ in {"attr", "acomp"} and c.tag_ == "CD" and c.i > noun.head.i
    ):
        figure = count_of(story, number, noun, "killed")
        if figure is not None:
            yield replace(figure, victims=story.text_of(story.span(*noun_phrase(noun))))
            return
