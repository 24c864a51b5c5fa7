"""The reader: a report in, its statements out."""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

import warledger
from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.build import fingerprint as places_fingerprint
from warledger.gazetteer.index import Gazetteer, Index
from warledger.parties.finder import PartyFinder
from warledger.parties.registry import default_registry, registry_files
from warledger.reading.claims import find_claims
from warledger.reading.compose import Draft, compose
from warledger.reading.confidence import LEAST
from warledger.reading.drafts import access_draft, claim_draft, control_draft, event_draft, messaging_draft, toll_of
from warledger.reading.frames import FrameBook, default_frames
from warledger.reading.furniture import Furniture, find_furniture
from warledger.reading.harm_figures import HarmFigure
from warledger.reading.humanitarian import find_access
from warledger.reading.media import find_messaging
from warledger.reading.model import DEFAULT_MODEL, Model, load_model
from warledger.reading.paths import Dropped
from warledger.reading.relevance import Relevance, relevance_of
from warledger.reading.story import Story, make_story, names_armed_party
from warledger.reading.syntax import is_verb
from warledger.reading.territory import find_control
from warledger.reading.tolls import find_tolls
from warledger.reading.violence import find_events
from warledger.record.report import Report
from warledger.record.statement import Statement

BATCH = 16
"""Reports that are held and parsed together."""

PIECE = 50_000
"""Characters after which a long text is cut at the next paragraph for parsing."""

RELEVANT_CHARS = 20_000
"""Characters in which an armed party is looked for before a text is parsed."""


class Silence(str):
    """Why a report that is not parsed yields nothing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one report: its statements, and what was considered and dropped."""

    report: Report
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    silence: Silence | None = None


