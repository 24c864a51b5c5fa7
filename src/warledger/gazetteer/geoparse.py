"""The geoparser by itself: place names of a text, found and placed."""

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from warledger.gazetteer.around import Name
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.mentions import Mention, find_mentions
from warledger.gazetteer.resolve import Answer, Resolved, resolve_names
from warledger.gazetteer.words import country_words
from warledger.record.place import Toponym

_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")

CONTEXT = 40
"""Characters before and after a name that are looked at for "X, Y" and "X province"."""


def names_at(text: str, spans: Iterable[tuple[int, int]]) -> list[Name]:
    """The names at given character offsets, with their surroundings."""
    return [
        Name(text[s:e], s, e, after=text[e : e + CONTEXT], before=text[max(0, s - CONTEXT) : s].rstrip())
        for s, e in spans
    ]


def place_spans(
    text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer, home: str | None = None
) -> list[Toponym]:
    """Place the names that stand at given character offsets.

    Nationality words elsewhere in the text bear on the choice, and ``home``, the ISO code of the publisher's country.
    """
    names = names_at(text, spans)
    hints = _hints(text, spans) + ([home] if home else [])
    return [toponym(n, a) for n, a in zip(names, resolve_names(names, gazetteer, hints), strict=True)]


def _hints(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The countries of the country words that stand outside the given spans, each once."""
    inside = {i for s, e in spans for i in range(s, e)}
    outside = {m[0] for m in _CAPITALISED.finditer(text) if m.start() not in inside}
    found = {country_words()[word].country for word in outside if word in country_words()}
    return sorted(code for code in found if not code.startswith("CONT-"))


def geoparse(doc: Doc, gazetteer: Gazetteer, home: str | None = None) -> list[Toponym]:
    """Find and place the names of a parsed text; ``home`` as for place_spans."""
    spans = [char_span(doc, m) for m in find_mentions(doc, gazetteer) if not _names_people(doc, m)]
    return place_spans(doc.text, spans, gazetteer, home)


def _names_people(doc: Doc, mention: Mention) -> bool:
    """Whether a nationality word means people and no place ("Canadians"); as an adjective it stays ("Canadian troops")."""
    return (
        mention.kind == "people"
        and doc[mention.end - 1].text.endswith("s")
        and doc[mention.end - 1].tag_ in {"NNS", "NNPS"}
    )


def char_span(doc: Doc, mention: Mention) -> tuple[int, int]:
    """Character offsets of a mention."""
    span = doc[mention.start : mention.end]
    return span.start_char, span.end_char


SURE = 0.76
"""Places chosen with less confidence are left open: on open corpora, nearly half of those would be wrong."""


def toponym(name: Name, answer: Answer) -> Toponym:
    """The record of a name and its answer."""
    if not isinstance(answer, Resolved):
        return Toponym(start=name.start, end=name.end, phrase=name.text, reason=answer.reason)
    if answer.confidence < SURE:
        reason = f"several places have this name, and none is sure enough (best: {answer.entry.name}, {answer.confidence:.2f})"
        return Toponym(start=name.start, end=name.end, phrase=name.text, confidence=answer.confidence, reason=reason)
    e = answer.entry
    return Toponym(
        start=name.start,
        end=name.end,
        phrase=name.text,
        name=e.name,
        geonameid=e.geonameid,
        lat=e.lat,
        lon=e.lon,
        country=e.country or None,
        admin1=e.admin1 or None,
        fcode=e.fcode,
        confidence=answer.confidence,
    )
