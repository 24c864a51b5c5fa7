"""What a noun or pronoun refers to as a party.

Every answer carries the words it was read from and the link that led to it; what cannot be resolved keeps its text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from warledger.gazetteer.resolve import Resolved
from warledger.parties.finder import PartyName
from warledger.parties.registry import Party
from warledger.reading.lost import lost_subject
from warledger.reading.paths import HELD_WORDS
from warledger.reading.story import Story
from warledger.reading.syntax import clause_head, conjuncts, is_verb, noun_phrase, prepositional

PRONOUNS = frozenset("they them their it its he him his she her we us our themselves itself who which that".split())
GROUP_PRONOUNS = frozenset("they them their themselves we us our".split())
BACKED = frozenset(
    "backed led allied linked affiliated supported aligned dominated held controlled occupied besieged "
    "run ruled trained funded based".split()
)
"""Participles after a hyphen whose first half is not the party meant ("US-backed rebels")."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party as referred to: the words, the registry's party if it can be told, and how it was found."""

    span: Span
    party: Party | None
    link: str
    generic: bool = False
    called: str | None = None
    """The words that a pronoun stands for, where the registry knows no party for them."""

    @property
    def name(self) -> str:
        """The registry's name, or the words themselves."""
        return self.party.name if self.party else self.called or self.span.text


def party_of_names(story: Story, start: int, end: int, *, last: bool = True) -> PartyName | None:
    """The party named within a token range, the one nearest its head, passing over "X-backed"."""
    found: list[PartyName] = []
    at = start
    while at < end:
        name = story.party_at.get(at)
        if name is not None and name.end <= end + 8:
            if not _is_backer(story, name):
                found.append(name)
            at = max(name.end, at + 1)
        else:
            at += 1
    named = [f for f in found if f.kind in {"name", "person"}] or found
    return (named[-1] if last else named[0]) if named else None


def _is_backer(story: Story, name: PartyName) -> bool:
    doc = story.doc
    if name.end < len(doc) and doc[name.end].text == "-" and name.end + 1 < len(doc):
        return doc[name.end + 1].lower_ in BACKED
    return (
        name.end < len(doc) and doc[name.end].lower_.lstrip("-") in BACKED and doc[name.end - 1].whitespace_ == ""
    ) or (name.end < len(doc) and doc[name.end].lower_ in {"backed", "led"} and doc[name.end].dep_ == "amod")


def _is_holder(story: Story, name: PartyName) -> bool:
    """Whether a party's name stands before "-held"."""
    after = [t.lower_ for t in story.doc[name.end : name.end + 2]]
    return len(after) == 2 and after[0] in {"-", "–"} and after[1] in HELD_WORDS


def actors_of(story: Story, heads: list[Token]) -> list[Actor]:
    """The parties a list of nouns refers to, coordination expanded, duplicates left out."""
    found: list[Actor] = []
    for head in heads:
        for token in conjuncts(head):
            actor = actor_of(story, token)
            if actor is not None and all(actor.span.start != a.span.start for a in found):
                found.append(actor)
    return found


