"""A story as the readers see it: the parse with places, parties and dates found in it, each look-up by token."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from warledger.gazetteer.geoparse import names_at
from warledger.gazetteer.home import home_country
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.mentions import Mention, find_mentions, sure_countries
from warledger.gazetteer.resolve import Answer, Resolved, resolve_names
from warledger.parties.finder import PartyFinder, PartyName
from warledger.parties.registry import Party, Registry
from warledger.reading.called import TOWN, is_called
from warledger.reading.capitals import capitals_in
from warledger.reading.date_mention import DateMention
from warledger.reading.date_words import date_words
from warledger.reading.dates import dateline_day, find_dates, iter_days, parse_day, resolve_dates
from warledger.reading.frames import Frame, FrameBook
from warledger.reading.furniture import Furniture, find_furniture
from warledger.reading.headings import headings_of
from warledger.reading.ordered import Ordered
from warledger.reading.relevance import ARMED_KINDS, Relevance, relevance_of
from warledger.reading.topics import Topics
from warledger.reading.unlisted import NAME_TAGS, PLACE_BEGINNINGS, Knowledge, unlisted_places
from warledger.record.report import Report

SURE = 0.9
"""How sure it is which place is the capital of a country."""

RETROSPECT_DAYS = 90
"""A text whose fuller dates lie mostly this many days before publication looks back (the contract's rule)."""


REGIONS = frozenset({"PCLI", "ADM1", "CONT"})
"""Feature codes of countries, provinces and continents: no text or section is about them as about a town."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name in the story: token range and the gazetteer's answer."""

    start: int
    end: int
    people: bool
    answer: Answer

    @property
    def fcode(self) -> str:
        """GeoNames' feature code, empty where the name could not be placed."""
        return self.answer.entry.fcode if isinstance(self.answer, Resolved) else ""

    @property
    def population(self) -> int:
        """How many people live there, 0 where that is not known."""
        return self.answer.entry.population if isinstance(self.answer, Resolved) else 0

    @property
    def country(self) -> str:
        """ISO country code, empty where unknown."""
        return self.answer.entry.country if isinstance(self.answer, Resolved) else ""


@dataclass
class Story:
    """One report, parsed, with everything found in it before any statement is read."""

    report: Report
    doc: Doc
    lemma: Callable[[Token], str]
    frames: FrameBook
    registry: Registry
    places: Ordered[PlaceName]
    parties: Ordered[PartyName]
    dates: Ordered[DateMention]
    furniture: Ordered[Furniture]
    retrospective: bool
    published: date | None
    capitals: dict[int, PlaceName]
    """The capitals that it names by their country alone, by the noun."""
    is_conflict: bool
    """Whether the story surely tells of armed conflict: only there are everyday words ("strike") read as war."""

    @cached_property
    def place_at(self) -> dict[int, PlaceName]:
        """The place name that a token belongs to."""
        return {i: p for p in self.places for i in range(p.start, p.end)}

    @cached_property
    def party_at(self) -> dict[int, PartyName]:
        """The party name that a token belongs to."""
        return {i: p for p in self.parties for i in range(p.start, p.end)}

    @cached_property
    def _sentence_of(self) -> list[int]:
        number, found = 0, []
        for token in self.doc:
            number += bool(token.is_sent_start)
            found.append(number)
        return found

    def sentences_between(self, one: int, other: int) -> int:
        """How many sentences begin after one token up to another."""
        numbers = self._sentence_of
        return numbers[min(other, len(numbers) - 1)] - numbers[min(one, len(numbers) - 1)]

    @cached_property
    def _ends_alike(self) -> dict[int, list[int]]:
        """By the start of a place name, where each name of the same words ends."""
        ends: dict[str, list[int]] = {}
        alike = {}
        for place in self.places:
            alike[place.start] = ends.setdefault(self.doc[place.start : place.end].text, [])
            alike[place.start].append(place.end)
        return alike

    def times_named(self, place: PlaceName, before: int) -> int:
        """How often a place's name was written up to a token."""
        return bisect_right(self._ends_alike[place.start], before)

    @cached_property
    def called_towns(self) -> frozenset[str]:
        """The names of the places that the text calls towns or cities somewhere."""
        names = (self.doc[p.start : p.end] for p in self.places)
        return frozenset(name.text for name in names if is_called(name, TOWN, self.lemma))

    @cached_property
    def topics(self) -> Topics:
        """The places that the text and its sections are about."""
        title = self.report.title or ""
        named = [self.doc[p.start : p.end] for p in self.places if not p.people and p.fcode not in REGIONS]
        headings = headings_of(self.text) if self.retrospective else []
        lines = Ordered(headings, lambda h: h.start, lambda h: h.end)
        within = (n.start_char for n in named if lines.over(n.start_char) is not None)
        return Topics(frozenset(n.start_char for n in named if n.text in title), tuple(within), tuple(headings))

    @cached_property
    def titled(self) -> frozenset[int]:
        """First tokens of the towns that the title names too."""
        title = self.report.title or ""
        towns = (p for p in self.places if not p.people and p.fcode.startswith("PPL"))
        return frozenset(p.start for p in towns if self.doc[p.start : p.end].text in title)

    def words_of(self, date: DateMention) -> Span | None:
        """The tokens of a date; null where the parse has none for it."""
        return self.doc.char_span(date.at, date.to, alignment_mode="expand")

    @cached_property
    def titled_town(self) -> PlaceName | None:
        """The one town that the title names too; null for none and for several."""
        named = {p.answer: p for p in self.places if p.start in self.titled}
        return next(iter(named.values())) if len(named) == 1 else None

    @cached_property
    def persons(self) -> Ordered[Span]:
        """The persons that the tagger sees, by token."""
        persons = (e for e in self.doc.ents if e.label_ == "PERSON")
        return Ordered(persons, lambda e: e.start, lambda e: e.end)

    @cached_property
    def full_names(self) -> dict[str, list[str]]:
        """By the last word of a person's name, the forms in which the story gives it."""
        names: dict[str, set[str]] = {}
        for person in self.persons:
            name = re.sub(r"['’]s$", "", person.text).strip()
            if name and "\n" not in name and len(name) < 50:
                names.setdefault(name.split()[-1], set()).add(name)
        return {last: sorted(forms) for last, forms in names.items()}

    @cached_property
    def _entities(self) -> dict[int, Span]:
        return {i: e for e in self.doc.ents for i in range(e.start, e.end)}

    def entity_at(self, token: int) -> Span | None:
        """The tagger's entity that a token lies in."""
        return self._entities.get(token)

    def noun_lemma(self, token: Token) -> str:
        """The lemma of a word read as a noun, whatever its tag."""
        if token.tag_[:2] == "NN":
            return self.lemma(token)
        word = token.lower_
        return word[:-1] if word.endswith("s") and self.frames.of(word[:-1], "noun") else word

    @cached_property
    def title_day(self) -> DateMention | None:
        """The one day or run of days that the title names ("attacks of 11 January"); null where it names none or several."""
        named = [d for d in find_dates(self.report.title or "", self.published) if d.precision != "open"]
        return named[0] if len(named) == 1 and named[0].precision == "day" and not named[0].modifier else None

    @cached_property
    def introductions(self) -> Ordered[Token]:
        """Verbs of speech that open a statement quoted in full ("The minister said:", then its words)."""
        speech = self.frames.words("speech", "speech_verbs")
        found = []
        for token in self.doc:
            if token.text != ":":
                continue
            opens = token.i + 1 < len(self.doc) and (
                self.doc[token.i + 1].is_space or self.doc[token.i + 1].text in {'"', "“"}
            )
            verb = next(
                (
                    self.doc[i]
                    for i in range(token.i - 1, max(-1, token.i - 6), -1)
                    if self.lemma(self.doc[i]) in speech
                ),
                None,
            )
            if verb is not None and verb.tag_[:1] == "V" and (opens or token.i == verb.i + 1):
                found.append(verb)
        return Ordered(found, lambda v: v.i, lambda v: v.i + 1)

    @cached_property
    def home_state(self) -> Party | None:
        """The state of the one country in which nearly all places of the story lie; null where it is set in several."""
        countries = Counter(p.country for p in self.places if p.country and not p.people and p.fcode != "PCLI")
        countries.update(
            c for p in self.parties if p.kind == "name" for c in p.party.countries if len(p.party.countries) == 1
        )
        if not countries:
            return None
        country, count = countries.most_common(1)[0]
        return self.registry.state_of(country) if count > 0.75 * countries.total() else None

    @cached_property
    def fought_for(self) -> frozenset[int]:
        """First tokens of the places that a word of control or attack is said of: those a story is about."""
        found = set()
        for place in self.places:
            head = self.doc[place.start : place.end].root
            while head.dep_ in {"conj", "compound", "appos"} and head.head != head:
                head = head.head
            above = (
                head.head.head
                if head.dep_ == "pobj" and head.head.lower_ in {"of", "on", "from", "against"}
                else head.head
            )
            if head.dep_ not in {"dobj", "nsubjpass", "pobj", "nsubj"}:
                continue
            part = "verb" if above.tag_[:1] == "V" else "noun"
            if any(f.domain in {"territory", "violence"} for f in self.frames.of(self.lemma(above), part)):
                found.add(place.start)
        return frozenset(found)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def parties_touching(self, start: int, end: int) -> list[PartyName]:
        """The parties named in a range of characters, also those of which it holds only a part."""
        words = self.doc.char_span(start, max(end, start + 1), alignment_mode="expand")
        if words is None:
            return []
        return self.parties.touching(words.start, words.end)

    def is_furniture(self, at: int) -> bool:
        """Whether a character offset lies in page furniture."""
        return self.furniture.over(at) is not None

    @cached_property
    def words(self) -> list[Token]:
        """The words of the story proper, without page furniture and white space."""
        return [t for t in self.doc if not t.is_space and not self.is_furniture(t.idx)]

    def framed(self, domain: str) -> Iterator[tuple[Token, tuple[Frame, ...]]]:
        """Every word that calls up frames of a domain, with these frames, the most demanding first."""
        for token in self.words:
            tag = token.tag_[:2]
            part = "verb" if tag[:1] == "V" else "noun" if tag == "NN" else "adjective" if tag == "JJ" else ""
            frames = self.frames.within(domain, self.lemma(token), part) if part else ()
            if frames:
                yield token, frames

    def text_of(self, span: Span) -> str:
        """The words of a span as the report has them."""
        return self.text[span.start_char : span.end_char]

    def span(self, start: int, end: int) -> Span:
        """A token range, without white space at its ends."""
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        while end > start + 1 and self.doc[end - 1].is_space:
            end -= 1
        return self.doc[start:end]


MILITARY_WORDS = frozenset(
    "troops forces soldiers army military warplanes jets fighters navy marines helicopters".split()
)
"""Words by which the name of a state's party ("Russian troops") speaks of its armed forces."""


def names_armed_party(doc: Doc, parties: list[PartyName]) -> bool:
    """Whether an armed party is named, by its name and not by a description."""
    return any(
        p.kind in {"name", "person"}
        and (p.party.kind in ARMED_KINDS or any(t.lower_ in MILITARY_WORDS for t in doc[p.start : p.end]))
        for p in parties
    )


_DEICTIC = re.compile(
    r"\b(?:today|yesterday|tonight|tomorrow|overnight|last (?:night|week)|this (?:morning|afternoon|evening|week|month)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
"""Dating words that count from the day of publication."""


_QUOTED = re.compile(r"[\"“][^\"“”\n]{1,300}[\"”]")
"""What somebody is quoted with: "tomorrow" is his."""


def looks_back(dates: list[DateMention], report: Report, published: date | None) -> bool:
    """Whether a text tells of a past time rather than its present (contract: dates mostly over 90 days before publication)."""
    if report.dates:
        return report.dates == "retrospective"
    if published is None:
        return True
    days = list(iter_days(dates))
    past = sum((published - day).days > RETROSPECT_DAYS for day in days)
    recent = sum(abs((published - day).days) <= RETROSPECT_DAYS for day in days)
    past += sum(int(year) < published.year for year in re.findall(r"\b(?:19|20)\d\d\b", report.title or ""))
    # a day and month without a year says nothing yet: its year is what is to be found out
    quoted = Ordered(_QUOTED.finditer(report.text), lambda m: m.start(), lambda m: m.end())
    present = (d for d in dates if not d.fuller and _DEICTIC.search(report.text, d.at, d.to))
    return past > recent + sum(quoted.over(d.at) is None for d in present)


def country_hints(parties: list[PartyName]) -> list[str]:
    """The countries in which the parties that a text names are at home, one for each mention."""
    return [c for p in parties if p.kind in {"name", "person"} for c in p.party.countries if len(p.party.countries) < 3]


def _countries(hints: list[str], mentions: list[Mention], doc: Doc, gazetteer: Gazetteer) -> frozenset[str]:
    """The countries a story surely speaks of: those of its parties, and those that its place names leave no doubt of."""
    return frozenset(hints) | frozenset(sure_countries(doc, mentions, gazetteer))


def _listed_in(gazetteer: Gazetteer, countries: frozenset[str]) -> Callable[[str], bool]:
    """Whether a name is that of a place in one of some countries, as written or by its transliteration."""

    def listed(name: str) -> bool:
        found = gazetteer.find(name) or (gazetteer.find_loosely(name) if len(name) > 5 else ())
        return any(e.country in countries for e in found)

    return listed


def _name_end(doc: Doc, mention: Mention) -> int:
    """Where a name ends of which only its first word was found ("Bir" of "Bir Mahli"): such words stand alone in no name."""
    end = mention.end
    if end - mention.start == 1 and doc[mention.start].lower_ in PLACE_BEGINNINGS and end < len(doc):
        after = doc[end]
        if after.tag_ in NAME_TAGS and after.is_title and doc[end - 1].whitespace_ and after.ent_type_ != "DATE":
            return end + 1
    return end


def make_story(
    report: Report,
    doc: Doc,
    lemma: Callable[[Token], str],
    gazetteer: Gazetteer,
    finder: PartyFinder,
    frames: FrameBook,
) -> Story:
    """Find places, parties and dates in a parsed report; ``lemma`` is asked once for each token."""
    lemmas = [lemma(t) for t in doc]

    def lemma_of(token: Token) -> str:
        return lemmas[token.i]

    parties = finder.find(doc)
    party_tokens = {i for p in parties if p.kind == "name" for i in range(p.start, p.end)}
    mentions = find_mentions(doc, gazetteer)
    named = {i for m in mentions for i in range(m.start, m.end)}
    seen = [(m.start, _name_end(doc, m), m.kind == "people") for m in mentions]
    hints = country_hints(parties)
    known = Knowledge(frames, lemma_of, _listed_in(gazetteer, _countries(hints, mentions, doc, gazetteer)))
    seen += [(s, e, False) for s, e in unlisted_places(doc, named | party_tokens, named, known)]
    raw = date_words(report.text)
    dated = Ordered((m for _, m in raw), lambda m: m.start(), lambda m: m.end())
    seen = [(s, e, p) for s, e, p in seen if dated.over(doc[s].idx) is None]
    spans = [(doc[s:e].start_char, doc[s:e].end_char) for s, e, _ in seen]
    home = home_country(report.url)
    answers = resolve_names(names_at(report.text, spans), gazetteer, [*hints, *([home] if home else [])])
    places = [
        PlaceName(start, end, people, answer)
        for (start, end, people), answer in zip(seen, answers, strict=True)
        if not all(i in party_tokens for i in range(start, end))
    ]
    published = parse_day(report.published) or dateline_day(report.text)
    dates = resolve_dates(report.text, raw, published, title=report.title)
    retrospective = (published is None or dateline_day(report.text) != published) and looks_back(
        dates, report, published
    )
    if retrospective and published:
        dates = resolve_dates(report.text, raw, published, title=report.title, retrospective=True)
    return Story(
        report=report,
        doc=doc,
        lemma=lemma_of,
        frames=frames,
        registry=finder.registry,
        places=Ordered(places, lambda p: p.start, lambda p: p.end),
        parties=Ordered(parties, lambda p: p.start, lambda p: p.end),
        dates=Ordered(dates, lambda d: d.at, lambda d: d.to),
        furniture=Ordered(find_furniture(report.text), lambda f: f.start, lambda f: f.end),
        retrospective=retrospective,
        published=published,
        capitals={i: PlaceName(i, i + 1, False, Resolved(e, SURE)) for i, e in capitals_in(doc, gazetteer)},
        is_conflict=relevance_of(report.text, armed_party=names_armed_party(doc, parties)) == Relevance.SURE,
    )
