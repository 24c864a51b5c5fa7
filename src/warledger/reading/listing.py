"""Places that go on in a list after the one a clause names: "took A on 3 May, B (the old town) and, a day later, C".

The parser loses its way in such lists, so they are followed on the surface: between one place and the next stand
nothing but commas, "and", brackets, dates, and nouns such as "the village of".
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from warledger.reading.date_mention import DateMention
from warledger.reading.spots import PlaceRef, place_named
from warledger.reading.story import PlaceName, Story
from warledger.reading.syntax import is_verb

_BETWEEN = re.compile(
    r"^(?:\s*\([^()]{0,60}\))?\s*(?:,|;|\band\b|\bor\b|&|\bas well as\b|\balong with\b|\bthen\b|\bplus\b)"
    r"(?:\s|[,;—–]|\band\b|\bor\b|\bof\b|\bthen\b|\balso\b|\bfinally\b|\blater\b|\bthe\b|\bnearby\b|\bboth\b"
    r"|\b(?:town|city|village|district|base|camp)s?\b(?: of| at)?|\bso all of\b|\bits garrison\b"
    r"|\b(?:several|some|many|other) (?:villages|settlements|posts)\b|\bwith (?:it|them)\b"
    r"|\b(?:\d+\w* )?(?:division|brigade|corps|regiment|battalion)\b(?= *[;,])"
    r"|\bin the (?:north|south|east|west|cent)[\w-]*)*+$",
    re.IGNORECASE,
)
"""What may stand between two places of a list, once dates are taken out."""


_DATING = re.compile(
    r"(?:(?:[,;]|\band) (?-i:(?:[Aa]l-)?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) (?=on|in|by))?"
    r"\b(?:on|in|by|from|at|until|since|during|early|late)\s*(?:the )?$",
    re.IGNORECASE,
)
"""A preposition that goes with the date after it, and before it a name that may be a place nobody knows ("A on 5 October, B on
the 23rd, ...")."""


_AFTER = re.compile(
    r"(?:,| almost| nearly| largely)? (?:after|without|following|despite|by|against|as)\b[^,;.:()]{1,40}(?=,)"
    r"|, (?:the|a|an|with|said|once|whose|which|where|who)\b[^,;:()]{1,80}(?=,)",
    re.IGNORECASE,
)
"""How a place was taken or what it is, between it or its date and the next place ("Argun on 2 December after heavy shelling,
Shali, the largest village, ...")."""


def listed_after(story: Story, places: list[PlaceRef], trigger: Token) -> Iterator[PlaceRef]:
    """The places that a list goes on with after those given, or after the trigger of which they are the subject ("A fell on
    3 May, B on the 5th and C a day later": each must then have a date of its own)."""
    if not places:
        return
    last = max(places, key=lambda p: p.span.end)
    if last.named is None and last.link != "name in place position":
        return
    sentence = last.span.sent
    known = {p.span.start for p in places}
    at, gapped = last.span.end_char, last.span.end <= trigger.i < sentence.end
    if gapped:
        first = next((d for d in story.dates.within(trigger.idx, sentence.end_char) if d.precision != "open"), None)
        if first is None:
            return
        at = trigger.idx + len(trigger) if is_of_item(story, first) else first.to
    for name in story.places.within(last.span.end, sentence.end):
        if name.people:
            continue
        start = story.doc[name.start].idx
        if start < at:
            continue
        if name.fcode == "ADM1" and _IN.search(story.text, at, start):
            at = place_named(story, name).span.end_char  # "A in Borno, B in Yobe"
            continue
        if not _BETWEEN.match(_without_dates(story, at, start, dated=gapped)) or _is_wider(story, name):
            return
        ref = place_named(story, name)
        own = date_beside(story, ref.span)
        if _opens_clause(story, name) and not (own is not None and _ENDS_ITEM.match(story.text, own.to)):
            return
        if ref.span.start not in known and not (gapped and own is None):
            yield ref
        at = ref.span.end_char


_IN = re.compile(r"\bin (?:the (?:north|south|east|west|cent)\w* of )?(?:the )?$")
_ENDS_ITEM = re.compile(r" *(?:[;,.—–]|and\b|$)")


_BESIDE = re.compile(
    r"(?:, (?:the|a|an|capital|seat|home|birthplace|said|with|once|whose|which|where|after|without|following|despite)\b"
    r"[^,;:()]{0,70}(?=, (?:on|in|by|at|since) )"
    r"|\s|,|;|\([^()]*\)"
    r"|(?-i:\b[A-Z][\w'’-]++)"
    r"|\b(?:and|as well as|also|then|finally|again|only|in|on|by|at|from|since|the|about|around|early|late)\b)*+",
    re.IGNORECASE,
)
"""What may stand between a place of a list and its date, other places of the list left out."""


def date_beside(story: Story, place: Span) -> DateMention | None:
    """The date that a place of a list has of its own: the first after it, with nothing between but places of the list; null
    where its sentence has no other date, or none of its own."""
    sentence = place.sent
    dates = [d for d in story.dates.within(sentence.start_char, sentence.end_char) if d.precision != "open"]
    before = next((d for d in reversed(dates) if d.to <= place.start_char), None)
    if before is not None and len(dates) > 1 and _opens_item(story.text, before, place.start_char):
        return before
    own = next((d for d in dates if d.at >= place.end_char), None)
    if own is None or len(dates) < 2 or _is_of_next(story, own, place):
        return None
    between, at = "", place.end_char
    for name in story.places.within(place.end, sentence.end):
        start, end = story.doc[name.start].idx, story.doc[name.end - 1].idx + len(story.doc[name.end - 1])
        if at <= start and end <= own.at:
            between += story.text[at:start]
            at = end
    return own if _BESIDE.fullmatch(between + story.text[at : own.at]) else None


def is_of_item(story: Story, date: DateMention) -> bool:
    """Whether a date opens an item of a list, with its place right after it ("A was seized, and on 4 October B")."""
    words = story.words_of(date)
    after = next(iter(story.places.after(words.end - 1, 1)), None) if words is not None else None
    return after is not None and _opens_item(story.text, date, story.doc[after.start].idx)


def _is_of_next(story: Story, date: DateMention, place: Span) -> bool:
    """Whether a date opens an item of a list, so that it is of the place after it ("took A and B, on 25 January C")."""
    later = story.places.within(place.end, place.sent.end)
    after = next((n for n in later if story.doc[n.start].idx >= date.to), None)
    return after is not None and _opens_item(story.text, date, story.doc[after.start].idx)


_ITEM = re.compile(r"[;,]\s*(?:and\s+)?(?:on|by|in)?\s*(?:the\s+)?$", re.IGNORECASE)
ITEM_CHARS = 40
"""How long what opens an item of a list before its date may be."""
_TO_PLACE = re.compile(
    r"[\s,]*(?:the )?(?:(?:town|city|village|base|camp|airport|district)s? (?:of|at) )?", re.IGNORECASE
)


def _opens_item(text: str, date: DateMention, place: int) -> bool:
    """Whether a date goes before the place of its item of a list ("...; on 31 October Zalingei; on 4 November ...")."""
    return bool(_ITEM.search(text, max(0, date.at - ITEM_CHARS), date.at) and _TO_PLACE.fullmatch(text, date.to, place))


def _is_wider(story: Story, name: PlaceName) -> bool:
    """Whether a name only says where the place before it lies ("Azaz, Syria", "the dam, Syria's largest")."""
    possessive = name.end < len(story.doc) and story.doc[name.end].text in {"'s", "’s"}
    return possessive or (name.fcode in {"PCLI", "ADM1"} and story.doc[name.start - 1].text == ",")


def _without_dates(story: Story, start: int, end: int, *, dated: bool) -> str:
    """The words between two places without dates and, where one of them has a date, without how the first was taken."""
    text, at = "", start
    for date in story.dates.within(start, end):
        if date.to <= end:
            text += _DATING.sub("", story.text[at : date.at])
            at = date.to
    text += story.text[at:end]
    return _AFTER.sub("", text) if dated or at > start else text


def _opens_clause(story: Story, name: PlaceName) -> bool:
    """Whether a place is the subject of a clause of its own ("took A, and B fell")."""
    head = story.doc[name.start : name.end].root
    while head.dep_ in {"compound", "conj", "nmod"} and not is_verb(head.head):
        head = head.head
    verb = head.head
    aside = name.end < len(story.doc) and story.doc[name.end].text == ","
    return head.dep_ in {"nsubj", "nsubjpass"} and is_verb(verb) and verb.i > head.i and not aside
