"""Events told of more than once: mentions put together, actors carried from one to the next, lists of places."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from warledger.reading.actors import actors_of
from warledger.reading.date_mention import DateMention
from warledger.reading.days_apart import clause_of, is_on_another_day
from warledger.reading.event_finding import EventFinding
from warledger.reading.scene import Scene
from warledger.reading.spots import PlaceRef
from warledger.reading.story import Story
from warledger.reading.syntax import agents, coordination, is_verb, objects
from warledger.reading.timing import date_of
from warledger.reading.triggers import HARM_RANK
from warledger.record.codes import TYPE_OF_SUB_EVENT


def why_empty(story: Story, event: EventFinding) -> str | None:
    """Why a deed is too bare to be an event; null if it is one."""
    if event.trigger.frame.rank <= HARM_RANK and event.toll and all(f.high == 0 for f in event.toll):
        return "nobody was harmed"
    named_place = event.place is not None and event.place.link != "carried"
    if event.trigger.frame.id == "violence.die" and len(event.tokens) == 1 and all(f.high == 1 for f in event.toll):
        return "one death, and nothing that caused it"
    token = event.trigger.token
    if any(c.lower_ == "such" for c in token.children) and not is_verb(token):
        return "deeds of a kind, none told of"
    if _ranks(token):
        return "a rank among deeds, and no deed"
    if event.toll:
        return None
    if "displaced" in event.trigger.frame.needs:
        return "flight without a figure"
    definite = any(
        c.lower_ in {"the", "this", "that", "these", "those", "such", "any", "further", "future"}
        for c in token.children
    )
    if is_verb(token):
        if event.trigger.frame.weak and not (event.roles.get("actor") and (event.roles.get("target") or named_place)):
            return "a weak word without actor and target"
        return (
            None
            if event.roles.get("actor") or event.roles.get("target") or named_place
            else "no actor, target or place"
        )
    if event.trigger.frame.weak and not (event.roles.get("actor") or named_place):
        return "a weak word without actor or place"
    if event.roles.get("actor") or named_place or (event.roles.get("target") and not definite):
        return None
    if event.count is not None:
        return None
    return "a bare mention without actor, target, place or toll"


def _ranks(noun: Token) -> bool:
    """Whether a deed is but what others are measured by ("the highest toll from one coalition attack since these began")."""
    one = any(c.lower_ in {"one", "single", "any"} for c in noun.children)
    return one and noun.dep_ == "pobj" and any(t.tag_ in {"JJS", "RBS"} for t in noun.sent if t.i < noun.i)


GENERIC_EVENT_NOUNS = frozenset(
    "attack assault incident explosion blast bombing strike raid shooting killing massacre operation "
    "clash fighting battle offensive airstrike shelling".split()
)


def same_as_before(story: Story, event: EventFinding, events: list[EventFinding]) -> EventFinding | None:
    """The event told before that "the attack" or "the explosion" takes up again; null if this is another one."""
    token = event.trigger.token
    if is_verb(token) or story.lemma(token) not in GENERIC_EVENT_NOUNS:
        return None
    one = any(
        c.lower_ == "one" and c.dep_ in {"nummod", "det"} for c in token.children
    )  # "One blast was set off by ..."
    day = next((d for c in token.children if c.dep_ == "poss" and (d := story.dates.over(c.idx)) is not None), None)
    definite = any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in token.children)
    if not one and not definite and day is None:
        return None
    if token.tag_ == "NNS" and event.count is not None:
        return None
    for child in token.children:  # "the Khan Sheikhoun attack"
        if child.i in story.place_at and child.dep_ in {"compound", "nmod"}:
            words = story.doc[story.place_at[child.i].start : story.place_at[child.i].end].text
            return next((e for e in reversed(events) if e.place is not None and e.place.name == words), None)
    if any(c.dep_ in {"compound", "amod"} and c.lower_ not in {"same", "deadly", "latest"} for c in token.children):
        return None
    for earlier in reversed(events[-4:]):
        between = story.sentences_between(earlier.trigger.token.i, token.i)
        if between > 3:
            return None
        alike = (
            story.lemma(token) in {"attack", "assault", "incident", "operation", "strike", "raid"}
            or earlier.sub_type == event.sub_type
        )
        alike = alike and (not one or earlier.trigger.token.tag_ == "NNS")
        elsewhere = (
            event.place is not None
            and _is_at(token, event.place)
            and earlier.place is not None
            and event.place.link != "carried"
            and event.place.name != earlier.place.name
        )
        if alike and not elsewhere and (day is None or _may_be_on(story, earlier, day)):
            return earlier
    return None


def _may_be_on(story: Story, event: EventFinding, day: DateMention) -> bool:
    """Whether nothing in an event's own clause says that it was on another day than a day."""
    own = date_of(story, event.trigger.token, carry=False, deed=True)
    return own is None or own.link != "same clause" or own.mention.start == day.start


def _is_at(noun: Token, place: PlaceRef) -> bool:
    """Whether a place is that of a deed's noun, and not of a clause beside it ("The bombings came as diplomats in X")."""
    for up in place.span.root.ancestors:
        if up == noun or up == noun.head:
            return True
        if is_verb(up):
            return False
    return False


ELSEWHERE = frozenset("elsewhere separately another meanwhile also later other earlier".split())
"""Words in a sentence that say it tells of another deed than the one before."""


BODIES_FOUND = "violence.bodies-found"
"""The frame of bodies found or recovered: after a deed, those of its dead."""

HARM_AFTER = 3
"""How many sentences after a deed its victims may be counted, if no other deed or place is told of between."""


