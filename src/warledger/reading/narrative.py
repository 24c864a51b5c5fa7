"""The day that a text has reached: what a date without a year is resolved against."""

import datetime as dt
from dataclasses import dataclass, field

from warledger.reading.date_mention import DateMention, Day, day_of
from warledger.reading.headings import Heading

ONE_CAMPAIGN_DAYS = 400
"""A lead with days further apart than this is about so much that a day between them may be of any year."""

NEAR_DAYS = 60
"""A day so near to what the narrative has reached is in its own year, whatever the title names."""

BEFORE_SECTION_DAYS = 100
"""How long before the time that its heading names a section may begin."""


@dataclass(slots=True)
class Narrative:
    """How far the story has gone; ``published`` is the day of the text, ``title_year`` the first year of its title."""

    published: Day | None
    retrospective: bool
    title_year: int | None
    last: DateMention | None = None
    """The date that last moved it."""
    last_day: DateMention | None = None
    """The last that is a day: "the same day" and "the next day" count from it."""
    usual_year: int | None = None
    """The year that the text names most."""
    title_years: frozenset[int] = frozenset()
    named_years: frozenset[int] = frozenset()
    """The years that the title names, and those that the text names more than once."""
    headings: list[Heading] = field(default_factory=list)
    """Those that are still ahead; none in a text of the day."""
    heading: Heading | None = None
    """That of the section."""
    section_year: int | None = None
    """The year that the heading of the section names."""
    month: int | None = None
    """The last month that stood as a heading alone since a heading with a year."""
    in_lead: bool = True
    opens_section: bool = False
    """Whether no date has moved the narrative since the last heading."""
    began: DateMention | None = None
    """The first day, month or year that the lead gives."""
    lead: tuple[Day, Day] | None = None
    """The first and the last day that the lead, before the first heading, gives with its year: what the text is about."""

    def reach(self, at: int) -> None:
        """Take in the headings up to a place of the text."""
        while self.headings and self.headings[0].start <= at:
            self.heading = self.headings.pop(0)
            years = self.heading.years
            if years:  # a heading without one stands within the section of the one before
                self.section_year = min(years) if len(years) == 1 else None
                self.month = None
            self._turn_month(self.heading.month)
            year = self.section_year or (self.now[0].year if self.now[0] is not None else None)
            if year is not None:
                self.heading = self.heading.of_year(year)
            self._begin_section(self.heading)

    def _turn_month(self, month: int | None) -> None:
        """Take in a heading that is a month alone: one before that of the last such heading is of the next year."""
        if month is None:
            return
        if self.month is not None and month < self.month and self.section_year is not None:
            self.section_year += 1
        self.month = month

    def _begin_section(self, heading: Heading) -> None:
        """Go on after a heading: from the first day of the time that it names, else after the lead from the day that that
        begins with."""
        if heading.begins is not None:
            of = heading.begins
            self.last = DateMention(heading.start, heading.end, of, of, heading.precision, fuller=True)
        elif self.in_lead and self.lead is not None:
            self.last = DateMention(0, 0, self.lead[0], self.lead[0], "day", fuller=True)
        elif self.in_lead and self.began is not None:
            self.last = self.began
        self.in_lead, self.opens_section = False, True

    def remember(self, mention: DateMention) -> None:
        """Go on to a date; those of a heading have been taken in with it."""
        if mention.middle is None or self._heads(mention):
            return
        if self.in_lead and mention.fuller:
            first = mention.start or mention.middle
            self.began = self.began or mention
            if mention.precision in _CLOSE:
                days = (first, mention.middle, *(self.lead or ()))
                self.lead = min(days), max(days)
        self.opens_section = False
        before, self.last = self.last, mention
        if mention.precision == "day":
            self.last_day = mention
        left = before is not None and before.middle is not None and before.middle.year == self.section_year
        if mention.middle.year != self.section_year and (mention.fuller or left):
            self.section_year = None  # the section has gone on to another year than its heading's

    def _later(self, day: Day) -> bool:
        """Whether a day is none before the time that the heading names, where the section opens with it."""
        begins = self.heading.begins if self.heading is not None and self.opens_section else None
        return begins is None or day >= begins - dt.timedelta(days=BEFORE_SECTION_DAYS)

    def _heads(self, mention: DateMention) -> bool:
        """Whether a date is part of the time that the section's heading names."""
        return self.heading is not None and self.heading.begins is not None and mention.at < self.heading.end

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
            return day_of(year, month, day), None
        if self.section_year and (
            self.last is None or self.last.middle is None or self.last.middle.year != self.section_year
        ):
            return day_of(self.section_year, month, day), "heading"
        if self.last and self.last.middle:
            base = self.last.middle
            if self.last.precision == "year" and self.last.start and self.last.start.year == base.year:
                return day_of(base.year, month, day), "text"
            best = min(
                (
                    d
                    for y in (base.year - 1, base.year, base.year + 1)
                    if (d := day_of(y, month, day)) and self._later(d)
                ),
                key=lambda d: abs((d - base).days + (-20)),
                default=None,
            )
            if best and self.published and best > self.published + dt.timedelta(days=3):
                best = day_of(best.year - 1, month, day) or best
            if best is None or abs((best - base).days) > NEAR_DAYS:
                told = self._of_the_lead(month, day) or self._of_the_one_year(month, day)
                if told is not None:
                    return told, "text"
            return (best if best is None else self._of_the_title(best)), "text"
        if self.title_year:
            return day_of(self.title_year, month, day), "title"
        if self.published and not self.retrospective:
            found = day_of(self.published.year, month, day)
            if found and found > self.published + dt.timedelta(days=3):
                found = day_of(self.published.year - 1, month, day)
            return found, "published"
        if self.usual_year:
            return day_of(self.usual_year, month, day), "text"
        return None, None

    def _of_the_lead(self, month: int, day: int) -> Day | None:
        """A day that the lead of the text gives in full, or, where a section opens with it, one between such days."""
        if self.lead is None or self.in_lead:
            return None
        first, last = self.lead
        if (last - first).days > ONE_CAMPAIGN_DAYS:
            return None
        for year in range(first.year, last.year + 1):
            found = day_of(year, month, day)
            if found is not None and (found in self.lead or (self.opens_section and first < found < last)):
                return found
        return None

    def _of_the_one_year(self, month: int, day: int) -> Day | None:
        """A day with which a section opens whose heading names no time, in the only year that the title names."""
        if not self.opens_section or self.in_lead or len(self.title_years) != 1:
            return None
        return day_of(next(iter(self.title_years)), month, day) if self.heading and not self.heading.years else None

    def _of_the_title(self, day: Day) -> Day:
        """A day in a year that neither the title nor the text names is moved into that of a title that names years."""
        if not self.title_years or day.year in self.title_years | self.named_years:
            return day
        if self.last and self.last.middle and abs((day - self.last.middle).days) <= NEAR_DAYS:
            return day
        nearest = min(self.title_years, key=lambda y: abs(y - day.year))
        return day_of(nearest, day.month, day.day) or day


_CLOSE = frozenset({"day", "month", "part-of-month"})
"""Precisions of days that are close enough together to tell what a text is about."""
