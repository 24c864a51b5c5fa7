"""What a frame finds of control at one trigger for one place, before time and speaker are added."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from warledger.reading.actors import Actor
from warledger.reading.frames import Frame
from warledger.reading.modality import Put
from warledger.reading.paths import Dropped
from warledger.reading.spots import PlaceRef


@dataclass(frozen=True, slots=True)
class ControlFinding:
    """What one frame found at one trigger for one place, before time and speaker are added."""

    frame: Frame
    trigger: Token
    change: str
    place: PlaceRef
    roles: dict[str, list[Actor]]
    links: list[str] = field(default_factory=list)
    put: Put | None = None


Found = ControlFinding | Dropped


FAILED = Frame(id="territory.failed-attempt", domain="territory", sets={"change": "gained"})
"""The frame of attempts on a place that came to nothing."""

FOLLOW = "territory.follow"
"""A place that "followed": only after another change."""

PLACE_SURRENDERS, SURRENDER_NOUN = "territory.place-surrenders", "territory.surrender-noun"
GARRISON_SURRENDERS, LAY_DOWN_ARMS = "territory.garrison-surrenders", "territory.lay-down-arms"
RESISTANCE_ENDS = "territory.resistance-ends"
HOLDS_OUT = frozenset({"territory.garrison-holds-out", "territory.place-holds-out"})
SURRENDERS = HOLDS_OUT | {
    GARRISON_SURRENDERS,
    RESISTANCE_ENDS,
    "territory.garrison-gives-up",
    "territory.garrison-overwhelmed",
    "territory.garrison-evacuated",
    "territory.garrison-breaks-out",
    LAY_DOWN_ARMS,
}
"""Those in a place who surrender, give up, are overcome or leave it."""


def joined_by(place: PlaceRef, roles: dict[str, list[Actor]]) -> list[str]:
    """The links that joined a place and parties to a statement, each with its role."""
    return [f"place: {place.link}", *(f"{role}: {a.link}" for role, actors in roles.items() for a in actors)]
