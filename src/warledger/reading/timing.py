"""When it was: the date of a trigger's clause, sentence, or the one the narrative has reached."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from warledger.reading.date_mention import DateMention, is_of_date_line, is_owner
from warledger.reading.headings import Heading
from warledger.reading.listing import date_beside, is_of_item
from warledger.reading.paths import SIEGE_WORDS
from warledger.reading.story import Story
from warledger.reading.syntax import is_not_until, is_verb, objects, subjects, up_chain
from warledger.record.statement import When


@dataclass(frozen=True, slots=True)
class Dated:
    """A date mention chosen for a statement and the link that joined them."""

    mention: DateMention
    link: str


def date_of(story: Story, trigger: Token, *, carry: bool = True, deed: bool = False) -> Dated | None:
    """The date of a trigger: in its clause, else in its sentence, else the one the narrative has reached.

    ``deed`` is for what happened once: there a lone day after it in its sentence, in whatever clause, is its day, and the
    day on which somebody spoke of it is not.
    """
    sent = trigger.sent
    inside = [
        d
        for d in story.dates.within(sent.start_char, sent.end_char)
        if d.precision != "open" and _dates(story, d, trigger) and not (deed and _is_of_another(story, d, trigger))
    ]
    own = [d for d in inside if _in_clause(story, d, trigger)]
    if own:
        beneath = frozenset() if is_verb(trigger) else {t.i for t in trigger.subtree}
        return Dated(min(own, key=lambda d: _remoteness(story, d, trigger, beneath)), "same clause")
    if joined := _of_joined_clause(story, inside, trigger, deed=deed):
        return joined
    inside = [d for d in inside if d.at > trigger.idx or d.modifier not in {"since", "until"}]
    had = deed and _had(trigger)
    inside = [d for d in inside if not (had and is_said(story, d))]
    leading = [d for d in inside if d.at - sent.start_char < OPENING_CHARS and d.at < trigger.idx]
    if leading:
        return Dated(leading[0], "sentence opening")
    before = [d for d in inside if d.at < trigger.idx and not (deed and _of_background(story, d))]
    if before:
        return Dated(before[-1], "same sentence")
    after = [d for d in inside if d.at > trigger.idx]
    if after and is_verb(trigger) and _next_clause(story, after[0], trigger):
        return Dated(after[0], "clause that follows")
    alone = [d for d in after if _is_lone_day(d)]
    if deed and len(alone) == len(after) == 1 and not is_said(story, alone[0]) and not _of_background(story, alone[0]):
        return Dated(alone[0], "same sentence")
    if not carry:
        return None
    heading = next((h for h in story.topics.headings if h.start <= trigger.idx < h.end), None)
    if heading is not None and trigger.lower_ in SIEGE_WORDS:
        return _first_under(story, heading)
    earlier = next(
        (
            d
            for d in story.dates.backwards(sent.start_char)
            if d.to <= sent.start_char
            and d.precision != "open"
            and d.modifier not in {"since", "until"}
            and not (d.aside or d.passing)
            and not (deed and (is_of_date_line(story.text, d) or _of_background(story, d)))
        ),
        None,
    )
    if deed and earlier is not None and earlier.precision not in {"day", "part-of-month"}:
        earlier = _day_before(story, earlier) or earlier
    if deed and earlier is not None and is_said(story, earlier):
        earlier = _of_deed_beside(story, earlier)
    if earlier and (story.retrospective or "\n\n" not in story.text[earlier.to : sent.start_char]):
        return Dated(earlier, CARRIED)
    return None


def _of_joined_clause(story: Story, inside: list[DateMention], trigger: Token, *, deed: bool) -> Dated | None:
    """The date of the clause that tells when a trigger's happened, or that it hangs on; null where there is none."""
    clause = _verb_above(trigger) if not is_verb(trigger) else trigger
    hangs = (clause.dep_ == "relcl" and clause == trigger) or (clause.dep_ == "ccomp" and not deed)
    if trigger.dep_ == "ccomp" and is_not_until(trigger.head):  # "it was not until 5 March that the siege was broken"
        until = [d for d in inside if d.modifier == "until" and _in_clause(story, d, trigger.head)]
        return Dated(until[0], "same clause") if until else None
    with_it = [d for d in inside if d.at > trigger.idx and _is_lone_day(d) and _when_clause(story, d, trigger)]
    if with_it:
        return Dated(with_it[0], "clause of when it was")
    open_ended = {"since", "until"}
    governing = [
        d
        for d in inside
        if hangs
        and (d.at > trigger.idx or d.modifier not in open_ended)
        and _in_clause(story, d, _verb_above(clause.head))
    ]  # "on 30 January they took X and on 23 February reached Y, which was thus relieved"
    return (
        Dated(min(governing, key=lambda d: abs(d.at - trigger.idx)), "clause that it hangs on") if governing else None
    )


