"""Events: triggers of one deed with its actor, target, place, count and toll."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Token

from warledger.reading.actors import Actor, actor_of, actors_of
from warledger.reading.company import governing_verb
from warledger.reading.frames import Frame
from warledger.reading.numbers import Quantity
from warledger.reading.ordered import Ordered
from warledger.reading.paths import Dropped, agents_of
from warledger.reading.relevance import ARMED_KINDS
from warledger.reading.scene import Scene, scene_of
from warledger.reading.scene import path_length as _path
from warledger.reading.spots import PlaceRef
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    children,
    conjuncts,
    is_passive,
    is_verb,
    noun_phrase,
    objects,
    patients,
    prepositional,
)
from warledger.reading.tolls import HarmFigure, quantity_of
from warledger.reading.triggers import HARM_RANK, Deed, Trigger, find_triggers, group_deeds
from warledger.record.codes import TYPE_OF_SUB_EVENT


@dataclass(slots=True)
class EventFinding:
    """An event with everything that was joined to it."""

    trigger: Trigger
    sub_type: str
    roles: dict[str, list[Actor]]
    place: PlaceRef | None
    count: Quantity | None = None
    target_kind: str | None = None
    toll: list[HarmFigure] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)


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
            _place_event(story, event, events, dropped, scene)
        _house(story, homeless, events, scene)
    _claimed_later(story, events)
    _in_series(story, events)
    _beside_another(events)
    return events, dropped


def _place_event(
    story: Story, event: EventFinding, events: list[EventFinding], dropped: list[Dropped], scene: Scene
) -> None:
    """Add an event to those found, or to the one it repeats, or drop it with the reason."""
    earlier = _same_as_before(story, event, events) or _harm_of_before(story, event, events, scene)
    reason = None if earlier else _empty(story, event)
    token = event.trigger.token
    if reason:
        dropped.append(Dropped(token.idx, token.idx + len(token), event.trigger.frame.id, reason))
    elif earlier is not None:
        _add_to(earlier, event)
    else:
        events.extend(_by_place(story, event, scene))


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
        near = [(min(_path(t.token, figure.trigger) for t in d.triggers), n) for n, d in enumerate(deeds)]
        if near:
            hung[min(near)[1]].append(figure)
        else:
            homeless.append(figure)
    return hung, homeless


TOLL_FRAME = Frame(id="violence.toll", domain="violence", sets={"sub_type": "Attack"}, rank=1)
"""The frame of an event that is known by its victims alone ("14 dead in Baghdad")."""


def _house(story: Story, figures: list[HarmFigure], events: list[EventFinding], scene: Scene) -> None:
    """Hang the figures of a sentence without deed on the event told just before, else make one of them."""
    if not figures:
        return
    last = events[-1] if events else None
    here = figures[0].trigger
    if last is not None and story.sentences_between(last.trigger.token.i, here.i) <= 2:
        last.toll += [f for f in figures if all((f.harm, f.low, f.high) != (g.harm, g.low, g.high) for g in last.toll)]
        return
    if not story.is_conflict or all(f.harm == "displaced" for f in figures):
        return
    trigger = Trigger(here, TOLL_FRAME)
    place = scene.place_for(story, [here])
    events.append(EventFinding(trigger, "Attack", {}, place, toll=list(figures), links=["toll alone"], tokens=[here]))


def _event(story: Story, deed: Deed, scene: Scene, toll: list[HarmFigure], others: list[Token]) -> EventFinding:
    main = deed.main
    tokens = [t.token for t in deed.triggers]
    roles: dict[str, list[Actor]] = {}
    links = list(deed.links)
    for token in sorted(tokens, key=lambda t: (t != main.token, t.i)):
        if "actor" not in roles:
            actors = _actors(story, token, tokens)
            if actors:
                roles["actor"] = actors
                links += [f"actor: {a.link}" for a in actors]
        if "target" not in roles:
            targets = _targets(story, token, tokens)
            if targets:
                roles["target"] = targets
                links += [f"target: {a.link}" for a in targets]
    elided = next((f.trigger.head for f in toll if f.trigger.tag_ == "CD" and is_verb(f.trigger.head)), None)
    if "actor" not in roles and elided is not None:  # the verb and its subject are shared with the figure before
        actors = [a for a in actors_of(story, agents_of(story, elided)) if not _is_thing(story, a)]
        if actors:
            roles["actor"] = actors
            links.append("actor: shared subject")
    place = scene.place_for(story, tokens, others)
    if place is not None:
        links.append(f"place: {place.link}")
    count = quantity_of(story, main.token) if not is_verb(main.token) else None
    finding = EventFinding(main, main.sub_type, roles, place, count, None, toll, links, tokens)
    return replace(finding, sub_type=_sub_type(story, deed, finding), target_kind=_target_kind(story, roles))


def _sub_type(story: Story, deed: Deed, event: EventFinding) -> str:
    """The sub-event type of the deed: its main trigger's, or what its target and actor make of a plain attack."""
    types = {t.sub_type for t in deed.triggers}
    for special in ("Chemical weapon", "Suicide bomb"):
        if special in types:
            return special
    if any(t.lower_ == "air" for d in deed.triggers if is_verb(d.token) for t in prepositional(d.token, "from")):
        return "Air/drone strike"
    means = _means(story, deed)
    if means and deed.main.sub_type in {"Attack", "Armed clash"} and deed.main.frame.rank <= 5:
        return means
    if "Abduction/forced disappearance" in types and any(story.lemma(t.token) == "kill" for t in deed.triggers):
        return "Attack"
    sub_type = deed.main.sub_type
    if sub_type == "Remote explosive/landmine/IED" and _flown(story, event):
        return "Air/drone strike"
    if sub_type in {"Attack", "Armed clash"} and deed.main.frame.rank <= HARM_RANK and _flown(story, event):
        return "Air/drone strike"
    if sub_type == "Remote explosive/landmine/IED" and _is_heritage(story, event):
        return "Looting/property destruction"
    if (
        sub_type == "Attack"
        and deed.main.frame.rank <= 5
        and (_armed(story, event) or _on_a_town(story, event) or _at_the_front(story, event))
    ):
        return "Armed clash"
    return sub_type


