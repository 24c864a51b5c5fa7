"""The fields of a statement as a form shows them, and the settings that a form sent back makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from warledger.record.codes import (
    TYPE_OF_SUB_EVENT,
    AccessPhase,
    AccessWhat,
    Change,
    ClaimAbout,
    Extent,
    Interest,
    MessagingWhat,
    Modality,
    Role,
)
from warledger.record.statement import Statement, Toll

ROLES_OF: Mapping[str, tuple[Role, ...]] = {
    "control": ("gainer", "loser", "holder", "besieger", "actor"),
    "event": ("actor", "target"),
    "access": ("actor", "recipient"),
    "messaging": ("actor", "recipient"),
    "claim": (),
}
"""The roles that parties may have in a statement of each kind."""

HARMS = ("killed", "injured", "abducted", "displaced")

PREFIX, WAS = "set:", "was:"
"""What the names of a form's fields begin with, and of those that keep what was shown in them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its path in the statement, its label, what it holds, what it may hold (all if nothing is given),
    and what kind of names are suggested for it."""

    path: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    suggests: str = ""

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"{PREFIX}{self.path}"

    @property
    def was(self) -> str:
        """The name of what keeps what was shown in it."""
        return f"{WAS}{self.path}"


def fields_of(statement: Statement) -> list[Field]:
    """The fields of a statement that an editor may change."""
    found = [Field("modality", "How it is put", statement.modality, get_args(Modality))]
    found += _own(statement)
    found.append(Field("place", "Place", _place(statement), suggests="places"))
    time = statement.time
    days = (time.start or "", time.end or "") if time is not None else ("", "")
    found.append(Field("time", "Day, or first..last", days[0] if days[0] == days[1] else f"{days[0]}..{days[1]}"))
    for role in ROLES_OF[statement.kind]:
        known = next((p.id or p.name or p.text for p in statement.parties if p.role == role), "")
        found.append(Field(role, role.capitalize(), known, suggests="parties"))
    if statement.kind in {"control", "event"}:
        found += [Field(harm, harm.capitalize(), _figure(statement.toll, harm)) for harm in HARMS]
    found.append(Field("interest", "Interest", statement.interest or "", ("", *get_args(Interest))))
    return found


def changed(fields: Sequence[Field], given: Mapping[str, str]) -> dict[str, str]:
    """What an editor changed in a form, by the path of the field: what differs from what was shown there. What another
    editor changed meanwhile is not in it."""
    return {f.path: now for f in fields if (now := given.get(f.name, "").strip()) != given.get(f.was, now)}


def _own(s: Statement) -> list[Field]:
    """The fields that only one kind of statement has."""
    made: Mapping[str, Callable[[], list[Field]]] = {
        "control": lambda: [
            Field("control.change", "What happened", s.control.change if s.control else "", get_args(Change)),
            Field("control.extent", "Whole place or part", s.control.extent if s.control else "", get_args(Extent)),
        ],
        "event": lambda: [
            Field("event.sub_type", "Event", s.event.sub_type if s.event else "", tuple(TYPE_OF_SUB_EVENT)),
        ],
        "access": lambda: [
            Field("access.what", "Access", s.access.what if s.access else "", get_args(AccessWhat)),
            Field("access.phase", "Phase", s.access.phase if s.access else "", get_args(AccessPhase)),
        ],
        "messaging": lambda: [
            Field("messaging.what", "Messaging", s.messaging.what if s.messaging else "", get_args(MessagingWhat)),
        ],
        "claim": lambda: [Field("claim.about", "Claim", s.claim.about if s.claim else "", get_args(ClaimAbout))],
    }
    return made[s.kind]()


def _place(statement: Statement) -> str:
    """A place as it can be written again: by its id where a name alone may mean another."""
    place = statement.place
    if place is None:
        return ""
    return ", ".join(part for part in (place.name, place.country) if part)


def _figure(toll: Toll | None, harm: str) -> str:
    """The first figure of a kind of harm, as it is written: 12, 12-15 or 12+."""
    figures = getattr(toll, harm) if toll is not None else ()
    if not figures:
        return ""
    low, high = figures[0].low, figures[0].high
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
