"""What a new revision of a story changes in its statements, in words a person can read."""

from collections.abc import Iterable
from typing import Any

from warledger.record.statement import Statement


def changes_between(before: Iterable[Statement], after: Iterable[Statement]) -> list[dict[str, Any]]:
    """What was added, dropped or changed: statements that say the same of the same are paired and compared field by field."""
    old = {subject_of(s): s for s in before}
    new = {subject_of(s): s for s in after}
    found: list[dict[str, Any]] = []
    for subject in sorted(old.keys() | new.keys()):
        one, two = old.get(subject), new.get(subject)
        if one is None and two is not None:
            found.append({"change": "added", "statement": two.id, "quote": two.quote.text})
        elif two is None and one is not None:
            found.append({"change": "dropped", "statement": one.id, "quote": one.quote.text})
        elif one is not None and two is not None:
            differing = {k: [v, _values(two)[k]] for k, v in _values(one).items() if v != _values(two)[k]}
            if differing:
                found.append({"change": "changed", "before": one.id, "statement": two.id, "fields": differing})
    return found


def subject_of(s: Statement) -> str:
    """What a statement is about, for telling which of a later revision is the same one."""
    what = (
        (s.control.change if s.control else "")
        or (s.event.sub_type if s.event else "")
        or (s.access.what if s.access else "")
        or (s.messaging.what if s.messaging else "")
        or (s.claim.about if s.claim else "")
    )
    place = s.place.name if s.place else ""
    parties = ",".join(sorted(p.name or p.text for p in s.parties))
    quote = s.quote.text if s.kind in {"claim", "messaging"} else ""
    return "|".join((s.kind, what, place, parties if s.kind == "control" else "", quote))


def _values(s: Statement) -> dict[str, Any]:
    """The values of a statement that an editor would call a correction."""
    toll = s.toll.as_json() if s.toll else {}
    return {
        "modality": s.modality,
        "place": s.place.name if s.place else None,
        "start": s.time.start if s.time else None,
        "end": s.time.end if s.time else None,
        "parties": sorted(p.name or p.text for p in s.parties),
        **{
            harm: [[f["low"], f["high"]] for f in toll.get(harm, ())]
            for harm in ("killed", "injured", "abducted", "displaced")
        },
    }
