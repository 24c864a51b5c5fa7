"""The registry of sources: who publishes, for which side, and how reliable they are (Admiralty code, letters A to F)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

RELIABILITIES = "ABCDEF"
"""The Admiralty code: A completely, B usually, C fairly reliable, D not usually, E unreliable, F cannot be judged."""

_KEYS = frozenset("name aliases kind country side reliability note".split())


class SourceError(ValueError):
    """A file of sources that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher: ``side`` is the id of the party it speaks for, null for one that speaks for none."""

    name: str
    reliability: str = "F"
    kind: str | None = None
    country: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()


class Sources:
    """All known sources; what is not known is a source of reliability F, never an error."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._by_name = {name.casefold(): s for s in sources for name in (s.name, *s.aliases)}

    def of(self, publisher: str | None) -> Source:
        """The source that a publisher's name means."""
        name = (publisher or "").strip()
        return self._by_name.get(name.casefold()) or Source(name)


def sources_in(content: str, file: str) -> list[Source]:
    """The sources of a file's content; raises SourceError for an entry that is wrong, naming it and the file."""
    try:
        entries = tomllib.loads(content).get("source", ())
    except tomllib.TOMLDecodeError as problem:
        raise SourceError(f"{file}: {problem}") from None
    return [_read_source(entry, file) for entry in entries]


def sources_of(posted: Iterable[tuple[str, str]] = ()) -> Sources:
    """The project's own sources, and those of files given by name and content, which win where they name the same."""
    own = (files("warledger.journal") / "data" / "sources.toml").read_text(encoding="utf-8")
    return Sources(s for name, content in (("sources.toml", own), *posted) for s in sources_in(content, name))


def _read_source(entry: Mapping[str, Any], file: str) -> Source:
    where = f"{file}, source {entry.get('name')!r}"
    if unknown := sorted(set(entry) - _KEYS):
        raise SourceError(f"{where}: unknown key {', '.join(unknown)}; the keys are {', '.join(sorted(_KEYS))}")
    if not entry.get("name"):
        raise SourceError(f"{where}: a name is required")
    reliability = entry.get("reliability", "F")
    if reliability not in tuple(RELIABILITIES):
        raise SourceError(f"{where}: reliability {reliability!r} is none of {', '.join(RELIABILITIES)}")
    return Source(
        name=entry["name"],
        reliability=reliability,
        kind=entry.get("kind"),
        country=entry.get("country"),
        side=entry.get("side"),
        aliases=tuple(entry.get("aliases", ())),
    )
