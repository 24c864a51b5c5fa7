"""Days and numbers in words as a reader of one region writes them.

Pages are in English. Who reads English elsewhere than in the United States gets "15 May 2016", the United States "May 15,
2016"; numbers and shares are grouped as in the reader's own language ("1.234", "86 %"). What machines read (``datetime``,
addresses, values of forms, JSON) stays as ISO 8601 and in plain figures.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from fastapi import Request
from markupsafe import Markup, escape

from warledger.publish import figures
from warledger.web.formats import DayLike, date_of

LANG = "en-GB"
"""The English that days are written in for readers whose region does not say otherwise."""

LONGEST_ASKED = 200
"""The most characters of Accept-Language that are looked at."""

_TAG = re.compile(r"([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?", re.IGNORECASE)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Writing:
    """``lang`` is the English that days are written in, ``numbers`` the language of figures (tags of BCP 47)."""

    lang: str = LANG
    numbers: str = LANG

    def plain_day(self, day: DayLike) -> str:
        """A day in words, empty for none."""
        date = date_of(day)
        return _day_words(self.lang, date) if date is not None else ""

    def day_mark(self, day: DayLike, none: str = "") -> Markup:
        """A day as a ``time`` element, so that machines read it too; ``none`` where there is none."""
        date = date_of(day)
        if date is None:
            return escape(none)
        words = self.plain_day(date).replace(" ", "\u00a0")
        return Markup('<time datetime="{}">{}</time>').format(date.isoformat(), words)

    def moment_mark(self, moment: str) -> Markup:
        """A moment in UTC as "15 May 2016, 14:05 UTC"."""
        at = dt.datetime.fromisoformat(moment.replace("Z", "+00:00"))
        words = f"{self.plain_day(at.date())}, {at:%H:%M} UTC"
        return Markup('<time datetime="{}">{}</time>').format(moment, words)

    def dated(self, words: str) -> Markup:
        """Words in which each ISO date is written as a day."""
        told = Markup("")
        at = 0
        for found in _ISO.finditer(words):
            told += escape(words[at : found.start()]) + self.day_mark(found[0])
            at = found.end()
        return told + escape(words[at:])

    def number(self, value: float | None) -> str:
        """A whole number with its thousands apart, empty for none."""
        return _number_words(self.numbers, round(value)) if value is not None else ""

    def rough(self, value: float) -> str:
        """A number with no more digits than it deserves."""
        return self.number(figures.rounded(value))

    def percent(self, share: float | None) -> str:
        """A share (0 to 1) in whole percent, empty for none."""
        return _percent_words(self.numbers, round(100 * share)) if share is not None else ""

    def chance(self, probability: float) -> str:
        """A probability in whole percent; never certain."""
        return self.percent(figures.likely(probability))

    def count(self, many: int, noun: str, plural: str | None = None) -> str:
        """ "1 place", "12 places"."""
        return f"{self.number(many)} {noun if many == 1 else plural or noun + 's'}"

    def days_long(self, days: int | None) -> str:
        """ "1 day", "47 days"; empty for none."""
        return "" if days is None else self.count(days, "day")

    def age(self, days: int | None) -> str:
        """How long before the day asked about the last evidence was."""
        if days is None:
            return "only later"
        return "that day" if days == 0 else f"{self.days_long(days)} earlier"


PLAIN = Writing()
"""How days and numbers are written where nobody says where they read."""


@lru_cache(maxsize=256)
def writing_for(accepted: str) -> Writing:
    """The writing for a request's Accept-Language: by the language that is wanted most, of those that are known."""
    asked = [(float(weight or 1), tag) for tag, weight in _TAG.findall(accepted[:LONGEST_ASKED])]
    for _, tag in sorted((pair for pair in asked if pair[0] > 0), key=lambda pair: -pair[0]):
        locale = _known(tag)
        if locale is not None:
            numbers = tag if locale.territory or locale.language != "en" else LANG
            return Writing(_english_of(locale.territory), numbers)
    return PLAIN


def writing_of(request: Request) -> Writing:
    """The writing for who asks."""
    return writing_for(request.headers.get("accept-language", ""))


def _english_of(territory: str | None) -> str:
    """The English for days in a territory: that of Britain or the United States where it writes them so, else its own."""
    own = _known(f"en-{territory}") if territory else None
    forms = {str(_locale(lang).date_formats["long"]): lang for lang in ("en-US", LANG)}
    return forms.get(str(own.date_formats["long"]), f"en-{territory}") if own is not None else LANG


@lru_cache(maxsize=8192)
def _day_words(lang: str, date: dt.date) -> str:
    return format_date(date, "long", locale=_locale(lang))


@lru_cache(maxsize=8192)
def _number_words(numbers: str, value: int) -> str:
    return format_decimal(value, locale=_locale(numbers))


@lru_cache(maxsize=1024)
def _percent_words(numbers: str, percent: int) -> str:
    return format_percent(percent / 100, locale=_locale(numbers))


def _known(tag: str) -> Locale | None:
    try:
        return _locale(tag)
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=512)
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")
