"""Dating words of a text, found by their wording; what days they mean is worked out in dates.py."""

import calendar
import re
from collections.abc import Iterator

DateWords = list[tuple[str, re.Match[str]]]
"""Dating words in the order of the text, each with the kind of its wording."""

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name} | {
    name: i
    for i, names in {
        1: "jan",
        2: "feb",
        3: "mar",
        4: "apr",
        6: "jun",
        7: "jul",
        8: "aug",
        9: "sep sept",
        10: "oct",
        11: "nov",
        12: "dec",
    }.items()
    for name in names.split()
}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

MONTH_WORD = r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DAYNUM = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_NUMBER = r"(?P<n>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few|couple of|a couple of)"
_UNIT = r"(?P<unit>hour|day|week|month|year)s?"
_PART = r"(?P<part>(?:(?:in|during) )?(?:the )?(?:early|mid|late|beginning of|start of|middle of|end of|first half of|second half of|first week of|last week of|final days of|last days of|first days of|latter half of))"

_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    (
        kind,
        re.compile(
            pattern,
            re.IGNORECASE
            if kind in {"relative", "ago", "later", "weekday", "lastunit", "repeat", "sameday", "thatunit"}
            else 0,
        ),
    )
    for kind, pattern in (
        (
            "feast",
            r"\b(?P<feast>Christmas Eve|Christmas Day|New Year['’]s Eve|New Year['’]s Day)(?: (?P<y>(?:19|20)\d\d))?\b",
        ),
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"),
        (
            "dayrange",
            rf"\b{_DAYNUM.format('d')}(?: {MONTH_WORD.format('m0')})?(?: ?[–—-] ?| to | and | until ){_DAYNUM.format('d2')} {MONTH_WORD.format('m')}(?:,? {_YEAR.format('y')})?",
        ),
        (
            "monthdayrange",
            rf"\b{MONTH_WORD.format('m')} {_DAYNUM.format('d')}(?: ?[–—-] ?| to | and ){_DAYNUM.format('d2')}\b(?:,? {_YEAR.format('y')})?",
        ),
        (
            "monthdays",
            rf"\b{MONTH_WORD.format('m0')} {_DAYNUM.format('d')}(?:,? {_YEAR.format('y0')})? ?(?:[–—-]|to|and) {MONTH_WORD.format('m')} {_DAYNUM.format('d2')}(?:,? {_YEAR.format('y')})?",
        ),
        (
            "yearrange",
            rf"\b(?:[Bb]etween|[Ff]rom) {_YEAR.format('y')} (?:and|to|until|till|through) {_YEAR.format('y2')}\b",
        ),
        ("day", rf"\b{_DAYNUM.format('d')}(?: of)? {MONTH_WORD.format('m')}(?:,? {_YEAR.format('y')})?\b"),
        ("day", rf"\b{MONTH_WORD.format('m')} {_DAYNUM.format('d')}\b(?!:)(?:,? {_YEAR.format('y')})?"),
        (
            "ordinal",
            r"(?<=[Oo]n the )(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:[A-Z]|of(?! (?:that|the|the same) month\b)|day|time|brigade|division))",
        ),
        ("dayitem", r"(?m:^)[ \t]{0,8}(?P<d>[0-3]?\d)(?:[–-](?P<d2>[0-3]?\d))?(?=: )"),
        (
            "part",
            rf"\b{_PART}[ -](?:(?P<ref>that month|the month|this month|the following month|the next month|the same month|that year|the year|the same year|the following year)|{MONTH_WORD.format('m')}(?:,? (?:of )?{_YEAR.format('y')})?|{_YEAR.format('y2')})\b",
        ),
        (
            "part",
            rf"\b(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -](?:in )?(?:(?P<ref>that month|the month|this month|the following month|the next month|the same month|that year|the year|the same year|the following year)|{MONTH_WORD.format('m')}(?:,? (?:of )?{_YEAR.format('y')})?|{_YEAR.format('y2')})\b",
        ),
        ("month", rf"\b{MONTH_WORD.format('m')},?(?: of)? {_YEAR.format('y')}\b"),
        (
            "season",
            rf"\b(?:the )?(?:(?:early|late|mid)[ -])?(?P<s>spring|summer|autumn|fall|winter)(?: of|,)? {_YEAR.format('y')}\b",
        ),
        (
            "month",
            rf"\b(?=[JFMASONDlt])(?:(?<=[Ii]n )(?P<last>last |this )?{MONTH_WORD.format('m')}\b|(?<=[Ss]ince )(?P<last2>last )?{MONTH_WORD.format('mb')}\b|(?<=[Bb]y ){MONTH_WORD.format('mc')}\b|(?<=[Uu]ntil ){MONTH_WORD.format('md')}\b|(?<=[Dd]uring ){MONTH_WORD.format('me')}\b|(?<=back to ){MONTH_WORD.format('mf')}\b|\b(?:last|this) {MONTH_WORD.format('mg')}\b|(?<=[Ff]rom ){MONTH_WORD.format('mh')}\b)",
        ),
        (
            "weekday",
            r"\b(?P<rel>last |this |next |the previous |the following )?(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?: (?:morning|night|evening|afternoon))?\b",
        ),
        (
            "relative",
            r"\b(?P<r>the day before yesterday|yesterday|today|tonight|overnight|this (?:morning|afternoon|evening)|last night|tomorrow|earlier in the day|later in the day|in the (?:past|last) 24 hours)\b",
        ),
        (
            "sameday",
            r"\b(?P<r>(?:on )?(?:the|that) same (?:day|night|evening|morning)|(?:on |later )?that (?:day|night|evening|morning|afternoon)|(?:the|that) (?:next|following) (?:day|morning|night|evening)|the (?:previous|preceding) (?:day|night|evening)|(?:a|one) day (?:later|earlier|before|after)|the day (?:before|after)|at the same time|meanwhile)\b",
        ),
        ("sincethen", r"\b(?:[Ss]ince then|[Ee]ver since|[Ff]rom (?:then|that day) on)\b"),
        (
            "ago",
            rf"\b{_NUMBER} {_UNIT} (?:ago|earlier|before|prior)\b|(?P<vague>\b[Dd]ays|\b[Ww]eeks|\b[Mm]onths|\b[Hh]ours) (?:earlier|before|ago)\b",
        ),
        (
            "later",
            rf"\b(?:[Ss]hortly |[Jj]ust )?{_NUMBER} {_UNIT} (?:later|after|afterwards)\b|(?P<vague>\b[Dd]ays|\b[Ww]eeks|\b[Mm]onths|\b[Hh]ours) (?:later|afterwards)\b",
        ),
        (
            "lastunit",
            rf"\b(?:(?:over|in|during|for) )?(?:the )?(?P<rel>last|past|previous|this|next|coming|following)(?: {_NUMBER})? (?P<unit>day|week|weekend|month|year)s?\b(?! of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        ),
        (
            "thatunit",
            r"\b(?:later |earlier |early |in |during |the same )*(?:that|the same) (?P<unit>week|month|year)\b",
        ),
        (
            "repeat",
            r"\b(?P<r>weekly|daily|monthly|nightly|hourly|(?:per|every|each|a) (?:day|night|week|month|year))\b",
        ),
        ("month", rf"\b{MONTH_WORD.format('m')}(?= (?:offensive|attack|assault|operation|campaign|ceasefire|truce))"),
        (
            "year",
            r"(?=[12])(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=[Dd]uring )|(?<=[Ff]rom )|(?<=of )|(?<=[Tt]hroughout )|(?<=[Bb]efore )|(?<=[Aa]fter )|(?<=\())(?P<y>(?:19|20)\d\d)(?![\d,]\d|s\b)(?:[–-](?P<y2>(?:19|20)?\d\d))?\b",
        ),
    )
]

_AWAY = re.compile(r"(?:[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s? (?:ago|earlier|before|prior|later|after)")
"""The end of every "three days ago" and "a week later"; looked for first, because it is rare and quickly found."""

_BEFORE_AWAY = 40
"""Characters before that end at which such words may begin."""


def _found(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    if kind not in {"ago", "later"}:
        yield from pattern.finditer(text)
        return
    for end in _AWAY.finditer(text):
        yield from pattern.finditer(text, max(0, end.start() - _BEFORE_AWAY), min(len(text), end.end() + len("wards ")))


def date_words(text: str) -> DateWords:
    """The dating words of a text in order, each with the kind of its wording, not yet resolved."""
    hits = [
        (m.start(), -m.end(), i, kind, m)
        for i, (kind, pattern) in enumerate(_PATTERNS)
        for m in _found(kind, pattern, text)
    ]
    hits.sort(key=lambda h: h[:3])
    kept: DateWords = []
    reached = -1
    for at, minus_to, _, kind, match in hits:
        if at >= reached:
            kept.append((kind, match))
            reached = -minus_to
    return kept
