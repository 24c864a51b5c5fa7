"""Words that tell of an event: frames of frames/violence.toml matched on the parse, those of one deed put together."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from warledger.reading.company import governing_verb, has_company, modifiers
from warledger.reading.days_apart import on_other_days
from warledger.reading.frames import Frame
from warledger.reading.paths import Dropped
from warledger.reading.story import Story
from warledger.reading.syntax import (
    agents,
    conjuncts,
    is_passive,
    is_verb,
    objects,
    own_subjects,
    patients,
    prepositional,
    subjects,
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event, and the frame it calls up."""

    token: Token
    frame: Frame

    @property
    def sub_type(self) -> str:
        """ACLED's sub-event type."""
        return self.frame.sets["sub_type"]


@dataclass(slots=True)
class Deed:
    """Triggers that tell of one event, the one that names it first."""

    triggers: list[Trigger]
    links: list[str] = field(default_factory=list)

    @property
    def main(self) -> Trigger:
        """The trigger that names the event: the highest rank, then the first."""
        return max(self.triggers, key=lambda t: (t.frame.rank, -t.token.i))


def find_triggers(story: Story) -> Iterator[Trigger | Dropped]:
    """Every trigger of an event, and those that are considered and dropped."""
    for token in story.words:
        part = "noun" if is_deed_noun(story, token) else "verb" if is_verb(token) else ""
        if not part:
            continue
        lemma = story.noun_lemma(token) if part == "noun" else story.lemma(token)
        for frame in story.frames.within("violence", lemma, part):
            if has_company(story, frame, token):
                reason = _no_deed(story, frame, token)
                yield Dropped(token.idx, token.idx + len(token), frame.id, reason) if reason else Trigger(token, frame)
                break


NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "appos", "compound", "nmod"})
"""Relations in which only a noun can stand, whatever the tagger takes the word for ("a series of airstrikes/VBZ")."""


def is_deed_noun(story: Story, token: Token) -> bool:
    """Whether a word names a deed: a noun, or a gerund that stands as one ("ongoing shelling and airstrikes")."""
    if token.tag_[:2] == "NN" or token.lower_ in {"airstrike", "airstrikes"}:
        return True
    if (
        token.dep_ in NOMINAL
        and token.tag_ in {"VBZ", "JJ", "VB", "VBP"}
        and not any(c.dep_ in {"dobj", "aux"} for c in token.children)
    ):
        return bool(story.frames.of(story.noun_lemma(token), "noun"))
    if token.tag_ != "VBG" or not story.frames.of(token.lower_, "noun"):
        return False
    nominal = token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr"} or (
        token.dep_ == "conj" and token.head.tag_[:2] == "NN"
    )
    return nominal and not any(c.dep_ in {"dobj", "nsubj", "aux"} for c in token.children)


def _other_sense(story: Story, token: Token) -> str | None:
    """Which other sense than that of a deed of people a word has: in a figure of speech, in a name, of the weather."""
    lists = story.frames.lists["violence"]
    if modifiers(token) & set(lists["metaphor_modifiers"]):
        return "a figure of speech"
    if (
        not is_verb(token)
        and token.dep_ in {"compound", "nmod", "amod"}
        and story.lemma(token.head) in lists["not_deed_heads"]
    ):
        return f"part of the name of a thing ({token.head.text})"
    if (
        token.i + 2 < len(story.doc)
        and token.nbor(1).text == "-"
        and token.nbor(2).lower_ in {"hit", "torn", "ravaged", "weary", "era", "damaged"}
    ):
        return "part of an adjective"
    if not is_verb(token) and token.i in story.place_at and token.tag_ in {"NNP", "NNPS"}:
        return "part of the name of a place"
    verb = None if is_verb(token) else governing_verb(token)
    if verb is not None and story.lemma(verb) == "hear" and token.dep_ in {"nsubjpass", "dobj"}:
        return "heard, and nothing more is told of it"
    forces = story.frames.words("violence", "natural_forces")
    if is_verb(token) and any(story.lemma(t) in forces for s in agents(token) for t in (s, *s.children)):
        return "done by nature"
    return None


def _no_deed(story: Story, frame: Frame, token: Token) -> str | None:
    """Why a trigger tells of no event; null if it may."""
    lists = story.frames.lists["violence"]
    other = _other_sense(story, token)
    if other:
        return other
    if story.lemma(token) in {"bomber", "attacker"} and not _strikes(story, token):
        return "people, not a deed"
    if frame.id == "violence.die" and any(w in token.sent.text for w in lists["no_violence"]):
        return "no death by violence"
    if is_verb(token) and token.dep_ == "amod":
        return "an adjective"
    if frame.id == "violence.sit-in" and token.dep_ == "acl":
        return "people, not a deed"  # "an explosion tore through crowds gathered for the new year"
    unmet = _unmet_need(story, frame, token)
    if unmet:
        return unmet
    if (
        token.lower_ in {"wounded", "injured"}
        and token.i
        and token.nbor(-1).tag_ == "CD"
        and not is_passive(token)
        and not objects(token)
    ):
        return "people, not a deed"
    if (
        frame.id in WEAPON_FRAMES
        and token.dep_ == "dobj"
        and story.lemma(token.head) not in story.frames.words("violence", "using_verbs")
    ):
        return "a weapon that something is done to"
    if (
        not is_verb(token)
        and token.tag_ == "NN"
        and token.dep_ == "dobj"
        and token.head.lower_ == "using"
        and not list(token.children)
    ):
        return "no noun of its own"
    if "war_word" in frame.needs and not story.is_conflict:
        return "the story tells of no conflict"
    if frame.weak and not story.is_conflict:
        return "an everyday word in a story that tells of no conflict"
    return None


