"""Who did a deed and to whom it was done."""

from spacy.tokens import Token

from warledger.reading.actors import Actor, actor_of, actors_of
from warledger.reading.company import governing_verb
from warledger.reading.paths import agents_of
from warledger.reading.relevance import ARMED_KINDS
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    children,
    conjuncts,
    coordination,
    is_passive,
    is_verb,
    noun_phrase,
    objects,
    patients,
    prepositional,
)


def doers_of(story: Story, token: Token, deed: list[Token]) -> list[Actor]:
    """Who did it: the agent, "X's" or "X" before the noun, "by X", "claimed by X", the subject of a light verb."""
    if is_verb(token):
        heads = [a for a in agents_of(story, token) if a not in deed]
        if story.lemma(token) in {"die", "perish", "explode", "erupt"}:
            return []
        found = [a for h in heads for a in actors_of(story, [h]) if not is_thing(story, a)]
        found = found or [a for t in deed for a in _attacker_itself(story, t)]
        return found or _party_in(story, heads) or _claimed(story, token)
    groups = story.frames.words("violence", "group_nouns")
    heads = [*children(token, "poss"), *prepositional(token, "by", "between")]
    if not heads:  # "shelling and airstrikes by X"
        heads = [n for t in coordination(token) for n in prepositional(t, "by")]
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
        found = [a for a in actors_of(story, agents(verb)) if not is_thing(story, a)] if is_object else []
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


def is_thing(story: Story, actor: Actor) -> bool:
    """Whether a name is that of a thing (a weapon, a work, an event) that does nothing by itself."""
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


def struck_by(story: Story, token: Token, deed: list[Token]) -> list[Actor]:
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
