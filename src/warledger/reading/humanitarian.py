"""Aid, movement and truces: frames of frames/humanitarian.toml."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.company import clause_span, governing_verb, has_company
from warledger.reading.frames import Frame
from warledger.reading.paths import Dropped, agents_of
from warledger.reading.scene import scene_of
from warledger.reading.spots import PlaceRef, places_of
from warledger.reading.story import Story
from warledger.reading.syntax import agents, children, is_verb, objects, patients, prepositional


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
    denial: bool = False
    """Whether it is told by a denial ("no convoy got in"), which is then no denial of it."""


BEGINNING = frozenset("begin start announce agree sign declare broker reach take impose lay come enter".split())
ENDING = frozenset(
    "break end collapse lift expire fail violate crumble unravel fall cancel abandon suspend halt".split()
)


def find_access(story: Story, sieges: frozenset[int]) -> Iterator[AccessFinding | Dropped]:
    """Every statement on aid, movement and truces; words of ``sieges`` already say who besieges which place."""
    for token, frames in story.framed("humanitarian"):
        reasons: list[Dropped] = []
        for frame in (f for f in frames if has_company(story, f, token)):
            reason = _rejected(story, frame, token, sieges)
            if reason is None:
                yield from _findings(story, frame, token)
                break
            reasons.append(Dropped(token.idx, token.idx + len(token), frame.id, reason))
        else:
            yield from reasons[:1]


def _rejected(story: Story, frame: Frame, token: Token, sieges: frozenset[int]) -> str | None:
    if not story.is_conflict:
        return "the story tells of no conflict"
    verb = governing_verb(token)
    if frame.sets["what"] == "siege" and (token.i in sieges or (verb is not None and verb.i in sieges)):
        return "told as control of the place"
    if "people" in frame.needs and not _speaks_of(story, token.sent, "people"):
        return "no people in the sentence"
    if "aid" in frame.needs and not _tells_of_aid(story, token):
        return "nothing near it speaks of aid"
    if token.dep_ in {"compound", "nmod"} and not is_verb(token):
        return "part of a name"
    if "not_able" in frame.needs and not _cannot(story, token):
        return "nothing says that it could not be done"
    if "moved_people" in frame.needs and not any(_is_people(story, p) for p in patients(token)):
        return "no people were moved"
    if "people_or_place" in frame.needs and not any(
        _is_people(story, p) or _is_place(story, p) for p in patients(token)
    ):
        return "neither people nor a place is cut off"
    if "people_move" in frame.needs and not any(_is_people(story, s) for s in agents(token)):
        return "no people moved"
    if "both_sides" in frame.needs and not _mutual(story, token):
        return "the fire of one side only"
    return None


def _speaks_of(story: Story, words: Span, name: str) -> bool:
    """Whether a word of a list of the frame file stands among some words."""
    known = story.frames.words("humanitarian", name)
    return any(t.lower_ in known for t in words)


def _tells_of_aid(story: Story, token: Token) -> bool:
    """Whether the sentence of a token, or the one before it in the paragraph, speaks of aid."""
    sent = token.sent
    if _speaks_of(story, sent, "aid"):
        return True
    if sent.start == 0:
        return False
    before = story.doc[sent.start - 1].sent
    return "\n\n" not in before.text and _speaks_of(story, before, "aid")


def _mutual(story: Story, verb: Token) -> bool:
    """Whether both sides hold fire: a plural or joint subject, or none."""
    return any(story.lemma(s) in {"side", "party", "both", "faction"} for s in agents(verb)) or not agents(verb)


def _cannot(story: Story, verb: Token) -> bool:
    """Whether a deed could not be done: "could not", "unable to", "no longer", "failed to"."""
    near = [*verb.children, *(c for a in list(verb.ancestors)[:2] for c in (a, *a.children))]
    words = {t.lower_ for t in near}
    return bool(words & {"not", "n't", "cannot", "unable", "never", "impossible"}) or story.lemma(verb.head) == "fail"


def _is_people(story: Story, noun: Token) -> bool:
    lemma = story.lemma(noun)
    if lemma in {"dozen", "score", "hundred", "thousand", "number"} and prepositional(noun, "of"):
        return any(_is_people(story, n) for n in prepositional(noun, "of"))
    known = story.frames.words("humanitarian", "people") | story.frames.words("violence", "person_nouns")
    counted = noun.tag_ == "CD" and (
        any(t.lower_ in known for t in noun.subtree) or not prepositional(noun, "of")  # "took out 83 of them", "83"
    )
    return lemma in known or noun.lower_ in known or counted or noun.tag_ == "NNPS"  # "1,300 Muslims"


def _is_place(story: Story, noun: Token) -> bool:
    return noun.i in story.place_at or story.lemma(noun) in story.frames.words("territory", "place_nouns")


def _findings(story: Story, frame: Frame, token: Token) -> Iterator[AccessFinding]:
    """One finding for each place that the deed is told of."""
    scene = scene_of(story, token.sent)
    verb = token if is_verb(token) else governing_verb(token)
    place = scene.place_for([token]) or _unlisted_place(story, verb)
    what, phase = _what(story, frame, token, verb)
    denial = what != frame.sets["what"] or frame.with_no or frame.negated or "not_able" in frame.needs
    actors = actors_of(story, agents_of(story, verb)) if verb is not None and is_verb(verb) else []
    if not actors and not is_verb(token):
        actors = actors_of(story, [*children(token, "poss"), *prepositional(token, "by", "between")])
    known = [a for a in actors if a.party or a.generic]
    leads = verb is not None and is_verb(verb) and (token in patients(verb) or token.dep_ in {"nsubj", "acomp"})
    quote_at = verb if verb is not None and leads and not is_verb(token) else token
    quote = clause_span(quote_at, whole=story.lemma(quote_at) in {"let", "allow", "permit", "keep"})
    for where in (place, *scene.listed_with(place)):
        yield AccessFinding(frame, token, what, phase, where, known, quote, denial)


def _unlisted_place(story: Story, verb: Token | None) -> PlaceRef | None:
    """The name where a place stands beside a verb, though no place of that name is known ("reached X", "over X")."""
    if verb is None or not is_verb(verb):
        return None
    heads = [*objects(verb), *prepositional(verb, "in", "into", "to", "over", "at", "near", "from")]
    return next(iter(places_of(story, [h for h in heads if h.tag_ == "NNP"])), None)


def _what(story: Story, frame: Frame, token: Token, verb: Token | None) -> tuple[str, str]:
    """What befell access, and its phase: as the frame says, unless the clause denies it or tells of its begin or end."""
    what, phase = frame.sets["what"], frame.sets["phase"]
    lemma = story.lemma(verb) if verb is not None and not is_verb(token) else ""
    phase = "began" if lemma in BEGINNING else "ended" if lemma in ENDING else phase
    if what == "aid_delivered" and (_denied(verb) or phase == "ended"):
        return "aid_blocked", "holds"
    if what == "civilians_allowed_out" and _denied(verb):
        return "siege", phase
    return what, phase


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
