"""What days each kind of dating words (date_words.py) means, after what the narrative has reached."""

import calendar
import datetime as dt
import re
from dataclasses import replace

from warledger.reading.date_mention import DateMention, Day, day_of, month_end, month_number
from warledger.reading.date_words import MONTH_WORD, SEASONS, WEEKDAYS
from warledger.reading.narrative import Narrative
from warledger.reading.numbers import number_value


def resolve(
    kind: str, match: re.Match[str], context: Narrative, before: DateMention | None = None
) -> DateMention | None:
    """The days that words mean, by their kind; ``before`` is the date told before them. Null where they mean none."""
    groups = {k: v for k, v in match.groupdict().items() if v}
    last = context.last
    if kind in {"later", "sameday"} and match[0].endswith("after") and goes_on(match) and last is not None:
        groups |= {"span": "in"} if _SPAN.search(match.string, max(0, match.start() - 7), match.start()) else {}
        groups |= {} if _ENDS.search(match.string, last.to, match.start()) else {"clause": "after"}
    month = next((v for k, v in groups.items() if k in _MONTH_GROUPS), None)
    if "y" not in groups and "y2" not in groups and (year := _year_after(kind, match, month, before)):
        groups["y"] = str(year)
    return _RESOLVERS[kind](match.start(), match.end(), groups, context)


