"""The reader: a report in, its statements out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import warledger
from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.build import fingerprint as places_fingerprint
from warledger.gazetteer.index import Gazetteer, Index
from warledger.parties.finder import PartyFinder
from warledger.parties.registry import default_registry, registry_files
from warledger.reading.compose import Draft, compose
from warledger.reading.frames import FrameBook, default_frames, frame_files
from warledger.reading.furniture import Furniture
from warledger.reading.model import DEFAULT_MODEL, Model, load_model
from warledger.reading.story import Story, make_story
from warledger.reading.territory import ControlFinding, Dropped, find_control
from warledger.record.report import Report
from warledger.record.statement import Control, Statement


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one report: its statements, and what was considered and dropped."""

    report: Report
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    silence: str | None = None
    """Why a report that was not parsed yields nothing."""


class Reader:
    """Reads reports; made once, used for many."""

    def __init__(self, model: Model, gazetteer: Gazetteer, finder: PartyFinder, frames: FrameBook) -> None:
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
        for report, doc in (
            (r, d) for d, r in self.model.nlp.pipe(((r.text, r) for r in reports), as_tuples=True, batch_size=16)
        ):
            story = make_story(report, doc, self.model.lemma, self.gazetteer, self.finder, self.frames)
            yield self._read_story(story)

    def _read_story(self, story: Story) -> Reading:
        drafts: list[Draft] = []
        dropped: list[Dropped] = []
        for found in find_control(story):
            if isinstance(found, Dropped):
                dropped.append(found)
            else:
                drafts.append(_control_draft(found))
        statements = [compose(story, d, self.name) for d in drafts]
        return Reading(story.report, tuple(_distinct(statements)), tuple(dropped), tuple(story.furniture))


def _control_draft(found: ControlFinding) -> Draft:
    return Draft(
        kind="control",
        trigger=found.trigger,
        frame=found.frame.id,
        links=found.links,
        place=found.place,
        roles=found.roles,
        control=Control(change=found.change, extent="part" if found.place.part else "whole"),  # type: ignore[arg-type]
        features={"weak_frame": float(found.frame.weak)},
        state=found.change in {"held", "contested", "besieged"},
    )


def _distinct(statements: list[Statement]) -> list[Statement]:
    """Each statement once, in the order of the text."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for s in sorted(statements, key=lambda s: (s.quote.start, s.quote.end, s.id)):
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
        )
        if key not in seen:
            seen.add(key)
            kept.append(s)
    return kept


def _fingerprint(model: Model) -> str:
    """A short hash of everything that decides what is read: code, model, frames, parties, places."""
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.glob("*.py"))
    for path in [*code, *frame_files(), *registry_files()]:
        digest.update(path.read_bytes())
    digest.update(model.name.encode())
    digest.update(places_fingerprint().encode())
    return digest.hexdigest()[:12]


def default_reader(model: str = DEFAULT_MODEL) -> Reader:
    """A reader with the project's own data; builds the gazetteer's index if it is not there."""
    loaded = load_model(model)
    return Reader(loaded, Index(ensure_index()), PartyFinder(default_registry(), loaded.nlp), default_frames())