def harm_of_before(story: Story, event: EventFinding, events: list[EventFinding]) -> EventFinding | None:
    """The event of the sentence before whose victims a sentence counts ("A bomb went off in X. Twelve people died.")."""
    by_it = any(a.link.startswith(("pronoun it", "pronoun It")) for a in event.roles.get("actor", []))
    elsewhere = event.place is not None and event.place.link != "carried"
    counts = event.trigger.frame.rank <= HARM_RANK or (event.trigger.frame.id == BODIES_FOUND and event.toll)
    if not counts or (event.roles.get("actor") and not by_it) or not events or elsewhere:
        return None
    earlier, token = events[-1], event.trigger.token
    between = story.sentences_between(earlier.trigger.token.i, token.i)
    more = bool(event.toll) and all(f.scope == "additional" for f in event.toll)  # "another four died in hospital"
    apart = any(t.lower_ in ELSEWHERE and not (more and t.lower_ == "another") for t in clause_of(token))
    if not 1 <= between <= HARM_AFTER or apart:
        return None
    if earlier.sub_type not in VIOLENT or is_on_another_day(story, earlier.trigger.token, token):
        return None
    counted = {f.harm for f in earlier.toll}
    return None if not more and any(f.harm in counted for f in event.toll) else earlier


def owned_up_to(story: Story, event: EventFinding, events: list[EventFinding]) -> EventFinding | None:
    """The deed told before, by nobody known, that its doer owns up to ("UNITA said it had ambushed the train")."""
    token = event.trigger.token
    named_place = event.place is not None and event.place.link != "carried"
    own = [a for a in event.roles.get("actor", []) if a.party is not None]
    if not is_verb(token) or token.dep_ != "ccomp" or not own or event.toll or named_place:
        return None
    if not any(c.lower_ in {"had", "have", "has"} and c.dep_ == "aux" for c in token.children):
        return None
    if not {a.party.id for a in own if a.party} & {
        a.party.id for a in actors_of(story, agents(token.head)) if a.party is not None
    }:
        return None
    for earlier in reversed(events):
        if story.sentences_between(earlier.trigger.token.i, token.i) > OWNED_AFTER:
            return None
        known = any(a.party is not None for a in earlier.roles.get("actor", []))
        if earlier.sub_type in VIOLENT and not known:
            earlier.roles["actor"] = [replace(a, link="owned up to it") for a in own]
            earlier.links.append("actor: owned up to it")
            return earlier
    return None


OWNED_AFTER = 8
"""How many sentences after a deed its doer may be told to own up to it."""


VIOLENT = frozenset(
    s
    for s, t in TYPE_OF_SUB_EVENT.items()
    if t in {"Battles", "Explosions/Remote violence", "Violence against civilians"}
)


def give_claimants(story: Story, events: list[EventFinding]) -> None:
    """Give attacks without an actor the one who claims them ("X claimed responsibility for the attack")."""
    for verb in story.doc:
        if not is_verb(verb) or story.lemma(verb) not in {"claim", "take", "accept"}:
            continue
        if not any(story.lemma(o) in {"responsibility", "credit"} for o in objects(verb)):
            continue
        if any(c.dep_ == "neg" or c.lower_ == "no" for c in verb.children):
            continue
        actors = [a for a in actors_of(story, agents(verb)) if a.party is not None or a.link in {"entity", "named"}]
        before = [
            e for e in events if e.sub_type in VIOLENT and 0 <= story.sentences_between(e.trigger.token.i, verb.i) <= 3
        ]
        open_ = [e for e in before if "actor" not in e.roles]
        if actors and open_:
            last = max(e.trigger.token.sent.start for e in open_)
            for event in (e for e in open_ if e.trigger.token.sent.start == last):
                event.roles["actor"] = [replace(a, link="claimed responsibility") for a in actors]
                event.links.append("actor: claimed responsibility")


def give_actors_in_series(story: Story, events: list[EventFinding]) -> None:
    """Give counted deeds of one kind the actor of the deed before ("Aircraft made six strikes. Near Hit, three strikes ...")."""
    for earlier, event in pairwise(events):
        close = story.sentences_between(earlier.trigger.token.i, event.trigger.token.i) <= 2
        if "actor" in event.roles or "actor" not in earlier.roles or earlier.sub_type != event.sub_type or not close:
            continue
        if event.count is not None and event.sub_type in VIOLENT:
            event.roles["actor"] = [
                replace(a, link=f"same series as before = {a.name}") for a in earlier.roles["actor"]
            ]
            event.links.append("actor: same series")


def give_actors_beside(events: list[EventFinding]) -> None:
    """Give coordinated deeds one actor where the words name it once ("shelling and airstrikes by X")."""
    for event in events:
        if "actor" in event.roles or is_verb(event.trigger.token):
            continue
        listed = {t.i for t in coordination(event.trigger.token)}
        other = next((e for e in events if e.trigger.token.i in listed and "actor" in e.roles), None)
        if other is not None:
            event.roles["actor"] = [replace(a, link="coordinated deed") for a in other.roles["actor"]]
            event.links.append("actor: coordinated deed")


def add_to(earlier: EventFinding, event: EventFinding) -> None:
    """Give an earlier event what its second mention adds."""
    earlier.told_again.append(event.trigger.token)
    earlier.toll += [
        f for f in event.toll if all((f.harm, f.low, f.high) != (g.harm, g.low, g.high) for g in earlier.toll)
    ]
    for role, actors in event.roles.items():
        earlier.roles.setdefault(role, actors)
    if earlier.place is None or earlier.place.link == "carried":
        earlier.place = event.place or earlier.place


def by_place(story: Story, event: EventFinding, scene: Scene) -> Iterator[EventFinding]:
    """One event for each place of a list ("bombings in Jabla and Tartus"); the toll stays with the first."""
    yield event
    for place in scene.listed_with(event.place):
        yield replace(event, place=place, toll=[], links=[*event.links, "listed place"])
