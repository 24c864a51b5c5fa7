"""What reading a report again changes: its statements, and the decisions that lose theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from warledger.journal.changes import changes_between
from warledger.journal.decisions import Decided, anchor_of, decide_on, meant
from warledger.journal.telling import Told
from warledger.journal.versions import Unread
from warledger.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision whose statement another reading does not repeat: the statement's words and story."""

    decided: Decided
    words: str
    story: str


@dataclass(frozen=True, slots=True)
class Reread:
    """A revision read again: what was found, what of it would stand if its revision is the one of its story that stands,
    what that changes, and the decisions that lose their statement."""

    story: str
    revision: str
    stands: bool
    found: tuple[Statement, ...]
    told: list[Told]
    changes: list[dict[str, Any]]
    lost: list[Lost]


def reread_of(unread: Unread, found: Sequence[Statement], decided: Iterable[Decided]) -> Reread:
    """What a reading makes of a revision, held against the one before."""
    report = unread.report
    of_story = [d for d in decided if any(a.story == report.story for a in d.decision.anchors)]
    told = [
        Told(
            r.stands, report.publisher, report.published, unread.public_at, report.url, unread.voice,
            r.said if r.stands is not r.said else None, r.by,
        )
        for r in decide_on(found, of_story)
        if r.stands is not None
    ]  # fmt: skip
    return Reread(
        story=report.story,
        revision=report.revision,
        stands=unread.stands,
        found=tuple(found),
        told=told,
        changes=changes_between(unread.statements, found),
        lost=_lost(unread, found, of_story),
    )


def _lost(unread: Unread, found: Iterable[Statement], decided: Iterable[Decided]) -> list[Lost]:
    before = {s.id: s for s in unread.statements}
    old, new = [anchor_of(s) for s in before.values()], [anchor_of(s) for s in found]
    lost = []
    for d in decided:
        for anchor in d.decision.anchors:
            had = meant(anchor, old, d.decision.becomes)
            if had is not None and meant(anchor, new, d.decision.becomes) is None:
                lost.append(Lost(d, before[had.statement].quote.text, unread.report.story))
    return lost