class Reader:
    """Reads reports; made once, used for many."""

    def __init__(self, model: Model, gazetteer: Gazetteer, finder: PartyFinder, frames: FrameBook) -> None:
        self.least: Mapping[str, float] = LEAST
        self.model = model
        self.gazetteer = gazetteer
        self.finder = finder
        self.frames = frames
        self.name = f"warledger {warledger.__version__} {_fingerprint(model)}"

    def read(self, report: Report) -> Reading:
        """Read one report."""
        return next(self.read_all([report]))

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read reports one after another, in bounded memory, in the order they come."""
        source = iter(reports)
        while batch := list(islice(source, BATCH)):
            looks = [self.look(report) for report in batch]
            docs = self._parsed([look for look in looks if not isinstance(look, Silence)])
            for report, look in zip(batch, looks, strict=True):
                if isinstance(look, Silence):
                    yield Reading(report, (), furniture=tuple(find_furniture(report.text)), silence=look)
                else:
                    yield self._read_story(
                        make_story(report, next(docs), self.model.lemma, self.gazetteer, self.finder, self.frames)
                    )

    def look(self, report: Report) -> str | Doc | Silence:
        """What is to be parsed of a report: its text, or its tokens where they are made already; or why nothing is."""
        if report.language not in {None, "en"}:
            return Silence(f"its language is {report.language}")
        if not report.text.strip():
            return Silence("it is empty")
        if relevance_of(report.text, armed_party=True) == Relevance.NONE:  # not even if it named one
            return Silence("its words tell of no armed conflict")
        doc = self.model.nlp.make_doc(report.text[:RELEVANT_CHARS])
        if relevance_of(report.text, armed_party=names_armed_party(doc, self.finder.find(doc))) == Relevance.NONE:
            return Silence("its words tell of no armed conflict")
        return doc if len(report.text) <= RELEVANT_CHARS else report.text

    def _parsed(self, texts: list[str | Doc]) -> Iterator[Doc]:
        """The parses of texts; long ones in pieces that end with a paragraph, put together again."""
        pieces = [[text] if isinstance(text, Doc) else list(_pieces(text)) for text in texts]
        docs = self.model.nlp.pipe((p for parts in pieces for p in parts), batch_size=BATCH)
        for parts in pieces:
            parsed = [next(docs) for _ in parts]
            yield parsed[0] if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False)

    def _read_story(self, story: Story) -> Reading:
        drafts: list[Draft] = []
        dropped: list[Dropped] = []
        for found in find_control(story):
            if isinstance(found, Dropped):
                dropped.append(found)
            else:
                drafts.append(control_draft(found))
        figures = find_tolls(story)
        taken = _hang_on_takeovers(drafts, figures, story.text)
        takeovers = frozenset(d.trigger.i for d in _telling_of(drafts, TAKEOVER))
        events, too_bare = find_events(story, [f for f in figures if f not in taken], takeovers)
        drafts += [event_draft(e, story.text) for e in events]
        dropped += too_bare
        drafts += _said_and_sent(story, drafts, dropped)
        statements = []
        for statement in _distinct([compose(story, d, self.name) for d in drafts]):
            # a count of victims is given out however unsure its deed: a ledger that drops the dead says there were none
            if statement.toll or statement.confidence >= self.least.get(statement.kind, 0.0):
                statements.append(statement)
            else:
                words, why = statement.quote, f"too unsure ({statement.confidence:.2f})"
                dropped.append(Dropped(words.start, words.end, statement.why.frame, why))
        return Reading(story.report, tuple(statements), tuple(dropped), tuple(story.furniture))


TAKEOVER = frozenset({"gained", "lost"})
SIEGE = frozenset({"besieged", "siege_ended"})


def _telling_of(drafts: list[Draft], changes: frozenset[str]) -> list[Draft]:
    """The drafts that tell of certain changes of control."""
    return [d for d in drafts if d.control is not None and d.control.change in changes]


def _said_and_sent(story: Story, drafts: list[Draft], dropped: list[Dropped]) -> list[Draft]:
    """Drafts on access, messaging and claims."""
    sieges = frozenset(d.trigger.i for d in _telling_of(drafts, SIEGE))
    made = []
    for access in find_access(story, sieges):
        if isinstance(access, Dropped):
            dropped.append(access)
        else:
            made.append(access_draft(story, access))
    for message in find_messaging(story):
        if isinstance(message, Dropped):
            dropped.append(message)
        else:
            made.append(messaging_draft(story, message))
    return made + [claim_draft(story, c) for c in find_claims(story)]


def _pieces(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        cut = len(text) if len(text) - at <= PIECE else text.find("\n", at + PIECE) + 1 or len(text)
        cut = min(cut, at + 4 * PIECE)
        yield text[at:cut]
        at = cut


def _hang_on_takeovers(drafts: list[Draft], figures: list[HarmFigure], text: str) -> frozenset[HarmFigure]:
    """Give a takeover the toll told in its own clause ("captured the town, killing 12"); the figures so used."""
    hanging: dict[int, list[HarmFigure]] = {}
    for figure in figures:
        if figure.trigger.dep_ in {"advcl", "conj"} and figure.trigger.tag_ == "VBG":
            hanging.setdefault(figure.trigger.head.i, []).append(figure)
    used: set[HarmFigure] = set()
    for draft in _telling_of(drafts, TAKEOVER):
        own = hanging.pop(draft.trigger.i, []) if is_verb(draft.trigger) else []
        if own:
            draft.toll = toll_of(own, text)
            used.update(own)
    return frozenset(used)


def _distinct(statements: list[Statement]) -> list[Statement]:
    """Each statement once, in the order of the text."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for s in sorted(statements, key=lambda s: (s.quote.start, s.quote.end, -s.confidence, s.why.frame)):
        if s.control and s.place:
            echo = (
                s.control.change,
                s.place.name,
                s.modality,
                tuple(sorted(p.id or p.text for p in s.parties if p.role in {"gainer", "holder", "besieger"})),
                bool(s.time and s.time.start),
                s.time and (s.time.start, s.time.end),
            )
            if echo in seen:
                continue
            seen.add(echo)
        key = (
            s.kind,
            s.control and s.control.change,
            s.place and s.place.start,
            s.quote.start,
            s.event and s.event.trigger.start,
            s.claim and s.quote.start,
            s.control and s.control.change == "besieged" and s.time and (s.time.start, s.time.end),  # since, until
        )
        if key not in seen:
            seen.add(key)
            kept.append(s)
    return kept


def _fingerprint(model: Model) -> str:
    """A short hash of everything that decides what is read: code, model, frames, parties, places."""
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.glob("*.py"))
    knowledge = sorted((Path(__file__).parent / "frames").glob("*.toml"))
    for path in [*code, *knowledge, *registry_files()]:
        digest.update(path.read_bytes())
    digest.update(model.name.encode())
    digest.update(places_fingerprint().encode())
    return digest.hexdigest()[:12]


def default_reader(model: str = DEFAULT_MODEL) -> Reader:
    """A reader with the project's own data; builds the gazetteer's index if it is not there."""
    loaded = load_model(model)
    reader = Reader(loaded, Index(ensure_index()), PartyFinder(default_registry(), loaded.nlp), default_frames())
    gc.freeze()  # the model and the lists live as long as the process: the collector need not walk them again and again
    return reader
