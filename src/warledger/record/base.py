"""What all records share: they cannot be changed, refuse unknown fields, and go to and from JSON."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """An immutable record; raises pydantic's ValidationError for a value outside its field's meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def as_json(self) -> dict[str, Any]:
        """The record as plain JSON values, field names as in the contract."""
        return self.model_dump(mode="json", by_alias=True)


class Span(Record):
    """A run of words in a report's text: ``text[start:end]``, offsets in Unicode code points, end exclusive."""

    text: str
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _ends_after_start(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} cannot hold {len(self.text)} characters")
        return self


def _sorted_bounds(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError("a confidence lies between 0 and 1")
    return round(value, 4)


Confidence = Annotated[float, AfterValidator(_sorted_bounds)]
"""A probability from 0 to 1, kept to four decimals."""

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2, with XK for Kosovo."""
