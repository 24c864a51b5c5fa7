"""A statement: one entry of the ledger, every value tied to the words that carry it."""

from pydantic import Field

from warledger.record.base import Confidence, Record, Span
from warledger.record.codes import (
    AccessPhase,
    AccessWhat,
    Change,
    ClaimAbout,
    DatePrecision,
    DateSense,
    Extent,
    Interest,
    Kind,
    MessagingWhat,
    Modality,
    Recount,
    Role,
    TollScope,
)
from warledger.record.place import Place


class Attribution(Span):
    """Who says it: ``text`` as written, ``speaker`` the fullest name the report gives for them."""

    speaker: str


class When(Record):
    """Whole days (ISO 8601), both inclusive, either null if open; ``repeats`` is an ISO 8601 duration.

    ``text``, ``start_char`` and ``end_char`` quote the dating words; they are null where only ``anchor``
    (what a missing day or year was taken from) dates the statement.
    """

    text: str | None = None
    start: str | None = None
    end: str | None = None
    precision: DatePrecision
    sense: DateSense = "window"
    anchor: str | None = None
    repeats: str | None = None
    start_char: int | None = None
    end_char: int | None = None


class PartyRef(Span):
    """A party in its role; ``id`` and ``name`` are the registry's, null for one that stays unresolved."""

    role: Role
    id: str | None = None
    name: str | None = None


class Control(Record):
    """A change or state of control of a place."""

    change: Change
    extent: Extent = "whole"


class Count(Span):
    """How many events the words tell of ("15 strikes")."""

    low: int
    high: int | None


class Event(Record):
    """An event in ACLED's terms; ``target_kind`` such as "oil field"."""

    type: str
    sub_type: str
    trigger: Span
    count: Count | None = None
    target_kind: str | None = None


class Figure(Span):
    """One figure of a toll, people; ``high`` null where open; ``per`` an ISO 8601 duration for rates; ``recount`` whether it
    counts those again whom a figure before it counts: another's count, or a later one that replaces it."""

    low: int = Field(ge=0)
    high: int | None
    victims: str | None = None
    scope: TollScope = "incident"
    per: str | None = None
    recount: Recount | None = None


class Toll(Record):
    """Killed, injured, abducted and displaced, each a list of figures as the words give them (UCDP's bounds)."""

    killed: tuple[Figure, ...] = ()
    injured: tuple[Figure, ...] = ()
    abducted: tuple[Figure, ...] = ()
    displaced: tuple[Figure, ...] = ()


class Access(Record):
    """What happened to aid, movement and truces."""

    what: AccessWhat
    phase: AccessPhase = "holds"


class Messaging(Record):
    """Propaganda and recruitment, and what is done against them."""

    what: MessagingWhat


class Subject(Span):
    """What a claim is about."""

    type: str
    id: str | None = None


class Check(Record):
    """The checkable form of a claim: what would have to be so for it to be true."""

    predicate: str
    party: str | None = None
    place: str | None = None
    direction: str | None = None
    value: float | None = None
    unit: str | None = None
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    negated: bool = False


class Claim(Record):
    """What a speaker claims about the course of things; ``check`` is null where nothing can be checked."""

    about: ClaimAbout
    subject: Subject | None = None
    check: Check | None = None


class Why(Record):
    """Which frame matched, and what joined its parts."""

    frame: str
    links: tuple[str, ...] = ()


class Statement(Record):
    """One sourced statement of a report, in the form of the project's contract."""

    id: str
    report: str
    revision: str
    kind: Kind
    quote: Span
    modality: Modality
    interest: Interest | None = None
    attribution: tuple[Attribution, ...] = ()
    time: When | None = None
    place: Place | None = None
    parties: tuple[PartyRef, ...] = ()
    control: Control | None = None
    event: Event | None = None
    toll: Toll | None = None
    access: Access | None = None
    messaging: Messaging | None = None
    claim: Claim | None = None
    confidence: Confidence
    why: Why
    reader: str
