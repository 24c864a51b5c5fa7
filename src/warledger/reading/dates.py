"""Dates in a text: their words (date_words.py) resolved against the fuller dates before them or the day of publication.

A value carries its own precision: "in May" is a month, "since May" is open at its end.
"""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warledger.reading.date_words import MONTH_WORD, MONTHS, SEASONS, WEEKDAYS, DateWords, date_words
from warledger.reading.numbers import number_value
from warledger.record.codes import DatePrecision, DateSense

Day = dt.date


@dataclass(frozen=True, slots=True)
class DateMention:
    """Dating words of a text and the days they mean.

    ``start`` and ``end`` are days (either null if open), ``at`` and ``to`` character offsets, ``anchor`` what a missing
    year or day was taken from, ``fuller`` whether the words themselves give a year, ``duration`` days of a length of time.
    """

    at: int
    to: int
    start: Day | None
    end: Day | None
    precision: DatePrecision
    sense: DateSense = "window"
    anchor: str | None = None
    repeats: str | None = None
    fuller: bool = False
    modifier: str = ""
    aside: bool = False
    """Whether it is of a happening that another is measured from, told after it ("two days after rebels came")."""
    passing: bool = False
    """Whether the narrative does not go on from it ("... the worst this year")."""

    @property
    def middle(self) -> Day | None:
        """A day to anchor the next relative date to."""
        return self.end or self.start


_MODIFIERS = re.compile(
    r"(?:\b(?P<m>since|as of|until|till|through|up to|before|after|from|by|between|as early as|starting|beginning|dating back to|going all the way back to)(?: (?:the|late on|early on|around|about|at least|dawn on|on|midday on|noon on|evening of|morning of|night of|the evening of|the morning of|the night of|the dawn of|dawn of|the afternoon of|at|the start of))?\s*)$",
    re.IGNORECASE,
)


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
    context = _Context(published, retrospective, _title_year(title))
    years = Counter(
        y for k, m in raw if k != "repeat" and (y := int(m.groupdict().get("y") or m.groupdict().get("y2") or 0))
    )
    context.title_years = _years_of(title or "") if retrospective else frozenset()
    context.named_years = frozenset(y for y, count in years.items() if count > 1)
    context.usual_year = max(years, key=lambda y: years[y], default=None)  # of equals the first in the text
    headings = _headings(text) if retrospective else []
    found: list[DateMention] = []
    weekday: re.Match[str] | None = None
    for kind, match in raw:
        while headings and headings[0][0] <= match.start():
            context.section_year = headings.pop(0)[1]
        mention = _resolve(kind, match, context)
        before, weekday = weekday, match if kind == "weekday" else None
        if mention is None:
            continue
        if before is not None and kind in {"day", "iso"} and match.start() - before.end() <= 2:
            mention = replace(mention, at=before.start())  # "Tuesday, 31 March" is one date
            found = [m for m in found if m.at != before.start()]
        mention = _begun_before(_with_modifier(text, mention), context.now[0])
        loose = mention.modifier in {"since", "by", "until"} or mention.precision in {"year", "season"}
        moves = mention.precision != "open" and kind != "repeat" and not (loose and published and not retrospective)
        back = _goes_back(kind, mention, context.last)
        if moves and not back and not (retrospective and _is_aside(text, mention, context.last)):
            context.remember(mention)
        coarse = mention.precision in {"year", "season"} and published is not None and not retrospective
        passing = coarse and not _OPENING.search(text, max(0, mention.at - 40), mention.at)
        found.append(replace(mention, aside=back, passing=bool(passing)) if back or passing else mention)
    return found


def _begun_before(mention: DateMention, now: Day | None) -> DateMention:
    """What has been so "since late July" began before the day that the narrative has reached."""
    if mention.modifier != "since" or mention.fuller or now is None or mention.start is None or mention.start <= now:
        return mention
    start, end = (_safe(d.year - 1, d.month, d.day) if d else None for d in (mention.start, mention.end))
    return replace(mention, start=start or mention.start, end=end if start else mention.end)


def _goes_back(kind: str, mention: DateMention, last: DateMention | None) -> bool:
    """Whether a date is that of a clause after the one that the narrative has reached ("nine months after ...")."""
    if kind not in {"later", "sameday"} or last is None or last.middle is None or mention.middle is None:
        return False
    return mention.middle < last.middle