def _had(trigger: Token) -> bool:
    """Whether a deed had been before what its sentence tells else ("said on Sunday that the assault had cost 135 lives")."""
    verb = trigger if is_verb(trigger) else _verb_above(trigger)
    return is_verb(verb) and verb.dep_ == "ccomp" and any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)


UNDER_CHARS = 400
"""How far into a section the first day is looked for that its heading's siege is told of."""


def _first_under(story: Story, heading: Heading) -> Dated | None:
    """The first day or month told under a heading ("Siege of X", with nothing of when)."""
    days = story.dates.within(heading.end, heading.end + UNDER_CHARS)
    first = next((d for d in days if d.precision in {"day", "part-of-month", "month"} and not d.aside), None)
    return Dated(first, UNDER_HEADING) if first is not None else None


CARRIED = "date carried from before"
UNDER_HEADING = "first date under the heading"


def _is_lone_day(date: DateMention) -> bool:
    """Whether a date is a day of its own, and neither an end of a stretch nor what another is measured from."""
    return date.precision == "day" and not date.modifier and not date.aside


def is_said(story: Story, date: DateMention) -> bool:
    """Whether a date tells when something was said ("..., the ministry said on Tuesday")."""
    span = story.words_of(date)
    if span is None:
        return False
    verb = _verb_above(span.root)
    return (
        is_verb(verb)
        and not is_owner(story.text, date)
        and story.lemma(verb) in story.frames.words("speech", "speech_verbs")
    )


def _remoteness(story: Story, date: DateMention, trigger: Token, beneath: Container[int]) -> tuple[bool, bool, int]:
    """How far a date is from a trigger: those that hang on it come first, then a day that follows a deed's noun before the
    next verb ("buried on Saturday the victims of an attack a day earlier", "in response to a strike in Goma on 1 April")."""
    follows = not is_verb(trigger) and date.precision == "day" and date.at > trigger.idx
    words = story.words_of(date) if follows else None
    follows = words is not None and not any(is_verb(t) or t.text == "," for t in story.doc[trigger.i : words.start])
    return not _is_beneath(story, date, beneath), not follows, abs(date.at - trigger.idx)


def _is_of_another(story: Story, date: DateMention, trigger: Token) -> bool:
    """Whether a date is not that of a deed but of what came after it: the growth of its toll, or what was done about it
    ("aid was halted on Sunday after a strike on a camp")."""
    if _is_of_count(story, date):
        return True
    before = trigger.head if trigger.dep_ == "pobj" else None
    if is_verb(trigger) or before is None or before.lower_ not in {"after", "following"}:
        return False
    return not _is_beneath(story, date, {t.i for t in before.subtree}) and not date.passing


def _is_of_count(story: Story, date: DateMention) -> bool:
    """Whether a date tells when a toll grew, not when the deed was ("the toll of the strike rose to 40 on Monday")."""
    span = story.words_of(date)
    if span is None or is_owner(story.text, date):
        return False
    verb, counts = _verb_above(span.root), story.frames.words("tolls", "counts")
    grows = story.lemma(verb) in story.frames.words("tolls", "growing_verbs")
    raised = story.lemma(verb) in story.frames.words("tolls", "raising_verbs")
    counted = subjects(verb) if grows else objects(verb) if raised else []
    return any(story.lemma(noun) in counts for noun in counted)


def _is_beneath(story: Story, date: DateMention, words: Container[int]) -> bool:
    """Whether a date hangs on one of some words."""
    span = story.words_of(date)
    return span is not None and span.root.i in words


FINER_SENTENCES = 4
"""How many sentences before a month or year a day is looked for that the narrative is at."""


