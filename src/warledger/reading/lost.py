"""Subjects that the parser loses: the party named right before a finite verb that has none."""

from spacy.tokens import Token

from warledger.reading.story import Story

ASIDES = frozenset({"—", "–", ","})
"""What an aside between subject and verb is set off with ("Jordan — which borders both — has joined")."""

NOT_SUBJECTS = frozenset({"by", "from", "with", "against", "of", "to", "in", "on", "at"})


def lost_subject(story: Story, verb: Token) -> Token | None:
    """The party or state named right before a finite verb and what goes with it, asides passed over."""
    doc = story.doc
    at = min((c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod"}), default=verb.i)
    start = doc[at].sent.start if at < len(doc) else 0
    i = at - 1
    if i > start and doc[i].text in ASIDES:
        opening = next((k for k in range(i - 1, max(start, i - 14), -1) if doc[k].text == doc[i].text), None)
        if opening is None:
            return None
        i = opening - 1
    for k in range(i, max(start, i - 4) - 1, -1):
        token = doc[k]
        name = story.party_at.get(k) or story.place_at.get(k)
        if name is not None:
            before = doc[name.start - 1].lower_ if name.start > start else ""
            is_state = k in story.party_at or story.place_at[k].fcode == "PCLI"
            return doc[name.end - 1] if is_state and before not in NOT_SUBJECTS else None
        if token.tag_[:1] not in {"R", "N"}:
            return None
    return None