YEAR_AFTER = re.compile(
    rf",? (?:of |in )?(?:(?P<that>that|the same)|the (?:next|following)) year\b"
    rf"|(?: ?[–-] ?|,? (?:and|to|until|through) (?:(?:in|on|early|mid|late)[ -])?)(?:\d{{1,2}} )?"
    rf"{MONTH_WORD.format('month')} (?:\d{{1,2}},? )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""The year of a date told after it: "31 May of the next year", "in July and August 2013"."""

_OF_DATES = frozenset({"day", "month", "part", "dayrange", "monthdayrange"})


def _year_after(kind: str, match: re.Match[str], month: str | None, before: DateMention | None) -> int | None:
    """The year of a date that gives none itself but has one told after it, maybe as that of the date before it."""
    after = YEAR_AFTER.match(match.string, match.end()) if kind in _OF_DATES and month else None
    if after is None:
        return None
    if after["year"]:
        return int(after["year"]) - (month_number(after["month"]) < month_number(month or ""))
    reached = before.middle if before else None
    return reached.year + (after["that"] is None) if reached else None


_SPAN = re.compile(r"\b(?:in|within) $", re.IGNORECASE)
"""Before a length of time: "for the second time in two days after ..."."""

_GOES_ON = re.compile(r"\s+(?!(?:in|on|at|by|that|and|but|when|with|from)\b)[\w'\"]")
"""That a clause or a noun follows: "nine months after rebels took it" is no "nine months after"."""


def goes_on(match: re.Match[str]) -> bool:
    """Whether dating words are but the distance to what is told after them ("nine months after rebels took it")."""
    return bool(_GOES_ON.match(match.string, match.end()))


_ENDS = re.compile(r"[.!?\n]")


def _iso(at: int, to: int, g: dict[str, str], _: Narrative) -> DateMention | None:
    day = day_of(int(g["y"]), int(g["m"]), int(g["d"]))
    return DateMention(at, to, day, day, "day", fuller=True) if day else None


def _day(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    day, anchor = c.day_in_year(month_number(g["m"]), int(g["d"]), int(g["y"]) if "y" in g else None)
    if day is None:
        return None
    return DateMention(at, to, day, day, "day", anchor=anchor, fuller="y" in g)


FEASTS = {"Christmas Eve": (12, 24), "Christmas Day": (12, 25), "New Year's Eve": (12, 31), "New Year's Day": (1, 1)}
"""Days of the year that go by a name: month and day."""


def _feast(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    month, number = FEASTS[g["feast"].replace("’", "'")]
    day, anchor = c.day_in_year(month, number, int(g["y"]) if "y" in g else None)
    return DateMention(at, to, day, day, "day", anchor=anchor, fuller="y" in g) if day else None


def _ordinal(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    """ "on the 31st": that day of the month the narrative is in, or of the one before where it would lie ahead."""
    base = c.last.middle if c.last else c.published
    day = day_of(base.year, base.month, int(g["d"])) if base else None
    if day is None or base is None:
        return None
    if c.published and not c.retrospective and day > c.published:
        before = base.replace(day=1) - dt.timedelta(days=1)
        day = day_of(before.year, before.month, int(g["d"])) or day
    return DateMention(at, to, day, day, "day", anchor="text")


def _day_item(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    """ "17:" or "20-24:", which opens a line under the heading of a month."""
    month = c.heading.begins if c.heading is not None and c.heading.precision == "month" else None
    first = day_of(month.year, month.month, int(g["d"])) if month is not None else None
    last = day_of(month.year, month.month, int(g.get("d2", g["d"]))) if month is not None else None
    if first is None or last is None or last < first:
        return None
    return DateMention(at, to, first, last, "day", anchor="heading")


def _day_range(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    year = int(g["y"]) if "y" in g else None
    first, anchor = c.day_in_year(month_number(g.get("m0", g["m"])), int(g["d"]), year)
    last, _ = c.day_in_year(month_number(g["m"]), int(g["d2"]), year or (first.year if first else None))
    if first is None or last is None:
        return None
    if last < first:
        first = day_of(first.year - 1, first.month, first.day) or last
    return DateMention(at, to, first, last, "day", anchor=anchor, fuller=year is not None)


def _part(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    word = g["part"].lower()
    if "ref" in g:
        base = c.last.middle if c.last else c.published
        if base is None:
            return None
        on = "following" in g["ref"] or "next" in g["ref"]
        if "year" in g["ref"]:
            g = {**g, "y2": str(base.year + on)}
        else:
            first = (month_end(base) + dt.timedelta(days=1)) if on else base.replace(day=1)
            return _part_of_month(at, to, word, first, "text")
    if "y2" in g:
        year = int(g["y2"])
        thirds = ((1, 4), (5, 8), (9, 12))
        low, high = thirds[_third(word)]
        return DateMention(at, to, dt.date(year, low, 1), month_end(dt.date(year, high, 1)), "season", fuller=True)
    day, anchor = c.day_in_year(month_number(g["m"]), 1, int(g["y"]) if "y" in g else None)
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


_MONTH_GROUPS = ("m", "mb", "mc", "md", "me", "mf", "mg", "mh")


def _month(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    name = next(g[k] for k in _MONTH_GROUPS if k in g)
    first, anchor = c.day_in_year(month_number(name), 1, int(g["y"]) if "y" in g else None)
    if first is None:
        return None
    return DateMention(at, to, first, month_end(first), "month", anchor=anchor, fuller="y" in g)


def _season(at: int, to: int, g: dict[str, str], _: Narrative) -> DateMention | None:
    low, high = SEASONS[g["s"].lower()]
    year = int(g["y"])
    start = dt.date(year - (low > high), low, 1)
    return DateMention(at, to, start, month_end(dt.date(year, high, 1)), "season", fuller=True)


def _year(at: int, to: int, g: dict[str, str], _: Narrative) -> DateMention | None:
    year = int(g["y"])
    last = int(g["y2"]) if "y2" in g else year
    last = year // 100 * 100 + last if last < 100 else last
    if last < year:
        return None
    return DateMention(at, to, dt.date(year, 1, 1), dt.date(last, 12, 31), "year", fuller=True)


def _year_range(at: int, to: int, g: dict[str, str], _: Narrative) -> DateMention | None:
    """ "from 1996 to 2001": what is surely within it, from the end of the first year to the beginning of the last."""
    first, last = dt.date(int(g["y"]), 12, 31), dt.date(int(g["y2"]), 1, 1)
    return DateMention(at, to, first, last, "year", fuller=True) if first < last else None


def first_of_years(mention: DateMention) -> DateMention:
    """The first year of a range of years, from which the text goes on."""
    year = mention.start.year if mention.start else dt.MINYEAR
    return replace(mention, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))


def _weekday(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
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


def _relative(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
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


def _same_day(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
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


def _since_then(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    """From the day that a text that looks back has reached."""
    last = c.last if c.retrospective else None
    if last is None or last.precision != "day" or last.end is None:
        return None
    return DateMention(at, to, last.end, last.end, "day", modifier="since", sense="since", anchor="text", lasting=True)


_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365, "weekend": 3}


_FEW = frozenset({"several", "few", "a few"})


def _shifted(at: int, to: int, g: dict[str, str], base: Day, sign: int) -> DateMention:
    if "vague" in g:
        unit = g["vague"].lower().rstrip("s")
        low, high = 2 * _UNIT_DAYS[unit], 6 * _UNIT_DAYS[unit]
        days = sorted((base + dt.timedelta(days=sign * low), base + dt.timedelta(days=sign * high)))
        return DateMention(at, to, days[0], days[1], "part-of-month", anchor="text")
    unit = g["unit"].lower()
    if sign < 0 and unit == "day" and g["n"].lower() in _FEW:
        days = sorted(base + dt.timedelta(days=sign * n) for n in (2, 6))
        return DateMention(at, to, days[0], days[1], "part-of-month", anchor="text")
    number = number_value(g["n"]) or 3
    if unit in {"month", "year"}:
        months = (number if unit == "month" else 12 * number) * sign
        index = base.year * 12 + base.month - 1 + months
        first = dt.date(index // 12, index % 12 + 1, 1)
        return DateMention(at, to, first, month_end(first), "month" if unit == "month" else "year", anchor="text")
    day = base + dt.timedelta(days=sign * number * _UNIT_DAYS[unit])
    slack = dt.timedelta(days=3 if unit == "week" else 0)
    return DateMention(at, to, day - slack, day + slack, "day" if not slack else "part-of-month", anchor="text")


def _ago(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    base = c.published if c.published and not c.retrospective else c.last.middle if c.last else None
    return _shifted(at, to, g, base, -1) if base else None


def _later(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    base = c.last.middle if c.last else None
    if base is None or "span" in g:
        return None  # what the clause after it tells lies so long before the day just named
    return _shifted(at, to, g, base, -1 if "clause" in g else 1)


def _last_unit(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
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
        return DateMention(at, to, first, month_end(first), "month", anchor=anchor)
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


def _that_unit(at: int, to: int, g: dict[str, str], c: Narrative) -> DateMention | None:
    base = c.last.middle if c.last else None
    if base is None:
        return None
    unit = g["unit"].lower()
    if unit == "month":
        return DateMention(at, to, base.replace(day=1), month_end(base), "month", anchor="text")
    if unit == "year":
        return DateMention(at, to, dt.date(base.year, 1, 1), dt.date(base.year, 12, 31), "year", anchor="text")
    return DateMention(at, to, base - dt.timedelta(days=3), base + dt.timedelta(days=4), "part-of-month", anchor="text")


_REPEATS = {"week": "P1W", "da": "P1D", "night": "P1D", "month": "P1M", "year": "P1Y", "hour": "PT1H"}


def _repeat(at: int, to: int, g: dict[str, str], _: Narrative) -> DateMention | None:
    word = g["r"].lower()
    duration = next(v for k, v in _REPEATS.items() if k in word)
    return DateMention(at, to, None, None, "open", repeats=duration)


_RESOLVERS = {
    "feast": _feast,
    "iso": _iso,
    "day": _day,
    "ordinal": _ordinal,
    "dayitem": _day_item,
    "dayrange": _day_range,
    "monthdayrange": _day_range,
    "monthdays": _day_range,
    "part": _part,
    "month": _month,
    "season": _season,
    "year": _year,
    "yearrange": _year_range,
    "weekday": _weekday,
    "relative": _relative,
    "sameday": _same_day,
    "sincethen": _since_then,
    "ago": _ago,
    "later": _later,
    "lastunit": _last_unit,
    "thatunit": _that_unit,
    "repeat": _repeat,
}
