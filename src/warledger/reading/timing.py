"""When it was: the date of a trigger's clause, sentence, or the one the narrative has reached."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from warledger.reading.date_mention import DateMention
from warledger.reading.listing import date_beside
from warledger.reading.story import Story
from warledger.reading.syntax import is_verb, up_chain
from warledger.record.statement import When


@dataclass(frozen=True, slots=True)
class Dated:
    """A date mention chosen for a statement and the link that joined them."""

    mention: DateMention
    link: str


def date_of(story: Story, trigger: Token, *, carry: bool = True) -> Dated | None:
    """The date of a trigger: in its clause, else in its sentence, else the one the narrative has reached."""
    sent = trigger.sent
    inside = [d for d in story.dates.within(sent.start_char, sent.end_char) if d.precision != "open"]
    own = [d for d in inside if _in_clause(story, d, trigger)]
    if own:
        return Dated(min(own, key=lambda d: abs(d.at - trigger.idx)), "same clause")
    leading = [d for d in inside if d.at - sent.start_char < 30 and d.at < trigger.idx]
    if leading:
        return Dated(leading[0], "sentence opening")
    before = [d for d in inside if d.at < trigger.idx]
    if before:
        return Dated(before[-1], "same sentence")
    after = [d for d in inside if d.at > trigger.idx]
    if after and is_verb(trigger) and _next_clause(story, after[0], trigger):
        return Dated(after[0], "clause that follows")
    if not carry:
        return None
    earlier = next(
        (
            d
            for d in story.dates.backwards(sent.start_char)
            if d.to <= sent.start_char and d.precision != "open" and d.modifier != "since"
        ),
        None,
    )
    if earlier and (story.retrospective or "\n\n" not in story.text[earlier.to : sent.start_char]):
        return Dated(earlier, "date carried from before")
    return None


def _in_clause(story: Story, date: DateMention, trigger: Token) -> bool:
    span = story.doc.char_span(date.at, date.to, alignment_mode="expand")
    if span is None:
        return False
    head = trigger if is_verb(trigger) else _verb_above(trigger)
    return any(_under(token, trigger, head) for token in {span.root.i: span.root, span[0].i: span[0]}.values())


def _under(token: Token, trigger: Token, head: Token) -> bool:
    """Whether a token hangs on a trigger or its verb, with no other clause between."""
    at = token
    while at.head != at:
        at = at.head
        if at in (trigger, head):
            return True
        if is_verb(at) and at.dep_ in {"relcl", "advcl", "ccomp", "conj", "acl", "parataxis"}:
            return False
    return at == head


def _next_clause(story: Story, date: DateMention, trigger: Token) -> bool:
    """Whether a date stands in a clause coordinated with the trigger's ("took the city and cleared it on 17 August")."""
    span = story.doc.char_span(date.at, date.to, alignment_mode="expand")
    if span is None:
        return False
    return any(
        c.dep_ == "conj" and is_verb(c) and c.left_edge.i <= span.root.i <= c.right_edge.i for c in trigger.children
    )


def _verb_above(token: Token) -> Token:
    for up in up_chain(token):
        if is_verb(up):
            return up
    return token


def repeats_of(story: Story, trigger: Token) -> DateMention | None:
    """ "weekly" and its like beside the trigger."""
    sent = trigger.sent
    return next(
        (d for d in story.dates.within(sent.start_char, sent.end_char) if d.repeats and abs(d.at - trigger.idx) < 40),
        None,
    )


def when(story: Story, trigger: Token, place: Span | None = None, *, state: bool) -> When | None:
    """The time of a statement, at a place if one is given; ``state`` for what holds on its days ("was held") rather than
    happens within them."""
    listed = date_beside(story, place) if place is not None and place.sent == trigger.sent else None
    dated = Dated(listed, "place of a list") if listed is not None else date_of(story, trigger)
    repeated = repeats_of(story, trigger)
    if dated is None:
        return _undated(story, trigger, repeated)
    d = dated.mention
    start, end, sense = d.start, d.end, d.sense
    if d.modifier == "since":
        end = None
    elif d.modifier == "by":
        start, sense = None, "as_of" if state else "window"
    elif d.modifier == "until":
        start = None
    elif d.modifier == "as_of":
        start = end
        sense = "as_of"
    return When(
        text=story.text[d.at : d.to],
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=d.precision,
        sense=sense,
        anchor=d.anchor if dated.link != "date carried from before" else "narrative",
        repeats=repeated.repeats if repeated else None,
        start_char=d.at,
        end_char=d.to,
    )


def _undated(story: Story, trigger: Token, repeated: DateMention | None) -> When | None:
    published = story.published.isoformat() if story.published else ""
    if published and not story.retrospective:
        return When(
            end=published,
            start=None,
            precision="open",
            sense="as_of",
            anchor="published",
            repeats=repeated.repeats if repeated else None,
        )
    if repeated:
        return When(precision="open", repeats=repeated.repeats)
    return None