def _unmet_need(story: Story, frame: Frame, token: Token) -> str | None:
    """What a frame needs of those a deed was done to and does not find."""
    if "person" in frame.needs and not any(is_person(story, p) for p in patients(token)):
        return "not done to a person"
    if "under_fire" in frame.needs and not any(
        story.lemma(n) in {"fire", "attack", "gunfire"} for n in prepositional(token, "under")
    ):
        return "not under fire"
    if "counted_captives" in frame.needs and not _captives(story, token):
        return "no captives are counted"
    if "civilian" in frame.needs and not any(
        story.lemma(p) in story.frames.words("violence", "civilians") - PLACES_OF_CIVILIANS for p in patients(token)
    ):
        return "not done to civilians"
    return None


def is_person(story: Story, noun: Token) -> bool:
    """Whether a noun means people: a name, a pronoun for one person, or a kind of people."""
    if noun.lower_ in {"he", "him", "she", "her", "who"} or noun.ent_type_ == "PERSON":
        return noun.i not in story.place_at
    lemma = story.lemma(noun)
    people = story.frames.words("violence", "person_nouns") | story.frames.words("violence", "civilians")
    return lemma in people - PLACES_OF_CIVILIANS


CREWS = frozenset("crew peacekeeper observer monitor sailor fisherman seaman passenger hostage pupil student".split())


def _captives(story: Story, verb: Token) -> bool:
    """Whether people are counted who were seized ("seized about 200 peacekeepers", "took 60 children from an orphanage")."""
    for taken in patients(verb):
        counted = any(c.dep_ == "nummod" for c in taken.children)
        if counted and (story.lemma(taken) in CREWS or (is_person(story, taken) and prepositional(verb, "from"))):
            return True
    return False


def _strikes(story: Story, attacker: Token) -> bool:
    """Whether an attacker is told to have struck, and not only to exist."""
    verb = governing_verb(attacker)
    if verb is None or not is_verb(verb):
        return False
    lemma = story.lemma(verb)
    return bool(story.frames.within("violence", lemma, "verb")) or lemma in story.frames.words(
        "violence", "striking_verbs"
    )


WEAPON_FRAMES = frozenset({"violence.bomb-goes-off", "violence.munitions-land"})
"""Frames of weapons that do something: what is done to a weapon is another matter."""

PLACES_OF_CIVILIANS = frozenset(
    "market school hospital mosque church bus wedding funeral house home village community crowd".split()
)


def group_deeds(story: Story, triggers: list[Trigger]) -> list[Deed]:
    """Triggers of one sentence that tell of one deed, put together by the syntax that joins them."""
    deeds: list[Deed] = []
    of: dict[int, Deed] = {}
    for trigger in triggers:
        deed = Deed([trigger])
        deeds.append(deed)
        of[trigger.token.i] = deed
    for trigger in triggers:
        for other, link in _same_deed(story, trigger, triggers):
            one, two = of[trigger.token.i], of[other.token.i]
            if one is not two:
                one.triggers += two.triggers
                one.links += [*two.links, link]
                for t in two.triggers:
                    of[t.token.i] = one
                deeds.remove(two)
    _join_harm(story, deeds)
    return sorted(deeds, key=lambda d: d.main.token.i)


HARM_RANK = 2
"""Frames up to this rank tell of harm and not of how it was done."""


def _join_harm(story: Story, deeds: list[Deed]) -> None:
    """Put a deed that tells of harm alone to the one deed its sentence else tells of ("died when a house blew up")."""
    harms = [d for d in deeds if d.main.frame.rank <= HARM_RANK or d.main.frame.id == "violence.target"]
    causes = [d for d in deeds if d not in harms]
    for harm in harms:
        cause = _cause_of(harm, causes)
        if cause is None:
            continue
        low, high = sorted((harm.main.token.i, cause.main.token.i))
        between = story.doc[low + 1 : high]
        done_by_another = not is_passive(harm.main.token) and any(
            _acts(story, s) for s in own_subjects(harm.main.token)
        )
        apart = any(t.text == ":" or t.lower_ in {"while", "but", "whereas"} for t in between)
        counted_after = cause.main.token.i < harm.main.token.i and not done_by_another  # "...; three people died"
        apart = apart or on_other_days(story, cause.main.token, harm.main.token)
        if apart or (any(t.text == ";" for t in between) and not counted_after):
            continue
        if done_by_another and harm.main.frame.id != "violence.die":
            continue
        cause.triggers += harm.triggers
        cause.links += [*harm.links, "one sentence"]
        deeds.remove(harm)


