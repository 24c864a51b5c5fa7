"""Which siege is meant where it is spoken of without its place, and what tells of one only where a place is besieged before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from warledger.reading.actors import Actor
from warledger.reading.control_finding import GARRISON_SURRENDERS, LAY_DOWN_ARMS, SURRENDERS, ControlFinding, Found
from warledger.reading.paths import Dropped
from warledger.reading.relief import ARRIVED, ASSAILANTS, IF_BESIEGED, WITHDREW
from warledger.reading.spots import CARRIED, PlaceRef
from warledger.reading.story import Story
from warledger.reading.syntax import agents

SAME_SIEGE = 20
"""Sentences after the besieging of a place within which "the siege" is its siege."""


@dataclass(frozen=True, slots=True)
class _Besieged:
    """A place told to be besieged, by which word, and by whom."""

    word: Token
    place: PlaceRef
    by: frozenset[str]


def with_sieges_meant(story: Story, found: list[Found]) -> list[Found]:
    """All findings in order, those of a siege that is spoken of without its place with that of the siege told of before,
    and without those that tell of none where no place was besieged before."""
    done: list[Found] = []
    besieged: list[_Besieged] = []
    for finding in found:
        if isinstance(finding, ControlFinding) and (
            finding.change in {"besieged", "siege_ended"} or finding.frame.id in SURRENDERS
        ):
            finding = replace(finding, place=_place_meant(story, besieged, finding.trigger, finding.place))
            if finding.change == "besieged" and finding.put is None:
                by = frozenset(map(_who, finding.roles.get("besieger", [])))
                besieged.append(_Besieged(finding.trigger, finding.place, by))
            reason = _not_a_siege(story, finding, besieged)
            if reason is not None:
                at = finding.trigger.idx
                finding = Dropped(at, at + len(finding.trigger), finding.frame.id, reason)
        done.append(finding)
    return done


def _place_meant(story: Story, besieged: Sequence[_Besieged], token: Token, place: PlaceRef) -> PlaceRef:
    """The place of a siege that is spoken of without its place ("the siege lasted until May"): the one told last to be
    besieged, shortly before and in the same section; else the place given, which was told of last."""
    if place.link != CARRIED:
        return place
    if place.span.sent == token.sent and (not besieged or any(b.place.name == place.name for b in besieged)):
        return place
    for before in reversed(besieged):
        if before.word.i < token.i:
            near = story.sentences_between(before.word.i, token.i) <= SAME_SIEGE
            near = near and not _heading_between(story, before.word, token)
            return replace(before.place, link=CARRIED) if near else place
    return place


def _heading_between(story: Story, first: Token, last: Token) -> bool:
    """Whether a section begins between two words."""
    return any(first.idx < h.start < last.idx for h in story.topics.headings)


def _who(actor: Actor) -> str:
    """A party, or what those are called whom the registry does not know ("the rebels")."""
    return actor.party.id if actor.party else actor.span.root.lower_


def _not_a_siege(story: Story, finding: ControlFinding, besieged: Sequence[_Besieged]) -> str | None:
    """Why a finding that is one only where a place is besieged is none; null if it is one."""
    frame, link = finding.frame.id, finding.place.link
    taken_up = link == CARRIED or (" = " in link and frame not in {GARRISON_SURRENDERS, LAY_DOWN_ARMS})
    if frame not in IF_BESIEGED and not (frame in SURRENDERS and taken_up):
        return None
    here = [b for b in besieged if b.place.name == finding.place.name and b.word.i < finding.trigger.i]
    if not here:
        return "no place besieged before it"
    actors = finding.roles.get("actor", [])
    besiegers = {who for b in here for who in b.by}
    are_besiegers = any(_who(a) in besiegers for a in actors)
    attacked = any(story.lemma(a) in ASSAILANTS for a in agents(finding.trigger))
    if frame == WITHDREW.id and not (are_besiegers or attacked):
        return "those who left are not its besiegers"
    if frame == ARRIVED.id and are_besiegers:
        return "those who came are its besiegers"
    return None
