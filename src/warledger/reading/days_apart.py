"""What days of their own tell apart: the dead of a deed from those of another, two clauses of one sentence."""

import re

from spacy.tokens import Token

from warledger.reading.date_mention import DateMention
from warledger.reading.story import Story
from warledger.reading.timing import date_of, is_said


def is_on_another_day(story: Story, deed: Token, word: Token) -> bool:
    """Whether the sentence of a word gives a day of its own that a deed told before was not on ("Bombing of the city", then
    "On 13 August a hospital was hit; 22 people died")."""
    start = word.sent.start_char
    days = [d for d in story.dates.within(start, word.sent.end_char) if d.precision == "day" and not is_said(story, d)]
    days = [d for d in days if d.at == start or _ON.search(story.text, start, d.at)]
    own = [d for d in days if not (d.modifier or d.aside or d.passing)]
    if not own or any(t.lower_ in MORE for t in clause_of(word)):
        return False
    told = date_of(story, deed, deed=True)
    was = told.mention if told is not None else story.title_day
    if was is None or was.start is None:
        return False
    return was.precision != "day" or not any(_meet(d, was) for d in own)


_ON = re.compile(r"\b(?:on|night (?:of|to)|morning of|evening of) (?:the )?$", re.IGNORECASE)
"""What stands before a day of a deed; a day without it may be that of the count ("Corrected figures, Wednesday evening")."""


def _meet(one: DateMention, other: DateMention) -> bool:
    """Whether two dates have a day in common."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


MORE = frozenset({"another", "more", "further", "additional", "later", "raised", "rose", "risen", "climbed"})
"""Words by which a sentence of another day goes on with the count of what was before it."""


def clause_of(token: Token) -> list[Token]:
    """The words of a sentence around one, up to the semicolons at its sides."""
    sent, at = list(token.sent), token.i - token.sent.start
    ends = [i for i, t in enumerate(sent) if t.text == ";"]
    start = max((i + 1 for i in ends if i < at), default=0)
    return sent[start : min((i for i in ends if i > at), default=len(sent))]


def on_other_days(story: Story, one: Token, other: Token) -> bool:
    """Whether a semicolon parts two words and each has a day on its side of it ("on 23 May two bombs killed 45; on 29 August a
    car driven into a school killed 54")."""
    first, second = sorted((one, other), key=lambda t: t.i)
    mark = next((t for t in first.doc[first.i : second.i] if t.text == ";"), None)
    if mark is None:
        return False
    end = next((t.idx for t in first.doc[second.i : first.sent.end] if t.text == ";"), first.sent.end_char)
    before, after = (
        [d for d in story.dates.within(*side) if d.precision == "day"]
        for side in ((first.sent.start_char, mark.idx), (mark.idx, end))
    )
    return bool(before) and bool(after) and all(d.start != before[-1].start for d in after)
