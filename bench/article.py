"""A checklist of what the reader must find in the whole story of ../shared/bench/article.txt: values, no quotations."""

from collections.abc import Callable

from warledger.record.statement import Statement

Check = Callable[[Statement], bool]


def control(change: str, place: str, party: str | None = None) -> Check:
    """A control statement."""
    return lambda s: (
        s.control is not None
        and s.control.change == change
        and s.place is not None
        and s.place.text == place
        and s.modality in {"asserted", "claimed"}
        and (party is None or any(p.id == party for p in s.parties))
    )


def killed(low: int, place: str, *, moved: bool) -> Check:
    """An event with a toll at a place, moved from it or not."""
    return lambda s: (
        s.toll is not None
        and any(f.low == low for f in s.toll.killed)
        and s.place is not None
        and s.place.name == place
        and (s.place.relative is not None) == moved
    )


CHECKS: dict[str, Check] = {
    **{
        f"{place} lost by ISIS": control("lost", place, "islamic-state")
        for place in ("Tikrit", "Baiji", "Sinjar", "Ramadi", "Palmyra")
    },
    "Ramadi taken by ISIS": control("gained", "Ramadi", "islamic-state"),
    "strikes in Mosul with their rate": lambda s: (
        s.toll is not None and any(f.per == "P1W" and f.low == 24 for f in s.toll.killed)
    ),
    "who reports those strikes": lambda s: (
        s.toll is not None and any(f.per for f in s.toll.killed) and bool(s.attribution)
    ),
    "Jordan's weekly strikes": lambda s: (
        s.event is not None
        and s.time is not None
        and s.time.repeats == "P1W"
        and any(p.id == "jordan-government" for p in s.parties)
    ),
    "Jordan's counter-propaganda": lambda s: s.messaging is not None and s.messaging.what == "counter_messaging",
    "14 dead in Baghdad": killed(14, "Baghdad", moved=False),
    "15 dead 20 miles south of it": killed(15, "Baghdad", moved=True),
    **{f"{place} besieged": control("besieged", place) for place in ("Moadamiyeh", "Madaya")},
    **{f"{place} held by rebels": control("held", place) for place in ("Moadamiyeh", "Madaya")},
    "students let out": lambda s: s.access is not None and s.access.what == "civilians_allowed_out",
    "McGurk's claim of shrinking": lambda s: s.claim is not None and any("McGurk" in a.speaker for a in s.attribution),
    "the claim on retaking, checkable": lambda s: (
        s.claim is not None
        and s.claim.check is not None
        and s.claim.check.predicate == "gained_territory"
        and s.claim.check.negated
    ),
    "officials by way of CBS": lambda s: len(s.attribution) == 2 and any("CBS" in a.speaker for a in s.attribution),
}


def checklist(statements: tuple[Statement, ...], furniture: list[tuple[int, int]]) -> str:
    """Which of the expected values are there, and whether anything was read from page furniture."""
    lines = [f"{'found  ' if any(map(check, statements)) else 'missing'} {name}" for name, check in CHECKS.items()]
    quiet = not any(a <= s.quote.start < b for s in statements for a, b in furniture)
    return "\n".join([*lines, f"{'found  ' if quiet else 'missing'} nothing from page furniture"])
