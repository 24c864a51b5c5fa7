"""Who says it: direct and indirect speech, "according to", "X reported", nested, with speakers' full names."""

import re

from spacy.tokens import Span, Token

from warledger.reading.actors import actor_of
from warledger.reading.story import Story
from warledger.reading.syntax import children, is_verb, own_subjects, subjects, up_chain
from warledger.record.statement import Attribution


def attribution_of(story: Story, trigger: Token) -> tuple[Attribution, ...]:
    """Who says it inside the report, innermost first."""
    found: list[Attribution] = []
    speech = story.frames.words("speech", "speech_verbs")
    chain = [trigger, *up_chain(trigger)]
    for i, token in enumerate(chain):
        says = is_verb(token) and story.lemma(token) in speech
        below = chain[i - 1] if says and i else None
        if below is not None and (
            below.dep_ in {"ccomp", "dobj", "xcomp", "parataxis", "advcl", "oprd"} or _quoted(story, trigger)
        ):
            subject = next(iter(own_subjects(token) or subjects(token)), None)
            if subject is not None and subject.lower_ not in {"it", "that", "this", "there"}:
                _add(story, found, subject)
        for child in token.children:
            if child.lower_ == "according":
                for to in children(child, "prep"):
                    for who in children(to, "pobj"):
                        _add(story, found, who)
            elif child.dep_ == "parataxis" and is_verb(child) and story.lemma(child) in speech:
                subject = next(iter(own_subjects(child)), None)
                if subject is not None:
                    _add(story, found, subject)
    if not found:
        _trailing(story, trigger, found)
    if not found:
        _continued(story, trigger, found)
    return tuple(found)


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
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
            between = story.doc[trigger.i : token.i].text
            if (
                subject is not None
                and ("," in between or "”" in between or '"' in between)
                and len(list(sent)) - (token.i - sent.start) < 12
            ):
                _add(story, found, subject)
                return


def _add(story: Story, found: list[Attribution], subject: Token) -> None:
    speaker = speaker_of(story, subject)
    if all(a.start != speaker.start for a in found):
        found.append(speaker)


def speaker_of(story: Story, subject: Token) -> Attribution:
    """The attribution to whom a noun or pronoun names."""
    span = _speaker_span(story, subject)
    return Attribution(
        text=span.text, speaker=full_name(story, subject, span), start=span.start_char, end=span.end_char
    )


def _speaker_span(story: Story, subject: Token) -> Span:
    """The name where there is one, else the noun with its modifiers and "of" phrase."""
    ent = next(
        (e for e in subject.sent.ents if e.start <= subject.i < e.end and e.label_ in {"PERSON", "ORG", "GPE", "NORP"}),
        None,
    )
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
    if subject.lower_ in {"he", "she", "they", "we", "i", "who"}:
        persons = [e for e in story.doc.ents if e.label_ == "PERSON" and e.end <= subject.i]
        if subject.lower_ in {"he", "she", "who"} and persons:
            return _longest_name(story, persons[-1].text)
        if subject.lower_ == "they":
            actor = actor_of(story, subject)
            return actor.name if actor else span.text
        return span.text
    if span.label_ == "PERSON" or any(e.label_ == "PERSON" and e.start <= subject.i < e.end for e in subject.sent.ents):
        return _longest_name(story, span.text)
    return span.text


def _longest_name(story: Story, name: str) -> str:
    plain = re.sub(r"['’]s$", "", name).strip()
    last = plain.split()[-1] if plain.split() else plain
    forms = {re.sub(r"['’]s$", "", e.text).strip() for e in story.doc.ents if e.label_ == "PERSON"}
    longer = [
        f
        for f in forms
        if f.split() and f.split()[-1] == last and len(f) > len(plain) and "\n" not in f and len(f) < 50
    ]
    return max(sorted(longer), key=len, default=plain)