_HEADING = re.compile(r"^[^\n.!?]{4,90}$", re.MULTILINE)
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d))?\b")
"""A year, or a range of them ("2014-15")."""


def _years_of(title: str) -> frozenset[int]:
    """The years that a title names, those of a range included."""
    found: set[int] = set()
    for first, last in _YEARS.findall(title):
        end = int(first[:2] + last) if len(last) == 2 else int(last or first)
        found.update(range(int(first), max(int(first), min(end, int(first) + 30)) + 1))
    return frozenset(found)


def _headings(text: str) -> list[tuple[int, int | None]]:
    """Where headings stand in a text, and the one year that each names; null for one that names none or several."""
    found: list[tuple[int, int | None]] = []
    for line in _HEADING.finditer(text):
        named = {int(y) for y in _ANY_YEAR.findall(line[0])}
        if len(named) == 1:
            found.append((line.start(), named.pop()))
        elif named:
            found.append((line.start(), None))
    return found


ASIDE_DAYS = 150
"""How far back a date must go from what the narrative has reached to be a mere aside ("the offensive of 2014")."""

_OPENING = re.compile(r"(?:\A|[.!?\n]\s*)(?:\S+\s+){0,2}\S*$")
"""That a date stands at the opening of its sentence, where it moves the narrative."""


def _is_aside(text: str, mention: DateMention, last: DateMention | None) -> bool:
    """Whether a date looks back or is too coarse to move the narrative ("for the first time since 2012")."""
    if last is None or last.middle is None or mention.middle is None:
        return False
    opens = bool(_OPENING.search(text[max(0, mention.at - 40) : mention.at]))
    coarse = mention.precision in {"year", "season"} and last.precision not in {"year", "season"}
    if coarse and not opens:
        return True
    back = (last.middle - mention.middle).days
    leads = mention.precision == "day" and last.to <= text.rfind("\n", 0, mention.at)  # the first of its paragraph
    return mention.fuller and back > ASIDE_DAYS and (not (opens or leads) or coarse)


def _title_year(title: str | None) -> int | None:
    years = re.findall(r"\b(?:19|20)\d\d\b", title or "")
    return int(years[0]) if years else None


@dataclass(slots=True)
class _Context:
    published: Day | None
    retrospective: bool
    title_year: int | None
    last: DateMention | None = None
    last_day: DateMention | None = None
    """The last that is a day: "the same day" and "the next day" count from it."""
    usual_year: int | None = None
    """The year that the text names most."""
    title_years: frozenset[int] = frozenset()
    named_years: frozenset[int] = frozenset()
    section_year: int | None = None
    """The year that the heading of the section names."""

    def remember(self, mention: DateMention) -> None:
        if mention.middle is None:
            return
        self.last = mention
        if mention.precision == "day":
            self.last_day = mention
        if mention.fuller and mention.middle.year != self.section_year:
            self.section_year = None  # the section has gone on to another year than its heading's

    @property
    def now(self) -> tuple[Day | None, str | None]:
        """The day the narrative has reached, and what says so."""
        if self.published and not self.retrospective:
            return self.published, "published"
        if self.last and self.last.middle:
            return self.last.middle, "text"
        return None, None

    def day_in_year(self, month: int, day: int, year: int | None) -> tuple[Day | None, str | None]:
        """A day of the calendar, its year taken from the fuller date before it, the title or the day of publication."""
        if year:
            return _safe(year, month, day), None
        if self.section_year and (
            self.last is None or self.last.middle is None or self.last.middle.year != self.section_year
        ):
            return _safe(self.section_year, month, day), "heading"
        if self.last and self.last.middle:
            base = self.last.middle
            best = min(
                (d for y in (base.year - 1, base.year, base.year + 1) if (d := _safe(y, month, day))),
                key=lambda d: abs((d - base).days + (-20)),
                default=None,
            )
            if best and self.published and best > self.published + dt.timedelta(days=3):
                best = _safe(best.year - 1, month, day) or best
            return (best if best is None else self._of_the_title(best)), "text"
        if self.title_year:
            return _safe(self.title_year, month, day), "title"
        if self.published and not self.retrospective:
            found = _safe(self.published.year, month, day)
            if found and found > self.published + dt.timedelta(days=3):
                found = _safe(self.published.year - 1, month, day)
            return found, "published"
        if self.usual_year:
            return _safe(self.usual_year, month, day), "text"
        return None, None

    def _of_the_title(self, day: Day) -> Day:
        """A day in a year that neither the title nor the text names is moved into that of a title that names years."""
        if not self.title_years or day.year in self.title_years or day.year in self.named_years:
            return day
        nearest = min(self.title_years, key=lambda y: abs(y - day.year))
        return _safe(nearest, day.month, day.day) or day


