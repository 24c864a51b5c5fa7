"""What a new revision of a story changes in its statements, in words a person can read."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from warledger.record.statement import Statement


def changes_between(before: Iterable[Statement], after: Iterable[Statement]) -> list[dict[str, Any]]:
    """What was added, dropped or changed: statements that say the same of the same are paired, in the order of their words,
    and compared field by field."""
    old, new = _by_subject(before), _by_subject(after)
    found: list[dict[str, Any]] = []
    for subject in sorted(old.keys() | new.keys()):
        for one, two in zip_longest(old.get(subject, ()), new.get(subject, ())):
            if one is None:
                found.append({"change": "added", "statement": two.id, "quote": two.quote.text})
            elif two is None:
                found.append({"change": "dropped", "statement": one.id, "quote": one.quote.text})
            elif differing := differences(one, two):
                found.append({"change": "changed", "before": one.id, "statement": two.id, "fields": differing})
    return found


def differences(one: Statement, two: Statement) -> dict[str, list[Any]]:
    """The values in which two statements differ, by name, each with that of the first and of the second."""
    after = _values(two)
    return {name: [value, after[name]] for name, value in _values(one).items() if value != after[name]}


def _by_subject(told: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for s in sorted(told, key=lambda s: (s.quote.start, s.quote.end, s.id)):
        found.setdefault(subject_of(s), []).append(s)
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
        "what": subject_of(s).split("|")[1],
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
