"""Events: triggers of one deed with its actor, target, place, count and toll."""

from dataclasses import replace

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.days_apart import is_on_another_day
from warledger.reading.doers import doers_of, is_thing, struck_by
from warledger.reading.event_finding import EventFinding
from warledger.reading.frames import Frame
from warledger.reading.harm_figures import HarmFigure, of_deed, quantity_of
from warledger.reading.ordered import Ordered
from warledger.reading.paths import Dropped, agents_of
from warledger.reading.same_event import (
    VIOLENT,
    add_to,
    by_place,
    give_actors_beside,
    give_actors_in_series,
    give_claimants,
    harm_of_before,
    owned_up_to,
    same_as_before,
    why_empty,
)
from warledger.reading.scene import Scene, scene_of
from warledger.reading.scene import path_length as _path
from warledger.reading.spots import PlaceRef
from warledger.reading.story import Story
from warledger.reading.sub_types import sub_type_of, target_kind_of
from warledger.reading.syntax import is_verb, prepositional
from warledger.reading.triggers import Deed, Trigger, find_triggers, group_deeds


def find_events(
    story: Story, figures: list[HarmFigure], takeovers: frozenset[int]
) -> tuple[list[EventFinding], list[Dropped]]:
    """Every event of the story; figures of tolls are hung on the event that their words belong to.

    ``takeovers`` are the tokens that tell of a change of control, which is no event besides.
    """
    dropped: list[Dropped] = []
    triggers: list[Trigger] = []
    for found in find_triggers(story):
        if isinstance(found, Dropped):
            dropped.append(found)
        elif found.token.i in takeovers:
            token = found.token
            dropped.append(Dropped(token.idx, token.idx + len(token), found.frame.id, "told as a change of control"))
        else:
            triggers.append(found)
    events: list[EventFinding] = []
    by_word = Ordered(triggers, lambda t: t.token.i, lambda t: t.token.i + 1)
    harm = Ordered(figures, lambda f: f.trigger.i, lambda f: f.trigger.i + 1)
    for sentence in story.doc.sents:
        own = by_word.within(sentence.start, sentence.end)
        inside = harm.within(sentence.start, sentence.end)
        if not own and not inside:
            continue
        scene = scene_of(story, sentence)
        deeds = group_deeds(story, own)
        hung, homeless = _hang(deeds, inside)
        for number, deed in enumerate(deeds):
            event = _event(
                story, deed, scene, hung[number], [t.token for d in deeds if d is not deed for t in d.triggers]
            )
            events += _apart(story, event, scene)
            _place_event(story, event, events, dropped, scene)
        _house(story, homeless, events, scene)
    give_claimants(story, events)
    give_actors_in_series(story, events)
    give_actors_beside(events)
    return events, dropped


def _place_event(
    story: Story, event: EventFinding, events: list[EventFinding], dropped: list[Dropped], scene: Scene
) -> None:
    """Add an event to those found, or to the one it repeats, or drop it with the reason."""
    earlier = (
        same_as_before(story, event, events)
        or harm_of_before(story, event, events)
        or owned_up_to(story, event, events)
    )
    reason = None if earlier else why_empty(story, event)
    token = event.trigger.token
    if reason:
        dropped.append(Dropped(token.idx, token.idx + len(token), event.trigger.frame.id, reason))
    elif earlier is not None:
        add_to(earlier, event)
    else:
        events.extend(by_place(story, event, scene))


def _hang(deeds: list[Deed], figures: list[HarmFigure]) -> tuple[list[list[HarmFigure]], list[HarmFigure]]:
    """The figures of a sentence by deed, those whose word is no trigger to the nearest; and those without any deed."""
    hung: list[list[HarmFigure]] = [[] for _ in deeds]
    homeless = []
    for figure in figures:
        below = {t.i for t in figure.trigger.subtree} - {figure.trigger.i}
        own = next((n for n, d in enumerate(deeds) if any(t.token.i in below for t in d.triggers)), None)
        if own is not None and figure.trigger.tag_ == "CD":  # "15 more in a car bombing"
            hung[own].append(figure)
            continue
        near = [
            (min(_path(t.token, figure.trigger) for t in d.triggers), n)
            for n, d in enumerate(deeds)
            if not _is_said_after(d, figure)
        ]
        if near:
            hung[min(near)[1]].append(figure)
        else:
            homeless.append(figure)
    return hung, homeless


def _is_said_after(deed: Deed, figure: HarmFigure) -> bool:
    """Whether a deed stands in a clause after a semicolon that follows a figure ("55 dead; the coalition denied any raid")."""
    first = min(t.token.i for t in deed.triggers)
    return any(t.text == ";" for t in figure.trigger.doc[figure.trigger.i : first])