def _day_before(story: Story, coarse: DateMention) -> DateMention | None:
    """The day that the narrative was at when it named a month in passing ("..., after the fall of X in June")."""
    span = story.words_of(coarse)
    if span is None or coarse.at - span.sent.start_char < OPENING_CHARS:
        return None
    start = span.sent
    for _ in range(FINER_SENTENCES):
        start = story.doc[start.start - 1].sent if start.start else start
    days = list(story.dates.within(start.start_char, coarse.at))
    return next((d for d in reversed(days) if _is_lone_day(d)), None)


OPENING_CHARS = 30
"""Characters at the opening of a sentence in which a date moves the narrative."""


def _of_background(story: Story, date: DateMention) -> bool:
    """Whether a date is that of an earlier happening told in passing ("the town that it stole on 3 August")."""
    span = story.words_of(date)
    verb = _verb_above(span.root) if span is not None else None
    if verb is None or not is_verb(verb):
        return False
    past = any(
        (c.lower_ in {"since", "after", "before", "until"} or (c.lower_ == "when" and c.i > verb.head.i))
        and c.dep_ in {"mark", "advmod"}
        for c in verb.children
    )
    earlier = any(
        c.lower_ == "had" and c.dep_ == "aux" for c in verb.children
    )  # "its crossing had been left on June 17"
    return verb.dep_ in {"relcl", "acl"} or (verb.dep_ == "advcl" and past) or (earlier and verb.dep_ != "ccomp")


def _of_deed_beside(story: Story, said: DateMention) -> DateMention | None:
    """The day of the deed that was spoken of on another, in the same sentence or the one before; null where none is told."""
    sent = story.words_of(said).sent  # type: ignore[union-attr]
    start = story.doc[sent.start - 1].sent.start_char if sent.start else sent.start_char
    days = (d for d in story.dates.within(start, sent.end_char) if _is_lone_day(d))
    return next((d for d in reversed(list(days)) if d != said and not is_said(story, d)), None)


def _dates(story: Story, date: DateMention, trigger: Token) -> bool:
    """Whether a date may be a trigger's: what lies "two days after rebels came" is the coming, told after these words."""
    ranked = trigger.dep_ in {"acl", "relcl"} and any(t.lower_ in RANKED for t in trigger.head.children)
    if ranked and date.modifier == "since":  # "the first town to be lost since 2001"
        return False
    if date.modifier == "since" and date.to < trigger.idx and _in_commas(story.text, date, trigger.sent.start_char):
        return False  # "X, in their hands since 2014, was taken on 3 May"
    if date.aside:
        return date.to < trigger.idx and "," not in story.text[date.to : trigger.idx]
    return not _of_mark(story, date, trigger) and not (date.at > trigger.idx and is_of_item(story, date))


def _in_commas(text: str, date: DateMention, start: int) -> bool:
    """Whether a date ends an aside between commas."""
    return text[date.to : date.to + 1] in {",", "–", "—", ")"} and "," in text[start : date.at]


RANKED = frozenset("first largest biggest worst deadliest heaviest".split())
"""Words that compare a deed with those since a time, which is not its own."""


HOURS = frozenset("dawn daybreak sunrise sunset dusk noon midday midnight nightfall dark light".split())
"""Times of the day: "before dawn on Sunday" is on Sunday."""


def _of_mark(story: Story, date: DateMention, trigger: Token) -> bool:
    """Whether a date is that of the happening that a deed is measured from ("the biggest raid since the fall of X in May")."""
    span = story.words_of(date)
    if span is None:
        return False
    for up in span.root.ancestors:
        if up == trigger or is_verb(up):
            return False
        mark = up.lower_ in {"since", "after", "before"} and not any(c.lower_ in HOURS for c in up.children)
        if mark and up != span.root.head:
            return trigger not in up.subtree
    return False


def _in_clause(story: Story, date: DateMention, trigger: Token) -> bool:
    span = story.words_of(date)
    if span is None:
        return False
    head = trigger if is_verb(trigger) else _verb_above(trigger)
    tokens = {span.root.i: span.root, span[0].i: span[0]}
    before = story.doc[span.start - 1] if span.start else span[0]
    if before.dep_ == "prep" and not any(before.children):  # the parser hung the date elsewhere than its "on"
        tokens = {before.i: before}
    return any(_under(token, trigger, head) for token in tokens.values())


