"""The view that the address bar holds: each value is checked before anything is looked up."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from warledger.web.asking import Day, Moment, Text


class PlaceAsked(Moment):
    """A day on which a place is asked about."""

    on: Day | None = Field(None, description="The day asked about; today if left out.")


class ViewAsked(PlaceAsked):
    """The whole view of the map. What only moves the picture (``at``, ``chart``, ...) the server leaves to the page."""

    vs: Day | None = Field(None, description="An earlier or later day to compare with.")
    country: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True)] | None = None
    party: Text | None = Field(None, description="Ids of parties, with commas between them.")
    type: Text | None = Field(None, description="Types of incidents, with commas between them.")
    place: Text | None = Field(None, description="A part of the names of places.")
    source: Text | None = Field(None, description="A publisher who told of what is shown.")
    least: float | None = Field(None, ge=0, le=1, description="The least probability of holders.")
    incidents: Literal["0", "1"] | None = None
    window: int | None = Field(None, ge=1, le=3660, description="Incidents of so many days up to the day are shown.")
    cells: Literal["0", "1"] | None = None
    chart: Literal["places", "people", "land", "killed"] | None = None
    at: Annotated[str, StringConstraints(pattern=r"^-?[\d.]{1,12},-?[\d.]{1,12},[\d.]{1,6}$")] | None = None
    open: Text | None = Field(None, description="The place or incident whose panel is open.")
    view: Literal["map", "table"] | None = None
    page: int = Field(1, ge=1, le=100_000)