def actor_of(story: Story, head: Token) -> Actor | None:
    """The party a noun or pronoun refers to; null if it cannot be a party at all (a thing, a place, a number)."""
    if head.lower_ in PRONOUNS:
        return _pronoun(story, head)
    name = story.party_at.get(head.i)
    if (
        name is not None
        and name.kind in {"name", "person"}
        and (_is_holder(story, name) or not _is_backer(story, name))
    ):
        start, end = noun_phrase(head)
        return Actor(story.span(min(start, name.start), max(end, name.end)), name.party, "named")
    start, end = noun_phrase(head)
    start = _past_dates(story, start, head.i)
    if name is not None and name.kind == "generic" and name.end == head.i + 1:
        span = story.span(min(start, name.start), name.end)
        return Actor(span, name.party, f"description {span.text} = {name.party.name}", generic=True)
    groups = story.frames.words("violence", "group_nouns")
    lemma = story.lemma(head)
    inside = party_of_names(story, start, end)
    if inside is not None and inside.kind in {"name", "person"} and (lemma in groups or head.i < inside.end):
        return Actor(story.span(start, max(end, inside.end)), inside.party, "named")
    demonym = next(
        (
            story.registry.by_demonym[t.text]
            for t in story.doc[start:end]
            if t.text in story.registry.by_demonym and t.ent_type_ != "PERSON" and not _before_backed(story, t)
        ),
        None,
    )
    if lemma in groups or head.text in groups:
        if demonym is not None and not _opposed(story, start, end):
            return Actor(story.span(start, end), demonym, "nationality")
        belonging = _belonging(story, head)
        if belonging is not None:
            return belonging
        return _generic(story, head, start, end)
    if head.ent_type_ in {"ORG", "NORP", "PERSON"} or (demonym is not None and head.text in story.registry.by_demonym):
        if head.i in story.place_at and not story.place_at[head.i].people:
            return _country_actor(story, head)
        ent = story.entity_at(head.i)
        span = story.span(min(start, ent.start), max(end, ent.end)) if ent else story.span(start, end)
        return Actor(span, demonym if head.text in story.registry.by_demonym else None, "entity")
    return _country_actor(story, head)


def _past_dates(story: Story, start: int, head: int) -> int:
    """Where a phrase begins once dating words that the parser put into it are left out ("on 25 February soldiers ...")."""
    while start < head and story.dates.over(story.doc[start].idx) is not None:
        start += 1
    return start


def _before_backed(story: Story, token: Token) -> bool:
    return (
        token.i + 2 < len(story.doc) and story.doc[token.i + 1].text == "-" and story.doc[token.i + 2].lower_ in BACKED
    )


OPPOSED = frozenset(
    "rebel rebels opposition insurgent insurgents militants jihadists separatists protesters "
    "demonstrators civilians tribal kurdish militia militias fighters anti antigovernment islamist".split()
)


def _opposed(story: Story, start: int, end: int) -> bool:
    """Whether words beside a nationality say that its state is not meant ("Syrian rebels", "Iraqi tribal fighters")."""
    return any(t.lower_ in OPPOSED for t in story.doc[start:end])


LINKING = frozenset("loyal led backed commanded allied supported belonging aligned affiliated".split())
"""Words that join a description to its leader or party after it ("forces loyal to X", "rebels led by X")."""


def _belonging(story: Story, head: Token) -> Actor | None:
    """ "fighters of X", "forces loyal to X", "militants from X", "rebels led by X", "soldiers from Niger"."""
    inner = prepositional(head, "of", "from")
    for child in head.children:
        if child.lower_ in LINKING and child.i > head.i and child.dep_ in {"amod", "acl", "advcl", "relcl"}:
            inner += prepositional(child, "to", "by", "with")
    start, _ = noun_phrase(head)
    for noun in inner:
        name = story.party_at.get(noun.i)
        if name is not None and name.kind in {"name", "person"}:
            return Actor(story.span(start, max(name.end, noun.i + 1)), name.party, "named")
        country = _country_actor(story, noun)
        if country is not None and noun.head.lower_ in {"from", "of"}:
            return Actor(story.span(start, country.span.end), country.party, "nationality")
        if noun.ent_type_ in {"ORG", "PERSON"}:
            return Actor(story.span(start, noun.i + 1), None, "named")
        whole = actor_of(story, noun) if story.lemma(noun) in _DESCRIBES else None
        if whole is not None and whole.party is not None:  # "gunmen from the same group"
            return replace(whole, span=story.span(start, noun.i + 1))
    return None


def _country_actor(story: Story, head: Token) -> Actor | None:
    """A country as an actor ("Russia said", "Turkey struck") stands for its state."""
    place = story.place_at.get(head.i)
    if place is None or place.fcode != "PCLI" or not isinstance(place.answer, Resolved):
        return None
    state = story.registry.state_of(place.country)
    return Actor(story.span(place.start, place.end), state, "country")


def _generic(story: Story, head: Token, start: int, end: int) -> Actor:
    span = story.span(start, end)
    party = _owner(story, head) or _antecedent_party(story, head, span)
    return Actor(span, party, f"description {span.text} = {party.name}" if party else "description", generic=True)


