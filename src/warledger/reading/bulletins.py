"""Figures of the lists of bulletins: "Dead: 63", "Killed in the assault: 62 soldiers, 45 insurgents"."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from warledger.reading.harm_figures import HarmFigure, figure_of, harm_of, is_date_or_age
from warledger.reading.numbers import QUANTITY, find_quantity
from warledger.reading.story import Story

_TO_MARK = re.compile(r"(?:: ?|, )(?=\w)|[.;\n]")
"""The marks that may stand between a label ("Dead, three days:", "Soldiers killed in the town,") and its figure."""

FURTHEST = 90
"""Characters from a label to its figure at the most: where or when it was."""

_ALONE = re.compile(r"\s*(?:[;.,)\n]|$)")
"""What follows a figure that a comma alone leads to."""

_WHO = re.compile(r"[^,;:.()\n]{0,60}")
"""Who an item of a list counts, up to the next mark."""

_NEXT = re.compile(r"(?:,? and |, )(?=\S)")
"""From one item of a list to the next."""

_PART = re.compile(
    r"(?:\w+ )?(?:of (?:them|whom|these|which)|among (?:them|whom)|(?:women|children|minors|girls|boys|babies|infants)\b)",
    re.IGNORECASE,
)
"""An item that is a part of the one before it ("27 of them children"), and adds nothing to it."""

_NOBODY_NAMED = re.compile(
    r"^(?:by|in|on|at|to|according|from|for|as|near|during|after|so|late|early|more|was|were)\b|^$"
)
"""What begins what is no name of a group after a figure ("16 by the army's statement")."""

_WHO_ENDS = re.compile(r"\s(?:by|in|on|at|to|according|from|for|near|during|after)\s.*$")


def of_label(story: Story, word: Token) -> Iterator[HarmFigure]:
    """The figures of a list under a label of harm, those of different groups one by one."""
    harm = story.frames.lists["tolls"]["labels"].get(word.lower_) or _harm_of_deed(story, word)
    if harm is None:
        return
    end = word.sent.end_char
    at = _first_figure(story, word, end)
    first = True
    while at is not None and _figure_at(story, at, end):
        quantity = find_quantity(story.text, at, end)
        if quantity is None or quantity.start != at or is_date_or_age(story, quantity):
            return
        who = _WHO.match(story.text, quantity.end, end)
        group = who[0].strip() if who is not None else ""
        if not first and _PART.match(group):
            return
        if {w.lower().rstrip("s") for w in group.split()[:2]} & story.frames.words("violence", "not_people"):
            return
        named = None if _NOBODY_NAMED.match(group) else _WHO_ENDS.sub("", re.sub(r"^of (?:the )?", "", group))
        if not first and named is None:
            return
        yield figure_of(story, quantity, harm, word, named, "incident")
        following = _NEXT.match(story.text, who.end() if who is not None else quantity.end, end)
        at, first = following.end() if following is not None else None, False


def _harm_of_deed(story: Story, word: Token) -> str | None:
    """That people counted after a deed and a colon were killed in it ("Air strikes on the town: 88 civilians")."""
    end = word.idx + len(word)
    if (
        story.text.find(":", end, end + FURTHEST) < 0
        or word.tag_[:2] != "NN"
        or not story.frames.within("violence", story.noun_lemma(word), "noun")
    ):
        return None
    labels = story.frames.lists["tolls"]["labels"]
    if any(t.lower_ in labels or harm_of(story, t) for t in word.sent):
        return None
    counted = _COUNTED_PEOPLE.search(story.text, word.idx + len(word), word.sent.end_char)
    people = story.frames.words("violence", "person_nouns")
    return "killed" if counted is not None and people & {counted[1], counted[1].removesuffix("s")} else None


_COUNTED_PEOPLE = re.compile(r": (?:at least )?\d+ ([a-z]+)")


def _first_figure(story: Story, label: Token, end: int) -> int | None:
    """Where the first figure under a label stands; null where there is none."""
    after = label.idx + len(label)
    if (
        _opens(label) and story.text[after : after + 1] == " " and _figure_at(story, after + 1, end)
    ):  # "Dead 116, all named"
        return after + 1
    if not _heads_no_clause(label):
        return None
    for mark in _TO_MARK.finditer(story.text, after, min(end, after + FURTHEST)):
        if mark[0][0] in ".;\n":
            return None
        figure = _figure_at(story, mark.end(), end)
        if figure is not None and (mark[0][0] == ":" or _ALONE.match(story.text, figure)):
            return mark.end()
        if mark[0][0] == ":":
            return None
    return None


def _figure_at(story: Story, at: int, end: int) -> int | None:
    """The end of a figure that begins at a character; null where none does."""
    found = QUANTITY.match(story.text, at, end)
    return None if found is None or found["article"] else found.end()


def _opens(word: Token) -> bool:
    """Whether a word opens a sentence or an item of a list."""
    before = word.nbor(-1) if word.i else None
    return word.is_sent_start or before is None or before.is_space or before.text in {"-", "–", "•", "*", ";", "."}


def _heads_no_clause(word: Token) -> bool:
    """Whether the words from the opening of an item up to a label make no clause ("Turkish soldiers killed": they do not)."""
    for token in reversed(list(word.doc[word.sent.start : word.i])):
        if token.text in {".", ";", "-", "–", "•"} or token.is_space:
            return True
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {'"', "“"}:
            return False
    return True
