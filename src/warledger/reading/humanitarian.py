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
    for token, frames in story.framed("humanitarian"):
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
    if "not_able" in frame.needs and not _cannot(story, token):
        return "nothing says that it could not be done"
    if "moved_people" in frame.needs and not any(_is_people(story, p) for p in patients(token)):
        return "no people were moved"
    return None


def _cannot(story: Story, verb: Token) -> bool:
    """Whether a deed could not be done: "could not", "unable to", "no longer", "failed to"."""
    near = [*verb.children, *(c for a in list(verb.ancestors)[:2] for c in (a, *a.children))]
    words = {t.lower_ for t in near}
    return bool(words & {"not", "n't", "cannot", "unable", "never"}) or story.lemma(verb.head) == "fail"


def _is_people(story: Story, noun: Token) -> bool:
    lemma = story.lemma(noun)
    known = story.frames.words("humanitarian", "people") | story.frames.words("violence", "person_nouns")
    counted = noun.tag_ == "CD" and any(t.lower_ in known for t in noun.subtree)
    return lemma in known or noun.lower_ in known or counted


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
    if what == "civilians_allowed_out" and verb is not None and _denied(verb):
        what = "siege"
    actors = actors_of(story, agents_of(story, verb)) if verb is not None and is_verb(verb) else []
    if not actors and not is_verb(token):
        actors = actors_of(story, [*children(token, "poss"), *prepositional(token, "by", "between")])
    leads = verb is not None and is_verb(verb) and not is_verb(token)
    quote_at = verb if verb is not None and leads and (token in patients(verb) or token.dep_ == "nsubj") else token
    quote = clause_span(quote_at, whole=story.lemma(quote_at) in {"let", "allow", "permit", "keep"})
    return AccessFinding(frame, token, what, phase, place, [a for a in actors if a.party or a.generic], quote)


def _denied(verb: Token | None) -> bool:
    """Whether a clause says that nothing came or went: "not", "no aid", "nobody"."""
    if verb is None:
        return False
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    nouns = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    return any(
        n.lower_ in {"nobody", "nothing", "none"} or any(c.lower_ in {"no", "not"} for c in n.children) for n in nouns
    )
