"""Page furniture: captions, credits, newsletter lines, "read more", update notes.

Furniture is marked in the text and never read as content, never deleted; the patterns are data (frames/furniture.toml).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that is no part of the story: its kind and character offsets."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    longest: int
    starts: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    holds: re.Pattern[str] | None


@cache
def _kinds() -> tuple[_Kind, ...]:
    content = tomllib.loads((files("warledger.reading") / "frames" / "furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        _Kind(
            name,
            entry["longest"],
            *(
                _pattern(entry.get(part, ()), flags)
                for part, flags in (("starts", name == "byline"), ("whole", False), ("holds", False))
            ),
        )
        for name, entry in content.items()
    )


def _pattern(patterns: list[str], as_written: bool) -> re.Pattern[str] | None:
    flags = 0 if as_written else re.IGNORECASE
    return re.compile("|".join(f"(?:{p})" for p in patterns), flags) if patterns else None


_LINE = re.compile(r"[^\n]+")


def find_furniture(text: str) -> Iterator[Furniture]:
    """The lines of a text that are page furniture."""
    for match in _LINE.finditer(text):
        line = match[0].strip(" \t\r*_•|>·-–—[]")
        kind = kind_of(line) if line else None
        if kind:
            start = match.start() + match[0].index(line[0])
            yield Furniture(kind, start, start + len(match[0][start - match.start() :].rstrip()))


def kind_of(line: str) -> str | None:
    """What kind of furniture a line is; null for a line of the story."""
    words = line.count(" ") + 1
    for kind in _kinds():
        if words > kind.longest:
            continue
        byline = kind.starts and kind.name == "byline" and kind.starts.match(line[:1].lower() + line[1:])
        if byline or (kind.starts and kind.name != "byline" and kind.starts.match(line)):
            return kind.name
        if kind.whole and kind.whole.fullmatch(line):
            return kind.name
        if kind.holds and kind.holds.search(line):
            return kind.name
    return None
