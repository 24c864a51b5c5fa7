"""Dates in a text: their words (date_words.py) resolved against the fuller dates before them or the day of publication.

A value carries its own precision: "in May" is a month, "since May" is open at its end.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from warledger.reading.date_mention import DateMention, Day, day_of, month_number, with_modifier
from warledger.reading.date_resolvers import YEAR_AFTER, first_of_years, goes_on, resolve
from warledger.reading.date_spans import with_spans
from warledger.reading.date_words import MONTH_WORD, DateWords, date_words
from warledger.reading.headings import first_year, headings_of, years_of
from warledger.reading.narrative import NEAR_DAYS, Narrative


def find_dates(
    text: str, published: Day | None, *, title: str | None = None, retrospective: bool = False
) -> list[DateMention]:
    """All dating words of a text in order, resolved.

    ``published`` is the day that relative words count from; in a retrospective text it only caps dates.
    """
    return resolve_dates(text, date_words(text), published, title=title, retrospective=retrospective)


def resolve_dates(
    text: str,
    raw: DateWords,
    published: Day | None,
    *,
    title: str | None = None,
    retrospective: bool = False,
) -> list[DateMention]:
    """The dating words of a text (``date_words``) resolved, as by find_dates."""
    years = Counter(
        y for k, m in raw if k != "repeat" and (y := int(m.groupdict().get("y") or m.groupdict().get("y2") or 0))
    )
    context = Narrative(
        published,
        retrospective,
        title_year=first_year(title),
        title_years=years_of(title or "") if retrospective else frozenset(),
        named_years=frozenset(y for y, count in years.items() if count > 1),
        usual_year=max(years, key=lambda y: years[y], default=None),  # of equals the first in the text
        headings=headings_of(text) if retrospective else [],
    )
    found: list[DateMention] = []
    weekday: re.Match[str] | None = None
    for kind, match in raw:
        context.reach(match.start())
        mention = resolve(kind, match, context, found[-1] if found else None)
        before, weekday = weekday, match if kind == "weekday" else None
        if mention is None or (retrospective and _lies_ahead(mention, published)) or _year_told(text, mention, found):
            continue
        if kind == "later" and found and found[-1].fuller and _AS_LONG.match(text, found[-1].to):
            continue  # "on 3 October 2016, a year after, ..." says how long that is after the one before
        if before is not None and kind in {"day", "iso"} and match.start() - before.end() <= 2:
            mention = replace(mention, at=before.start())  # "Tuesday, 31 March" is one date
            found = [m for m in found if m.at != before.start()]
        mention = _begun_before(with_modifier(text, mention), context.now[0])
        if retrospective and _told_back(text, mention, context.last):
            mention = _year_before(mention)
        loose = mention.modifier in {"since", "by", "until"} or mention.precision in {"year", "season"}
        moves = mention.precision != "open" and kind != "repeat" and not (loose and published and not retrospective)
        back = _goes_back(kind, mention, context.last)
        if (
            moves
            and not back
            and not (retrospective and _is_aside(text, mention, context))
            and not _ends_range(text, mention, found)
            and not (kind == "lastunit" and _LONG_AFTER.search(match[0]))
        ):
            context.remember(first_of_years(mention) if kind == "yearrange" else mention)
        coarse = mention.precision in {"year", "season"} and published is not None and not retrospective
        passing = coarse and not _OPENING.search(text, max(0, mention.at - 40), mention.at)
        aside = back and goes_on(match)
        found.append(replace(mention, aside=aside, passing=bool(passing or back)) if back or passing else mention)
    return with_spans(text, found)


_AS_LONG = re.compile(r", \S+ (?:year|month)s? (?:later|after|afterwards)(?=[,;.)])", re.IGNORECASE)
"""How long it had been, after a date that is told in full, and nothing that it is measured from."""

_LONG_AFTER = re.compile(r"\b(?:next|following|coming)\b.*\b(?:month|year)s?$", re.IGNORECASE)
"""A stretch that the text looks ahead over ("for the next two years") and comes back from."""


def _lies_ahead(mention: DateMention, published: Day | None) -> bool:
    """Whether words without a year mean days after the text was published ("worrying for the next 30 years")."""
    last = mention.middle
    return published is not None and last is not None and not mention.fuller and last > published


def _year_told(text: str, mention: DateMention, found: list[DateMention]) -> bool:
    """Whether words only tell the year of the date just before them ("31 May of the next year")."""
    before = found[-1] if found else None
    if before is None or not before.fuller or mention.fuller or mention.at - before.to > len(" of the "):
        return False
    return bool(YEAR_AFTER.fullmatch(text, before.to, mention.to))


def _ends_range(text: str, mention: DateMention, found: list[DateMention]) -> bool:
    """Whether a date is the end of a range in brackets ("(June 2012–April 2013)"), whose begin the narrative goes on from."""
    before = found[-1] if found else None
    return (
        before is not None and before.fuller and bool(_IN_BRACKETS.fullmatch(text[max(0, before.at - 40) : mention.at]))
    )


_IN_BRACKETS = re.compile(r".*\([^()]*(?:\b(?:19|20)\d\d) ?[–—-] ?", re.DOTALL)


def _begun_before(mention: DateMention, now: Day | None) -> DateMention:
    """What has been so "since late July" began before the day that the narrative has reached."""
    begun = mention.modifier == "since" and mention.lasting
    if not begun or mention.fuller or now is None or mention.start is None or (mention.start - now).days <= NEAR_DAYS:
        return mention
    return _year_before(mention)


def _year_before(mention: DateMention) -> DateMention:
    """The same date a year earlier."""
    start, end = (day_of(d.year - 1, d.month, d.day) if d else None for d in (mention.start, mention.end))
    return replace(mention, start=start or mention.start, end=end if start else mention.end)


_HAD = re.compile(r"\bhad (?!to\b)[^.;\n]{0,120}$")
"""The past of the past, before a date: what "had been taken on 8 December" lies before the day just named."""

FAR_AHEAD_DAYS = 100
"""A day further ahead than this of what the narrative has reached may as well be that of the year before."""


def _told_back(text: str, mention: DateMention, last: DateMention | None) -> bool:
    """Whether a date without a year that would lie far ahead is told of as past already."""
    if last is None or last.middle is None or mention.middle is None or mention.fuller or mention.anchor != "text":
        return False
    return (mention.middle - last.middle).days > FAR_AHEAD_DAYS and bool(_HAD.search(text[: mention.at][-160:]))


def _goes_back(kind: str, mention: DateMention, last: DateMention | None) -> bool:
    """Whether a date lies before the one that the narrative has reached ("nine months after ...", "the day before")."""
    if kind not in {"later", "sameday"} or last is None or last.middle is None or mention.middle is None:
        return False
    return mention.middle < last.middle


ASIDE_DAYS = 150
"""How far back a date must go from what the narrative has reached to be a mere aside ("the offensive of 2014")."""

_OPENING = re.compile(r"(?:\A|[.!?\n]\s*)(?:\S+\s+){0,2}\S*$")
"""That a date stands at the opening of its sentence, where it moves the narrative."""


def _is_aside(text: str, mention: DateMention, context: Narrative) -> bool:
    """Whether a date looks back or is too coarse to move the narrative ("for the first time since 2012")."""
    last = context.last
    if last is None or last.middle is None or mention.middle is None or _within(mention, last):
        return False
    if context.opens_section and mention.fuller and mention.modifier != "since":
        return False
    opens = bool(_OPENING.search(text[max(0, mention.at - 40) : mention.at]))
    coarse = mention.precision in {"year", "season"} and last.precision not in {"year", "season"}
    if coarse and not opens:
        return True
    back = (last.middle - mention.middle).days
    leads = mention.precision == "day" and last.to <= text.rfind("\n", 0, mention.at)  # the first of its paragraph
    return mention.fuller and back > ASIDE_DAYS and (not (opens or leads) or coarse)


def _within(mention: DateMention, wider: DateMention) -> bool:
    """Whether a date only narrows down one before it ("in 2017", then "in January 2017")."""
    days = (wider.start, mention.start, mention.end, wider.end)
    return None not in days and wider.start != wider.end and list(days) == sorted(d for d in days if d is not None)


_DATELINE = re.compile(
    rf"^[^\n]{{0,90}}?\b(?:{MONTH_WORD.format('m')}\.? (?P<d>\d{{1,2}}),? |(?P<d1>\d{{1,2}}) {MONTH_WORD.format('m1')}\.?,? )(?P<y>(?:19|20)\d\d)"
    r"(?: ?\([A-Za-z ]{2,20}\))? ?(?:-|–|—)",
    re.MULTILINE,
)


def dateline_day(text: str) -> Day | None:
    """The day of a text's date line ("DAMASCUS, March 27, 2016 - "), which dates a report that gives no date itself."""
    match = _DATELINE.search(text[:600])
    if match is None:
        return None
    month = match["m"] or match["m1"]
    return day_of(int(match["y"]), month_number(month), int(match["d"] or match["d1"]))


def parse_day(text: str | None) -> Day | None:
    """The day of an ISO date or date-time, null for anything else."""
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def iter_days(mentions: list[DateMention]) -> Iterator[Day]:
    """The resolved days of mentions that give a year themselves, for telling news from retrospect."""
    for mention in mentions:
        if mention.fuller and mention.middle:
            yield mention.middle
