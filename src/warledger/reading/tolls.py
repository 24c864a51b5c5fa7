"""Figures of killed, injured, abducted and displaced people, each tied to the word that says what befell them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from warledger.reading.asides import counted_before, victims_listed
from warledger.reading.bulletins import of_label
from warledger.reading.harm_figures import (
    HARMS,
    HarmFigure,
    count_of,
    figure_of,
    harm_of,
    is_date_or_age,
    is_lumped,
    scope_of_update,
)
from warledger.reading.harm_states import of_state
from warledger.reading.losses import fallen, loss_of, men_lost, to_whom
from warledger.reading.numbers import find_quantity
from warledger.reading.recounts import bare_counts
from warledger.reading.story import Story
from warledger.reading.syntax import (
    conjuncts,
    is_passive,
    is_verb,
    objects,
    prepositional,
    subjects,
)


def find_tolls(story: Story) -> list[HarmFigure]:
    """Every figure of a toll in the story, none read twice."""
    found: list[HarmFigure] = []
    for token in story.words:
        for figure in (*_figures(story, token), *bare_counts(story, token, found[-1:])):
            if not any(f.harm == figure.harm and f.start <= figure.start < f.end for f in found[-RECENT:]):
                found.append(figure)
    return found


RECENT = 12
"""How many figures before one are looked through for one that was read from the same words."""


def _figures(story: Story, token: Token) -> Iterator[HarmFigure]:
    if is_verb(token):
        yield from _of_verb(story, token)
    elif token.tag_[:2] == "NN":
        yield from _of_noun(story, token)
    if token.lower_ in story.frames.words("tolls", "states"):
        yield from of_state(story, token)
    yield from of_label(story, token)


def _of_verb(story: Story, verb: Token) -> Iterator[HarmFigure]:
    harm = harm_of(story, verb)
    lists = story.frames.lists["tolls"]
    lemma = story.lemma(verb)
    if lemma == "lose" and (lost := men_lost(story, verb)):
        yield from lost
        return
    if lemma == "fall":
        yield from fallen(story, verb)
        return
    if harm is None:
        phrase = next(
            (
                h
                for h, verbs in lists["with_object"].items()
                if lemma in verbs and _has_object(story, verb, verbs[lemma])
            ),
            None,
        )
        if phrase is None:
            return
        harm = phrase
        suffers = lemma in lists["subject_losers"] or is_passive(verb)
        heads = subjects(verb) if suffers else to_whom(story, verb)
    elif lemma in lists["subject_verbs"]:
        heads = [t for t in subjects(verb) if t.lower_ not in {"who", "that", "which"}]
    elif is_passive(verb):
        heads = subjects(verb) or ([verb.head] if verb.dep_ in {"acl", "relcl"} else [])
    else:
        heads = to_whom(story, verb)
    if is_lumped(story, verb):
        return
    for number in (
        c for c in verb.children if c.dep_ == "conj" and c.tag_ == "CD"
    ):  # "killed 14 in X and 15 more in Y"
        elided = count_of(story, number, number, harm)
        if elided is not None:
            yield elided
    if _is_negated(verb):
        return
    told_before = is_passive(verb) or lemma in lists["subject_verbs"]
    for head in _or_unseen(story, verb, heads) if told_before else heads:
        counted = [count_of(story, token, verb, harm) for token in victims_listed(head)]
        yield from _summed([f for f in counted if f is not None], all(f is not None for f in counted))


def _or_unseen(story: Story, verb: Token, heads: list[Token]) -> list[Token]:
    """Those counted; the one counted before the verb in their stead, where the parser has lost it."""
    unseen = counted_before(story, verb)
    return heads if unseen is None or any(unseen in victims_listed(head) for head in heads) else [unseen]


def _summed(figures: list[HarmFigure], whole: bool) -> list[HarmFigure]:
    """One figure of those of a coordination ("120 soldiers and a general"), where each of its members has one."""
    if len(figures) < 2 or not whole or any(f.scope != figures[0].scope for f in figures):
        return figures
    first, last = figures[0], figures[-1]
    high = None if any(f.high is None for f in figures) else sum(f.high or 0 for f in figures)
    victims = " and ".join(f.victims for f in figures if f.victims) or None
    low = sum(f.low for f in figures)
    return [replace(first, low=low, high=high, end=last.end, victims=victims)]


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _has_object(story: Story, verb: Token, nouns: list[str]) -> bool:
    taken = (*objects(verb), *prepositional(verb, "to"))
    return any(story.lemma(o) in nouns for o in taken) or any(c.lower_ in nouns for c in verb.children)


def _of_noun(story: Story, noun: Token) -> Iterator[HarmFigure]:
    lists = story.frames.lists["tolls"]
    lemma = story.lemma(noun)
    if lemma == "loss":
        yield from loss_of(story, noun)
    if lemma in {"casualty", "injury", "fatality", "death"} and any(c.lower_ == "no" for c in noun.children):
        no = next(c for c in noun.children if c.lower_ == "no")
        end = noun.idx + len(noun)
        for harm in {"casualty": ("killed", "injured"), "injury": ("injured",)}.get(lemma, ("killed",)):
            yield HarmFigure(harm, 0, 0, no.idx, end, noun)
        return
    if lemma == "toll":
        yield from _death_toll(story, noun)
        return
    suffered = next((h for h in HARMS if lemma in lists[h].get("nouns", ())), None)
    if suffered is None:
        return
    own = count_of(story, noun, noun, suffered, is_harm_noun=True)
    if own is not None and lemma not in lists["deed_nouns"]:
        yield own
        return
    for inner in prepositional(noun, "of"):
        for token in conjuncts(inner):
            figure = count_of(story, token, noun, suffered)
            if figure is not None:
                yield figure


_TOLL_AT = re.compile(r"\b(?:to|at|was|is|reached|hit|between|stands?|topped|passed)\b")
_TOLL_OF = re.compile(rf"{_TOLL_AT.pattern}|\bof\b")
"""What stands between "toll" and its figure: "the toll of the bombing stands at 40", "a death toll of 40"."""


_RISEN_TO = re.compile(
    r"\b(?:raised|revised|corrected|rose|risen|rises?|climb(?:ed|s)?|grew|grown|went up|gone up)\b[^.;:]{0,40}? to "
)
"""From the growth of a toll to its last figure ("has climbed from 12 to 20", "first given as 9, was raised to 17")."""


def _death_toll(story: Story, noun: Token) -> Iterator[HarmFigure]:
    """ "the death toll rose to 12", "a toll of 40 dead", "put the toll at 71"."""
    of_deed = any(
        story.frames.within("violence", story.noun_lemma(t), "noun") for t in prepositional(noun, "of", "from")
    )
    moved = story.frames.words("tolls", "growing_verbs") | story.frames.words("tolls", "raising_verbs")
    words = {c.lower_ for c in noun.children}
    the = "the" in words and "on" not in words and story.lemma(noun.head) in moved
    if not of_deed and not the and not words & {"death", "fatality", "casualty"}:
        return
    begin, end = noun.idx + len(noun), min(noun.sent.end_char, noun.idx + 140)
    risen = _RISEN_TO.search(story.text, begin, end)
    last = find_quantity(story.text, risen.end(), end) if risen is not None else None
    quantity = last if last is not None and risen is not None and last.start == risen.end() else None
    quantity = quantity or find_quantity(story.text, begin, end)
    put = _TOLL_AT if of_deed or the else _TOLL_OF
    if (
        quantity is not None
        and put.search(story.text[noun.idx : quantity.start + len("between")])
        and not is_date_or_age(story, quantity)
    ):
        yield figure_of(story, quantity, "killed", noun, None, scope_of_update(story, noun))