MEANS = ("with", "by", "from", "using")
"""Prepositions under which an attack says what it was made with."""


def _means(story: Story, deed: Deed) -> str | None:
    """The sub-event type that the weapon of an attack makes of it ("hit with mortars", "fired from rocket launchers")."""
    nouns = [n for t in deed.triggers if is_verb(t.token) for h in prepositional(t.token, *MEANS) for n in conjuncts(h)]
    words = {story.lemma(w) for n in nouns for w in (n, *(c for c in n.children if c.dep_ == "compound"))}
    for sub_type, weapons in story.frames.lists["violence"]["means"].items():
        if words & set(weapons):
            return str(sub_type)
    return None


def _at_the_front(story: Story, event: EventFinding) -> bool:
    """Whether an attack without a target is one between armed sides: thrown back, or told of as of the front."""
    if any(t.link == "thing" or t.party is not None or t.generic for t in event.roles.get("target", [])):
        return False
    words = {story.lemma(t) for t in event.trigger.token.sent}
    civilians = words & (story.frames.words("violence", "civilians") - {"village", "community", "man"})
    return not civilians and bool(words & FRONT_WORDS)


FRONT_WORDS = frozenset("repel repulse front frontline position defender offensive trench repelled".split())

AIR = frozenset(
    "jet jets warplane warplanes plane planes aircraft helicopter helicopters drone drones coalition "
    "bomber bombers".split()
)


def _flown(story: Story, event: EventFinding) -> bool:
    """Whether those who bombed did so from the air: a state, a coalition, its jets."""
    for actor in event.roles.get("actor", []):
        if any(t.lower_ in AIR for t in actor.span):
            return True
        if (
            actor.party is not None
            and actor.party.kind in {"government", "state_forces", "coalition"}
            and event.trigger.token.lower_.startswith("bomb")
        ):
            return True
    return False


HERITAGE = frozenset(
    "temple shrine tomb statue mausoleum monument church mosque museum arch statue ruin house home".split()
)
"""Things whose blowing up is their destruction and no attack on people."""


def _is_heritage(story: Story, event: EventFinding) -> bool:
    target = next(iter(event.roles.get("target", [])), None)
    return (
        target is not None
        and bool(event.roles.get("actor"))
        and not event.toll
        and story.lemma(target.span.root) in HERITAGE
    )


