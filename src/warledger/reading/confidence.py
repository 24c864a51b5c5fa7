"""How sure a statement is: a logistic model over named features of how it was read, one for each kind of statement.

The weights are data (``frames/confidence.toml``), fitted on the gold passages by ``python -m bench.fit``, which also
measures by cross-validation how well they hold. Every feature is 0 or 1, so that a weight can be read as it stands.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from warledger.record.statement import Statement

Weights = Mapping[str, float]

LEAST = {"event": 0.24}
"""Statements less sure than this are not given out, by kind, unless they count victims; in cross-validation F1 is best here."""


@cache
def default_weights() -> Mapping[str, Weights]:
    """The fitted weights by kind of statement."""
    return tomllib.loads((files("warledger.reading") / "frames" / "confidence.toml").read_text(encoding="utf-8"))


def probability(weights: Weights, features: Sequence[str]) -> float:
    """The probability that weights give a statement with these features."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) for name in features)
    return 1 / (1 + math.exp(-total))


def confidence(kind: str, features: Sequence[str]) -> float:
    """The probability that a statement of a kind with these features is right, to three places."""
    return round(probability(default_weights().get(kind, {}), features), 3)


LINKS = {
    "named": "named",
    "compound": "compound",
    "apposition": "apposition",
    "description": "description",
    "pronoun": "pronoun",
    "taken up": "pronoun",
    "carried": "carried",
    "place carried": "carried",
    "name in": "guessed name",
    "named after": "named after a group",
    "facility": "facility",
    "distance": "distance",
    "nationality": "nationality",
    "country": "country",
    "entity": "unknown name",
    "gainer of": "carried",
    "unresolved": "unresolved",
    "claimed": "claimed",
    "same series": "carried",
    "coordinated": "carried",
    "names the deed": "named by the deed",
    "thing": "thing",
}
"""Beginnings of links, and what they count as."""


def link_class(link: str) -> str:
    """What a link counts as; its longest known beginning decides."""
    known = [start for start in LINKS if link.lower().startswith(start)]
    return LINKS[max(known, key=len)] if known else "other"


def features_of(statement: Statement) -> list[str]:
    """The names of the features a statement has, from its own fields and the links of its ``why``."""
    links: dict[str, list[str]] = {}
    for link in statement.why.links:
        role, _, rest = link.partition(": ")
        links.setdefault(role, []).append(rest)
    return list(dict.fromkeys([*_general(statement), *_of_place(statement, links), *_of_parties(statement, links)]))


def _general(s: Statement) -> Iterator[str]:
    yield f"frame {s.why.frame}"
    if s.control is not None:
        yield f"change {s.control.change}"
        yield f"extent {s.control.extent}"
    if s.event is not None:
        yield f"sub-type {s.event.sub_type}"
        if s.event.count is not None:
            yield "a count"
    if s.access is not None:
        yield f"what {s.access.what}"
    if s.messaging is not None:
        yield f"what {s.messaging.what}"
    if s.claim is not None:
        yield f"about {s.claim.about}"
    if s.toll is not None:
        yield "a toll"
    yield f"modality {s.modality}"
    if s.attribution:
        yield "a speaker"
    if s.time is None or s.time.text is None:
        yield "no dating words"
    elif s.time.anchor == "narrative":
        yield "date carried"
    length = s.quote.end - s.quote.start
    yield "quote short" if length < 40 else "quote long" if length > 120 else "quote middling"
    yield from (f"joined: {link}" for link in s.why.links if link in JOINS)


JOINS = frozenset(
    {"one sentence", "one clause", "shared clause", "by way of", "its subject", "light verb", "toll alone"}
)
"""Links that join the words of one deed."""


def _of_place(s: Statement, links: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if s.place is None:
        yield "no place"
        return
    yield from sorted({f"place {link_class(link)}" for link in links.get("place", ())})
    if s.place.lat is None:
        yield "place unknown to the gazetteer"
    elif s.place.confidence < 0.5:
        yield "place uncertain"
    if s.place.precision in {"country", "admin1"}:
        yield f"place is a {s.place.precision}"


def _of_parties(s: Statement, links: Mapping[str, Sequence[str]]) -> Iterator[str]:
    roles = {p.role for p in s.parties}
    yield from (f"has {role}" for role in sorted(roles))
    known = {link_class(link) for role in roles for link in links.get(role, ())}
    yield from (f"party {link}" for link in sorted(known))
    if not s.parties:
        yield "no party"
    elif all(p.id is None for p in s.parties):
        yield "no party of the registry"
