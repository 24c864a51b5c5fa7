"""The view that the address bar holds: each value is checked before anything is looked up."""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from warledger.journal.known_time import end_of_day
from warledger.journal.telling import AsOf

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: Any) -> Any:
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("write a day as 2016-05-15")


Day = Annotated[dt.date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00-\x1f]*$", strip_whitespace=True)]


class Moment(BaseModel):
    """Of which moment the accounts are asked; what is left empty is not given."""

    model_config = ConfigDict(extra="forbid")

    known_on: Day | None = Field(None, description="Answer from what was public by the end of this day.")
    posted_by: Day | None = Field(None, description="Answer from what this ledger held by the end of this day.")

    @property
    def as_of(self) -> AsOf:
        """The moment."""
        return AsOf(
            end_of_day(self.known_on) if self.known_on else None,
            end_of_day(self.posted_by) if self.posted_by else None,
        )

    @model_validator(mode="before")
    @classmethod
    def _given(cls, values: Any) -> Any:
        return {k: v for k, v in values.items() if v not in ("", [""])} if isinstance(values, dict) else values


class PlaceAsked(Moment):
    """A day on which a place is asked about."""

    on: Day | None = Field(None, description="The day asked about; today if left out.")


class ViewAsked(PlaceAsked):
    """The whole view of the map. What only moves the picture (``at``, ``chart``, ...) the server leaves to the page."""

    vs: Day | None = Field(None, description="An earlier or later day to compare with.")
    country: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True)] | None = None
    party: Words | None = Field(None, description="Ids of parties, with commas between them.")
    type: Words | None = Field(None, description="Types of incidents, with commas between them.")
    place: Words | None = Field(None, description="A part of the names of places.")
    source: Words | None = Field(None, description="A publisher who told of what is shown.")
    least: float | None = Field(None, ge=0, le=1, description="The least probability of holders.")
    incidents: Literal["0", "1"] | None = None
    window: int | None = Field(None, ge=1, le=3660, description="Incidents of so many days up to the day are shown.")
    cells: Literal["0", "1"] | None = None
    chart: Literal["places", "people", "land", "killed"] | None = None
    at: Annotated[str, StringConstraints(pattern=r"^-?[\d.]{1,12},-?[\d.]{1,12},[\d.]{1,6}$")] | None = None
    open: Words | None = Field(None, description="The place or incident whose panel is open.")
    view: Literal["map", "table"] | None = None
    page: int = Field(1, ge=1, le=100_000)
