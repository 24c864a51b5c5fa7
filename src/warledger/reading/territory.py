"""Control of places: frames of frames/territory.toml matched on the parse."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.attempts import failed_attempts
from warledger.reading.frames import Frame
from warledger.reading.gapped import gapped_after
from warledger.reading.listing import listed_after
from warledger.reading.modality import Put
from warledger.reading.paths import HELD_WORDS, SIEGE_WORDS, Dropped, siege_of, walk
from warledger.reading.rings import BESIEGED, find_rings, is_besieged_object, siege_meant
from warledger.reading.spots import CARRIED as PLACE_CARRIED
from warledger.reading.spots import PlaceRef, last_place, places_of
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    children,
    is_passive,
    is_verb,
    patients,
    prepositional,
    subjects,
)


@dataclass(frozen=True, slots=True)
class ControlFinding:
    """What one frame found at one trigger for one place, before time and speaker are added."""

    frame: Frame
    trigger: Token
    change: str
    place: PlaceRef
    roles: dict[str, list[Actor]]
    links: list[str] = field(default_factory=list)
    put: Put | None = None


Found = ControlFinding | Dropped


def find_control(story: Story) -> list[Found]:
    """Every control statement the frames find, and every trigger they drop."""
    found = _without_plans_that_failed([*_by_frames(story), *find_compounds(story), *_failed(story), *_rings(story)])
    found = _with_gapped(story, found)
    found = sorted(found, key=lambda f: f.trigger.idx if isinstance(f, ControlFinding) else f.start)
    return _with_carried_gainers(story, _with_sieges_meant(story, found))


def _with_sieges_meant(story: Story, found: list[Found]) -> list[Found]:
    """All findings in order, those of a siege that is spoken of without its place with that of the siege told of before."""
    done: list[Found] = []
    besieged: list[tuple[Token, PlaceRef]] = []
    for finding in found:
        if isinstance(finding, ControlFinding) and (
            finding.change in {"besieged", "siege_ended"} or finding.frame.id in SURRENDERS
        ):
            finding = replace(finding, place=siege_meant(story, besieged, finding.trigger, finding.place))
            if finding.change == "besieged" and finding.put is None:
                besieged.append((finding.trigger, finding.place))
            unknown = finding.place.link == PLACE_CARRIED and finding.place.name not in {p.name for _, p in besieged}
            if finding.frame.id in SURRENDERS and unknown:
                at = finding.trigger.idx
                finding = Dropped(at, at + len(finding.trigger), finding.frame.id, "no place besieged before it")
        done.append(finding)
    return done


FAILED = Frame(id="territory.failed-attempt", domain="territory", sets={"change": "gained"})


def _failed(story: Story) -> Iterator[ControlFinding]:
    """Attempts on a place that came to nothing, as changes that did not happen."""
    for trigger, attackers, places in failed_attempts(story):
        for place in places:
            roles = {"gainer": attackers} if attackers else {}
            yield ControlFinding(
                FAILED, trigger, "gained", place, roles, joined_by(place, roles), Put("negated", trigger.text)
            )


def _rings(story: Story) -> Iterator[ControlFinding]:
    """Rings round places that are told to close or to open."""
    for frame, verb, place, doers in find_rings(story):
        actors = actors_of(story, doers)
        roles = {"besieger" if frame.sets["change"] == "besieged" else "actor": actors} if actors else {}
        yield ControlFinding(frame, verb, frame.sets["change"], place, roles, joined_by(place, roles))


def _without_plans_that_failed(found: list[Found]) -> list[Found]:
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


def _with_gapped(story: Story, found: list[Found]) -> list[Found]:
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


FOLLOW = "territory.follow"


def _with_carried_gainers(story: Story, found: list[Found]) -> list[Found]:
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


def _by_frames(story: Story) -> Iterator[Found]:
    for token, frames in story.framed("territory"):
        if _in_compound(story, token):
            continue
        matched = False
        for frame in frames:
            if matched:
                break
            if not _has_company(story, frame, token):
                continue
            for found in _match(story, frame, token):
                matched = matched or isinstance(found, ControlFinding)
                yield found


def _in_compound(story: Story, token: Token) -> bool:
    """Whether a participle is an adjective ("rebel-held", "besieged Madaya"): these are read by themselves."""
    if token.lower_ in SIEGE_WORDS and token.dep_ in {"dobj", "pobj", "nsubjpass"}:  # "broke the siege of X"
        above = token.head.head if token.dep_ == "pobj" else token.head
        if above.lower_.startswith(GIVEN_UP):
            return True
    hyphen = token.i > 1 and token.nbor(-1).text in {"-", "–"} and token.lower_ in HELD_WORDS
    return hyphen or _is_besieged(story, token) or is_besieged_object(token)


GIVEN_UP = ("break", "broke", "lift", "end", "reliev", "relief", "rais", "breach", "abandon", "gave", "give")
"""Beginnings of verbs that end the siege that is their object."""

LENGTHS = frozenset({"days", "weeks", "months", "years"})
"""What may be told of a deed in its stead ("ended two years of siege")."""


def _has_company(story: Story, frame: Frame, token: Token) -> bool:
    done_to = [n for o in patients(token)[:1] for n in (o, *prepositional(o, "of")) if n is o or o.lower_ in LENGTHS]
    if frame.with_noun and frame.verbs and not any(story.lemma(n) in frame.with_noun for n in done_to):
        return False
    if (
        frame.with_noun
        and not frame.verbs
        and not any(story.lemma(o) in frame.with_noun for o in prepositional(token, "of", "to"))
    ):
        return False
    if frame.with_particle and not any(
        c.dep_ in {"prt", "advmod", "prep"} and c.lower_ in frame.with_particle for c in token.children
    ):
        return False
    doers = siege_of(token) if frame.with_agent & SIEGE_WORDS else agents(token)
    if frame.with_agent and not any(story.lemma(a) in frame.with_agent for a in doers):
        return False
    if frame.with_prep and frame.verbs:
        return any(c.lower_ in frame.with_prep and c.dep_ in {"prep", "prt", "advmod"} for c in token.children)
    if frame.with_verb and not any(story.lemma(v) in frame.with_verb for v in list(token.ancestors)[:3] if is_verb(v)):
        return False
    if frame.with_prep and frame.nouns:
        return token.dep_ == "pobj" and token.head.lower_ in frame.with_prep
    return True


def _match(story: Story, frame: Frame, token: Token) -> Iterator[Found]:
    roles, places, links = _arguments(story, frame, token)
    end = token.idx + len(token)
    after_siege = token.lower_ in SIEGE_WORDS and token.head.lower_ in {"after", "following"}
    left_open = "place" not in frame.roles or (frame.with_noun | frame.with_agent) & SIEGE_WORDS or after_siege
    left_open = left_open or (frame.id in SURRENDERS and _are_the_last(story, token))
    if not places and left_open:  # "soldiers walked in", "broke the siege": that of the place told of last
        places = last_place(story, token)
    if not places and any(story.lemma(p) in LAND for p in patients(token)):
        places = [replace(p, part=True) for p in places_of(story, prepositional(token, "in", "inside", "across"))]
    if not places:
        yield Dropped(token.idx, end, frame.id, "no place in the clause")
        return
    reason = _reject(story, frame, token, roles, places)
    if reason:
        yield Dropped(token.idx, end, frame.id, reason)
        return
    if frame.sets["change"] != "contested":
        places = [*places, *listed_after(story, places, token)]
    if frame.sets["change"] == "gained":
        places = [_with_the_last(place) for place in places]
    for place in places:
        yield ControlFinding(
            frame,
            token,
            frame.sets["change"],
            place,
            roles,
            links + joined_by(place, roles),
            _aside(token),
        )


PLACE_SURRENDERS = "territory.place-surrenders"

SURRENDERS = frozenset({"territory.garrison-surrenders", "territory.lay-down-arms"})


def _are_the_last(story: Story, token: Token) -> bool:
    """Whether those who surrender are all who were left: "the garrison", "the last fighters", "the defenders"."""
    return any(
        (story.lemma(a) in {"garrison", "defender"} and any(c.lower_ == "the" for c in a.children))
        or any(t.lower_ in {"last", "remaining", "its"} for t in (a, *a.children))
        for a in agents(token)
    )


def _aside(token: Token) -> Put | None:
    """That what a phrase in commas tells is so, whatever its clause says ("the town, under siege since May, will be ours")."""
    under = token.head
    inserted = under.lower_ == "under" and under.i > 0 and under.nbor(-1).text == ","
    return Put("asserted") if inserted and token.lower_ in SIEGE_WORDS else None


REMAINING = frozenset({"last", "final", "remaining"})


def _with_the_last(place: PlaceRef) -> PlaceRef:
    """Who takes the last part of a place has the whole: "captured the city's last district", "the last hills of Derna"."""
    root = place.span.root
    part = root.head.head if root.dep_ == "pobj" and root.head.lower_ in {"of", "in"} else root
    last = any(t.lower_ in REMAINING for t in (*place.span, *part.children))
    return replace(place, part=place.part and not last)


LAND = frozenset({"territory", "ground", "land", "area", "terrain"})
"""What is held of a place that the verb names with "in" ("holds no territory in X", "lost ground in X")."""


def _arguments(story: Story, frame: Frame, token: Token) -> tuple[dict[str, list[Actor]], list[PlaceRef], list[str]]:
    """The parties in the roles of a frame, its places, and the paths by which they were found, the first that leads there."""
    roles: dict[str, list[Actor]] = {}
    places: list[PlaceRef] = []
    links: list[str] = []
    for role, paths in frame.roles.items():
        for path in paths:
            heads = walk(story, token, path)
            if path == "poss" and role != "place" and "place by poss" in links:
                continue
            if path == "poss" and role == "place":  # "its liberation", but not "their capture"
                heads = [h for h in heads if h.lower_ == "its" or h.i in story.place_at]
            if role == "place":
                places = places_of(story, heads)
            elif actors := actors_of(story, heads) or (_peoples(story, heads) if path == "amod_party" else []):
                roles[role] = actors
            if places if role == "place" else role in roles:
                links.append(f"{role} by {path}")
                break
    return roles, places, links


def _peoples(story: Story, adjectives: list[Token]) -> list[Actor]:
    """The peoples that no registry knows as parties, in whose hands something is ("in Chechen hands")."""
    return [
        Actor(story.span(a.i, a.i + 1), None, "adjective", generic=True) for a in adjectives if a.text[:1].isupper()
    ]


def joined_by(place: PlaceRef, roles: dict[str, list[Actor]]) -> list[str]:
    """The links that joined a place and parties to a statement, each with its role."""
    return [f"place: {place.link}", *(f"{role}: {a.link}" for role, actors in roles.items() for a in actors)]


def _reject(
    story: Story, frame: Frame, token: Token, roles: dict[str, list[Actor]], places: list[PlaceRef]
) -> str | None:
    """Why a match is no statement on control; null if it is one."""
    for need in frame.needs - {"place"}:
        if need not in roles:
            return f"no {need}"
    if frame.sets["change"] == "contested":
        return None
    if story.lemma(token) == "storm" and any(
        story.lemma(o) in story.frames.words("violence", "buildings") for o in patients(token)
    ):
        return "an attack on a building"
    losers = roles.get("loser", [])
    if losers and all(story.lemma(a.span.root) in story.frames.words("territory", "individuals") for a in losers):
        return "those who left hold no places"
    other = _other_sense(story, frame, token)
    if other:
        return other
    if frame.weak and not roles:
        named = any(p.named and not p.named.people and p.link != "pronoun" for p in places)
        if story.is_conflict and named and (frame.id in {"territory.fall", FOLLOW} or is_passive(token)):
            return None
        return "an everyday verb without a party"
    active_party = roles.get("gainer") or roles.get("holder") or roles.get("loser") or roles.get("besieger")
    if (
        is_verb(token)
        and not active_party
        and not is_passive(token)
        and agents(token)
        and frame.id not in {"territory.fall", PLACE_SURRENDERS, *SURRENDERS}
        and frame.sets["change"] not in {"siege_ended"}
        and not frame.with_agent & SIEGE_WORDS
    ):
        return "its subject is no party"
    if any(p.named is not None and p.named.fcode in {"CONT"} for p in places):
        return "a continent is no place to hold"
    if frame.id == PLACE_SURRENDERS and any(p.named is None or p.named.fcode in {"PCLI", "ADM1"} for p in places):
        return "a country is no place to surrender"
    return None


def _other_sense(story: Story, frame: Frame, token: Token) -> str | None:
    """Which other sense than that of control a verb of holding, leaving or driving has by its company."""
    if frame.id == "territory.hold" and story.lemma(token) in {"keep", "hold"} and prepositional(token, "under"):
        return "kept under something else"
    if token.lower_ in {"rang", "rung"}:
        return "a bell"
    if frame.id == "territory.relieve" and token.tag_ == "VB":
        return "meant to be done"
    if frame.id == PLACE_SURRENDERS and token.tag_ not in {"VBD", "VBN"}:
        return "not told as done"  # "the city will never surrender"
    if frame.id == "territory.lay-down-arms" and not _are_the_last(story, token):
        return "some of them"
    if frame.id == "territory.siege-over" and any(c.lower_ == "over" and children(c, "pobj") for c in token.children):
        return "over something"
    if frame.id == FOLLOW and (patients(token) or is_passive(token)):
        return "something is followed"
    if frame.id == "territory.be-with" and all(t.i < token.i for t in prepositional(token, "with")):
        return "what went before it"  # "With that, nearly all of the region was occupied"
    if frame.id == "territory.march-into" and patients(token):
        return "something was driven into it"  # "drove a lorry full of explosives into the checkpoint"
    if frame.id == "territory.leave" and (
        any(story.dates.over(t.idx) is None for t in prepositional(token, "to", "behind"))
        or any(story.lemma(t) in STATES for t in prepositional(token, "in"))
        or children(token, "oprd", "ccomp")
        or any(t.lower_ in {"this", "that"} for t in agents(token))  # "that leaves Misrata as the last of their cities"
    ):
        return "something else was left"
    return None


STATES = frozenset(
    "ruin ruins rubble tatters hand charge control power darkness chaos peace place limbo state condition disarray turmoil "
    "fear shock debris dust poverty".split()
)
"""What somebody leaves something in ("left the town in ruins"), where the place is not what is left."""

HOLDER_WORDS = frozenset(
    "rebel opposition government regime insurgent militant jihadist separatist islamist kurdish loyalist "
    "state army militia terrorist enemy".split()
)


def find_compounds(story: Story) -> Iterator[Found]:
    """ "rebel-held Azaz", "the ISIS-controlled city of Raqqa", "besieged Madaya", "Raqqa, an ISIL stronghold"."""
    doc = story.doc
    for token in story.words:
        low = token.lower_
        if (
            low in HELD_WORDS
            and token.i >= 2
            and doc[token.i - 1].text in {"-", "–"}
            and token.dep_
            in {"amod", "compound", "acl", "nmod", "advcl", "ROOT", "dep", "appos", "acomp", "attr", "relcl"}
        ):
            yield from _held_compound(story, token)
        elif _is_besieged(story, token):
            heads = subjects(token.head) if token.dep_ != "amod" else [token.head]
            if (
                story.lemma(token.head) in story.frames.words("violence", "group_nouns")
                or token.head.i in story.party_at
            ):
                heads = prepositional(token.head, "in", "at", "inside", "around")
            besiegers = actors_of(story, prepositional(token, "by"))
            for head in heads:
                yield from _compound(story, token, "besieged", {"besieger": besiegers} if besiegers else {}, head)
        elif story.lemma(token) in {"stronghold", "bastion"} and token.tag_[:2] == "NN":
            yield from _stronghold(story, token)


def _is_besieged(story: Story, token: Token) -> bool:
    """Whether an adjective says that a place is besieged ("besieged Madaya", "the towns stay encircled")."""
    if token.lower_ not in BESIEGED:
        return False
    if token.dep_ == "amod":
        return token.head.tag_[:1] == "N"
    return token.dep_ in {"acomp", "oprd"} and story.lemma(token.head) in {"remain", "stay"}


def _compound(story: Story, token: Token, change: str, roles: dict[str, list[Actor]], head: Token) -> Iterator[Found]:
    frame = Frame(id=f"territory.compound-{change}", domain="territory", sets={"change": change}, roles={})
    places = places_of(story, [head])
    if not places:
        yield Dropped(token.idx, token.idx + len(token), frame.id, "no place named with it")
    for place in places:
        yield ControlFinding(frame, token, change, place, roles, joined_by(place, roles), _presupposed(token))


def _presupposed(token: Token) -> Put:
    """What an adjective says is so whatever the clause says of it, but for "no longer rebel-held"."""
    before = {token.doc[i].lower_ for i in range(max(0, token.i - 4), token.i)}
    return Put("negated", "no longer") if {"no", "longer"} <= before else Put("asserted")


def _held_compound(story: Story, token: Token) -> Iterator[Found]:
    who = story.doc[token.i - 2]
    holders = actors_of(story, [who])
    if not holders and who.lower_ in HOLDER_WORDS:
        holders = [Actor(story.span(who.i, who.i + 1), None, "compound", generic=True)]
    if not holders:
        yield Dropped(token.idx, token.idx + len(token), "territory.compound-held", "its holder is no party")
        return
    said_of = (
        subjects(token.head) if token.dep_ in {"acomp", "attr"} else [token.head]
    )  # "the town is still rebel-held"
    for head in said_of:
        yield from _compound(story, token, "held", {"holder": holders}, head)


def _stronghold(story: Story, token: Token) -> Iterator[Found]:
    holders = actors_of(
        story,
        [
            c
            for c in token.children
            if c.dep_ in {"compound", "poss", "nmod", "amod"}
            and (c.i in story.party_at or c.lower_ in {"rebel", "opposition", "insurgent"})
        ],
    )
    if not holders:
        return
    heads = (
        prepositional(token, "of", "in") + children(token, "appos") + ([token.head] if token.dep_ == "appos" else [])
    )
    if token.dep_ == "attr":
        heads += subjects(token.head)
    frame = Frame(id="territory.stronghold", domain="territory", sets={"change": "held"}, roles={})
    for place in places_of(story, [h for h in heads if h.i in story.place_at]):
        roles = {"holder": holders}
        yield ControlFinding(frame, token, "held", place, roles, joined_by(place, roles))