def _under(token: Token, trigger: Token, head: Token) -> bool:
    """Whether a token hangs on a trigger or its verb, with no other clause between."""
    at = token
    while at.head != at:
        at = at.head
        if at in (trigger, head):
            return True
        if is_verb(at) and at.dep_ in {"relcl", "advcl", "ccomp", "conj", "acl", "parataxis"}:
            return False
        if at.dep_ == "appos":  # "X, a ghost city since 1993, ..."
            return False
    return at == head


def _when_clause(story: Story, date: DateMention, trigger: Token) -> bool:
    """Whether a date is that of the happening with which a deed came ("the siege ended when the army entered X on 5 May")."""
    span = story.words_of(date)
    if span is None or not is_verb(trigger):
        return False
    clauses = (c for c in trigger.children if c.dep_ == "advcl" and c.i > trigger.i and is_verb(c))
    return any(_in_clause(story, date, c) for c in clauses if any(w.lower_ in {"when", "as"} for w in c.children))


def _next_clause(story: Story, date: DateMention, trigger: Token) -> bool:
    """Whether a date stands in a clause coordinated with the trigger's ("took the city and cleared it on 17 August")."""
    span = story.words_of(date)
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


def _told_closer(story: Story, trigger: Token, dated: Dated | None, others: Iterable[Token]) -> Dated | None:
    """The day of a deed that its other words have in their clause ("the raid in which 51 died a day earlier"), where its
    own have none in theirs; those of a later sentence only if they narrow it down ("a week ago ... in the attack of 8 October")."""
    if dated is not None and dated.link == "same clause" and dated.mention.start == dated.mention.end:
        return dated
    for token in others:
        other = date_of(story, token, carry=False, deed=True)
        if (
            other is None
            or other.link != "same clause"
            or not _is_lone_day(other.mention)
            or is_said(story, other.mention)
        ):
            continue
        if token.sent == trigger.sent and (dated is None or dated.link != "same clause"):
            return other
        if dated is None or _narrows(other.mention, dated.mention):
            return other
    return dated


def _narrows(day: DateMention, wider: DateMention) -> bool:
    """Whether a day is one of those that a date leaves open."""
    if day.start is None or wider.start is None or wider.end is None:
        return False
    return wider.start < wider.end and wider.start <= day.start <= wider.end


def when(
    story: Story,
    trigger: Token,
    place: Span | None = None,
    others: Iterable[Token] = (),
    *,
    state: bool,
    deed: bool = False,
) -> When | None:
    """The time of a statement, at a place if one is given; ``others`` are the further words of a deed, ``state`` is for what
    holds on its days ("was held") rather than happens within them."""
    listed = date_beside(story, place) if place is not None and place.sent == trigger.sent else None
    dated = Dated(listed, "place of a list") if listed is not None else date_of(story, trigger, deed=deed)
    if deed and listed is None:
        dated = _told_closer(story, trigger, dated, others)
    repeated = repeats_of(story, trigger)
    if dated is None:
        return _undated(story, repeated, deed=deed)
    d = dated.mention
    start, end, sense = d.start, d.end, d.sense
    if d.modifier == "since":
        end = None
    elif d.modifier == "by":
        start, sense = None, "as_of" if state else "window"
    elif d.modifier == "until" and (is_not_until(trigger) or is_not_until(trigger.head)):
        start = end
    elif d.modifier == "until" and (state or deed):  # but "held out until 20 May" is lost on that day
        start, sense = None, "throughout" if state else sense
    elif d.modifier == "as_of":
        start = end
        sense = "as_of"
    return When(
        text=story.text[d.at : d.to],
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=d.precision,
        sense=sense,
        anchor=d.anchor if dated.link not in {CARRIED, UNDER_HEADING} else "narrative",
        repeats=repeated.repeats if repeated else None,
        start_char=d.at,
        end_char=d.to,
    )


def _undated(story: Story, repeated: DateMention | None, *, deed: bool) -> When | None:
    published = story.published.isoformat() if story.published else ""
    day = story.title_day if deed else None
    if day is not None and day.start and day.end:
        return When(start=day.start.isoformat(), end=day.end.isoformat(), precision=day.precision, anchor="title")
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
