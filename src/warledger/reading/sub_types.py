"""Which of ACLED's sub-event types a deed is of, and what it was aimed at."""

from warledger.reading.actors import Actor
from warledger.reading.event_finding import EventFinding
from warledger.reading.story import Story
from warledger.reading.syntax import conjuncts, is_verb, patients, prepositional
from warledger.reading.triggers import HARM_RANK, Deed


def sub_type_of(story: Story, deed: Deed, event: EventFinding) -> str:
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


def target_kind_of(story: Story, roles: dict[str, list[Actor]]) -> str | None:
    """What kind of thing was struck, where it is no party ("market", "oil field")."""
    for target in roles.get("target", []):
        if target.party is None and target.link == "thing":
            head = target.span.root
            compound = [c for c in head.children if c.dep_ == "compound" and c.text.islower()]
            return " ".join(c.text.lower() for c in (*compound[-1:], head))
    return None
