"""Dates that open a clause without a comma ("On 24 November gunmen seized the town"), which parsers take for one name with
the subject after them.

They are parsed as if the blank after the date were a comma, so that every offset stays.
"""

import re
from collections.abc import Callable

from spacy.tokens import Doc

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

_DATE = "|".join(
    (
        rf"(?:(?:{_WEEKDAY}),? )?{_DAY} (?:{_MONTH})(?: \d{{4}})?",
        rf"(?:(?:{_WEEKDAY}),? )?(?:{_MONTH}) {_DAY}(?:, \d{{4}})?",
        rf"(?:(?:early|late|mid)[ -])?(?:{_MONTH}|summer|spring|autumn|winter)(?: \d{{4}})?",
        rf"the {_DAY}",
        rf"(?:{_WEEKDAY})(?: (?:morning|afternoon|evening|night))?",
        r"(?:19|20)\d\d",
    )
)

_PART = r"the (?:middle|end|beginning|start|morning|afternoon|evening|night|spring|summer|autumn|winter) of "
"""What may be told of a date: "from the middle of November"."""

_OPENING = re.compile(
    rf"(?:^|[.!?;:\n][\"'”’)]{{0,4}}\s{{0,8}}|, | and | but )(?:(?:[Oo]nly|[Ll]ate|[Ee]arly|[Aa]gain) )?"
    rf"(?:[Oo]n|[Bb]y|[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|[Aa]t)"
    rf" (?:{_PART})?(?:{_DATE})(?P<gap> )(?=[A-Za-z])"
    r"(?!(?:and|or|to|at|in|on|of|when|that|after|before|until|through|by|with|as|for|from|but|were|was|had|has|is|are"
    r"|onwards?|where|which|while|alone|only|local|last|this|offensive|attack|battle)\b)"
)
"""A preposition and a date at the opening of a clause, and the blank after them, where what follows goes on with something
else than the date."""


class Tokenizer:
    """A tokenizer that puts a comma into the blank after such dates."""

    def __init__(self, plain: Callable[[str], Doc]) -> None:
        self.plain = plain

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; their offsets are those of the text."""
        doc = self.plain(text)
        gaps = {m.start("gap") for m in _OPENING.finditer(text)}
        if not gaps:
            return doc
        words, spaces = [], []
        for token in doc:
            after = token.idx + len(token)
            words.append(token.text)
            spaces.append(bool(token.whitespace_) and after not in gaps)
            if token.whitespace_ and after in gaps:
                words.append(",")
                spaces.append(False)
        return Doc(doc.vocab, words=words, spaces=spaces)
