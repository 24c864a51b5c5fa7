"""Finding the parties a text names: the registry's names as phrases over the text's tokens."""

from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from warledger.parties.registry import Party, Registry

NameKind = Literal["name", "person", "class", "generic"]

_PRIORITY: dict[str, int] = {"name": 0, "person": 1, "generic": 2, "class": 3}


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party named in a text: token range, the party, and what kind of name it is."""

    start: int
    end: int
    party: Party
    kind: NameKind


class PartyFinder:
    """Looks for all names of a registry at once. Names in capitals match as written, others in any case."""

    def __init__(self, registry: Registry, nlp: Language) -> None:
        self.registry = registry
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._lower = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._of: dict[int, list[tuple[Party, NameKind]]] = {}
        exact: dict[str, list[Doc]] = {}
        lower: dict[str, list[Doc]] = {}
        for party in registry.parties.values():
            for name, kind in _names(party):
                label = f"{kind}:{party.id}"
                self._of[nlp.vocab.strings.add(label)] = [(party, kind)]
                table = lower if any(c.islower() for c in name) and len(name) > 3 else exact
                table.setdefault(label, []).extend(nlp.make_doc(form) for form in _forms(name))
        for label, docs in exact.items():
            self._exact.add(label, docs)
        for label, docs in lower.items():
            self._lower.add(label, docs)

    def find(self, doc: Doc) -> list[PartyName]:
        """The parties named, longest names first where two overlap, in order of the text."""
        hits: list[PartyName] = []
        for matcher in (self._exact, self._lower):
            for label, start, end in matcher(doc):
                for party, kind in self._of[label]:
                    small = not any(t.text[0].isupper() for t in doc[start:end])
                    if small and kind not in {"class", "generic"}:
                        continue
                    hits.append(PartyName(start, end, party, kind))
        hits = _without_strangers(hits)
        hits.sort(key=lambda h: (-(h.end - h.start), _PRIORITY[h.kind], h.start, h.party.id))
        taken: set[int] = set()
        kept: list[PartyName] = []
        for hit in hits:
            span = set(range(hit.start, hit.end))
            if not span & taken:
                taken |= span
                kept.append(hit)
        kept += _by_last_name(doc, kept, taken)
        return sorted(kept, key=lambda h: h.start)


_BEFORE_NAMES = frozenset({"al", "el", "-", "ibn", "bin"})
"""What goes with the last word of a name ("al-Abadi")."""


def _by_last_name(doc: Doc, found: list[PartyName], taken: set[int]) -> list[PartyName]:
    """Leaders by their last name alone, once the text has named them in full; nobody where two of the name are told of."""
    leaders: dict[str, dict[str, PartyName]] = {}
    for hit in sorted((h for h in found if h.kind == "person"), key=lambda h: -h.start):
        if " " in doc[hit.start : hit.end].text:
            leaders.setdefault(doc[hit.end - 1].text, {})[hit.party.id] = hit
    hits = []
    for token in doc if leaders else ():
        called = list(leaders.get(token.text, {}).values())
        if len(called) != 1 or token.i < called[0].end or token.i in taken:
            continue
        start = token.i
        while start and doc[start - 1].lower_ in _BEFORE_NAMES and not doc[start - 1].whitespace_:
            start -= 1
        stranger = doc[start - 1].ent_type_ == "PERSON" and doc[start - 1].text.istitle()  # "Mehriban Aliyeva"
        if not stranger:
            hits.append(PartyName(start, token.i + 1, called[0].party, "person"))
    return hits


def _without_strangers(hits: list[PartyName]) -> list[PartyName]:
    """Descriptions ("the group", "the regime") only of parties that the text names before or else names at all."""
    named = {h.party.id: h.start for h in sorted(hits, key=lambda h: -h.start) if h.kind in {"name", "person"}}
    kept = [h for h in hits if h.kind != "generic" or h.party.id in named]
    last: dict[tuple[int, int], PartyName] = {}
    for hit in (h for h in kept if h.kind == "generic"):
        rival = last.get((hit.start, hit.end))
        if rival is None or _nearness(named[hit.party.id], hit.start) > _nearness(named[rival.party.id], hit.start):
            last[hit.start, hit.end] = hit
    return [h for h in kept if h.kind != "generic" or last[h.start, h.end] is h]


def _nearness(named: int, at: int) -> tuple[bool, int]:
    return (named < at, named if named < at else -named)


def _names(party: Party) -> list[tuple[str, NameKind]]:
    kind: NameKind = "class" if party.kind == "class" else "name"
    names: list[tuple[str, NameKind]] = [(n, kind) for n in (party.name, *party.aliases)]
    names += [(n, "person") for n in party.people]
    names += [(n.removeprefix("the "), "generic") for n in party.generic]
    return names


def _forms(name: str) -> set[str]:
    """A name with the typographic variants in which the press prints it."""
    forms = {name, name.replace("'", "’"), name.replace("'", "‘")}
    forms |= {f.replace("-", " ") for f in forms if "-" in f}
    if name.lower().startswith("al-"):
        forms |= {"Al " + name[3:], "al " + name[3:], "Al-" + name[3:]}
    return forms
