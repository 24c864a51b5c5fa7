"""Who says it: direct and indirect speech, "according to", "X reported", nested, with speakers' full names."""

import re

from spacy.tokens import Span, Token

from warledger.reading.actors import actor_of
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_passive, is_verb, own_subjects, prepositional, subjects, up_chain
from warledger.record.statement import Attribution

ACCOUNTS = frozenset("account count tally figure estimate reckoning version telling".split())
"""Nouns under "by" whose owner says it ("by the government's count")."""

ACCUSING_VERBS = frozenset({"accuse", "blame", "suspect"})
"""Verbs that say something through a noun or gerund ("accused Israel of bombing")."""


COUNTS = frozenset("dead death killed toll casualty number fatality".split())
"""Objects of "give" and "put" whose subject says it ("state media give 400 dead", "a monitor put the toll at 60")."""

NEWS = frozenset({"news", "word", "report", "story"})
"""Objects of verbs by which news is told ("broke the news that")."""


def attribution_of(story: Story, trigger: Token) -> tuple[Attribution, ...]:
    """Who says it inside the report, innermost first."""
    found: list[Attribution] = []
    chain = [trigger, *up_chain(trigger)]
    for i, token in enumerate(chain):
        subject = _says(story, trigger, token, chain[i - 1] if i else None)
        if subject is not None:
            _add(story, found, subject)
        for child in token.children:
            for who in _named_beside(story, child):
                _add(story, found, who)
    for step in (_trailing, _continued, _introduced, _issued):
        if not found:
            step(story, trigger, found)
    return tuple(found)


def _says(story: Story, trigger: Token, token: Token, below: Token | None) -> Token | None:
    """The subject of a verb of speech above (or at) a trigger, where what stands below is what is said."""
    lemma = story.lemma(token)
    if not is_verb(token):
        return None
    if (
        below is not None
        and below.dep_ == "dobj"
        and story.lemma(below) in NEWS
        and lemma in {"break", "bring", "carry", "give", "have"}
    ):
        return _subject(token)
    if below is None:
        said = lemma in story.frames.words("speech", "announcing_verbs")
    elif lemma in story.frames.words("speech", "speech_verbs"):
        said = below.dep_ in {"ccomp", "dobj", "xcomp", "parataxis", "advcl", "oprd"} or _quoted(story, trigger)
        said = said or (below.dep_ == "prep" and lemma in ACCUSING_VERBS)
    else:
        said = below.dep_ == "ccomp" and lemma in story.frames.words("speech", "finding_verbs")
        said = said or (below.dep_ == "dobj" and lemma in story.frames.words("speech", "listing_verbs"))
        counts = below.dep_ == "dobj" and lemma in {"give", "put"} and story.lemma(below) in COUNTS
        said = said or counts
    subject = _subject(token) if said else None
    if subject is None or subject.lower_ in {"that", "this", "there"}:
        return None
    return None if subject.lower_ == "it" and is_passive(token) else subject


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, the nearest where the parser takes a date line for another."""
    found = [s for s in own_subjects(verb) if s.i < verb.i] or own_subjects(verb) or subjects(verb)
    return max(found, key=lambda t: t.i) if found else None


def _named_beside(story: Story, child: Token) -> list[Token]:
    """Who is named as a source beside a clause: "according to X", "by X's count", ", X said,"."""
    if child.lower_ == "according":
        return [who for to in children(child, "prep") for who in children(to, "pobj")]
    if child.lower_ == "by" and child.dep_ in {"prep", "agent"}:
        counts = [n for n in children(child, "pobj") if story.lemma(n) in ACCOUNTS]
        return [
            c
            for n in counts
            for c in n.children
            if c.dep_ in {"poss", "compound", "amod"} and c.lower_ not in {"the", "one", "most", "many", "some", "all"}
        ][:1]
    if (
        child.dep_ == "parataxis"
        and is_verb(child)
        and story.lemma(child) in story.frames.words("speech", "speech_verbs")
    ):
        subject = next(iter(own_subjects(child)), None)
        return [subject] if subject is not None else []
    return []


def _introduced(story: Story, trigger: Token, found: list[Attribution]) -> None:
    """A statement that is quoted in full after "X said:" is X's to its end, or to the next such opening."""
    subject = _opener(story, trigger)
    if subject is not None:
        _add(story, found, subject)


ISSUING = frozenset("report inform announce communicate notify state declare advise".split())
"""Verbs in the present by which an office opens a bulletin of its own ("The General Staff informs the public that")."""

BULLETINS = frozenset("statement communique communiqué declaration bulletin release".split())
"""What a text may call itself before it names who issues it ("Statement by the Spokesman of the Armed Forces")."""


def _issued(story: Story, trigger: Token, found: list[Attribution]) -> None:
    """A bulletin that opens with who issues it is all told by that office."""
    first = next(story.doc.sents, None)
    if first is None or trigger.i < first.end:
        return
    root = first.root
    if root.tag_ in {"VBZ", "VBP"} and story.lemma(root) in ISSUING:
        issuers = [s for s in own_subjects(root) if s.tag_[:1] == "N"]
    elif story.lemma(root) in BULLETINS:
        issuers = prepositional(root, "by", "from", "of")
    else:
        return
    for issuer in issuers[:1]:
        _add(story, found, issuer)


def _opener(story: Story, token: Token) -> Token | None:
    """Who opened the last statement quoted in full that begins before a token."""
    verb = next(story.introductions.backwards(token.i), None)
    return _subject(verb) if verb is not None else None