def _armed(story: Story, event: EventFinding) -> bool:
    """Whether those attacked were armed: then it is a clash, not violence against civilians."""
    armed, civilians = story.frames.words("violence", "armed"), story.frames.words("violence", "civilians")
    targets = event.roles.get("target", [])
    heads = [t.span.root for t in targets]
    if any(story.lemma(h) in civilians - armed for h in heads):
        return False
    if any(story.lemma(h) in armed for h in heads):
        return True
    if any(t.party is not None and t.party.kind != "class" for t in targets):
        return True
    return any(
        f.victims
        and set(f.victims.lower().split()) & armed | {w for w in f.victims.lower().split() if w.rstrip("s") in armed}
        for f in event.toll
    )


def _on_a_town(story: Story, event: EventFinding) -> bool:
    """Whether a party attacked a town as such ("the regime's attacks on Aleppo"): a clash with those who hold it."""
    if story.lemma(event.trigger.token) not in {"attack", "assault", "storm"} or event.toll:
        return False
    by_party = any(a.party is not None or a.generic for a in event.roles.get("actor", []))
    token = event.trigger.token
    struck = patients(token) if is_verb(token) else prepositional(token, "on", "against")
    return by_party and any(t.i in story.place_at or story.lemma(t) in {"city", "town", "village"} for t in struck)


def _target_kind(story: Story, roles: dict[str, list[Actor]]) -> str | None:
    """What kind of thing was struck, where it is no party ("market", "oil field")."""
    for target in roles.get("target", []):
        if target.party is None and target.link == "thing":
            head = target.span.root
            compound = [c for c in head.children if c.dep_ == "compound" and c.text.islower()]
            return " ".join(c.text.lower() for c in (*compound[-1:], head))
    return None


def _actors(story: Story, token: Token, deed: list[Token]) -> list[Actor]:
    """Who did it: the agent, "X's" or "X" before the noun, "by X", "claimed by X", the subject of a light verb."""
    if is_verb(token):
        heads = [a for a in agents_of(story, token) if a not in deed]
        if story.lemma(token) in {"die", "perish", "explode", "erupt"}:
            return []
        found = [a for h in heads for a in actors_of(story, [h]) if not _is_thing(story, a)]
        found = found or [a for t in deed for a in _attacker_itself(story, t)]
        return found or _party_in(story, heads) or _claimed(story, token)
    groups = story.frames.words("violence", "group_nouns")
    heads = [*children(token, "poss"), *prepositional(token, "by", "between")]
    if not heads:  # "shelling and airstrikes by X"
        heads = [n for t in _coordinated(token) for n in prepositional(t, "by")]
    if not heads:  # "a raid conducted by X", "the use of gas by X"
        heads = [a for c in children(token, "acl", "relcl") if _does(story, c) for a in agents(c)]
        above = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
        if above is not None and above.lower_ in {"use", "campaign", "series", "wave", "string"}:
            heads = [*children(above, "poss"), *prepositional(above, "by")]
    for child in children(token, "amod", "compound", "nmod"):
        group = child.dep_ == "compound" and story.lemma(child) in groups - {
            "man",
            "suspect",
            "drone",
            "special",
            "terrorist",
            "terror",
        }
        if child.lower_ in {"terrorist", "terror", "militant"}:  # "a terrorist attack" names nobody
            continue
        if group or child.i in story.party_at or child.text in story.registry.by_demonym or child.i in story.place_at:
            heads.append(child)
        heads += [c for c in child.children if c.i in story.party_at]
    found = [a for h in heads for a in actors_of(story, [h])]
    verb = governing_verb(token)
    if not found and verb is not None and story.lemma(verb) in story.frames.words("violence", "light_verbs"):
        is_object = token in patients(verb) or any(token in conjuncts(p) for p in patients(verb))
        found = [a for a in actors_of(story, agents(verb)) if not _is_thing(story, a)] if is_object else []
    return found or _attacker_itself(story, token) or _claimed(story, token) or _taker_after(story, token)


def _taker_after(story: Story, token: Token) -> list[Actor]:
    """Who fought where the fighting ends in a capture ("captured by X after days of fighting")."""
    if story.lemma(token) not in {"fighting", "battle", "clash", "combat"}:
        return []
    verb = next((t for t in token.ancestors if is_verb(t)), None)
    taking = verb is not None and any(
        f.sets.get("change") == "gained" for f in story.frames.of(story.lemma(verb), "verb")
    )
    return (
        [a for a in actors_of(story, agents_of(story, verb)) if a.party or a.generic]
        if verb is not None and taking
        else []
    )


