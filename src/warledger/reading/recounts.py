"""Counts of the same people again: another's count, or a later one ("killing 11; doctors gave 12", "the final count was 59")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from warledger.reading.harm_figures import HarmFigure, figure_of, is_date_or_age
from warledger.reading.numbers import find_quantity
from warledger.reading.story import Story
from warledger.record.codes import Recount

_COUNTED = (
    r"said|says|gave|gives|counts?|counted|established|confirmed|recorded|documented|verified|tallied|listed|lists|names?|named"
    r"|reported|claimed|asserted|spoke of|speaks of|wrote of|put it at|arrived at|came to"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_COUNTED}|(?:raised|revised|corrected)(?: (?:this|it|the (?:toll|number|figure)))?(?: (?:later|in time))? to"
    r"|(?:count|toll|tally|total|number|figure)\b[^.;,\n]{0,40}\b(?:was|were|is|stood at|reached|rose to|went up to)"
    r"|afterwards|later|then|subsequently|finally|eventually),?|\b(?:given|put) (?:\w+ )?(?:as|at))\s*$"
)
"""What a bare number follows that counts the dead again: who counts them, or when."""

_AFTER = re.compile(
    r"\s*(?:[.;:,)]|$|according to\b|by the count\b|in the end\b|in the later\b|later\b|and (?:then|later)\b)"
)
_SOURCED = re.compile(r"\s*(?:according to|by the count|in the end|in the later)\b")
"""What stands after a bare number; of these, what shows by itself that the dead are counted again."""

_LISTED = re.compile(r"[;,]\s*(?:and |while )?(?:the |an? |its |his )?(?P<who>[A-Za-z'’ -]{2,40}?) (?:of )?$")
"""From one count to the next where the verb is left out ("the Red Cross gave 55; the health ministry 60")."""

SENTENCES = 1
"""How many sentences after a count of the dead a bare number may count them again."""


def bare_counts(story: Story, number: Token, last: Sequence[HarmFigure]) -> Iterator[HarmFigure]:
    """A bare number that counts the dead just spoken of again ("78 died. A monitor had counted 148")."""
    if number.tag_ != "CD" or not last or last[-1].harm != "killed" or last[-1].end > number.idx:
        return
    counted = last[-1]
    if story.sentences_between(counted.trigger.i, number.i) > SENTENCES or "\n" in story.text[counted.end : number.idx]:
        return
    begin = max(number.sent.start_char, counted.end)
    quantity = find_quantity(story.text, max(begin, number.idx - 16), min(number.sent.end_char, number.idx + 30))
    if quantity is None or not quantity.start <= number.idx < quantity.end or is_date_or_age(story, quantity):
        return
    if _AFTER.match(story.text, quantity.end) is None or story.places.over(number.i) is not None:
        return
    before = story.text[begin : quantity.start]
    listed = _LISTED.search(before) if counted.recount or begin == counted.end else None
    speaker = listed is not None and any(w in COUNTERS for w in listed["who"].lower().split())
    if _BEFORE.search(before) or _SOURCED.match(story.text, quantity.end) or speaker:
        yield replace(figure_of(story, quantity, "killed", number, None, "incident"), recount="other")


COUNTERS = frozenset(
    "ministry government officials official authorities police army military hospital hospitals doctors doctor medics staff"
    " elders leaders residents witnesses agency office un monitor observatory activists group committee governor mayor"
    " organisations organizations commission inquiry prosecutors survivors people locals sources".split()
)
"""Words for those who count the dead."""

_CUE = re.compile(
    rf"\b(?:{_COUNTED}|according|put|admitted|acknowledged|stated|insisted|estimat\w+|concluded|toll|tally|reports?|figures?"
    r"|sources?|witnesses)\b"
)
"""Words between two figures that show the second to be another's."""

_LATER = re.compile(
    r"\b(?:later|final|finally|afterwards|subsequently|eventually|in time|rose|risen|raised|climbed|grew|grown|revised"
    r"|after identification)\b|\bthen\b(?:,| \w+){0,3}\s*$"
)
_CLAIMED = re.compile(r"\bclaim(?:s|ed)?\b[^.;]*$")
"""Words before a figure that show it to be a side's own, whomever it counts ("62 soldiers. IS claims over 90 army dead")."""

_OWN = re.compile(r"\b[Oo]ur (?:own )?(?:count|figure|tally|list)\b")
_FIRST = re.compile(r"\b(?:first|initial|provisional|early) (?:figures?|counts?|tolls?|numbers?|estimates?)\b")
_IN_THE_END = re.compile(r"\s*(?:dead |killed )?(?:in the end|in the later)\b")
"""Words around a figure that show it to be a later one."""

_OTHERS = re.compile(r"\b(?:against|another|besides|as well as)(?: \w+)?\s*$")
"""Words right before a figure that show it to be of other people."""

_PART = re.compile(r"\s*of (?:them|whom|the)\b")
"""Words right after a figure that show it to be of some of them."""

ALL = frozenset({"", "people", "persons", "dead", "lives", "victims", "bodies", "deaths"})
"""Words for victims that leave nobody out."""


def recounts(figures: Sequence[HarmFigure], text: str) -> list[Recount | None]:
    """Whether each figure of a harm counts those again whom one before it in the text counts."""
    marks: dict[int, Recount | None] = {}
    before: list[HarmFigure] = []
    for figure in sorted(figures, key=lambda f: f.start):
        marks[id(figure)] = _recount(before, figure, text) if before else None
        before.append(figure)
    return [marks[id(f)] for f in figures]


def _recount(before: list[HarmFigure], figure: HarmFigure, text: str) -> Recount | None:
    last = before[-1]
    between, after = text[last.end : figure.start], text[figure.end : figure.end + 40]
    claimed = _CLAIMED.search(between) is not None
    if figure.scope not in {"incident", "period"} or figure.low == figure.high == 1:
        return None
    if not claimed and not _of_the_same(before, figure):
        return None
    if _OTHERS.search(between) or _PART.match(after):
        return None
    if not (claimed or figure.recount or _CUE.search(between) or _LATER.search(between) or _SOURCED.match(after)):
        return None
    begun = _FIRST.search(text, max(0, before[0].start - 40), before[0].end + 40) is not None
    if _OWN.search(between):
        return "later"
    is_later = begun or _LATER.search(between.rpartition(";")[2]) is not None or _IN_THE_END.match(after) is not None
    return "later" if is_later and figure.low > max(f.low for f in before) else "other"


def _of_the_same(before: list[HarmFigure], figure: HarmFigure) -> bool:
    """Whether a figure is of all, or of a group that one before it is of."""
    group = (figure.victims or "").lower()
    return group in ALL or any(group.split()[-1:] == (f.victims or "").lower().split()[-1:] for f in before)
