"""What a statement says, in a few words."""

from warledger.parties.registry import default_registry
from warledger.record.statement import Claim, Figure, Statement

UNNAMED = frozenset("he she they it we i who which that his her their our one".split())
"""Words that stand for somebody or something and name nothing."""

PREDICATES = {
    "gained_territory": ("gained ground", "did not gain ground"),
    "lost_territory": ("lost ground", "did not lose ground"),
    "holds": ("held ground", "did not hold ground"),
    "responsible_for": ("bore responsibility", "bore no responsibility"),
    "count": ("", "not"),
}
"""What the predicates of checks say of a claim's subject, and what they say where negated."""

TRENDS = {
    "up": ("grew in territory", "did not grow in territory"),
    "down": ("shrank in territory", "did not shrink in territory"),
}
"""The same of a trend of territory, by its direction."""


CHANGES = {
    "gained": ("gainer", "gained {}", "{} taken"),
    "lost": ("loser", "lost {}", "{} lost"),
    "held": ("holder", "held {}", "{} held"),
    "contested": ("actor", "fought for {}", "{} contested"),
    "besieged": ("besieger", "besieged {}", "{} besieged"),
    "siege_ended": ("actor", "broke the siege of {}", "siege of {} ended"),
}
"""By change of control the role of who did it, what is said of who did it, and what is said where nobody is named."""


def sentence(s: Statement) -> str:
    """What a statement says, as a reader of a page says it: who did what where; how it is put comes first where it is not
    put as a fact ("planned: ...")."""
    where = _where(s)
    if s.control:
        where = f"part of {where}" if s.control.extent == "part" else where
        role, did, done = CHANGES[s.control.change]
        who = parties_text(s).get(role)
        words = f"{' and '.join(who)} {did.format(where)}" if who else done.format(where)
    elif s.event:
        count = f" ×{s.event.count.text}" if s.event.count else ""
        words = f"{s.event.sub_type}{count}" + (f", {where}" if where else "")
    elif s.access:
        words = f"{s.access.what.replace('_', ' ')} ({s.access.phase})" + (f", {where}" if where else "")
    elif s.messaging:
        words = s.messaging.what.replace("_", "-") + (f", {where}" if where else "")
    else:
        words = headline(s).replace("CLAIM", "claim", 1)
    put = "" if s.modality in {"asserted", "claimed"} else f"{s.modality}: "
    whole = f"{put}{words}"
    return whole[:1].upper() + whole[1:]


def _where(s: Statement) -> str:
    if s.place is None:
        return ""
    return s.place.name + (f" ({s.place.relative.text})" if s.place.relative else "")


def headline(s: Statement) -> str:
    """What a statement says, in a few words, as a terminal lists it."""
    where = f" {_where(s)}" if s.place else ""
    if s.control:
        return f"{s.control.change.upper().replace('_', ' ')}{where}{' (part)' if s.control.extent == 'part' else ''}"
    if s.event:
        count = f" x{s.event.count.text}" if s.event.count else ""
        return f"{s.event.sub_type.upper()}{count}{where}"
    if s.access:
        return f"{s.access.what.upper().replace('_', ' ')} ({s.access.phase}){where}"
    if s.messaging:
        return f"{s.messaging.what.upper().replace('_', '-')}{where}"
    checkable = check_words(s.claim) if s.claim else ""
    return f"CLAIM, {s.claim.about if s.claim else ''}" + (f": {checkable}" if checkable else "")


def check_words(claim: Claim) -> str:
    """What would have to be so for a claim to be true, in short; empty where nothing can be checked."""
    check = claim.check
    if check is None:
        return ""
    plain = check.predicate.replace("_", " ")
    known = {**PREDICATES, "territory_trend": TRENDS.get(check.direction or "", (plain, f"not {plain}"))}
    says = known.get(check.predicate, (plain, f"not {plain}"))[check.negated]
    value = f"{check.value:,.10g} {check.unit or ''}".strip() if check.value is not None else ""
    if check.predicate == "count":
        return f"{says} {value}".strip()
    words = f"{_subject(claim)} {says}".strip() + (f" in {check.place}" if check.place else "")
    return f"{words} ({value})" if value else words


def subject_words(claim: Claim) -> str:
    """What a claim is about, as written; empty where that is a word which only stands for something."""
    written = claim.subject.text if claim.subject is not None else ""
    return "" if written.casefold() in UNNAMED else written


def _subject(claim: Claim) -> str:
    """A claim's subject by the registry's name where it is a party of it."""
    party = claim.subject.id if claim.subject is not None and claim.subject.type == "party" else None
    known = default_registry().parties.get(party or "")
    return known.name if known is not None else subject_words(claim)


def speakers(s: Statement) -> list[str]:
    """Who says it inside the report, innermost first, as far as they are named."""
    return [a.speaker for a in s.attribution if a.speaker.casefold() not in UNNAMED]


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
