"""Claims: what a speaker says of the course of things - trends, totals, predictions, blame, assessments."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from warledger.reading.actors import Actor, actors_of
from warledger.reading.attribution import attribution_of, speaker_of
from warledger.reading.checks import check_of
from warledger.reading.numbers import find_quantity
from warledger.reading.paths import agents_of
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_passive, is_verb, objects, own_subjects, prepositional, subjects
from warledger.record.codes import ClaimAbout
from warledger.record.statement import Attribution, Check


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """What kind of claim a clause makes, whose it is, what it is about, and how it could be checked."""

    about: ClaimAbout
    trigger: Token
    quote: tuple[int, int]
    speakers: tuple[Attribution, ...]
    subject: Token | None
    actor: Actor | None
    check: Check | None
    cue: str


def find_claims(story: Story) -> Iterator[ClaimFinding]:
    """Every claim of the story; none is read from a story that tells of no conflict."""
    if not story.is_conflict:
        return
    taken: set[int] = set()
    for token in story.doc:
        if not is_verb(token) or story.is_furniture(token.idx) or token.i in taken:
            continue
        found = _blame(story, token) or _claim(story, token)
        if found is not None:
            taken |= set(range(*found.quote))
            yield found


CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "parataxis", "advcl", "conj", "pcomp"})


def _claim(story: Story, head: Token) -> ClaimFinding | None:
    """The claim of an attributed clause, if its words make one."""
    if (
        head.dep_ not in CLAUSE_HEADS
        or (head.dep_ == "conj" and not own_subjects(head))
        or head.dep_ in {"advcl", "pcomp"}
    ):
        return None
    if story.lemma(head) in story.frames.words("speech", "speech_verbs") and children(head, "ccomp"):
        return None
    low, high = _clause(head)
    if not _on_the_conflict(story, low, high):
        return None
    sorts = story.frames.lists["speech"]["claims"]
    kind = _kind(story, head, sorts, (low, high))
    if kind is None:
        return None
    speakers = attribution_of(story, head)
    if not speakers:
        return None
    about, cue = kind
    return _finding(story, about, head, (low, high), speakers, cue)


def _finding(
    story: Story, about: ClaimAbout, head: Token, quote: tuple[int, int], speakers: tuple[Attribution, ...], cue: str
) -> ClaimFinding:
    subject = next(iter(subjects(head)), None)
    actor = next(iter(actors_of(story, [subject])), None) if subject is not None else None
    return ClaimFinding(about, head, quote, speakers, subject, actor, check_of(story, about, head, actor), cue)


def _clause(head: Token) -> tuple[int, int]:
    """Token range of the clause a verb heads, without the words of who says it."""
    low, high = head.left_edge.i, head.right_edge.i
    if head.dep_ == "ROOT":
        for child in head.children:
            if child.dep_ in {"parataxis"} and child.i > head.i:
                high = min(high, child.left_edge.i - 1)
    doc = head.doc
    while low < head.i and (
        (doc[low].tag_ in {"IN", ",", "``", "''", ":", "CC"} and doc[low].dep_ in {"mark", "punct", "cc"})
        or doc[low].is_space
    ):
        low += 1
    while high > head.i and (doc[high].is_punct or doc[high].is_space):
        high -= 1
    return low, high + 1


def _on_the_conflict(story: Story, low: int, high: int) -> bool:
    """Whether the clause names a party, a place, or armed people."""
    if any(i in story.party_at or i in story.place_at for i in range(low, high)):
        return True
    words = story.frames.words("violence", "armed") | story.frames.words("violence", "civilians")
    war = {
        "offensive",
        "operation",
        "war",
        "campaign",
        "siege",
        "ceasefire",
        "attack",
        "strike",
        "fight",
        "battle",
        "enemy",
        "caliphate",
    }
    return any(story.lemma(t) in words | war for t in story.doc[low:high])


def _kind(
    story: Story, head: Token, sorts: dict[str, list[str]], span: tuple[int, int]
) -> tuple[ClaimAbout, str] | None:
    """What kind of claim the words of a clause make, and the word that says so; null for a plain report."""
    modal = next(
        (
            c
            for c in head.children
            if c.tag_ == "MD" and c.lower_ in {"will", "would", "could", "might", "may", "'ll", "shall"}
        ),
        None,
    )
    if modal is not None:
        return "prediction", modal.text
    lemma = story.lemma(head)
    text = story.doc[span[0] : span[1]]
    cue = next((c for c in sorts["total_cues"] if c in text.text.lower()), None)
    unit = next((t for t in text if story.lemma(t) in sorts["total_units"] or t.text == "%"), None)
    if (cue and unit is not None and find_quantity(story.text, text.start_char, text.end_char)) or (
        cue in {"majority", "half of"} and unit is not None
    ):
        return "total", str(cue)
    present = head.tag_ in {"VBG", "VBZ", "VBP"} or any(
        c.lower_ in {"has", "have", "is", "are", "'s", "'ve"} for c in head.children
    )
    if present and lemma in sorts["trend_verbs"]:
        return "trend", head.text
    if any(c.lower_ in {"have", "has"} and c.dep_ == "aux" for c in head.children) and any(
        c.dep_ == "neg" for c in head.children
    ):
        return "trend", "not"
    noun = next((o for o in objects(head) if story.lemma(o) in sorts["trend_nouns"]), None)
    if noun is not None:
        return "trend", noun.text
    return _assessment(story, head, sorts)


def _assessment(story: Story, head: Token, sorts: dict[str, list[str]]) -> tuple[ClaimAbout, str] | None:
    if story.lemma(head) in sorts["assessing_verbs"] and not is_passive(head):
        return "assessment", head.text
    if head.lower_ in {"is", "are", "was", "were", "be", "been", "'s", "remains", "remain"}:
        for child in children(head, "attr", "acomp"):
            lemma = story.lemma(child)
            if lemma in sorts["assessing_nouns"] or lemma in sorts["assessing_adjectives"]:
                return ("blame" if lemma == "responsible" else "assessment"), child.text
    return None


def _blame(story: Story, verb: Token) -> ClaimFinding | None:
    """ "X accused Y of Z", "X claimed responsibility", "an attack claimed by X", "X alleged that Y had ..."."""
    lemma = story.lemma(verb)
    sorts = story.frames.lists["speech"]["claims"]
    if lemma in sorts["accusing_verbs"] and not is_passive(verb):
        accused = next(iter(objects(verb)), None)
        if accused is not None:
            return _blamed(story, verb, subjects(verb), (accused.left_edge.i, verb.right_edge.i + 1), [accused])
    responsible = any(story.lemma(o) in {"responsibility", "credit"} for o in objects(verb))
    if responsible and lemma in {"claim", "take", "accept", "deny"}:
        low, high = _clause(verb)
        return _blamed(
            story,
            verb,
            subjects(verb),
            (min(low, *(s.left_edge.i for s in subjects(verb)), verb.i), high),
            subjects(verb),
        )
    if lemma == "claim" and is_passive(verb) and agents_of(story, verb):
        noun = verb.head if verb.dep_ in {"acl", "relcl"} else next(iter(subjects(verb)), verb)
        who = agents_of(story, verb)
        return _blamed(story, verb, who, (noun.left_edge.i, max(verb.right_edge.i, noun.i) + 1), who)
    content = next(iter(children(verb, "ccomp")), None)
    if lemma in sorts["alleging_verbs"] and content is not None and is_verb(content) and _grave(story, content):
        return _blamed(story, verb, subjects(verb), _clause(content), subjects(content), content)
    return None


def _grave(story: Story, content: Token) -> bool:
    """Whether a clause tells of a violent deed."""
    tokens = list(content.subtree)
    return any(
        story.frames.of(story.lemma(t), "verb" if is_verb(t) else "noun") and f.domain == "violence"
        for t in tokens
        for f in story.frames.of(story.lemma(t), "verb" if is_verb(t) else "noun")
    )


def _blamed(
    story: Story,
    verb: Token,
    speakers: list[Token],
    quote: tuple[int, int],
    accused: list[Token],
    content: Token | None = None,
) -> ClaimFinding | None:
    if not speakers:
        return None
    low, high = quote
    doc = verb.doc
    while high > low + 1 and (doc[high - 1].is_punct or doc[high - 1].is_space):
        high -= 1
    actor = next(iter(actors_of(story, accused)), None)
    head = content or verb
    subject = accused[0] if accused else None
    return ClaimFinding(
        "blame",
        head,
        (low, high),
        (speaker_of(story, speakers[0]),),
        subject,
        actor,
        check_of(story, "blame", head, actor),
        verb.text,
    )


def places_in(story: Story, head: Token) -> list[Token]:
    """Place names in the "in" phrases of a clause."""
    return [t for t in prepositional(head, "in", "of") if t.i in story.place_at]