def _safe(year: int, month: int, day: int) -> Day | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _month_end(day: Day) -> Day:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _resolve(kind: str, match: re.Match[str], context: _Context) -> DateMention | None:
    groups = {k: v for k, v in match.groupdict().items() if v}
    last = context.last
    if (
        kind in {"later", "sameday"}
        and match[0].endswith("after")
        and _GOES_ON.match(match.string, match.end())
        and last is not None
    ):
        groups |= {"span": "in"} if _SPAN.search(match.string, max(0, match.start() - 7), match.start()) else {}
        groups |= {} if _ENDS.search(match.string, last.to, match.start()) else {"clause": "after"}
    return _RESOLVERS[kind](match.start(), match.end(), groups, context)


_SPAN = re.compile(r"\b(?:in|within) $", re.IGNORECASE)
"""Before a length of time: "for the second time in two days after ..."."""

_GOES_ON = re.compile(r"\s+(?!(?:in|on|at|by|that|and|but|when|with|from)\b)[\w'\"]")
"""That a clause or a noun follows: "nine months after rebels took it" is no "nine months after"."""


_ENDS = re.compile(r"[.!?\n]")


def _iso(at: int, to: int, g: dict[str, str], _: _Context) -> DateMention | None:
    day = _safe(int(g["y"]), int(g["m"]), int(g["d"]))
    return DateMention(at, to, day, day, "day", fuller=True) if day else None