def _apart(story: Story, event: EventFinding, scene: Scene) -> list[EventFinding]:
    """The other places at which a deed took lives too, with their figures ("killed 83 in A and 46 more in B")."""
    found = []
    for figure in [f for f in event.toll if f.trigger.tag_ == "CD"]:
        inner = next((t for t in prepositional(figure.trigger, "in", "at", "near", "outside")), None)
        there = next((ref for head, ref in scene.places if inner is not None and head in inner.subtree), None)
        if there is None or event.place is None or there.name == event.place.name or there.named is event.place.named:
            continue
        event.toll.remove(figure)
        links = [*event.links, "figure at another place"]
        found.append(
            replace(event, place=there, toll=[replace(figure, scope="incident")], links=links, tokens=[figure.trigger])
        )
    return found


TOLL_FRAME = Frame(id="violence.toll", domain="violence", sets={"sub_type": "Attack"}, rank=1)
"""The frame of an event that is known by its victims alone ("14 dead in Baghdad")."""


def _house(story: Story, figures: list[HarmFigure], events: list[EventFinding], scene: Scene) -> None:
    """Hang the figures of a sentence without deed on the event told just before, else make one of them."""
    if not figures:
        return
    here = figures[0].trigger
    place = scene.place_for([here])
    deadly = any(f.harm in {"killed", "injured"} for f in figures)
    last = next(
        (e for e in reversed(events) if "listed place" not in e.links and (not deadly or e.sub_type in VIOLENT)), None
    )
    if (
        last is not None
        and not _elsewhere(story, place, last.place)
        and not is_on_another_day(story, last.trigger.token, here)
        and story.sentences_between(last.trigger.token.i, here.i) <= 2
    ):
        last.told_again.append(here)
        if last.trigger.token.tag_ != "NNS":
            figures = [of_deed(f) for f in figures]
        last.toll += [f for f in figures if all((f.harm, f.low, f.high) != (g.harm, g.low, g.high) for g in last.toll)]
        return
    if not story.is_conflict or all(f.harm == "displaced" for f in figures):
        return
    trigger = Trigger(here, TOLL_FRAME)
    events.append(EventFinding(trigger, "Attack", {}, place, toll=list(figures), links=["toll alone"], tokens=[here]))


def _elsewhere(story: Story, place: PlaceRef | None, last: PlaceRef | None) -> bool:
    """Whether a sentence names a town of its own, other than that of the deed told before."""
    if place is None or last is None or place.named is None or last.named is None:
        return False
    if place.link.startswith(("carried", "pronoun")):  # "there" is where the deed was
        return False
    if place.named.fcode in WIDER or place.name == last.name:
        return False
    return last.named.fcode in COUNTRIES or last.named.fcode not in WIDER


COUNTRIES = frozenset({"PCLI", "CONT"})
WIDER = COUNTRIES | {"ADM1", "RGN"}
"""Feature codes of what towns lie in."""


def _event(story: Story, deed: Deed, scene: Scene, toll: list[HarmFigure], others: list[Token]) -> EventFinding:
    main = deed.main
    tokens = [t.token for t in deed.triggers]
    roles: dict[str, list[Actor]] = {}
    links = list(deed.links)
    for token in sorted(tokens, key=lambda t: (t != main.token, t.i)):
        if "actor" not in roles:
            actors = doers_of(story, token, tokens)
            if actors:
                roles["actor"] = actors
                links += [f"actor: {a.link}" for a in actors]
        if "target" not in roles:
            targets = struck_by(story, token, tokens)
            if targets:
                roles["target"] = targets
                links += [f"target: {a.link}" for a in targets]
    elided = next((f.trigger.head for f in toll if f.trigger.tag_ == "CD" and is_verb(f.trigger.head)), None)
    if "actor" not in roles and elided is not None:  # the verb and its subject are shared with the figure before
        actors = [a for a in actors_of(story, agents_of(story, elided)) if not is_thing(story, a)]
        if actors:
            roles["actor"] = actors
            links.append("actor: shared subject")
    place = scene.place_for(tokens, others)
    if place is not None:
        links.append(f"place: {place.link}")
    count = quantity_of(story, main.token) if not is_verb(main.token) else None
    finding = EventFinding(main, main.sub_type, roles, place, count, None, toll, links, tokens)
    return replace(finding, sub_type=sub_type_of(story, deed, finding), target_kind=target_kind_of(story, roles))
