"""What a piece of evidence says, in words."""

from warledger.accounts.evidence import Evidence
from warledger.parties.registry import Registry

_WORDS = {
    "holds": "{} holds it",
    "passes": "{} takes it",
    "leaves": "{} loses it",
    "holds_not": "{} does not hold it",
    "changes": "it passes between {}",
}


def in_words(evidence: Evidence, registry: Registry) -> str:
    """What a piece of evidence says of a place, by the names of the parties."""
    who = evidence.sides if evidence.says == "changes" else (evidence.holder,)
    return _WORDS[evidence.says].format(" and ".join(registry[party].name for party in who))