def _continued(story: Story, trigger: Token, found: list[Attribution]) -> None:
    """A quotation that goes on after "X said." keeps its speaker through the paragraph."""
    sent = trigger.sent
    speech = story.frames.words("speech", "speech_verbs")
    quoted = _quoted(story, trigger)
    for _ in range(3):
        if sent.start == 0:
            return
        previous = story.doc[sent.start - 1].sent
        if "\n\n" in story.text[previous.start_char : trigger.idx]:
            return
        before = story.text[previous.start_char : trigger.idx]
        quoted = quoted or before.count('"') % 2 == 1 or before.count("“") > before.count("”")
        for token in previous:
            if quoted and is_verb(token) and story.lemma(token) in speech:
                subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
                if subject is not None:
                    _add(story, found, subject)
                    return
        sent = previous


def _quoted(story: Story, trigger: Token) -> bool:
    sent = trigger.sent
    before = story.doc[sent.start : trigger.i].text
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _trailing(story: Story, trigger: Token, found: list[Attribution]) -> None:
    """A quotation that goes on, or "X said." at the end of the sentence that the parser hung elsewhere."""
    sent = trigger.sent
    speech = story.frames.words("speech", "speech_verbs")
    for token in sent:
        if (
            is_verb(token)
            and token != trigger
            and story.lemma(token) in speech
            and token.i > trigger.i
            and token.dep_ in {"ROOT", "parataxis", "ccomp", "conj"}
        ):
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None) or _name_before(token)
            between = story.doc[trigger.i : token.i].text
            if (
                subject is not None
                and ("," in between or "”" in between or '"' in between)
                and len(list(sent)) - (token.i - sent.start) < 12
            ):
                _add(story, found, subject)
                return


def _name_before(verb: Token) -> Token | None:
    """The name right before a verb of speech that the parser gave no subject ("..., Pavlo Kyrylenko, said")."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].is_punct:
        at -= 1
    token = verb.doc[at]
    return token if token.ent_type_ in {"PERSON", "ORG"} or token.tag_[:2] == "NN" else None


def _add(story: Story, found: list[Attribution], subject: Token) -> None:
    speaker = speaker_of(story, subject)
    if all(a.start != speaker.start for a in found):
        found.append(speaker)


def speaker_of(story: Story, subject: Token) -> Attribution:
    """The attribution to whom a noun or pronoun names."""
    span = _speaker_span(story, subject)
    return Attribution(
        text=story.text_of(span), speaker=full_name(story, subject, span), start=span.start_char, end=span.end_char
    )


def _speaker_span(story: Story, subject: Token) -> Span:
    """The name where there is one, else the noun with its modifiers and "of" phrase."""
    named = next((c for c in subject.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), None)
    subject = named if named is not None else subject  # "the governor, Pavlo Kyrylenko, said"
    ent = story.entity_at(subject.i)
    if ent is not None and ent.label_ == "PERSON":
        return story.span(ent.start, ent.end)
    name = story.party_at.get(subject.i)
    start, end = subject.i, subject.i + 1
    for child in subject.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "det", "nummod"}:
            start = min(start, child.left_edge.i)
    for child in subject.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for"} and child.right_edge.i - subject.i < 7:
            end = max(end, child.right_edge.i + 1)
    if name is not None:
        start, end = min(start, name.start), max(end, name.end)
    return story.span(start, end)


def full_name(story: Story, subject: Token, span: Span) -> str:
    """The fullest form of a speaker's name in the report; pronouns are followed to the person before."""
    if subject.lower_ in PRONOUNS:
        return _behind_pronoun(story, subject) or span.text
    ent = story.entity_at(subject.i)
    if span.label_ == "PERSON" or (ent is not None and ent.label_ == "PERSON"):
        return _longest_name(story, span.text)
    return span.text


PRONOUNS = frozenset({"he", "she", "they", "we", "i", "who", "it"})


def _behind_pronoun(story: Story, pronoun: Token) -> str | None:
    """The name of who speaks as "he", "it", "we": the opener of a full quotation, the last who spoke, the last person."""
    low = pronoun.lower_
    if low in {"we", "i"}:
        subject = _opener(story, pronoun)
        return full_name(story, subject, _speaker_span(story, subject)) if subject is not None else None
    if low in {"they", "it"}:
        spoke = _spoke_before(story, pronoun)
        if spoke is not None:
            return full_name(story, spoke, _speaker_span(story, spoke))
        actor = actor_of(story, pronoun)
        return actor.name if actor else None
    spoke = _spoke_before(story, pronoun)
    if spoke is not None and _speaker_span(story, spoke).label_ == "PERSON":
        return full_name(story, spoke, _speaker_span(story, spoke))
    person = next((e for e in story.persons.backwards(pronoun.i) if e.end <= pronoun.i), None)
    return _longest_name(story, person.text) if person is not None else None


def _spoke_before(story: Story, pronoun: Token) -> Token | None:
    """Who spoke last in the two sentences before, no pronoun itself."""
    sent = pronoun.sent
    speech = story.frames.words("speech", "speech_verbs")
    for _ in range(2):
        if sent.start == 0:
            return None
        sent = story.doc[sent.start - 1].sent
        spoke = [_subject(t) for t in sent if is_verb(t) and story.lemma(t) in speech]
        spoke += [who for t in sent if t.lower_ == "according" for who in _named_beside(story, t)]
        named = [t for t in spoke if t is not None and t.lower_ not in PRONOUNS]
        if named:
            return named[-1]
    return None


def _longest_name(story: Story, name: str) -> str:
    plain = re.sub(r"['’]s$", "", name).strip()
    last = plain.split()[-1] if plain.split() else plain
    return max((f for f in story.full_names.get(last, ()) if len(f) > len(plain)), key=len, default=plain)
