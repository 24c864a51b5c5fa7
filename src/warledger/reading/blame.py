"""Who is said to have done it: accusations, claims of responsibility, denials."""

from spacy.tokens import Token

from warledger.reading.actors import actors_of
from warledger.reading.attribution import attribution_of, speaker_of
from warledger.reading.checks import check_of
from warledger.reading.claiming import ClaimFinding, clause_of
from warledger.reading.paths import agents_of
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_passive, is_verb, objects, prepositional, subjects

RESPONSIBILITY = frozenset({"responsibility", "credit", "involvement", "part", "role", "blame"})
"""Objects of claiming and denying that are the doing of a deed."""


HELD_TO = frozenset({"responsible", "accountable", "answerable", "blame"})
"""What a speaker holds someone to be ("holds Y responsible", "holds Y to blame")."""

ALLEGATIONS = frozenset("allegation accusation charge claim report suggestion".split())
"""What is denied where a denial names no deed ("dismissed the allegations")."""


def blame_of(story: Story, verb: Token) -> ClaimFinding | None:
    """The claim on who did something that a verb makes; null if it makes none."""
    return (
        _accusation(story, verb)
        or _responsibility(story, verb)
        or _denial(story, verb)
        or _allegation(story, verb)
        or _work_of(story, verb)
    )


def _accusation(story: Story, verb: Token) -> ClaimFinding | None:
    """ "X accused Y of Z", "X blames Y", "X attributes it to Y", "holds Y responsible"."""
    lemma = story.lemma(verb)
    if is_passive(verb):
        return None
    accused = objects(verb)[:1]
    if lemma == "attribute":
        accused = prepositional(verb, "to")[:1]
    elif lemma == "hold" and any(c.lower_ in HELD_TO for t in verb.children for c in (t, *t.children)):
        accused = accused or [c for t in children(verb, "ccomp") for c in children(t, "nsubj")]
    elif lemma == "lay" and any(t.lower_ in {"blame", "door", "responsibility"} for t in verb.subtree):
        accused = prepositional(verb, "on", "to", "at") or accused
    elif (lemma == "charge" and not prepositional(verb, "with")) or lemma not in story.frames.words(
        "speech", "claims.accusing_verbs"
    ):
        return None
    if not accused:
        return None
    return _blamed(story, verb, subjects(verb), _from_verb(verb), accused)


def _from_verb(verb: Token) -> tuple[int, int]:
    """Token range of a verb and what completes it, without clauses that go on to something else ("blamed X, who ...")."""
    high = verb.i
    for child in verb.rights:
        goes_on = child.dep_ in {"conj", "parataxis", "cc"} or (
            child.dep_ == "advcl" and child.left_edge.i and verb.doc[child.left_edge.i - 1].text == ","
        )
        if goes_on or child.is_punct:
            continue
        high = max(high, _without_asides(child))
    return verb.i, high + 1


SHORT_SUBJECT = 6
"""Tokens of a subject and auxiliaries that are quoted with the verb."""


def _with_short_subject(verb: Token, doers: list[Token]) -> tuple[int, int]:
    """As _from_verb, with the subject where it is short and stands right before ("Daesh has claimed responsibility")."""
    low, high = _from_verb(verb)
    first = min((s.left_edge.i for s in doers if verb.sent.start <= s.i < verb.i), default=low)
    return first if verb.i - first <= SHORT_SUBJECT else low, high


def _without_asides(token: Token) -> int:
    """The last token of what hangs on a word, up to a relative clause that a comma sets apart."""
    for below in token.subtree:
        if below.dep_ == "relcl" and below.left_edge.i and token.doc[below.left_edge.i - 1].text == ",":
            return max(token.i, below.left_edge.i - 2)
    return token.right_edge.i


