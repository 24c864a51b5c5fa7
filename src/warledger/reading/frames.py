"""Frames as data: what a verb, noun or phrase means, and where in the clause each role stands.

One TOML file a domain (frames/*.toml). A frame has an ``id``, what it says (``sets``), its triggers
(``verbs``, ``nouns``, ``adjectives``: lemmas; multiword forms as ``verb + noun`` in ``light``), and ``roles``:
role -> list of paths, tried in order. Steps of a path are joined by "." and walk the parse:
``agent`` ``patient`` ``subject`` ``object`` ``poss`` ``compound`` ``head`` ``prep:of|in``.
In any word list of a frame ``@name`` stands for the words of that name under ``[lists]`` of the same file.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

DOMAINS = ("territory", "violence", "tolls", "humanitarian", "messaging", "speech")


class FrameError(ValueError):
    """A frame file that cannot be used; the message names the file and the frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: what it sets, by which words it is called up, and where its roles stand."""

    id: str
    domain: str
    sets: Mapping[str, str]
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    with_noun: frozenset[str] = frozenset()
    with_prep: frozenset[str] = frozenset()
    with_particle: frozenset[str] = frozenset()
    with_adjective: frozenset[str] = frozenset()
    with_modifier: frozenset[str] = frozenset()
    with_verb: frozenset[str] = frozenset()
    with_agent: frozenset[str] = frozenset()
    with_word: frozenset[str] = frozenset()
    with_no: bool = False
    negated: bool = False
    rank: int = 0
    roles: Mapping[str, tuple[str, ...]] = None  # type: ignore[assignment]
    needs: frozenset[str] = frozenset()
    weak: bool = False

    @property
    def demands(self) -> int:
        """How many kinds of company the frame asks for; the most demanding frame of a word is tried first."""
        nouns = (self.with_noun, self.with_agent, self.with_word, self.with_modifier)
        asked = (*nouns, self.with_prep, self.with_particle, self.with_verb, self.with_no, self.negated)
        return sum(map(bool, asked))


_WORD_LISTS = (
    "verbs nouns adjectives with_noun with_prep with_particle with_adjective with_modifier with_verb with_agent "
    "with_word needs".split()
)
_KEYS = frozenset([*_WORD_LISTS, "id", "sets", "roles", "weak", "rank", "note", "with_no", "negated"])


def read_frames(content: Mapping[str, Any], domain: str) -> list[Frame]:
    """The frames of one domain file; raises FrameError naming the frame that is wrong."""
    frames = []
    for entry in content.get("frame", ()):
        where = f"{domain}.toml, frame {entry.get('id')!r}"
        unknown = set(entry) - _KEYS
        if unknown or not entry.get("id"):
            raise FrameError(
                f"{where}: " + (f"unknown key {', '.join(sorted(unknown))}" if unknown else "an id is required")
            )
        words = {
            key: frozenset(_spelled_out(entry.get(key, ()), content.get("lists", {}), where)) for key in _WORD_LISTS
        }
        roles = {
            role: (paths,) if isinstance(paths, str) else tuple(paths) for role, paths in entry.get("roles", {}).items()
        }
        frames.append(
            Frame(
                id=f"{domain}.{entry['id']}",
                domain=domain,
                sets=entry.get("sets", {}),
                roles=roles,
                weak=entry.get("weak", False),
                rank=entry.get("rank", 0),
                with_no=entry.get("with_no", False),
                negated=entry.get("negated", False),
                **words,
            )
        )
    return frames


def _spelled_out(words: Iterable[str], lists: Mapping[str, Any], where: str) -> Iterator[str]:
    """Words, with ``@name`` replaced by the list of that name; raises FrameError where there is none."""
    for word in words:
        if not word.startswith("@"):
            yield word
        elif word[1:] in lists:
            yield from _spelled_out(lists[word[1:]], lists, where)
        else:
            raise FrameError(f"{where}: there is no list {word[1:]!r} under [lists]")


@dataclass(frozen=True)
class FrameBook:
    """All frames, by the lemma of their trigger and its part of speech (``verb``, ``noun``, ``adjective``)."""

    by_trigger: Mapping[tuple[str, str], tuple[Frame, ...]]
    by_domain: Mapping[tuple[str, str, str], tuple[Frame, ...]]
    lists: Mapping[str, Mapping[str, Any]]
    _sets: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, compare=False)

    def of(self, lemma: str, part: str) -> tuple[Frame, ...]:
        """The frames a word calls up, in the order of the files."""
        return self.by_trigger.get((lemma, part), ())

    def within(self, domain: str, lemma: str, part: str) -> tuple[Frame, ...]:
        """The frames of one domain that a word calls up, those that ask for more company first."""
        return self.by_domain.get((domain, lemma, part), ())

    def words(self, domain: str, name: str) -> frozenset[str]:
        """A word list of a domain file ("[lists]"), inner tables by dotted names; empty where there is none."""
        found = self._sets.get((domain, name))
        if found is None:
            content: Any = self.lists[domain]
            for part in name.split("."):
                content = content.get(part, ()) if isinstance(content, Mapping) else ()
            found = self._sets[domain, name] = frozenset(content)
        return found


def frame_files() -> list[Path]:
    """The frame files in the package, in the order of the domains."""
    folder = files("warledger.reading") / "frames"
    return [Path(str(folder / f"{domain}.toml")) for domain in DOMAINS]


@cache
def default_frames() -> FrameBook:
    """The project's own frames."""
    table: dict[tuple[str, str], list[Frame]] = {}
    lists: dict[str, Mapping[str, Any]] = {}
    for path in frame_files():
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        lists[path.stem] = content.get("lists", {})
        for frame in read_frames(content, path.stem):
            for part, lemmas in (("verb", frame.verbs), ("noun", frame.nouns), ("adjective", frame.adjectives)):
                for lemma in lemmas:
                    table.setdefault((lemma, part), []).append(frame)
    within: dict[tuple[str, str, str], list[Frame]] = {}
    for (lemma, part), frames in table.items():
        for frame in sorted(frames, key=lambda f: -f.demands):
            within.setdefault((frame.domain, lemma, part), []).append(frame)
    return FrameBook({k: tuple(v) for k, v in table.items()}, {k: tuple(v) for k, v in within.items()}, lists)
