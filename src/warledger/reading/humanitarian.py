"""Aid, movement and truces: frames of frames/humanitarian.toml."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.company import clause_span, governing_verb, has_company
from warledger.reading.frames import Frame
from warledger.reading.paths import Dropped, agents_of
from warledger.reading.scene import scene_of
from warledger.reading.spots import PlaceRef
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_verb, patients, prepositional


@dataclass(frozen=True, slots=True)
class AccessFinding:
    """What befell people's access and movement, where, and through whom."""

    frame: Frame
    trigger: Token
    what: str
    phase: str
    place: PlaceRef | None
    actors: list[Actor]
    quote: tuple[int, int]


BEGINNING = frozenset("begin start announce agree sign declare broker reach take impose lay come enter".split())
ENDING = frozenset(
    "break end collapse lift expire fail violate crumble unravel fall cancel abandon suspend halt".split()
)


def find_access(story: Story, sieges: frozenset[int]) -> Iterator[AccessFinding | Dropped]:
    """Every statement on aid, movement and truces; words of ``sieges`` already say who besieges which place."""
    for token in story.doc:
        part = "verb" if is_verb(token) else "noun" if token.tag_[:2] == "NN" else ""
        if not part or story.is_furniture(token.idx):
            continue
        frames = sorted(
            (f for f in story.frames.of(story.lemma(token), part) if f.domain == "humanitarian"),
            key=lambda f: -f.demands,
        )
        frame = next((f for f in frames if has_company(story, f, token)), None)
        if frame is None:
            continue
        reason = _rejected(story, frame, token, sieges)
        if reason:
            yield Dropped(token.idx, token.idx + len(token), frame.id, reason)
        else:
            yield _finding(story, frame, token)


def _rejected(story: Story, frame: Frame, token: Token, sieges: frozenset[int]) -> str | None:
    if not story.is_conflict:
        return "the story tells of no conflict"
    if frame.sets["what"] == "siege" and token.i in sieges:
        return "told as control of the place"
    if "people" in frame.needs and not any(
        t.lower_ in story.frames.words("humanitarian", "people") for t in token.sent
    ):
        return "no people in the sentence"
    if token.dep_ in {"compound", "nmod"} and not is_verb(token):
        return "part of a name"
    return None


def _finding(story: Story, frame: Frame, token: Token) -> AccessFinding:
    scene = scene_of(story, token.sent)
    place = scene.place_for(story, [token])
    verb = token if is_verb(token) else governing_verb(token)
    what, phase = frame.sets["what"], frame.sets["phase"]
    if verb is not None and not is_verb(token):
        lemma = story.lemma(verb)
        phase = "began" if lemma in BEGINNING else "ended" if lemma in ENDING else phase
    if what == "aid_delivered" and _denied(verb):
        what = "aid_blocked"
    actors = actors_of(story, agents_of(story, verb)) if verb is not None and is_verb(verb) else []
    if not actors and not is_verb(token):
        actors = actors_of(story, [*children(token, "poss"), *prepositional(token, "by", "between")])
    quote_at = verb if verb is not None and is_verb(verb) and not is_verb(token) and token in patients(verb) else token
    return AccessFinding(
        frame, token, what, phase, place, [a for a in actors if a.party or a.generic], clause_span(quote_at)
    )


def _denied(verb: Token | None) -> bool:
    return verb is not None and any(c.dep_ == "neg" for c in verb.children)
