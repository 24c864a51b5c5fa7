"""Dates that together tell a span: "from 5 April 1992 to 29 February 1996", "(April 2013 – April 2018)"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from warledger.reading.date_mention import DateMention

_FROM = re.compile(r"\bfrom (?:(?:early|mid|late|about|around|the) )?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:(?:about|around|the) )?$", re.IGNORECASE)
_TO = re.compile(
    r"(?:\([^()]*\))?,? (?:to|until|till|through|up to) (?:(?:about|around|the) )?(?:[a-z]+ of )?", re.IGNORECASE
)
_AND = re.compile(r" and ", re.IGNORECASE)
_DASH = re.compile(r" ?[–—-] ?")

_COARSER = ("day", "part-of-month", "month", "season")
"""How exact the ends of a span may be, from the most exact."""


def with_spans(text: str, found: Iterable[DateMention]) -> list[DateMention]:
    """The dates of a text, in order, the two ends of a span as one."""
    joined: list[DateMention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before is not None and _is_span(text, before, mention):
            precision = max(before.precision, mention.precision, key=_COARSER.index)
            joined[-1] = replace(
                before, to=mention.to, end=mention.end, precision=precision, sense="window", modifier="", lasting=False
            )
        else:
            joined.append(mention)
    return joined


def _is_span(text: str, first: DateMention, last: DateMention) -> bool:
    """Whether two dates that follow each other are the ends of a span."""
    if not (first.precision in _COARSER and last.precision in _COARSER and first.start and last.end):
        return False
    if first.start >= last.end or not (last.fuller or first.fuller):
        return False
    lead, between = text[max(0, first.at - 20) : first.at], text[first.to : last.at]
    return bool(
        (_FROM.search(lead) and _TO.fullmatch(between))
        or (_BETWEEN.search(lead) and _AND.fullmatch(between))
        or (first.fuller and last.fuller and _DASH.fullmatch(between))
    )
