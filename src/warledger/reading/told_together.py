"""What findings of control in one story say of each other: who took the place before, which attempt failed."""

from dataclasses import replace

from warledger.reading.control_finding import FAILED, FOLLOW, ControlFinding, Found
from warledger.reading.gapped import gapped_after
from warledger.reading.paths import Dropped
from warledger.reading.story import Story


def without_plans_that_failed(found: list[Found]) -> list[Found]:
    """All findings but those of attempts that are also told as failed at the same place in the same sentence."""
    failed = {
        (f.place.name, f.trigger.sent.start) for f in found if isinstance(f, ControlFinding) and f.frame is FAILED
    }
    return [
        f
        for f in found
        if not isinstance(f, ControlFinding)
        or f.frame is FAILED
        or f.change != "gained"
        or (f.place.name, f.trigger.sent.start) not in failed
        or f.trigger.tag_ != "VB"
    ]


def with_gapped(story: Story, found: list[Found]) -> list[Found]:
    """All findings, those of clauses that leave out their verb with the party that these name ("A is held by X; B by Y")."""
    clauses: dict[tuple[int, str], list[ControlFinding]] = {}
    for finding in found:
        if isinstance(finding, ControlFinding):
            clauses.setdefault((finding.trigger.i, finding.frame.id), []).append(finding)
    done: list[Found] = [f for f in found if not isinstance(f, ControlFinding)]
    for clause in clauses.values():
        done += _of_clause(story, clause)
    return done


def _of_clause(story: Story, clause: list[ControlFinding]) -> list[ControlFinding]:
    """The findings of a clause and of those after it that leave out its verb."""
    first = clause[0]
    role = next((r for r in ("gainer", "holder") if first.roles.get(r)), None)
    if role is None or first.place.span.sent != first.trigger.sent:
        return clause
    party = first.roles[role][0].span
    before = next((t for t in reversed(story.doc[: party.start]) if t.lower_ != "the"), None) if party.start else None
    after_verb = party.start > first.trigger.i and before is not None and before.dep_ in {"prep", "agent", "dative"}
    preposition = before.lower_ if after_verb and before is not None else None
    at = party.end if after_verb else first.place.span.end
    for gapped in gapped_after(story, at, first.trigger.sent.end, preposition):
        starts = {p.span.start for p in gapped.places}
        kept = [
            replace(f, roles={**f.roles, role: [a for a in f.roles[role] if a.name != gapped.party.name]})
            for f in clause
            if f.place.span.start not in starts
        ]
        clause = [f for f in kept if f.roles[role]]
        clause += [replace(first, place=p, roles={role: [gapped.party]}, links=[]) for p in gapped.places]
    return clause


CARRIED = 1
"""How many sentences back the gainer of a change is carried to one that names none."""


def with_carried_gainers(story: Story, found: list[Found]) -> list[Found]:
    """Changes that name no gainer ("the fall of the town", "B was taken too") with that of the change before; a place that
    "followed" only where there was one."""
    done: list[Found] = []
    last: ControlFinding | None = None
    for finding in found:
        if isinstance(finding, ControlFinding) and finding.frame.id == FOLLOW and not _follows(story, finding, done):
            at = finding.trigger.idx
            finding = Dropped(at, at + len(finding.trigger), FOLLOW, "no change before it")
        if isinstance(finding, ControlFinding) and finding.change == "gained" and finding.put is None:
            if finding.roles.get("gainer"):
                last = finding
            elif (
                last is not None
                and _again(story, finding) <= _again(story, last)
                and story.sentences_between(last.trigger.i, finding.trigger.i) <= CARRIED
            ):
                losers = {a.name for a in finding.roles.get("loser", [])}
                gainers = [replace(a, link=f"gainer of the change before = {a.name}") for a in last.roles["gainer"]]
                if not losers & {a.name for a in gainers}:
                    finding = replace(
                        finding,
                        roles={"gainer": gainers, **finding.roles},
                        links=[*finding.links, f"gainer: {gainers[0].link}"],
                    )
        done.append(finding)
    return done


def _follows(story: Story, finding: ControlFinding, done: list[Found]) -> bool:
    """Whether a change was told just before, of which a place that "followed" is another case."""
    before = next((f for f in reversed(done) if isinstance(f, ControlFinding)), None)
    return (
        before is not None
        and before.change == "gained"
        and before.put is None
        and story.sentences_between(before.trigger.i, finding.trigger.i) <= CARRIED
    )


def _again(story: Story, finding: ControlFinding) -> bool:
    """Whether a change takes something back ("retaken"): the gainer of a first taking is then the other side."""
    return story.lemma(finding.trigger).startswith("re")