def _attacker_itself(story: Story, token: Token) -> list[Actor]:
    """The attacker whose very name tells of the deed ("two suicide bombers struck")."""
    if is_verb(token) or story.lemma(token) not in {"bomber", "attacker", "mob"}:
        return []
    start, end = noun_phrase(token)
    return [Actor(story.span(start, end), None, "names the deed", generic=True)]


def _does(story: Story, verb: Token) -> bool:
    """Whether a clause on a deed says who did it ("carried out by X")."""
    return is_verb(verb) and story.lemma(verb) in story.frames.words("violence", "light_verbs")


def _party_in(story: Story, heads: list[Token]) -> list[Actor]:
    """The party whose people or things act ("Syrian regime aircrew dropped")."""
    for head in heads:
        named = next((story.party_at[t.i] for t in head.subtree if t.i < head.i and t.i in story.party_at), None)
        if named is not None and named.kind == "name":
            return [Actor(story.span(named.start, max(named.end, head.i + 1)), named.party, "named")]
    return []


def _coordinated(noun: Token) -> list[Token]:
    """The other deeds in one coordination with a noun."""
    while noun.dep_ == "conj" and not is_verb(noun.head):
        noun = noun.head
    return conjuncts(noun)


def _claimed(story: Story, token: Token) -> list[Actor]:
    """ "claimed by X", "blamed on X" beside the deed."""
    for verb in (
        *children(token, "acl", "relcl"),
        *([governing_verb(token)] if not is_verb(token) and governing_verb(token) else []),
    ):
        if verb is not None and story.lemma(verb) == "claim" and is_passive(verb):
            return actors_of(story, agents(verb))
        if (
            verb is not None
            and story.lemma(verb) == "claim"
            and token in [c for o in objects(verb) for c in conjuncts(o)]
        ):
            claimed = [a for a in actors_of(story, agents(verb)) if a.party is not None and a.party.kind in ARMED_KINDS]
            if claimed:
                return claimed
        if verb is not None and story.lemma(verb) == "blame":
            return actors_of(story, prepositional(verb, "on"))
    return []


def _is_thing(story: Story, actor: Actor) -> bool:
    root = actor.span.root
    return actor.party is None and actor.link == "entity" and root.ent_type_ not in {"PERSON", "ORG", "NORP"}


def _struck_by_verb(story: Story, verb: Token, deed: list[Token]) -> list[Token]:
    heads = [p for p in patients(verb) if p not in deed]
    lemma = story.lemma(verb)
    if lemma in {"die", "perish"}:
        heads = agents(verb)
    if lemma in {"clash", "fight", "battle"}:
        heads += prepositional(verb, "with", "against")
    if lemma in {"fire", "shoot"}:
        heads += prepositional(verb, "at", "on")
    if any(h.lower_ in {"fire", "ablaze"} for h in heads):
        heads = prepositional(verb, "on", "to", "at")
    if event_weapon(story, heads):
        heads = prepositional(verb, "at", "on", "into", "against", "toward", "towards", "over")
    return heads


def _struck_by_noun(story: Story, noun: Token, deed: list[Token]) -> list[Token]:
    words = story.frames.words
    heads = prepositional(noun, "on", "against", "at", "with")
    if story.lemma(noun) in words("violence", "done_to_nouns"):
        heads += prepositional(noun, "of")
    verb = governing_verb(noun)
    if heads or verb is None or verb in deed:
        return heads
    strikes = story.lemma(verb) in words("violence", "striking_verbs") | {"kill", "wound", "injure"}
    return [o for o in objects(verb) if noun not in conjuncts(o)] if strikes else []


def _targets(story: Story, token: Token, deed: list[Token]) -> list[Actor]:
    """Whom or what it struck: the patient, "on X", "against X", "of X" after deeds done to someone."""
    heads = _struck_by_verb(story, token, deed) if is_verb(token) else _struck_by_noun(story, token, deed)
    found: list[Actor] = []
    for head in (t for h in heads for t in conjuncts(h)):
        if head.ent_type_ in {"DATE", "TIME"}:
            continue
        actor = actor_of(story, head)
        if actor is not None:
            found.append(actor)
        elif head.i not in story.place_at and head.tag_[:2] in {"NN", "CD"}:
            start = head.left_edge.i if head.i - head.left_edge.i < 6 else head.i
            found.append(Actor(story.span(start, head.i + 1), None, "thing"))
    return found[:3]


