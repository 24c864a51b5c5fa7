"""Claims: what a speaker says of the course of things - trends, totals, predictions, blame, assessments."""

from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.attribution import attribution_of, speaker_of
from warledger.reading.blame import blame_of
from warledger.reading.claiming import ClaimFinding, claim_finding, clause_of
from warledger.reading.numbers import find_quantity
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_passive, is_verb, objects, own_subjects, prepositional, subjects
from warledger.record.codes import ClaimAbout
from warledger.record.statement import Attribution


def find_claims(story: Story) -> Iterator[ClaimFinding]:
    """Every claim of the story; none is read from a story that tells of no conflict."""
    if not story.is_conflict:
        return
    taken: set[int] = set()
    for token in story.words:
        if not is_verb(token) or token.i in taken:
            continue
        found = blame_of(story, token) or _claim(story, token)
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
    characterised = _characterisation(story, head)
    if characterised is not None:
        return characterised
    if story.lemma(head) in story.frames.words("speech", "speech_verbs") and children(head, "ccomp"):
        return None
    low, high = clause_of(head)
    if not _on_the_conflict(story, low, high):
        return None
    kind = _kind(story, head, (low, high))
    if kind is None:
        return None
    speakers = attribution_of(story, head) or _own_view(story, head)
    about, cue = kind
    if not speakers and not (about == "trend" and _is_trend_of_violence(story, head)):
        return None
    return claim_finding(story, about, head, (low, high), speakers, cue)


WAR_WORDS = frozenset(
    "offensive operation war campaign siege ceasefire attack strike fight battle enemy caliphate front battlefield "
    "massacre victory defeat stalemate impasse casualty advance momentum conflict insurgency rebellion truce toll "
    "dead violence fighting".split()
)
"""Words that make a claim one on the conflict though it names no one."""


def _on_the_conflict(story: Story, low: int, high: int) -> bool:
    """Whether the clause names a party, a place, or armed people."""
    if any(i in story.party_at or i in story.place_at for i in range(low, high)):
        return True
    if any(t.lower_ in {"we", "our", "they", "their", "us"} for t in story.doc[low:high]) and _in_quotes(story, low):
        return True
    people = (story.frames.words("violence", "armed"), story.frames.words("violence", "civilians"), WAR_WORDS)
    return any(story.lemma(t) in words for t in story.doc[low:high] for words in people)


def _own_view(story: Story, head: Token) -> tuple[Attribution, ...]:
    """The subject of a verb that itself tells what someone holds ("X put the dead at 300", "X predicted a collapse")."""
    views = _listed(story, "foreseeing_verbs") | _listed(story, "seeing_verbs") | {"put", "place", "estimate", "reckon"}
    if story.lemma(head) not in views or is_passive(head):
        return ()
    return tuple(speaker_of(story, s) for s in own_subjects(head)[:1])


def _listed(story: Story, name: str) -> frozenset[str]:
    """The words of a list of claims in the frame file."""
    return story.frames.words("speech", f"claims.{name}")


def _in_quotes(story: Story, at: int) -> bool:
    """Whether a token stands in a direct quotation of its sentence."""
    before = story.text[story.doc[at].sent.start_char : story.doc[at].idx]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


PERCEIVING = frozenset("see hear feel find reach confirm verify say tell know".split())
"""Verbs under which "could" tells what was possible then, and foretells nothing ("shooting could still be heard")."""


def _counts(story: Story, head: Token, span: tuple[int, int]) -> bool:
    """Whether a clause puts a number to something ("puts the dead at 4,000", "have cost the lives of 847 militants")."""
    lemma = story.lemma(head)
    costing = lemma in {"cost", "claim", "take"}
    if not costing and not (lemma in _listed(story, "counting_verbs") and any(t.lower_ == "at" for t in head.subtree)):
        return False
    words = story.doc[span[0] : span[1]]
    things = {story.lemma(t) for t in words} | {t.lower_ for t in words}
    if not things & ({"life", "lives"} if costing else _listed(story, "counted")):
        return False
    quantity = find_quantity(story.text, words.start_char, words.end_char)
    return quantity is not None and quantity.low >= 10


def _kind(story: Story, head: Token, span: tuple[int, int]) -> tuple[ClaimAbout, str] | None:
    """What kind of claim the words of a clause make, and the word that says so; null for a plain report."""
    modal = next(
        (
            c
            for c in head.children
            if c.tag_ == "MD" and c.lower_ in {"will", "would", "could", "might", "may", "'ll", "shall"}
        ),
        None,
    )
    lemma = story.lemma(head)
    if modal is not None and not (modal.lower_ == "could" and lemma in PERCEIVING):
        return "prediction", modal.text
    if lemma in _listed(story, "foreseeing_verbs") and objects(head) and not is_passive(head):
        return "prediction", head.text
    if _counts(story, head, span):
        return "total", head.text
    if (
        is_verb(head.head)
        and head != head.head
        and story.lemma(head.head) in _listed(story, "foreseeing_verbs")
        and head.dep_ in {"ccomp", "xcomp"}
    ):
        return "prediction", head.head.text
    if (lemma in {"head", "drift", "slide"} and prepositional(head, "towards", "toward", "for")) or (
        lemma == "number" and head.tag_ == "VBN" and story.lemma(next(iter(subjects(head)), head)) == "day"
    ):
        return "prediction", head.text
    text = story.doc[span[0] : span[1]]
    if _is_running_total(story, head, span):
        return "total", head.text
    plain = text.text.lower()
    cue = next((c for c in story.frames.lists["speech"]["claims"]["total_cues"] if c in plain), None)
    unit = next((t for t in text if story.lemma(t) in _listed(story, "total_units") or t.text == "%"), None)
    if (cue and unit is not None and find_quantity(story.text, text.start_char, text.end_char)) or (
        cue in {"majority", "half of"} and unit is not None
    ):
        return "total", str(cue)
    if _is_trend_of_violence(story, head):
        return "trend", head.text
    present = head.tag_ in {"VBG", "VBZ", "VBP"} or any(
        c.lower_ in {"has", "have", "is", "are", "'s", "'ve"} for c in head.children
    )
    if present and lemma in _listed(story, "trend_verbs"):
        return "trend", head.text
    if _has_not(head) and lemma in TAKING | _listed(story, "trend_verbs") and not is_passive(head):
        return "trend", "not"
    noun = next((o for o in objects(head) if story.lemma(o) in _listed(story, "trend_nouns")), None)
    if noun is not None:
        return "trend", noun.text
    return _assessment(story, head)