def _day(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    day, anchor = c.day_in_year(_month_number(g["m"]), int(g["d"]), int(g["y"]) if "y" in g else None)
    if day is None:
        return None
    return DateMention(at, to, day, day, "day", anchor=anchor, fuller="y" in g)


def _ordinal(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    """ "on the 31st": that day of the month the narrative is in, or of the one before where it would lie ahead."""
    base = c.last.middle if c.last else c.published
    day = _safe(base.year, base.month, int(g["d"])) if base else None
    if day is None or base is None:
        return None
    if c.published and not c.retrospective and day > c.published:
        before = base.replace(day=1) - dt.timedelta(days=1)
        day = _safe(before.year, before.month, int(g["d"])) or day
    return DateMention(at, to, day, day, "day", anchor="text")


def _day_range(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    year = int(g["y"]) if "y" in g else None
    first, anchor = c.day_in_year(_month_number(g.get("m0", g["m"])), int(g["d"]), year)
    last, _ = c.day_in_year(_month_number(g["m"]), int(g["d2"]), year or (first.year if first else None))
    if first is None or last is None:
        return None
    if last < first:
        first = _safe(first.year - 1, first.month, first.day) or last
    return DateMention(at, to, first, last, "day", anchor=anchor, fuller=year is not None)


def _part(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    word = g["part"].lower()
    if "ref" in g:
        base = c.last.middle if c.last else c.published
        if base is None:
            return None
        on = "following" in g["ref"] or "next" in g["ref"]
        if "year" in g["ref"]:
            g = {**g, "y2": str(base.year + on)}
        else:
            first = (_month_end(base) + dt.timedelta(days=1)) if on else base.replace(day=1)
            return _part_of_month(at, to, word, first, "text")
    if "y2" in g:
        year = int(g["y2"])
        thirds = ((1, 4), (5, 8), (9, 12))
        low, high = thirds[_third(word)]
        return DateMention(at, to, dt.date(year, low, 1), _month_end(dt.date(year, high, 1)), "season", fuller=True)
    day, anchor = c.day_in_year(_month_number(g["m"]), 1, int(g["y"]) if "y" in g else None)
    if day is None:
        return None
    return replace(_part_of_month(at, to, word, day, anchor), fuller="y" in g)


def _third(word: str) -> int:
    if any(w in word for w in ("late", "end", "second half", "last", "final", "latter")):
        return 2
    return 1 if "mid" in word else 0


def _part_of_month(at: int, to: int, word: str, first: Day, anchor: str | None) -> DateMention:
    start, end = ((1, 10), (11, 20), (21, 31))[_third(word)]
    last = min(end, calendar.monthrange(first.year, first.month)[1])
    return DateMention(at, to, first.replace(day=start), first.replace(day=last), "part-of-month", anchor=anchor)


def _month(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    name = next(g[k] for k in ("m", "mb", "mc", "md", "me", "mf", "mg", "mh") if k in g)
    first, anchor = c.day_in_year(_month_number(name), 1, int(g["y"]) if "y" in g else None)
    if first is None:
        return None
    return DateMention(at, to, first, _month_end(first), "month", anchor=anchor, fuller="y" in g)


def _season(at: int, to: int, g: dict[str, str], _: _Context) -> DateMention | None:
    low, high = SEASONS[g["s"].lower()]
    year = int(g["y"])
    start = dt.date(year - (low > high), low, 1)
    return DateMention(at, to, start, _month_end(dt.date(year, high, 1)), "season", fuller=True)


def _year(at: int, to: int, g: dict[str, str], _: _Context) -> DateMention | None:
    year = int(g["y"])
    last = int(g["y2"]) if "y2" in g else year
    last = year // 100 * 100 + last if last < 100 else last
    if last < year:
        return None
    return DateMention(at, to, dt.date(year, 1, 1), dt.date(last, 12, 31), "year", fuller=True)


def _weekday(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base, anchor = c.now
    if base is None:
        return None
    back = (base.weekday() - WEEKDAYS[g["w"].lower()]) % 7
    if "next" in g.get("rel", "") or "following" in g.get("rel", ""):
        back -= 7
    elif "last" in g.get("rel", "") and back == 0:
        back = 7
    day = base - dt.timedelta(days=back)
    return DateMention(at, to, day, day, "day", anchor=anchor)


def _relative(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base, anchor = c.now
    if base is None:
        return None
    word = g["r"].lower()
    if "24 hours" in word or word == "overnight":
        return DateMention(at, to, base - dt.timedelta(days=1), base, "day", anchor=anchor)
    shift = (
        -2
        if "before yesterday" in word
        else -1
        if word in {"yesterday", "last night"}
        else 1
        if word == "tomorrow"
        else 0
    )
    day = base + dt.timedelta(days=shift)
    return DateMention(at, to, day, day, "day", anchor=anchor)


def _same_day(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base = c.last_day.middle if c.last_day else c.published
    if base is None:
        return None
    word = g["r"].lower()
    if word in {"meanwhile", "at the same time"}:
        return None
    if "clause" in g:  # "a day after rebels took it"
        return DateMention(at, to, base - dt.timedelta(days=1), base - dt.timedelta(days=1), "day", anchor="text")
    later = any(w in word for w in ("next", "following", "later", "after")) and "that" not in word.split()[:2]
    earlier = any(w in word for w in ("previous", "preceding", "earlier", "before"))
    day = base + dt.timedelta(days=1 if later else -1 if earlier else 0)
    return DateMention(at, to, day, day, "day", anchor="text")


_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365, "weekend": 3}


def _shifted(at: int, to: int, g: dict[str, str], base: Day, sign: int) -> DateMention:
    if "vague" in g:
        unit = g["vague"].lower().rstrip("s")
        low, high = 2 * _UNIT_DAYS[unit], 6 * _UNIT_DAYS[unit]
        days = sorted((base + dt.timedelta(days=sign * low), base + dt.timedelta(days=sign * high)))
        return DateMention(at, to, days[0], days[1], "part-of-month", anchor="text")
    unit = g["unit"].lower()
    number = number_value(g["n"]) or 3
    if unit in {"month", "year"}:
        months = (number if unit == "month" else 12 * number) * sign
        index = base.year * 12 + base.month - 1 + months
        first = dt.date(index // 12, index % 12 + 1, 1)
        return DateMention(at, to, first, _month_end(first), "month" if unit == "month" else "year", anchor="text")
    day = base + dt.timedelta(days=sign * number * _UNIT_DAYS[unit])
    slack = dt.timedelta(days=3 if unit == "week" else 0)
    return DateMention(at, to, day - slack, day + slack, "day" if not slack else "part-of-month", anchor="text")


def _ago(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base = c.published if c.published and not c.retrospective else c.last.middle if c.last else None
    return _shifted(at, to, g, base, -1) if base else None


def _later(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base = c.last.middle if c.last else None
    if base is None or "span" in g:
        return None  # what the clause after it tells lies so long before the day just named
    return _shifted(at, to, g, base, -1 if "clause" in g else 1)


def _last_unit(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base, anchor = c.now
    if base is None:
        return None
    rel, unit = g["rel"].lower(), g["unit"].lower()
    number = number_value(g["n"]) if "n" in g else 1
    days = dt.timedelta(days=max(1, (number or 3) * _UNIT_DAYS[unit]))
    if rel in {"next", "coming", "following"}:
        return DateMention(at, to, base, base + days, "part-of-month", anchor=anchor)
    if unit == "month" and "n" not in g:
        first = base.replace(day=1)
        first = first if rel == "this" else (first - dt.timedelta(days=1)).replace(day=1)
        return DateMention(at, to, first, _month_end(first), "month", anchor=anchor)
    if unit == "year" and "n" not in g:
        year = base.year - (rel != "this")
        return DateMention(at, to, dt.date(year, 1, 1), dt.date(year, 12, 31), "year", anchor=anchor)
    if unit == "week" and "n" not in g and rel in {"last", "previous"}:
        monday = base - dt.timedelta(days=base.weekday() + 7)
        return DateMention(at, to, monday, monday + dt.timedelta(days=6), "part-of-month", anchor=anchor)
    if unit == "weekend":
        saturday = base - dt.timedelta(days=(base.weekday() - 5) % 7)
        return DateMention(at, to, saturday, min(base, saturday + dt.timedelta(days=1)), "day", anchor=anchor)
    return DateMention(at, to, base - days, base, "part-of-month", anchor=anchor)


def _that_unit(at: int, to: int, g: dict[str, str], c: _Context) -> DateMention | None:
    base = c.last.middle if c.last else None
    if base is None:
        return None
    unit = g["unit"].lower()
    if unit == "month":
        return DateMention(at, to, base.replace(day=1), _month_end(base), "month", anchor="text")
    if unit == "year":
        return DateMention(at, to, dt.date(base.year, 1, 1), dt.date(base.year, 12, 31), "year", anchor="text")
    return DateMention(at, to, base - dt.timedelta(days=3), base + dt.timedelta(days=4), "part-of-month", anchor="text")


_REPEATS = {"week": "P1W", "da": "P1D", "night": "P1D", "month": "P1M", "year": "P1Y", "hour": "PT1H"}


def _repeat(at: int, to: int, g: dict[str, str], _: _Context) -> DateMention | None:
    word = g["r"].lower()
    duration = next(v for k, v in _REPEATS.items() if k in word)
    return DateMention(at, to, None, None, "open", repeats=duration)


_RESOLVERS = {
    "iso": _iso,
    "day": _day,
    "ordinal": _ordinal,
    "dayrange": _day_range,
    "monthdayrange": _day_range,
    "monthdays": _day_range,
    "part": _part,
    "month": _month,
    "season": _season,
    "year": _year,
    "weekday": _weekday,
    "relative": _relative,
    "sameday": _same_day,
    "ago": _ago,
    "later": _later,
    "lastunit": _last_unit,
    "thatunit": _that_unit,
    "repeat": _repeat,
}


_EARLY = re.compile(r"before (?:dawn|daybreak|sunrise|first light)\b", re.IGNORECASE)
"""An hour of the day itself: "before dawn on Saturday" is on Saturday."""


def _with_modifier(text: str, mention: DateMention) -> DateMention:
    """ "since", "by", "until" before a date open one of its ends; "between A and B" is left to the range patterns."""
    before = _MODIFIERS.search(text[max(0, mention.at - 40) : mention.at])
    whose = text[mention.to : mention.to + 2] in {"'s", "’s"}  # "the dead from Sunday's bombing"
    word = before["m"].lower() if before and not whose and not _EARLY.match(before[0]) else ""
    if word in {"since", "from", "starting", "beginning", "as early as", "after"} or "back to" in word:
        sense: DateSense = "since" if word not in {"after"} else "window"
        return replace(mention, modifier="since" if sense == "since" else "after", sense=sense)
    if word in {"by", "until", "till", "through", "up to", "before"}:
        return replace(mention, modifier="by" if word in {"by", "before"} else "until")
    if word == "as of":
        return replace(mention, modifier="as_of", sense="as_of")
    return mention


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
    return _safe(int(match["y"]), _month_number(month), int(match["d"] or match["d1"]))


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
