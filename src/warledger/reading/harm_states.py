"""Figures at words of state: "12 dead", "at least 40 people were wounded", "the dead now number 213"."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.harm_figures import HarmFigure, figure_of, is_date_or_age, is_lumped, scope_of_update
from warledger.reading.numbers import QUANTITY, find_quantity, quantity_in
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_verb

_RISEN = re.compile(
    r"(?:[^.;\n]*?\b(?:risen|rose|rises?|climb(?:ed|s)?|gone up|went up|increased|stands?|stood|numbers?|reached|passed)\b)"
    r"(?: now)?(?: to| at(?! least| most))? "
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
    return figure_of(story, put, harm, word, None, scope_of_update(story, word))


STATE_OF_WORD = {
    "dead": "killed", "killed": "killed", "slain": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "missing": "", "kidnapped": "abducted", "abducted": "abducted", "displaced": "displaced", "homeless": "displaced",
}  # fmt: skip


def of_state(story: Story, word: Token) -> Iterator[HarmFigure]:
    """ "12 dead", "left at least 14 people dead and 30 wounded", "40 others injured", "15 more"."""
    harm = STATE_OF_WORD.get(word.lower_, "")
    if not harm:
        return
    put = _updated(story, word) or _left_behind(story, word, harm) or _put_at(story, word, harm)
    if put is not None:
        yield put
        return
    sent = word.sent
    window = max(sent.start_char, word.idx - 60)
    match = next(iter(list(QUANTITY.finditer(story.text, window, word.idx))[-1:]), None)
    if match is None or (is_verb(word) and (is_lumped(story, word) or children(word, "dobj"))):
        return
    between = story.text[match.end() : word.idx]
    gap = _STATE_GAP.fullmatch(between)
    if gap is None:
        return
    quantity = quantity_in(match)
    if quantity is None or is_date_or_age(story, quantity) or _AGE_BEFORE.search(story.text[window : quantity.start]):
        return
    if gap["who"].strip().lower() == "of the":  # "Sixteen of the dead were workers": a part of those counted
        return
    victims = re.sub(r"^of (?:the )?", "", gap["who"]).strip(" ,") or None
    people = {w.lower() for w in between.split()}
    if people & story.frames.words("violence", "not_people"):
        return
    if victims is not None and (beside := _beside(story, word, harm, match.start())) is not None:
        yield beside
    yield figure_of(story, quantity, harm, word, victims, "additional" if quantity.additional else "incident")


_AND = re.compile(r"\s+(?P<who>[A-Za-z'’-]+(?:\s+[A-Za-z'’-]+){0,3})\s+and\s*$")
"""What stands between two counts of one state ("35 soldiers and 16 militants killed")."""


def _beside(story: Story, word: Token, harm: str, second: int) -> HarmFigure | None:
    """The other group that a word of state counts too, named before the nearer one; null if there is none."""
    match = next(iter(list(QUANTITY.finditer(story.text, word.sent.start_char, second))[-1:]), None)
    joined = _AND.fullmatch(story.text, match.end(), second) if match is not None else None
    if match is None or joined is None:
        return None
    quantity = quantity_in(match)
    words = story.doc.char_span(match.start(), second, alignment_mode="expand")
    if quantity is None or words is None or is_date_or_age(story, quantity):
        return None
    if any(is_verb(t) or t.tag_ == "IN" for t in words[1:]) or any(t.dep_ == "dobj" and t.head != word for t in words):
        return None
    return figure_of(story, quantity, harm, word, joined["who"], "incident")


def _left_behind(story: Story, word: Token, harm: str) -> HarmFigure | None:
    """ "left his dead in the streets, more than ninety of them"."""
    own = _OF_THEM.match(story.text, word.idx + len(word), word.sent.end_char)
    if own is None or not any(c.dep_ == "poss" for c in word.children):
        return None
    counted = find_quantity(story.text, own.end("to"), own.end("n"))
    return figure_of(story, counted, harm, word, None, "incident") if counted is not None else None


def _put_at(story: Story, word: Token, harm: str) -> HarmFigure | None:
    """ "puts the dead at 133"."""
    end = word.sent.end_char
    after = _AT.match(story.text, word.idx + len(word), end)
    put = find_quantity(story.text, after.end(), min(end, after.end() + 40)) if after is not None else None
    if after is None or put is None or put.start != after.end():
        return None
    return figure_of(story, put, harm, word, None, "cumulative")


_OF_THEM = re.compile(r"(?P<to>[^.;,\n]{0,40}, )(?P<n>[^.;,\n]{1,40}?) of them\b")
"""From "his dead" to how many they were."""

_AT = re.compile(r" (?:so far |there )?at (?=(?:\d|at least|more than|about|some|over|[a-z]+ ))", re.IGNORECASE)
"""What stands between "the dead" and the figure they are put at."""

_AGE_BEFORE = re.compile(r"\b(?:girl|boy|man|woman|child|baby|son|daughter|toddler) of\s*$|\baged\s*$", re.IGNORECASE)
"""Words before a number that make it an age."""

_STATE_GAP = re.compile(
    r"\s*(?P<who>(?:(?!and\b|but\b|or\b|when\b|after\b|because\b|while\b)[A-Za-z'’-]+\s+){0,3}?)"
    r"(?:(?:were|was|are|is|have been|has been|had been|being|reported|confirmed|"
    r"lay|lie|lies|lying|left|and|or|seriously|critically|badly|still|also|been|known|said|thought|to|be|feared|believed|presumed)\s+){0,4}",
    re.IGNORECASE,
)