TAKING = frozenset("take retake re-take capture recapture gain regain seize win recover advance".split())
"""Verbs of gaining ground, whose denial over time is a claim on the trend ("have not retaken any territory")."""


def _has_not(head: Token) -> bool:
    """Whether a clause says that something has not happened so far."""
    auxiliary = any(c.lower_ in {"have", "has", "'ve"} and c.dep_ == "aux" for c in head.children)
    return auxiliary and any(c.dep_ == "neg" for c in head.children)


def _is_running_total(story: Story, head: Token, span: tuple[int, int]) -> bool:
    """Whether a clause counts up what has been so far ("hundreds of thousands have been killed", "has lost 30 percent")."""
    perfect = any(c.lower_ in {"have", "has", "had", "'ve"} and c.dep_ == "aux" for c in head.children)
    words = story.doc[span[0] : span[1]]
    lemma = story.lemma(head)
    share = lemma in {"lose", "hold", "control", "retake", "take", "recapture", "regain", "seize"} and (
        any(t.lower_ in {"percent", "%", "majority", "half", "third", "quarter"} or t.text == "%" for t in words)
        or " per cent" in words.text
    )
    counted = perfect and is_passive(head) and lemma in {"kill", "displace", "wound", "injure", "detain", "recruit"}
    if not share and not counted:
        return False
    quantity = find_quantity(story.text, words.start_char, words.end_char)
    return quantity is not None and (share or quantity.low >= 100)


VIOLENCE_NOUNS = frozenset(
    "violence attack incident casualty fighting kidnapping killing explosion output number toll territory exodus".split()
)


def _is_trend_of_violence(story: Story, head: Token) -> bool:
    """Whether a clause says that violence rises or falls, which is a claim even where no one is named for it."""
    rising = story.lemma(head) in {
        "rise",
        "fall",
        "drop",
        "increase",
        "decrease",
        "double",
        "halve",
        "grow",
        "spread",
        "decline",
        "worsen",
        "shrink",
    }
    lasting = head.tag_ in {"VBG", "VBZ", "VBP", "VBN"} or any(t.lower_ in {"from", "by"} for t in head.children)
    return (
        rising
        and lasting
        and story.lemma(head) in _listed(story, "trend_verbs")
        and any(story.lemma(s) in VIOLENCE_NOUNS for s in subjects(head))
    )


def _characterisation(story: Story, head: Token) -> ClaimFinding | None:
    """ "X described the strike as Y", "called the move Z", "considered it a success", "declared the operation complete"."""
    if story.lemma(head) not in _listed(story, "characterising_verbs") or is_passive(head):
        return None
    what = (
        children(head, "oprd")
        or prepositional(head, "as")
        or [c for c in children(head, "ccomp") if not is_verb(c) and c.tag_[:1] in {"J", "N"}]
    )
    speakers = own_subjects(head) or subjects(head)
    if not what or not speakers or not objects(head) + children(head, "ccomp"):
        return None
    low, high = clause_of(head)
    if not _on_the_conflict(story, low, high):
        return None
    return claim_finding(story, "assessment", head, (low, high), (speaker_of(story, speakers[0]),), head.text)


def _assessment(story: Story, head: Token) -> tuple[ClaimAbout, str] | None:
    if story.lemma(head) in _listed(story, "seeing_verbs"):
        seen = next((o for o in objects(head) if story.lemma(o) in _listed(story, "assessing_nouns")), None)
        if seen is not None:
            return "assessment", seen.text
    able = any(c.lower_ in {"can", "cannot"} and c.dep_ == "aux" for c in head.children)
    if able and any(c.dep_ == "neg" or c.lower_ in {"no", "longer", "hardly", "cannot"} for c in head.children):
        return "assessment", "cannot"
    if story.lemma(head) in _listed(story, "assessing_verbs") and not is_passive(head):
        return "assessment", head.text
    if head.lower_ in {"is", "are", "was", "were", "be", "been", "'s", "remains", "remain"}:
        for child in children(head, "attr", "acomp"):
            lemma = story.lemma(child)
            if lemma in _listed(story, "assessing_nouns") or lemma in _listed(story, "assessing_adjectives"):
                return ("blame" if lemma == "responsible" else "assessment"), child.text
    return None
