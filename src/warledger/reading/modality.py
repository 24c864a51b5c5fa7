"""How a deed is put: whether it happened, is planned, possible, or denied.

The trigger's heads are climbed, nearest first, and a list of small rules is asked at each step; the first that
answers decides. Word lists are data (frames/speech.toml).
"""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from warledger.reading.story import Story
from warledger.reading.syntax import is_not_until, is_verb, up_chain
from warledger.record.codes import Modality


@dataclass(frozen=True, slots=True)
class Put:
    """The modality of a deed and the cue that set it."""

    modality: Modality
    cue: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One step up from a word to its head."""

    story: Story
    token: Token
    head: Token
    at_trigger: bool

    @property
    def link(self) -> str:
        return str(self.token.dep_)

    @property
    def lemma(self) -> str:
        return self.story.lemma(self.head)

    @property
    def infinitive(self) -> bool:
        return any(c.tag_ == "TO" or (c.lower_ == "to" and c.dep_ == "aux") for c in self.token.children)

    def listed(self, name: str) -> bool:
        """Whether the head is in a word list."""
        return self.lemma in self.words(name)

    def words(self, name: str) -> frozenset[str]:
        """A word list of frames/speech.toml."""
        return self.story.frames.words("speech", name)


Rule = Callable[[_Step], Put | None]


def modality_of(story: Story, trigger: Token) -> Put:
    """How the deed of a trigger is put."""
    token = trigger
    while True:
        if is_verb(token) or token == trigger:
            own = _own(story, token)
            if own:
                return own
        if token.head == token or _is_aside(story, token):
            return Put("asserted")
        step = _Step(story, token, token.head, token == trigger)
        for rule in RULES:
            put = rule(step)
            if put:
                return put
        if _stops(step):
            return Put("asserted")
        token = token.head


def _is_aside(story: Story, token: Token) -> bool:
    """Whether what the parse puts above a word says nothing of it: a clause beyond a semicolon, but for one that denies "it",
    or a participle that only tells more of its subject ("three strikes by aircraft not identified")."""
    head = token.head
    low, high = sorted((token.i, head.i))
    if any(t.text == ";" for t in token.doc[low:high]):
        denies = story.lemma(head) in story.frames.words("speech", "deny_verbs")
        return not (denies and any(c.dep_ == "dobj" and c.lower_ in {"it", "this", "that"} for c in head.children))
    bare = head.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in head.children)
    return token.dep_ in {"nsubj", "nsubjpass"} and bare and not is_verb(token)


def _none_of(noun: Token) -> str | None:
    """The word by which a clause is of nothing: "neither A nor B", "none of the towns", "no town"."""
    if noun.lower_ in {"none", "neither", "nothing"}:
        return noun.text
    words = (c for c in noun.children if c.i < noun.i and c.dep_ in {"det", "preconj", "cc", "advmod"})
    return next((c.text for c in words if c.lower_ in {"neither", "no"}), None)


def _never(noun: Token) -> bool:
    """Whether it is "at no point", "at no time", "in no way"."""
    return noun.lower_ in {"point", "time", "stage", "moment", "way"} and any(c.lower_ == "no" for c in noun.children)


def _own(story: Story, token: Token) -> Put | None:
    """What stands with the word itself: "not", "no", a modal verb, "failed", "planned"."""
    if is_not_until(token):
        return Put("asserted", "not until")
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in {"not", "n't", "never", "neither"} and child.i < token.i + 3):
            return Put("negated", child.text)
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            return Put("negated", "no longer")
        if child.dep_ == "det" and child.lower_ == "no" and not is_verb(token):
            return Put("negated", "no")
        if child.dep_ in {"nsubjpass", "dobj"} and (none := _none_of(child)):  # "neither A nor B was taken"
            return Put("negated", none)
        if child.lower_ in {"at", "in"} and any(_never(noun) for noun in child.children):
            return Put("negated", child.nbor(1).text)
    for child in token.children:
        put = _modal(story, child) if child.tag_ == "MD" else None
        if put:
            return put
    return next((put for child in token.children if (put := _qualified(story, token, child))), None)


def _qualified(story: Story, token: Token, child: Token) -> Put | None:
    """What an adverb or adjective with the word says of it: "unsuccessfully", "nearly", "failed", "planned"."""
    if child.dep_ == "advmod" and child.lower_ in {"unsuccessfully", "vainly"}:
        return Put("negated", child.text)
    all_but = child.lower_ == "but" and any(c.lower_ == "all" for c in child.children)
    if child.dep_ == "advmod" and (child.lower_ in NEARLY or all_but) and is_verb(token) and child.i < token.i:
        return Put("possible", child.text)
    if child.dep_ == "amod" and child.lower_ in story.frames.words("speech", "failed_adjectives"):
        return Put("negated", child.text)
    if child.dep_ == "amod" and child.lower_ in story.frames.words("speech", "planned_adjectives"):
        return Put("planned", child.text)
    return None


NEARLY = frozenset({"nearly", "almost", "virtually"})
"""Words before a verb that say that it did not come to the deed ("nearly besieging the city")."""

VERGES = frozenset({"verge", "brink", "edge", "cusp", "point"})
"""Nouns of what is about to happen ("on the verge of falling")."""


def _modal(story: Story, modal: Token) -> Put | None:
    low = modal.lower_
    if low in story.frames.words("speech", "possible_modals"):
        return Put("possible", low)
    reported = modal.head.dep_ == "ccomp" and story.lemma(modal.head.head) in story.frames.words(
        "speech", "speech_verbs"
    )
    if low == "would" and story.retrospective and not reported:
        return None  # a future seen from the past: "the town that would fall a year later"
    return Put("planned", low) if low in story.frames.words("speech", "planned_modals") and low != "can" else None


def _failed(step: _Step) -> Put | None:
    """ "failed to take", "prevented them from taking", "repelled an attempt"."""
    if step.listed("failed") and step.link in {"xcomp", "acl", "advcl"}:
        return Put("negated", step.head.text)
    if step.listed("averted") and step.link in {"prep", "pcomp", "dobj", "nsubjpass", "xcomp", "ccomp", "pobj"}:
        return Put("negated", step.head.text)
    return None


RANKED = frozenset("first second third last latest only largest biggest".split())
"""Words by which what an infinitive tells of a noun has happened."""


def _infinitive(step: _Step) -> Put | None:
    """ "plans to take", "an operation to take", "advanced to take"; but not "managed to take"."""
    if not step.infinitive or step.link not in {"xcomp", "acl", "advcl", "ccomp", "relcl"} or _achieved(step):
        return None
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in step.token.children):  # "claimed to have taken"
        return None
    of_plan = step.listed("attempt") or step.listed("plan_nouns")
    ranked = any(t.lower_ in RANKED for t in step.head.subtree if t.i < step.token.i and t.dep_ in {"amod", "advmod"})
    if ranked and not of_plan:
        return None  # "the first city to fall"
    if step.listed("attempt") and (cue := _came_to_nothing(step)):
        return Put("negated", cue)
    if step.listed("planned") or of_plan:
        return Put("planned", step.head.text)
    if step.link in {"advcl", "acl"} or (step.link == "xcomp" and not step.listed("speech_verbs")):
        return Put("planned", "infinitive of purpose")
    return None


def _came_to_nothing(step: _Step) -> str | None:
    """The word that says how an attempt ended ("tried to retake X but were driven off", "an attempt ended in a rout")."""
    verb = step.head if is_verb(step.head) else step.head.head
    following = [t for t in verb.sent if t.i > step.token.i and is_verb(t)]
    failing = step.story.frames.words("territory", "repelling_verbs") | step.story.frames.words(
        "territory", "failing_verbs"
    )
    cue = next((t for t in following if step.story.lemma(t) in failing and t.tag_ != "VB"), None)
    if cue is not None and any(
        t.lower_ in {"but", "however", "only", "before", "and"} for t in verb.sent[step.token.i - verb.sent.start :]
    ):
        return str(cue.text)
    if not is_verb(step.head) and step.story.lemma(verb) == "end":
        noun = next((t for t in verb.subtree if t.lower_ in {"rout", "failure", "defeat", "disaster"}), None)
        return noun.text if noun is not None else None
    vain = next((t.text for t in verb.subtree if t.lower_ in {"vain", "unsuccessfully"}), None)
    return vain


def _achieved(step: _Step) -> bool:
    plans = step.story.frames.words("speech", "plan_nouns")
    if any(c.dep_ == "dobj" and step.story.lemma(c) in plans for c in step.head.children):  # "began an assault to take"
        return False
    return (is_verb(step.head) and (step.listed("achieved") or step.listed("compelled"))) or step.head.lower_ == "able"


GERUND_PREPOSITIONS = frozenset({"of", "at", "for", "from", "without", "before", "toward", "towards"})


def _gerund(step: _Step) -> Put | None:
    """ "without taking", "kept from taking", "aimed at taking", "plans for retaking"."""
    if step.link == "pcomp" and step.head.lower_ == "after" and step.story.lemma(step.head.head) in AIMS:
        return Put("planned", step.head.head.text)
    if step.link != "pcomp" or step.head.lower_ not in GERUND_PREPOSITIONS:
        return None
    low, up = step.head.lower_, step.head.head
    lemma = step.story.lemma(up)
    if low == "without":
        return Put("negated", "without")
    if low == "from" and lemma in step.words("averted"):
        return Put("negated", up.text)
    if low == "of" and lemma in VERGES:
        return Put("possible", up.text)
    if lemma in step.words("plan_nouns") or lemma in {"aim", "capable"} or (low == "for" and up.tag_[:1] == "N"):
        return Put("planned", up.text)
    return None


AIMS = frozenset({"plan", "aim", "goal", "bid", "effort", "attempt", "hope", "preparation", "objective"})


def _noun_of_plan(step: _Step) -> Put | None:
    """ "a plan for the recapture of X", "tried the capture of X", "without the loss of X"."""
    if is_verb(step.token):
        return None
    if step.link == "pobj":
        up = step.head.head
        if step.head.lower_ == "without":
            return Put("negated", "without")
        aimed = step.story.lemma(up) in AIMS and up.tag_[:1] == "N" and up.i < step.token.i
        return Put("planned", up.text) if aimed and step.head.lower_ in {"of", "for", "at", "on"} else None
    if step.link == "dobj" and step.lemma in {"confirm", "verify", "substantiate"}:
        words = {
            t.lower_
            for t in step.head.sent[max(0, step.head.i - step.head.sent.start - 8) : step.head.i - step.head.sent.start]
        }
        if words & {"neither", "not", "nor", "n't", "no", "nobody", "cannot", "unable"}:
            return Put("possible", f"not {step.head.text}")
    if step.link == "dobj" and (step.listed("planned_strict") or step.listed("attempt")):
        return Put("planned", step.head.text)
    return None


def _clause(step: _Step) -> Put | None:
    """ "if they take X", "denied that they took X", "plans that X be taken"."""
    if step.link == "advcl" and any(c.lower_ in {"if", "unless"} for c in step.token.children):
        return Put("possible", "if")
    if step.link in {"acl", "ccomp", "relcl"} and step.lemma in {"rumor", "rumour", "speculation", "talk"}:
        return Put("possible", step.head.text)
    if step.link in {"ccomp", "acl", "advcl"} and any(
        step.story.lemma(c) in {"rumor", "rumour"} or (c.lower_ == "reports" and step.listed("rumoured"))
        for c in step.head.children
    ):
        return Put("possible", step.head.text)
    if step.link in {"ccomp", "dobj"} and step.listed("deny_verbs") and is_verb(step.head):
        return Put("negated", step.head.text)
    if step.link in {"ccomp", "parataxis"} and step.listed("planned_strict") and step.lemma != "expect":
        return Put("planned", step.head.text)
    return None


def _given(step: _Step) -> Put | None:
    """ "would investigate the raid", "called for an inquiry into Friday's strike": what is to be looked into has happened."""
    definite = any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in step.token.children)
    if is_verb(step.token) or not definite or step.link not in {"dobj", "pobj"}:
        return None
    above = step.head if step.link == "dobj" else step.head.head
    return Put("asserted", above.text) if step.story.lemma(above) in step.words("presupposing") else None


RULES: tuple[Rule, ...] = (_given, _failed, _infinitive, _gerund, _noun_of_plan, _clause)
"""Asked in this order at every step up."""


def _stops(step: _Step) -> bool:
    """Whether what stands further up no longer bears on the deed."""
    if step.infinitive and _achieved(step):
        return False
    if step.link == "relcl" and (not step.at_trigger or is_verb(step.token)):
        return True
    if step.link in {"ccomp", "parataxis"}:
        return True
    if step.link == "advcl" and any(c.lower_ in {"until", "before"} and c.dep_ == "mark" for c in step.token.children):
        return True
    if step.link in {"advcl", "relcl", "acl"} and not step.infinitive:
        return True
    finite = step.token.tag_ in {"VBD", "VBZ", "VBP"} and step.token.tag_ != step.head.tag_
    return step.link == "conj" and is_verb(step.head) and is_verb(step.token) and finite


def is_hedged(story: Story, trigger: Token) -> bool:
    """Whether "reportedly" and its like stand with the trigger's clause."""
    hedges = story.frames.words("speech", "hedges")
    chain = [trigger, *list(up_chain(trigger))[:2]]
    return any(c.lower_ in hedges for t in chain for c in t.children)
