"""Figures of killed, injured, abducted and displaced people, each tied to the word that says what befell them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from warledger.reading.numbers import QUANTITY, Quantity, find_quantity
from warledger.reading.story import Story
from warledger.reading.syntax import (
    children,
    conjuncts,
    is_passive,
    is_verb,
    noun_phrase,
    objects,
    prepositional,
    subjects,
)
from warledger.record.codes import TollScope

HARMS = ("killed", "injured", "abducted", "displaced")


@dataclass(frozen=True, slots=True)
class HarmFigure:
    """How many people met with which harm: the bounds, their words, who they were, and the word that says so."""

    harm: str
    low: int
    high: int | None
    start: int
    end: int
    trigger: Token
    victims: str | None = None
    scope: TollScope = "incident"
    per: str | None = None


def find_tolls(story: Story) -> list[HarmFigure]:
    """Every figure of a toll in the story, none read twice."""
    found: list[HarmFigure] = []
    taken: set[tuple[str, int]] = set()
    for token in story.words:
        for figure in _figures(story, token):
            if (figure.harm, figure.start) not in taken:
                taken.add((figure.harm, figure.start))
                found.append(figure)
    return found


def harm_of(story: Story, token: Token) -> str | None:
    """The harm a verb or noun tells of."""
    part = "verbs" if is_verb(token) else "nouns" if token.tag_[:2] == "NN" else ""
    if not part:
        return None
    lemma = story.lemma(token)
    return next((h for h in HARMS if lemma in story.frames.words("tolls", f"{h}.{part}")), None)


def _figures(story: Story, token: Token) -> Iterator[HarmFigure]:
    if is_verb(token):
        yield from _of_verb(story, token)
    elif token.tag_[:2] == "NN":
        yield from _of_noun(story, token)
    if token.lower_ in story.frames.words("tolls", "states"):
        yield from _of_state(story, token)
    yield from _of_label(story, token)


LABEL_WORDS = 3
"""How many words may stand between a label and its colon ("Dead so far: 63")."""


def _of_label(story: Story, token: Token) -> Iterator[HarmFigure]:
    """The figure of a list of a bulletin: "Dead: 63", "Seized so far: at least 90 people"."""
    harm = story.frames.lists["tolls"]["labels"].get(token.lower_)
    opens = (
        token.is_sent_start
        or token.i == 0
        or token.nbor(-1).text in {"-", "–", "•", "*", ";", "."}
        or token.nbor(-1).is_space
    )
    if harm is None or not opens:
        return
    after = list(story.doc[token.i + 1 : token.i + LABEL_WORDS + 8])
    colon = next((n for n, t in enumerate(after[:LABEL_WORDS]) if t.text == ":"), None)
    if colon is None:
        return
    number = next((t for t in after[colon + 1 : colon + 6] if t.tag_ == "CD"), None)
    if number is None:
        return
    head = number.head if number.dep_ == "nummod" and number.head.i > number.i else number
    figure = _count(story, head, token, harm)
    if figure is not None:
        yield figure


def _of_verb(story: Story, verb: Token) -> Iterator[HarmFigure]:
    harm = harm_of(story, verb)
    lists = story.frames.lists["tolls"]
    lemma = story.lemma(verb)
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
        heads = subjects(verb) if lemma in {"lose", "embrace", "leave"} else objects(verb)
    elif lemma in lists["subject_verbs"]:
        heads = [t for t in subjects(verb) if t.lower_ not in {"who", "that", "which"}]
    elif is_passive(verb):
        heads = subjects(verb) or ([verb.head] if verb.dep_ in {"acl", "relcl"} else [])
    else:
        heads = objects(verb)
    if _lumped(story, verb):
        return
    for number in (
        c for c in verb.children if c.dep_ == "conj" and c.tag_ == "CD"
    ):  # "killed 14 in X and 15 more in Y"
        elided = _count(story, number, number, harm)
        if elided is not None:
            yield elided
    if _is_negated(verb):
        return
    for head in heads:
        counted = [_count(story, token, verb, harm) for token in _victims_listed(head)]
        yield from _summed([f for f in counted if f is not None], all(f is not None for f in counted))


def _victims_listed(head: Token) -> list[Token]:
    """A noun and those coordinated with it by "and", but not what the parser hangs on after a comma alone."""
    members = conjuncts(head)
    joined = [m for m in members[1:] if m.left_edge.i and m.left_edge.nbor(-1).lower_ in {"and", "&"}]
    return [head, *(m for m in members[1:] if m in joined or any(j.i > m.i for j in joined))]


def _summed(figures: list[HarmFigure], whole: bool) -> list[HarmFigure]:
    """One figure of those of a coordination ("120 soldiers and a general"), where each of its members has one."""
    if len(figures) < 2 or not whole or any(f.scope != figures[0].scope for f in figures):
        return figures
    first, last = figures[0], figures[-1]
    high = None if any(f.high is None for f in figures) else sum(f.high or 0 for f in figures)
    victims = " and ".join(f.victims for f in figures if f.victims) or None
    low = sum(f.low for f in figures)
    return [replace(first, low=low, high=high, end=last.end, victims=victims)]


def _lumped(story: Story, verb: Token) -> bool:
    """Whether one figure lumps two harms together ("60 people were killed or wounded"), which says neither."""
    other = next(
        (c for c in verb.children if c.dep_ == "conj" and is_verb(c)), verb.head if verb.dep_ == "conj" else None
    )
    if other is None or not is_verb(other) or abs(other.i - verb.i) != 2:
        return False
    both = {harm_of(story, verb), harm_of(story, other)}
    return both == {"killed", "injured"}


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _has_object(story: Story, verb: Token, nouns: list[str]) -> bool:
    return any(story.lemma(o) in nouns for o in objects(verb)) or any(c.lower_ in nouns for c in verb.children)


def _of_noun(story: Story, noun: Token) -> Iterator[HarmFigure]:
    lists = story.frames.lists["tolls"]
    lemma = story.lemma(noun)
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
    own = _count(story, noun, noun, suffered, is_harm_noun=True)
    if own is not None and lemma not in lists["deed_nouns"]:
        yield own
        return
    for inner in prepositional(noun, "of"):
        for token in conjuncts(inner):
            figure = _count(story, token, noun, suffered)
            if figure is not None:
                yield figure


def _death_toll(story: Story, noun: Token) -> Iterator[HarmFigure]:
    """ "the death toll rose to 12", "a toll of 40 dead"."""
    if not any(c.lower_ in {"death", "fatality", "casualty"} for c in noun.children):
        return
    end = min(noun.sent.end_char, noun.idx + 90)
    quantity = find_quantity(story.text, noun.idx + len(noun), end)
    if quantity is not None and re.search(
        r"\b(?:to|at|of|was|is|reached|hit|stands?|topped|passed)\b", story.text[noun.idx : quantity.start + 4]
    ):
        yield _figure(story, quantity, "killed", noun, None, _scope_of_update(story, noun))


def _scope_of_update(story: Story, word: Token) -> TollScope:
    """Of one incident, where the sentence names a single deed or its day ("the toll of Sunday's bombing has risen to 12")."""
    deeds = (t for t in word.sent if t.tag_ == "NN" and t != word)
    single = any(story.frames.of(story.noun_lemma(t), "noun") and harm_of(story, t) is None for t in deeds)
    days = (d for d in story.dates.within(word.sent.start_char, word.sent.end_char) if d.precision == "day")
    return "incident" if single or any(not d.modifier for d in days) else "cumulative"


_RISEN = re.compile(
    r"(?:[^.;\n]*?\b(?:risen|rose|rises?|climb(?:ed|s)?|gone up|went up|increased|stands?|stood|numbers?|reached|passed)\b)"
    r"(?: now)?(?: to| at)? "
)


def _updated(story: Story, word: Token) -> HarmFigure | None:
    """ "The number killed in the blast has risen to 50", "the dead now number at least 213"."""
    before = {t.lower_ for t in word.doc[max(0, word.i - 3) : word.i]}
    harm = STATE_OF_WORD.get(word.lower_)
    if not harm or not ("number" in before or (word.i and word.nbor(-1).lower_ == "the")):
        return None
    risen = _RISEN.match(story.text, word.idx + len(word), word.sent.end_char)
    put = find_quantity(story.text, risen.end(), min(word.sent.end_char, risen.end() + 40)) if risen else None
    if put is None or risen is None or put.start != risen.end():
        return None
    return _figure(story, put, harm, word, None, _scope_of_update(story, word))


STATE_OF_WORD = {
    "dead": "killed", "killed": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "missing": "", "kidnapped": "abducted", "abducted": "abducted", "displaced": "displaced", "homeless": "displaced",
}  # fmt: skip


def _of_state(story: Story, word: Token) -> Iterator[HarmFigure]:
    """ "12 dead", "left at least 14 people dead and 30 wounded", "40 others injured", "15 more"."""
    harm = STATE_OF_WORD.get(word.lower_, "")
    if not harm:
        return
    update = _updated(story, word)
    if update is not None:
        yield update
        return
    sent = word.sent
    after = _AT.match(story.text, word.idx + len(word), sent.end_char)
    if after is not None:  # "puts the dead at 133"
        put = find_quantity(story.text, after.end(), min(sent.end_char, after.end() + 40))
        if put is not None and put.start == after.end():
            yield _figure(story, put, harm, word, None, "cumulative")
        return
    window = max(sent.start_char, word.idx - 60)
    before = story.text[window : word.idx]
    match = next(iter(list(QUANTITY.finditer(before))[-1:]), None)
    if match is None or (is_verb(word) and (_lumped(story, word) or children(word, "dobj"))):
        return
    between = before[match.end() :]
    if not _STATE_GAP.fullmatch(between):
        return
    quantity = find_quantity(story.text, window + match.start(), window + match.end())
    if quantity is None or _is_date_or_age(story, quantity) or _AGE_BEFORE.search(story.text[window : quantity.start]):
        return
    victims = between.strip(" ,") or None
    people = {w.lower() for w in between.split()}
    if people & story.frames.words("violence", "not_people"):
        return
    yield _figure(story, quantity, harm, word, victims, "additional" if quantity.additional else "incident")


_AT = re.compile(r" (?:so far |there )?at (?=(?:\d|at least|more than|about|some|over|[a-z]+ ))", re.IGNORECASE)
"""What stands between "the dead" and the figure they are put at."""

_PART_BEFORE = re.compile(
    r"\b(?:among (?:them|whom)|including|of (?:them|whom)|most of them)\b[^.;:,]{0,30}$", re.IGNORECASE
)
"""Words before a number that make it a part of a figure given already."""

_AGE_BEFORE = re.compile(r"\b(?:girl|boy|man|woman|child|baby|son|daughter|toddler) of\s*$|\baged\s*$", re.IGNORECASE)
"""Words before a number that make it an age."""

_STATE_GAP = re.compile(
    r"\s*(?:(?!and\b|but\b|or\b|when\b|after\b|because\b|while\b)[A-Za-z'’-]+\s+){0,3}?"
    r"(?:(?:were|was|are|is|have been|has been|had been|being|reported|confirmed|"
    r"lay|lying|left|and|or|seriously|critically|badly|still|also|been|feared|believed|presumed)\s+){0,4}",
    re.IGNORECASE,
)


def _count(story: Story, head: Token, trigger: Token, harm: str, *, is_harm_noun: bool = False) -> HarmFigure | None:
    """The figure in a noun phrase, or one for a single person."""
    lemma = story.lemma(head)
    if lemma in story.frames.words("violence", "not_people"):
        return None
    if is_nobody(head):
        span = story.span(head.left_edge.i if head.lower_ == "one" else head.i, head.i + 1)
        return HarmFigure(harm, 0, 0, span.start_char, span.end_char, trigger)
    quantity = quantity_of(story, head)
    if quantity is not None:
        if _is_date_or_age(story, quantity) or _PART_BEFORE.search(
            story.text[max(0, quantity.start - 60) : quantity.start]
        ):
            return None
        scope: TollScope = "additional" if quantity.additional else "incident"
        return _figure(story, quantity, harm, trigger, None if is_harm_noun else _victims(story, head), scope)
    if is_harm_noun or not is_single_person(story, head):
        return None
    start, end = noun_phrase(head)
    span = story.span(start, end)
    return HarmFigure(harm, 1, 1, span.start_char, span.end_char, trigger, span.text)


def quantity_of(story: Story, head: Token) -> Quantity | None:
    """The number of a noun phrase with the words that bound it: "at least 15 people", "dozens of civilians", "14"."""
    at = _number_token(story, head)
    if at is None:
        return None
    low = max(at.sent.start_char, at.idx - 32)
    high = min(at.sent.end_char, at.idx + 40)
    for match in QUANTITY.finditer(story.text, low, high):
        if match.start() <= at.idx < match.end():
            return find_quantity(story.text, match.start(), match.end())
    return None


def is_nobody(head: Token) -> bool:
    """Whether a noun says that nobody was harmed ("no one", "nobody", "none")."""
    return head.lower_ in {"nobody", "none"} or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children))


VAGUE_HEADS = frozenset(
    {"dozens", "scores", "hundreds", "thousands", "tens", "handful", "couple", "number", "millions"}
)


def _number_token(story: Story, head: Token) -> Token | None:
    if head.tag_ == "CD" or head.lower_ in VAGUE_HEADS:
        return None if head.lower_ == "number" else head
    for child in head.children:
        if (
            child.dep_ in {"nummod", "amod", "det", "quantmod", "compound"} and child.tag_ == "CD"
        ) or child.lower_ in VAGUE_HEADS | {"several", "few", "dozen"}:
            return child if child.i < head.i else None
    if any(c.tag_ == "CD" and c.dep_ == "appos" for c in head.children):
        return None
    return None


def _victims(story: Story, head: Token) -> str | None:
    """Who they were: the noun with its modifiers, the "of" phrase of a vague number."""
    if head.tag_ == "CD" or head.lower_ in VAGUE_HEADS:
        inner = prepositional(head, "of")
        if not inner:
            return None
        head = inner[0]
    start, end = noun_phrase(head)
    while start < head.i and (
        story.doc[start].tag_ in {"CD", "RB", "IN", "JJR", "JJS"}
        or story.doc[start].lower_ in {"least", "other", "others", "more", "several"}
    ):
        start += 1
    return story.span(start, end).text


def is_single_person(story: Story, head: Token) -> bool:
    """Whether a noun names one person: "a soldier", "his brother", "Abu Jandal"."""
    if head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"people", "police", "troops"}:
        return False
    if head.lower_ in {"he", "him", "she", "her"}:
        return True
    if head.ent_type_ == "PERSON" and head.tag_ in {"NNP", "NN"}:
        return True
    if head.tag_ not in {"NN", "NNP"} or story.lemma(head) not in story.frames.words("violence", "person_nouns"):
        return False
    if story.lemma(head) in {"leadership", "staff", "troop", "aid", "other", "senior", "national", "special"}:
        return False
    return any(c.dep_ in {"det", "poss", "nummod"} or c.tag_ == "NNP" for c in head.children) or any(
        c.dep_ == "appos" for c in head.children
    )


_AGE = re.compile(
    r"[\s-]*(?:years?|year-old|months?|weeks?|days?|hours?|km|kilomet|miles?|met(?:er|re)s?|percent|per cent|%|million dollars)\b",
    re.IGNORECASE,
)


def _is_date_or_age(story: Story, quantity: Quantity) -> bool:
    """Whether a number is a year, an age, a distance or part of a date."""
    text = story.text[quantity.start : quantity.end]
    date = story.dates.over(quantity.start)
    if date is not None and (date.precision != "open" or re.fullmatch(r"(?:19|20)\d\d", text.strip())):
        return True
    return bool(_AGE.match(story.text, quantity.end))


_RATE = re.compile(r"\b(?:(?:a|per|each|every) (day|week|month|year)|(daily|weekly|monthly|yearly))\b", re.IGNORECASE)
_PER = {
    "day": "P1D",
    "daily": "P1D",
    "week": "P1W",
    "weekly": "P1W",
    "month": "P1M",
    "monthly": "P1M",
    "year": "P1Y",
    "yearly": "P1Y",
}
_TOTAL = re.compile(
    r"\b(?:since|so far|in total|overall|total of|over the (?:past|last)|in the (?:past|last)|this (?:year|month)|to date)\b",
    re.IGNORECASE,
)


def _total_cue(trigger: Token) -> str | None:
    """The words that make a figure one of a period ("so far", "in the past week"), unless they stand in a clause of their own
    ("the market, crowded in the last week of Ramadan")."""
    for cue in _TOTAL.finditer(trigger.sent.text):
        at = trigger.sent.start_char + cue.start()
        token = next((t for t in trigger.sent if t.idx >= at), trigger)
        clause = next((up for up in (token, *token.ancestors) if is_verb(up)), None)
        aside = clause is not None and (clause.dep_ in {"acl", "relcl"} or (clause.i and clause.nbor(-1).text == ","))
        if clause is None or not aside or clause == trigger:
            return cue[0]
    return None


def _figure(
    story: Story, quantity: Quantity, harm: str, trigger: Token, victims: str | None, scope: TollScope
) -> HarmFigure:
    sent = trigger.sent
    near = story.text[quantity.end : min(sent.end_char, quantity.end + 45)]
    rate = _RATE.search(near)
    per = None
    if rate:
        scope, per = "rate", _PER[(rate[1] or rate[2]).lower()]
    elif scope == "incident" and (cue := _total_cue(trigger)) is not None:
        scope = "cumulative" if re.search(r"so far|to date|since|total", cue, re.IGNORECASE) else "period"
    if (
        re.match(r"\s+(?:more|others|additional)\b", story.text[quantity.end : quantity.end + 12])
        and scope == "incident"
    ):
        scope = "additional"
    return HarmFigure(harm, quantity.low, quantity.high, quantity.start, quantity.end, trigger, victims, scope, per)