def _owner(story: Story, head: Token) -> Party | None:
    """The party whose people are meant: "its columns", "whose peacekeepers", "Haftar's men"."""
    owner = next((c for c in head.children if c.dep_ == "poss"), None)
    if owner is None:
        return None
    if owner.lower_ in {"whose", "its", "their"}:
        actor = _pronoun(story, owner) if owner.lower_ != "whose" else _whose(story, head)
    else:
        actor = actor_of(story, owner)
    return actor.party if actor is not None else None


def _whose(story: Story, head: Token) -> Actor | None:
    verb = clause_head(head)
    return actor_of(story, verb.head) if verb.dep_ == "relcl" and verb.head.i < head.i else None


def _antecedent_party(story: Story, head: Token, span: Span) -> Party | None:
    """ "the group", "the militants": the last party named before that can be so described."""
    lemma = story.lemma(head)
    if lemma in STATE_NOUNS and _speaks_of_state(story, head, span):
        return story.home_state
    kinds = _DESCRIBES.get(lemma)
    definite = (
        any(t.lower_ in {"the", "this", "that", "these", "those", "its", "their"} for t in head.children) or head.i == 0
    )
    if not kinds or not definite or any(t != head and t.lower_ not in TAKEN_UP for t in span):
        return None
    troops: Party | None = None
    for name in story.parties.backwards(head.i):
        if name.end > head.i or not _may_be_called(story, name, lemma):
            continue
        if lemma != "group" or name.party.name.split()[-1].lower() not in TROOPS:
            return name.party
        troops = troops or name.party
    return troops or _only_one_called(story, lemma)


def _may_be_called(story: Story, name: PartyName, lemma: str) -> bool:
    """Whether a description can stand for a party that is named."""
    fits = name.kind == "name" and name.party.kind in _DESCRIBES[lemma]
    return fits and not _is_backer(story, name) and not (lemma in SIDES and _called_otherwise(name.party, lemma))


