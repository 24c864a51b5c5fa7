"""What a statement says, in a few words."""

from warledger.record.statement import Figure, Statement


def headline(s: Statement) -> str:
    """What a statement says, in a few words."""
    where = f" {s.place.name}" + (f" ({s.place.relative.text})" if s.place.relative else "") if s.place else ""
    if s.control:
        return f"{s.control.change.upper().replace('_', ' ')}{where}{' (part)' if s.control.extent == 'part' else ''}"
    if s.event:
        count = f" x{s.event.count.text}" if s.event.count else ""
        return f"{s.event.sub_type.upper()}{count}{where}"
    if s.access:
        return f"{s.access.what.upper().replace('_', ' ')} ({s.access.phase}){where}"
    if s.messaging:
        return f"{s.messaging.what.upper().replace('_', '-')}{where}"
    checkable = f": {s.claim.check.predicate}" if s.claim and s.claim.check else ""
    return f"CLAIM, {s.claim.about if s.claim else ''}{checkable}"


def day_text(s: Statement) -> str:
    """The days of a statement in short."""
    if s.time is None or (s.time.start is None and s.time.end is None):
        return s.time.repeats if s.time and s.time.repeats else "no date"
    repeats = f", repeats {s.time.repeats}" if s.time.repeats else ""
    if s.time.start == s.time.end:
        return f"{s.time.start}{repeats}"
    return f"{s.time.start or '...'} to {s.time.end or '...'}{repeats}"


def parties_text(s: Statement) -> dict[str, list[str]]:
    """The parties by role, by the registry's name where it is known."""
    found: dict[str, list[str]] = {}
    for party in s.parties:
        found.setdefault(party.role, []).append(party.name or party.text)
    return found


def toll_texts(s: Statement) -> list[str]:
    """The figures of a toll in words."""
    if s.toll is None:
        return []
    return [
        f"{bounds(f)} {kind}" for kind in ("killed", "injured", "abducted", "displaced") for f in getattr(s.toll, kind)
    ]


def bounds(figure: Figure) -> str:
    """A figure's bounds: "14", "24-99", "15+", with its rate."""
    rate = f" per {figure.per}" if figure.per else ""
    if figure.high is None:
        return f"{figure.low}+{rate}"
    return f"{figure.low}{rate}" if figure.low == figure.high else f"{figure.low}-{figure.high}{rate}"
