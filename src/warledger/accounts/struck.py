"""What a happening struck, by the nouns that name it: two reports of a strike on a market are the likelier to be on one."""

from functools import lru_cache

STRUCK: dict[str, str] = {
    noun: kind
    for kind, nouns in {
        "market": "market marketplace bazaar souk mall shopping",
        "hospital": "hospital clinic maternity ambulance",
        "school": "school college university academy",
        "mosque": "mosque shrine",
        "church": "church cathedral monastery",
        "bus": "bus minibus coach",
        "station": "station train railway",
        "wedding": "wedding",
        "funeral": "funeral mourner",
        "theatre": "theatre theater concert cinema",
        "bakery": "bakery bread",
        "checkpoint": "checkpoint roadblock",
        "airport": "airport airfield",
        "prison": "prison jail detention",
        "court": "court courthouse",
        "restaurant": "restaurant cafe café",
        "hotel": "hotel",
        "bridge": "bridge",
        "boat": "boat ferry vessel ship",
        "embassy": "embassy consulate",
        "barracks": "base barracks garrison outpost",
        "protest": "protest protester demonstration demonstrator",
        "convoy": "convoy",
        "factory": "factory plant refinery depot",
    }.items()
    for noun in nouns.split()
}
"""Nouns of what is struck in wars, with the word that stands for all that are used for one another."""


@lru_cache(maxsize=100_000)
def struck(quote: str) -> frozenset[str]:
    """The kinds of things that words name as struck."""
    words = (w.strip(".,;:'’\"“”()").removesuffix("'s").removesuffix("’s") for w in quote.lower().split())
    return frozenset(kind for w in words if (kind := STRUCK.get(w) or STRUCK.get(w.removesuffix("s"))) is not None)
