"""An event as read from a story, before it is composed into a statement."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from warledger.reading.actors import Actor
from warledger.reading.harm_figures import HarmFigure
from warledger.reading.numbers import Quantity
from warledger.reading.spots import PlaceRef
from warledger.reading.triggers import Trigger


@dataclass(slots=True)
class EventFinding:
    """An event with everything that was joined to it."""

    trigger: Trigger
    sub_type: str
    roles: dict[str, list[Actor]]
    place: PlaceRef | None
    count: Quantity | None = None
    target_kind: str | None = None
    toll: list[HarmFigure] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    told_again: list[Token] = field(default_factory=list)
    """The words of later sentences that add to it, such as the count of its victims."""