def event_weapon(story: Story, heads: list[Token]) -> bool:
    """Whether what a verb is done to is a weapon ("fired rockets", "dropped bombs"), and not what was struck."""
    return bool(heads) and all(story.lemma(h) in story.frames.words("violence", "weapons") for h in heads)


def _empty(story: Story, event: EventFinding) -> str | None:
    """Why a deed is too bare to be an event; null if it is one."""
    if event.trigger.frame.rank <= HARM_RANK and event.toll and all(f.high == 0 for f in event.toll):
        return "nobody was harmed"
    named_place = event.place is not None and event.place.link != "carried"
    if event.toll:
        return None
    token = event.trigger.token
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


GENERIC_EVENT_NOUNS = frozenset(
    "attack assault incident explosion blast bombing strike raid shooting killing massacre operation "
    "clash fighting battle offensive airstrike shelling".split()
)


def _same_as_before(story: Story, event: EventFinding, events: list[EventFinding]) -> EventFinding | None:
    """The event told before that "the attack" or "the explosion" takes up again; null if this is another one."""
    token = event.trigger.token
    if is_verb(token) or story.lemma(token) not in GENERIC_EVENT_NOUNS:
        return None
    if not any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in token.children) or (
        token.tag_ == "NNS" and event.count is not None
    ):
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
        elsewhere = (
            event.place is not None
            and earlier.place is not None
            and event.place.link != "carried"
            and event.place.name != earlier.place.name
        )
        if alike and not elsewhere:
            return earlier
    return None


ELSEWHERE = frozenset("elsewhere separately another meanwhile also later other earlier".split())
"""Words in a sentence that say it tells of another deed than the one before."""


def _harm_of_before(story: Story, event: EventFinding, events: list[EventFinding], scene: Scene) -> EventFinding | None:
    """The event of the sentence before whose victims a sentence counts ("A bomb went off in X. Twelve people died.")."""
    by_it = any(
        a.link.startswith("pronoun it") or a.link.startswith("pronoun It") for a in event.roles.get("actor", [])
    )
    if event.trigger.frame.rank > HARM_RANK or (event.roles.get("actor") and not by_it) or not events or scene.places:
        return None
    earlier, token = events[-1], event.trigger.token
    between = story.sentences_between(earlier.trigger.token.i, token.i)
    if between != 1 or any(t.lower_ in ELSEWHERE for t in token.sent) or earlier.sub_type not in VIOLENT:
        return None
    counted = {f.harm for f in earlier.toll}
    return None if any(f.harm in counted for f in event.toll) else earlier


VIOLENT = frozenset(
    s
    for s, t in TYPE_OF_SUB_EVENT.items()
    if t in {"Battles", "Explosions/Remote violence", "Violence against civilians"}
)


def _claimed_later(story: Story, events: list[EventFinding]) -> None:
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


def _in_series(story: Story, events: list[EventFinding]) -> None:
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


def _beside_another(events: list[EventFinding]) -> None:
    """Give coordinated deeds one actor where the words name it once ("shelling and airstrikes by X")."""
    for event in events:
        if "actor" in event.roles or is_verb(event.trigger.token):
            continue
        listed = {t.i for t in _coordinated(event.trigger.token)}
        other = next((e for e in events if e.trigger.token.i in listed and "actor" in e.roles), None)
        if other is not None:
            event.roles["actor"] = [replace(a, link="coordinated deed") for a in other.roles["actor"]]
            event.links.append("actor: coordinated deed")


def _add_to(earlier: EventFinding, event: EventFinding) -> None:
    """Give an earlier event what its second mention adds."""
    earlier.toll += [
        f for f in event.toll if all((f.harm, f.low, f.high) != (g.harm, g.low, g.high) for g in earlier.toll)
    ]
    for role, actors in event.roles.items():
        earlier.roles.setdefault(role, actors)
    if earlier.place is None or earlier.place.link == "carried":
        earlier.place = event.place or earlier.place


def _by_place(story: Story, event: EventFinding, scene: Scene) -> Iterator[EventFinding]:
    """One event for each place of a list ("bombings in Jabla and Tartus"); the toll stays with the first."""
    yield event
    for place in scene.listed_with(story, event.place):
        yield replace(event, place=place, toll=[], links=[*event.links, "listed place"])
