"""What a request may ask: parameters that are checked before anything is looked up, and what they stand for.

A parameter that a page or an answer does not know is refused, so that a slip does not quietly ask another question.
"""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from fastapi import Query as InQuery
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from warledger.journal.corrections import party_called
from warledger.journal.known_time import end_of_day
from warledger.journal.telling import AsOf
from warledger.parties.registry import default_registry
from warledger.record.codes import EVENT_TYPES
from warledger.web.problems import AskedWrongError

PAGE_SIZE, LARGEST_PAGE = 100, 500

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("write a day as 2016-05-15")


def _country(value: str) -> str:
    if len(value) != 2 or not value.isalpha() or not value.isascii():
        raise ValueError("write a country as its ISO code, such as SY")
    return value.upper()


def _party(value: str) -> str:
    return party_called(value, default_registry()).id


def _event_type(value: str) -> str:
    names = {name for kind, subs in EVENT_TYPES.items() for name in (kind, *subs)}
    found = next((n for n in names if n.casefold() == value.casefold()), None)
    if found is None:
        raise ValueError(f"there is no such event type; the types are {', '.join(sorted(names))}")
    return found


Day = Annotated[dt.date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00-\x1f]*$", strip_whitespace=True)]
Country = Annotated[Text, AfterValidator(_country)]
PartyId = Annotated[Text, AfterValidator(_party)]
EventType = Annotated[Text, AfterValidator(_event_type)]


class Asked(BaseModel):
    """Parameters of a question."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Blanks(BaseModel):
    """What a form sends: a parameter that is left empty is one not given."""

    @model_validator(mode="before")
    @classmethod
    def _given(cls, values: Any) -> Any:
        return {k: v for k, v in values.items() if v not in ("", [""])} if isinstance(values, dict) else values


class Moment(Asked):
    """Of which moment the accounts are asked."""

    known_on: Day | None = Field(None, description="Answer from what was public by the end of this day.")
    posted_by: Day | None = Field(None, description="Answer from what this ledger held by the end of this day.")

    @property
    def as_of(self) -> AsOf:
        """The moment."""
        return AsOf(
            end_of_day(self.known_on) if self.known_on else None,
            end_of_day(self.posted_by) if self.posted_by else None,
        )


class OnDay(Moment):
    """A question about a day."""

    on: Day | None = Field(None, description="The day asked about; today if left out.")

    @property
    def ordinal(self) -> int:
        """The day as an ordinal."""
        return (self.on or dt.date.today()).toordinal()


class OfSide(Asked):
    """A question about a place as a whole or one side of it."""

    side: Literal["north", "south", "east", "west"] | None = Field(
        None, description="Only this side of a divided town."
    )


class Paged(Asked):
    """Which part of a list is asked for."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page, from 1 on.")
    size: int = Field(PAGE_SIZE, ge=1, le=LARGEST_PAGE, description="How many rows a page has.")

    @property
    def skipped(self) -> int:
        """How many rows stand before the page."""
        return (self.page - 1) * self.size


class Between(Moment):
    """A question about the days from one to another, both included; either may be left open."""

    from_: Day | None = Field(None, alias="from", description="From this day.")
    to: Day | None = Field(None, description="To this day.")

    def ordinals(self) -> tuple[int | None, int | None]:
        """The days as ordinals; raises AskedWrongError where the first comes after the last."""
        if self.from_ and self.to and self.from_ > self.to:
            raise AskedWrongError(f"from {self.from_} is after to {self.to}")
        return tuple(d.toordinal() if d else None for d in (self.from_, self.to))  # type: ignore[return-value]


class View(Blanks, OnDay):
    """What every page may be asked: the day that it shows, and of which moment."""


MomentOf = Annotated[Moment, InQuery()]
OnDayOf = Annotated[OnDay, InQuery()]
ViewOf = Annotated[View, InQuery()]