def _cause_of(harm: Deed, causes: list[Deed]) -> Deed | None:
    """The deed that harm came of: the only other one, or the nearest before a clause that hangs on it."""
    if len(causes) == 1:
        return causes[0]
    token = harm.main.token
    before = [c for c in causes if c.main.token.i < token.i]
    hangs = token.dep_ in {"relcl", "acl", "advcl"} and is_verb(token)
    return max(before, key=lambda c: c.main.token.i) if hangs and before else None


def _acts(story: Story, subject: Token) -> bool:
    """Whether a subject is someone who acts, and not a thing or place that a lost relative clause hangs on."""
    if subject.i in story.place_at:
        return False
    named = subject.i in story.party_at or subject.ent_type_ in {"PERSON", "ORG", "NORP"}
    return (
        named
        or subject.lower_ in {"they", "he", "she", "we"}
        or story.lemma(subject) in story.frames.words("violence", "group_nouns")
    )


def _same_deed(story: Story, trigger: Trigger, triggers: list[Trigger]) -> Iterator[tuple[Trigger, str]]:
    """Other triggers of the sentence that tell of the same deed as this one."""
    token = trigger.token
    if not is_verb(token):
        if token.dep_ in {"compound", "nmod"} and not is_verb(token.head):
            yield from ((t, "one name") for t in triggers if t.token == token.head)
        return
    at = {t.token.i: t for t in triggers if t.token != token}
    for linked, link in [*_below(story, trigger, at), *_above(token)]:
        other = at.get(linked.i)
        if other is not None and not _rivals(trigger, other):
            yield other, link


def _below(story: Story, trigger: Trigger, at: dict[int, Trigger]) -> Iterator[tuple[Token, str]]:
    """Words under a verb that may tell of its deed: its subject, "in a blast", the object of a light verb."""
    verb = trigger.token
    for subject in agents(verb):
        yield from ((t, "its subject") for t in conjuncts(subject))
        if story.lemma(subject) in story.frames.words("violence", "weapons"):  # "a drone that hit a mosque killed 70"
            yield from ((c, "clause of its subject") for c in subject.children if c.dep_ == "relcl" and is_verb(c))
    for noun in prepositional(verb, *BY_WAY_OF):
        yield from ((t, "by way of") for t in conjuncts(noun))
    if (
        story.lemma(verb) in story.frames.words("violence", "light_verbs")
        or trigger.frame.rank <= 3
        or trigger.frame.with_noun
    ):
        for noun in objects(verb):
            yield from ((t, "light verb") for t in conjuncts(noun))
    for child in verb.children:
        clause = child.dep_ in {"advcl", "conj", "xcomp", "ccomp"} and is_verb(child)
        if (
            clause
            and not _days_off(story, child)
            and not on_other_days(story, verb, child)
            and _joined(trigger, at.get(child.i), child)
        ):
            yield child, "one clause"


def _days_off(story: Story, clause: Token) -> bool:
    """Whether a clause tells of what was days before or after ("two days after a bomb had killed 80 in the city")."""
    mark = next((c for c in clause.children if c.lower_ in {"after", "before", "since"} and c.i < clause.i), None)
    return mark is not None and mark.i > 0 and story.noun_lemma(mark.nbor(-1)) in {"day", "week", "month", "year"}


BY_WAY_OF = ("in", "by", "during", "from", "after", "when", "with", "at", "amid", "through", "to")
"""Prepositions under which a deed tells how another came about ("killed in a blast")."""


def _above(verb: Token) -> Iterator[tuple[Token, str]]:
    """Words above a verb that may tell of its deed: the noun it describes, the subject and object of the main clause."""
    if verb.dep_ in {"relcl", "acl"}:
        yield verb.head, "relative clause"
    if verb.dep_ not in {"advcl", "xcomp", "conj"} or not is_verb(verb.head):
        return
    shared = subjects(verb)
    for token in (*own_subjects(verb.head), *objects(verb.head), *subjects(verb.head)):
        if verb.dep_ != "conj" or token in shared:
            yield token, "shared clause"
    if verb.dep_ in {"advcl", "xcomp"}:
        yield from ((t, "shared clause") for t in prepositional(verb.head, "in", "by", "with"))


def _joined(trigger: Trigger, other: Trigger | None, child: Token) -> bool:
    if other is None:
        return False
    if child.dep_ == "conj":
        return min(trigger.frame.rank, other.frame.rank) <= HARM_RANK and not own_subjects(child)
    return min(trigger.frame.rank, other.frame.rank) <= 4


def _rivals(one: Trigger, other: Trigger) -> bool:
    """Whether two triggers name deeds of different kinds, neither of them mere harm ("shelling and kidnappings")."""
    return (
        one.frame.rank > 4
        and other.frame.rank > 4
        and one.sub_type != other.sub_type
        and {one.sub_type, other.sub_type}
        != {
            "Remote explosive/landmine/IED",
            "Suicide bomb",
        }
    )
