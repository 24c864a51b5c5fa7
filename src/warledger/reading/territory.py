"""Control of places: frames of frames/territory.toml matched on the parse."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.attempts import failed_attempts
from warledger.reading.compounds import find_compounds, is_besieged
from warledger.reading.control_finding import (
    FAILED,
    SURRENDERS,
    ControlFinding,
    Found,
    joined_by,
)
from warledger.reading.frames import Frame
from warledger.reading.headed import headed_places
from warledger.reading.listing import listed_after
from warledger.reading.modality import Put
from warledger.reading.paths import HELD_WORDS, SIEGE_WORDS, Dropped, put_to_end, siege_of, walk
from warledger.reading.rejection import are_the_last, rejection
from warledger.reading.relief import find_reliefs
from warledger.reading.rings import find_rings, is_besieged_object
from warledger.reading.sieges_meant import with_sieges_meant
from warledger.reading.spots import PlaceRef, last_place, places_of
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    is_verb,
    patients,
    prepositional,
)
from warledger.reading.told_together import (
    with_carried_gainers,
    with_gapped,
    without_plans_that_failed,
)


def find_control(story: Story) -> list[Found]:
    """Every control statement the frames find, and every trigger they drop."""
    found = without_plans_that_failed([*_by_frames(story), *find_compounds(story), *_failed(story), *_rings(story)])
    found = with_gapped(story, found)
    found = sorted(found, key=lambda f: f.trigger.idx if isinstance(f, ControlFinding) else f.start)
    return with_carried_gainers(story, with_sieges_meant(story, found))


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
    for frame, verb, place, doers in chain(find_rings(story), find_reliefs(story)):
        actors = actors_of(story, doers)
        roles = {"besieger" if frame.sets["change"] == "besieged" else "actor": actors} if actors else {}
        yield ControlFinding(frame, verb, frame.sets["change"], place, roles, joined_by(place, roles))


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
    return hyphen or is_besieged(story, token) or is_besieged_object(token)


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
    if frame.with_word and not any(story.lemma(t) in frame.with_word for t in put_to_end(token)):
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
    left_open = (
        "place" not in frame.roles
        or (frame.with_noun | frame.with_agent | frame.with_word) & SIEGE_WORDS
        or after_siege
    )
    left_open = left_open or (frame.id in SURRENDERS and are_the_last(story, token))
    if not places and left_open:  # "soldiers walked in", "broke the siege": that of the place told of last
        places = last_place(story, token)
    places = places or headed_places(story, frame, token)
    if not places and any(story.lemma(p) in LAND for p in patients(token)):
        places = [replace(p, part=True) for p in places_of(story, prepositional(token, "in", "inside", "across"))]
    if not places:
        yield Dropped(token.idx, end, frame.id, "no place in the clause")
        return
    reason = rejection(story, frame, token, roles, places)
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