def _responsibility(story: Story, verb: Token) -> ClaimFinding | None:
    """ "X claimed responsibility", "X denied any involvement", "an attack claimed by X", "X claimed two attacks"."""
    lemma = story.lemma(verb)
    objects_ = objects(verb)
    own = any(story.lemma(o) in RESPONSIBILITY for o in objects_)
    if own and lemma in {"claim", "take", "accept", "deny", "admit", "reject", "disclaim"}:
        doers = subjects(verb)
        return _blamed(story, verb, doers, _with_short_subject(verb, doers), doers)
    deeds = story.frames.words("violence", "deed_words")
    if lemma == "claim" and not is_passive(verb) and any(story.lemma(o) in deeds for o in objects_):
        return _blamed(story, verb, subjects(verb), (verb.i, clause_of(verb)[1]), subjects(verb))
    if lemma == "claim" and is_passive(verb) and agents_of(story, verb):
        noun = verb.head if verb.dep_ in {"acl", "relcl"} else next(iter(subjects(verb)), verb)
        who = agents_of(story, verb)
        start = noun.left_edge.i if verb.i - noun.left_edge.i < 9 else noun.i
        return _blamed(story, verb, who, (min(start, verb.i), who[0].right_edge.i + 1), who)
    return None


def _denial(story: Story, verb: Token) -> ClaimFinding | None:
    """ "X denied it", "X denies using heavy weapons", "X denied that its men did it"."""
    if story.lemma(verb) not in story.frames.words("speech", "deny_verbs") or is_passive(verb):
        return None
    said = [*children(verb, "ccomp", "xcomp"), *objects(verb)]
    if not said or not subjects(verb):
        return None
    bare = said[0].lower_ in {"it", "this", "that"} or story.lemma(said[0]) in ALLEGATIONS
    if not bare and not grave(story, said[0]):
        return None
    return _blamed(story, verb, subjects(verb), _with_short_subject(verb, subjects(verb)), subjects(verb))


def _allegation(story: Story, verb: Token) -> ClaimFinding | None:
    """ "X alleged that Y had tortured them", "officials said Y was behind it", "Y said it had carried out the attack"."""
    content = next((c for c in children(verb, "ccomp") if is_verb(c)), None)
    lemma = story.lemma(verb)
    if content is None or is_passive(verb):
        return None
    alleging = lemma in story.frames.words("speech", "claims.alleging_verbs") and grave(story, content)
    told = lemma in story.frames.words("speech", "speech_verbs") and names_the_doer(story, content)
    if not (alleging or told):
        return None
    return _blamed(story, verb, subjects(verb), clause_of(content), subjects(content), content)


def names_the_doer(story: Story, content: Token) -> bool:
    """Whether a clause is on who did it: "was behind", "had carried out the attack", "was the work of", "did it"."""
    lemma = story.lemma(content)
    if lemma == "be":
        attributes = children(content, "attr")
        return bool(prepositional(content, "behind")) or any(story.lemma(a) == "work" for a in attributes)
    did = any(
        story.lemma(o) in {"it", "attack", "bombing", "killing", "raid", "strike", "shooting"} for o in objects(content)
    )
    if lemma in {"carry", "stage", "mastermind", "orchestrate", "perpetrate", "commit", "do"} and did:
        return True
    if lemma == "carry" and is_passive(content) and bool(prepositional(content, "by")):
        return True
    return lemma in {"plant"} and any(story.lemma(o) in {"bomb", "mine", "device"} for o in objects(content))


def _work_of(story: Story, verb: Token) -> ClaimFinding | None:
    """A statement of its own that something "was the work of X"."""
    if story.lemma(verb) != "be" or verb.dep_ not in {"ROOT", "conj"}:
        return None
    work = next((a for a in children(verb, "attr") if story.lemma(a) == "work"), None)
    doers = prepositional(work, "of") if work is not None else []
    if not doers:
        return None
    actor = next(iter(actors_of(story, doers)), None)
    return ClaimFinding(
        "blame",
        verb,
        clause_of(verb),
        attribution_of(story, verb),
        doers[0],
        actor,
        check_of(story, "blame", verb, actor),
        "work of",
    )


def grave(story: Story, content: Token) -> bool:
    """Whether a clause tells of a violent deed."""
    return any(
        story.frames.within("violence", story.lemma(t), "verb" if is_verb(t) else "noun")
        for t in content.subtree
        if story.lemma(t) not in LIGHT
    )


LIGHT = frozenset("be come take leave go give set put hold have make open walk enter drive vehicle car".split())
"""Words that frames of violence use and that by themselves tell of none."""


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
    return ClaimFinding(
        "blame",
        head,
        (low, max(high, low + 1)),
        (speaker_of(story, speakers[0]),),
        accused[0] if accused else None,
        actor,
        check_of(story, "blame", head, actor),
        verb.text,
    )