def _only_one_called(story: Story, lemma: str) -> Party | None:
    """The party of a report that a description fits, if there is one alone: it may be named only after ("X remains in the
    militants' hands. IS had taken it")."""
    fitting = {name.party.id: name.party for name in story.parties if _may_be_called(story, name, lemma)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


TROOPS = frozenset("forces units army brigades command".split())
"""Last words of the names of bodies of troops, which are called a group only where nobody else is meant."""


SIDES = frozenset({"rebel", "insurgent"})
"""Descriptions of a side in a war, which others that fight the same enemy are not called."""


def _called_otherwise(party: Party, lemma: str) -> bool:
    """Whether the registry knows by which descriptions a party goes, and this is none of them ("the rebels" are not IS)."""
    return bool(party.generic) and not any(lemma in described for described in party.generic)


TAKEN_UP = frozenset({"same", "the", "this", "that"})
"""Words before a description that say that it was named before ("the same group")."""

STATE_NOUNS = frozenset("army military government troop force soldier police regime".split())
"""Nouns for the forces of the state that a story is set in ("the army", "government forces")."""

STATE_WORDS = frozenset(
    "the government national federal state security regular army military its loyalist regime".split()
)
"""Words that may stand with them without making them another's."""


def _speaks_of_state(story: Story, head: Token, span: Span) -> bool:
    """Whether a description means the state's own forces: "the army", "government forces", but not "their forces"."""
    words = {t.lower_ for t in span}
    bare = head.lower_ in {"army", "military", "government", "regime"}
    if not words - {head.lower_} <= STATE_WORDS or any(c.dep_ in {"poss", "acl", "relcl"} for c in head.children):
        return False
    return bare or bool(words & {"government", "army", "federal", "regime", "national", "state"})


_DESCRIBES = {
    "guerrilla": {"armed_group"},
    "rebel": {"armed_group"},
    "fighter": {"armed_group"},
    "gunman": {"armed_group"},
    "movement": {"armed_group"},
    "group": {"armed_group", "militia", "criminal_group"},
    "militant": {"armed_group"},
    "jihadist": {"armed_group"},
    "extremist": {"armed_group"},
    "terrorist": {"armed_group"},
    "organization": {"armed_group"},
    "insurgent": {"armed_group"},
    "militia": {"militia"},
    "coalition": {"coalition"},
    "alliance": {"coalition"},
    "cartel": {"criminal_group"},
    "gang": {"criminal_group"},
    "paramilitary": {"armed_group", "militia"},
    "branch": {"armed_group", "militia"},
    "faction": {"armed_group", "militia"},
    "organisation": {"armed_group"},
    "outfit": {"armed_group", "criminal_group"},
    "raider": {"armed_group"},
}
"""Descriptions that can stand for a party named before, and the kinds of party they fit."""


def _pronoun(story: Story, head: Token) -> Actor | None:
    for candidate in _before(story, head):
        if candidate.lower_ in PRONOUNS:
            continue
        actor = actor_of(story, candidate)
        if actor is None or (actor.generic and head.lower_ in {"it", "its"} and not _is_one_body(story, candidate)):
            continue
        if head.lower_ in {"he", "him", "his", "she", "her"} and candidate.ent_type_ != "PERSON":
            continue
        if head.lower_ in GROUP_PRONOUNS and candidate.ent_type_ == "PERSON" and actor.party is None:
            continue
        return (
            Actor(
                story.span(head.i, head.i + 1),
                actor.party,
                f"pronoun {head.text} = {actor.name}",
                generic=actor.party is None,
            )
            if actor.party
            else replace(
                actor,
                span=story.span(head.i, head.i + 1),
                link=f"pronoun {head.text} = {actor.name}",
                called=actor.called or actor.span.text,
            )
        )
    if head.lower_ in {"they", "he", "she", "we"}:
        return Actor(story.span(head.i, head.i + 1), None, "unresolved pronoun", generic=True)
    return None


ONE_BODY = frozenset(
    "army military government coalition group militia police force alliance movement organisation organization navy "
    "regime junta faction brigade party front".split()
)
"""Descriptions in the singular that "it" can take up."""


def _is_one_body(story: Story, noun: Token) -> bool:
    return noun.tag_ == "NN" and story.lemma(noun) in ONE_BODY


def _takes(story: Story, verb: Token) -> bool:
    """Whether a verb is one of taking places: who "then took B" is who took A."""
    frames = story.frames.within("territory", story.lemma(verb), "verb") if is_verb(verb) else ()
    return any(f.sets.get("change") == "gained" for f in frames)


def _lost(story: Story, sentence: Span) -> list[Token]:
    """The subject of a sentence's main verb where the parser sees none."""
    root = sentence.root
    if not is_verb(root) or any(c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for c in root.children):
        return []
    found = lost_subject(story, root)
    return [found] if found is not None else []


def _before(story: Story, head: Token) -> Iterator[Token]:
    """Nouns before a pronoun, the likeliest antecedents first: subjects of the clauses before, then other nouns."""
    sent = head.sent
    clause = clause_head(head)
    if clause.dep_ == "advcl" and is_verb(clause.head) and clause.i < clause.head.i:  # "since they took X, ISIS lost Y"
        yield from (t for t in clause.head.children if t.dep_ in {"nsubj", "nsubjpass"} and t.i > head.i)
    earlier = [
        t for t in story.doc[sent.start : head.i] if t.dep_ in {"nsubj", "nsubjpass"} and clause_head(t) != clause
    ]
    main = [t for t in earlier if clause_head(t).dep_ in {"ROOT", "conj", "ccomp"}]
    yield from reversed(main)
    yield from (t for t in reversed(earlier) if t not in main)
    at = sent.start
    for _ in range(2):
        if at <= 0:
            break
        previous = story.doc[at - 1].sent
        subjects_ = [t for t in previous if t.dep_ in {"nsubj", "nsubjpass"}]
        yield from _lost(story, previous)
        takes = _takes(story, clause)
        yield from sorted(
            subjects_,
            key=lambda t: (takes and not _takes(story, t.head), t.head.dep_ != "ROOT", t.dep_ != "nsubj", t.i),
        )
        yield from (t for t in previous if t.dep_ in {"pobj", "dobj", "poss"} and story.party_at.get(t.i))
        at = previous.start
